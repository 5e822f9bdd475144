"""Study courses: hours, presence and what they entitle to, in whole minutes."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.model import OSLO
from service.domain.presence import Mode, Session, Stay
from service.domain.study import (
    Course,
    apart,
    crowded_minutes,
    digital_minutes,
    entitled,
    grant_minutes,
    may_be_exempted,
    minutes_in,
    percent_of,
    qualified,
    quarter_of,
    reaches,
)

FIRST = dt.datetime(2024, 3, 6, 18, 0, tzinfo=OSLO)


def moment(minutes):
    return FIRST + dt.timedelta(minutes=minutes)


def session(name="1", minutes=180, start=0, mode=None):
    return Session(id=name, start=moment(start), end=moment(start + minutes), mode=mode)


def stay(person, *span, at="1", minutes=None):
    times = tuple(moment(m) for m in span) if span else None
    return Stay(session=at, person=person, span=times, minutes=minutes)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("2", 120), ("2,5", 150), ("2.75 timer", 165), ("0,33", 20), ("1 time", 60),
        ("8 timar", 480),
        ("3 t 45 min", 225), ("3 timer og 45 minutter", 225), ("45 min", 45), (" 4 t. ", 240),
        ("", None), ("to", None), ("2–3", None), ("-2", None), ("2 kvelder", None),
    ],
)  # fmt: skip
def test_a_length_is_read_whole_or_not_at_all(said, minutes):
    assert minutes_in(said) == minutes


def test_a_session_lasts_from_start_to_end_breaks_included():
    assert session(minutes=180).minutes == 180
    backwards = Session(id="1", start=moment(60), end=moment(0))
    assert backwards.minutes == 0


def test_a_session_over_the_change_of_the_clock_lasts_as_long_as_it_lasted():
    night = Session(
        id="1",
        start=dt.datetime(2024, 3, 31, 1, 0, tzinfo=OSLO),
        end=dt.datetime(2024, 3, 31, 4, 0, tzinfo=OSLO),
    )
    assert night.minutes == 120


def test_three_quarters_are_enough_and_a_minute_less_is_not():
    course = Course(sessions=(session(minutes=240),), totals={"kari": 180, "ola": 179})
    assert qualified(course, 75) == ("kari",)
    assert percent_of(179, 240) == 74
    assert not reaches(0, 0, 75)


def test_time_is_counted_once_and_only_within_the_session():
    stays = (stay("kari", -30, 60), stay("kari", 30, 90), stay("kari", 170, 300))
    assert Course(sessions=(session(),), stays=stays).presence("kari") == 100
    both = (*stays, stay("kari", minutes=500))
    assert Course(sessions=(session(),), stays=both).presence("kari") == 180


def test_a_tick_on_the_list_is_the_whole_session():
    course = Course(sessions=(session(), session("2", 60, 2000)), stays=(stay("kari"),))
    assert course.presence("kari") == 180
    assert course.presence("ola") == 0


def test_a_certificate_is_counted_of_the_approved_hours():
    course = Course(sessions=(session(minutes=240),), totals={"kari": 150}, approved=200)
    assert entitled(course, 75, 200) == ("kari",)
    assert qualified(course, 75) == ()


def test_only_a_group_of_fewer_than_four_may_be_exempted():
    assert may_be_exempted(3, below=4)
    assert not may_be_exempted(4, below=4)


def test_mixed_sessions_count_as_digital():
    sessions = [session(mode=Mode.HYBRID), session("2", 60, 2000, Mode.DIGITAL), session("3", 60)]
    assert digital_minutes(Course(sessions=tuple(sessions))) == 240


def test_how_long_enough_people_were_there_at_once():
    stays = (stay("kari", 0, 100), stay("ola", 50, 180), stay("per", minutes=170))
    course = Course(sessions=(session(),), stays=stays)
    assert crowded_minutes(course, 1) == (180, False)
    assert crowded_minutes(course, 2) == (50, False)
    assert crowded_minutes(replace(course, stays=stays[:2]), 2) == (50, True)


def test_who_was_there_all_the_time_by_the_sum_was_there_with_the_others():
    course = Course(sessions=(session(),), totals={"kari": 180, "ola": 180})
    assert crowded_minutes(course, 2) == (180, True)
    assert apart(course, course.sessions[0]) == ()
    unsure = replace(course, totals={"kari": 180, "ola": 90})
    assert apart(unsure, unsure.sessions[0]) is None


def test_one_who_never_met_the_others_was_apart():
    stays = (stay("kari", 0, 60), stay("ola", 30, 90), stay("per", 90, 180), stay("eva", 200, 260))
    course = Course(sessions=(session(),), stays=stays)
    assert apart(course, course.sessions[0]) == ("eva", "per")
    alone = replace(course, stays=(stay("kari"),))
    assert apart(alone, alone.sessions[0]) == ("kari",)


def test_a_grant_is_counted_by_quarter_and_not_by_head():
    sessions = (session("1", 240), session("2", 240, 60 * 24 * 40))
    course = Course(sessions=sessions, totals=dict.fromkeys("abcdef", 480), approved=480)
    assert grant_minutes(course) == {(2024, 1): 240, (2024, 2): 240}
    assert grant_minutes(replace(course, approved=300)) == {(2024, 1): 240, (2024, 2): 60}
    assert grant_minutes(replace(course, approved=None)) == {}
    assert [quarter_of(dt.date(2024, m, 1)) for m in (1, 3, 4, 12)] == [
        (2024, 1), (2024, 1), (2024, 2), (2024, 4)
    ]  # fmt: skip


lengths = st.integers(0, 300)
stays_at_any = st.builds(
    lambda at, person, start, length, minutes, timed: stay(
        person, *((start, start + length) if timed else ()), at=at, minutes=minutes
    ),
    st.sampled_from(["1", "2", "3"]),
    st.sampled_from(["kari", "ola", "per"]),
    st.integers(-60, 400),
    lengths,
    st.none() | lengths,
    st.booleans(),
)
courses = st.builds(
    lambda lengths, stays, totals, approved: Course(
        sessions=tuple(session(str(n + 1), m, n * 50_000) for n, m in enumerate(lengths)),
        stays=tuple(stays),
        totals=totals,
        approved=approved,
    ),
    st.lists(lengths, max_size=3),
    st.lists(stays_at_any, max_size=8),
    st.dictionaries(st.sampled_from(["kari", "anne"]), lengths, max_size=2),
    st.none() | lengths,
)


@given(course=courses, data=st.data())
def test_the_order_of_what_is_entered_changes_nothing(course, data):
    shuffled = replace(
        course,
        sessions=tuple(data.draw(st.permutations(course.sessions))),
        stays=tuple(data.draw(st.permutations(course.stays))),
    )
    assert qualified(shuffled, 75) == qualified(course, 75)
    assert crowded_minutes(shuffled, 2) == crowded_minutes(course, 2)
    assert grant_minutes(shuffled) == grant_minutes(course)
    for one in course.sessions:
        assert apart(shuffled, one) == apart(course, one)


@given(course=courses, more=stays_at_any)
def test_another_stay_never_takes_time_from_anybody(course, more):
    longer = replace(course, stays=(*course.stays, more))
    for person in longer.people:
        assert course.presence(person) <= longer.presence(person)
        assert longer.presence(person) <= max(course.minutes, course.totals.get(person, 0))


@given(course=courses, people=st.integers(1, 4), percent=st.integers(1, 100))
def test_more_is_never_easier_to_reach(course, people, percent):
    assert crowded_minutes(course, people + 1)[0] <= crowded_minutes(course, people)[0]
    assert crowded_minutes(course, people)[0] <= course.minutes
    assert set(qualified(course, percent + 1)) <= set(qualified(course, percent))


@given(course=courses)
def test_all_that_is_approved_and_held_is_granted_once(course):
    granted = grant_minutes(course)
    assert sum(granted.values()) == min(course.approved or 0, course.minutes)
