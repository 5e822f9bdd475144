import datetime as dt
from dataclasses import replace

from service.domain.model import MeetingStatus, MeetingType
from service.domain.municipal import ChangeKind, match_municipal, municipal_id
from tests.unit.domain.plans import AURE_2018, meeting, plan

AURE = plan(AURE_2018, 2018)


def kinds(match):
    return [(c.kind.value, c.meeting.id) for c in match.changes]


def test_the_same_plan_read_again_changes_nothing():
    again = [replace(m, id=f"fresh-{n}") for n, m in enumerate(AURE)]
    match = match_municipal(AURE, again)
    assert {m.id for m in match.meetings} == {m.id for m in AURE}
    assert not match.changes


def test_a_moved_meeting_keeps_its_id():
    match = match_municipal([meeting("15.2K", 2018)], [meeting("22.2K", 2018)])
    (change,) = match.changes
    assert change.kind is ChangeKind.MOVED
    assert change.before.date == dt.date(2018, 2, 15)
    assert change.meeting.date == dt.date(2018, 2, 22)
    assert [m.id for m in match.meetings] == ["kommunestyre-2018-02-15"]


def test_a_way_of_more_than_three_weeks_is_another_meeting():
    match = match_municipal([meeting("1.2K", 2018)], [meeting("23.2K", 2018)])
    assert kinds(match) == [
        ("removed", "kommunestyre-2018-02-01"),
        ("added", "kommunestyre-2018-02-23"),
    ]
    assert len(match_municipal([meeting("1.2K", 2018)], [meeting("22.2K", 2018)]).changes) == 1


def test_a_meeting_does_not_move_past_another_of_its_body():
    match = match_municipal(plan("7.2F 14.2F", 2018), plan("14.2F 21.2F", 2018))
    assert kinds(match) == [
        ("removed", "formannskap-2018-02-07"),
        ("added", "formannskap-2018-02-21"),
    ]


def test_a_meeting_does_not_move_to_another_body():
    match = match_municipal([meeting("7.2F", 2018)], [meeting("8.2K", 2018)])
    assert [kind for kind, _ in kinds(match)] == ["removed", "added"]


def test_of_two_candidates_the_closer_is_the_move():
    match = match_municipal(plan("7.2F 14.2F", 2018), plan("16.2F", 2018))
    assert kinds(match) == [
        ("removed", "formannskap-2018-02-07"),
        ("moved", "formannskap-2018-02-14"),
    ]


def test_a_new_meeting_never_gets_the_id_of_one_that_moved_away():
    before = [meeting("16.2K", 2018, id="kommunestyre-2018-02-15")]
    match = match_municipal(before, plan("15.2K 16.2K", 2018))
    assert [m.id for m in match.meetings] == [
        "kommunestyre-2018-02-15-2",
        "kommunestyre-2018-02-15",
    ]


def test_a_time_that_became_known_is_a_change_of_time():
    match = match_municipal([meeting("15.2K", 2018)], [meeting("15.2K", 2018, dt.time(18, 30))])
    assert kinds(match) == [("retimed", "kommunestyre-2018-02-15")]


def test_a_new_place_and_a_cancellation_are_told():
    old = meeting("15.2K", 2018)
    assert match_municipal([old], [replace(old, place="Hallen")]).changes[0].kind is (
        ChangeKind.RELOCATED
    )
    off = replace(old, status=MeetingStatus.CANCELLED)
    assert match_municipal([old], [off]).changes[0].kind is ChangeKind.CANCELLED
    assert match_municipal([off], [old]).changes[0].kind is ChangeKind.REINSTATED


def test_what_a_person_confirmed_stays_confirmed_until_it_changes():
    confirmed, doubtful = meeting("13.4K", 2023), meeting("13.4K", 2023, confidence=0.5)
    assert match_municipal([confirmed], [doubtful]).meetings[0].confidence == 1
    moved = meeting("14.4K", 2023, confidence=0.5)
    assert match_municipal([confirmed], [moved]).meetings[0].confidence == 0.5


def test_a_confirmed_meeting_keeps_status_and_type_while_the_plan_says_the_same():
    doubtful = meeting("13.4K", 2023, dt.time(18), confidence=0.5, reason="Reservedato")
    confirmed = replace(
        doubtful, type=MeetingType.TEMA, confidence=1.0, status=MeetingStatus.CONFIRMED
    )
    assert match_municipal([confirmed], [doubtful]).meetings == (confirmed,)
    later = replace(doubtful, start=dt.time(19))
    assert match_municipal([confirmed], [later]).meetings == (later,)


def test_a_doubt_that_the_older_plan_did_not_have_is_nothing_a_person_has_confirmed():
    sure = meeting("13.4K", 2023, status=MeetingStatus.CONFIRMED)
    doubtful = replace(sure, status=MeetingStatus.TENTATIVE, confidence=0.5, reason="Reservedato")
    assert match_municipal([sure], [doubtful]).meetings == (doubtful,)


def test_two_meetings_of_a_body_on_one_day_keep_apart_by_their_time():
    first, second = meeting("7.2F", 2018, dt.time(9)), meeting("7.2F", 2018, dt.time(18), id="x")
    match = match_municipal([first, second], [replace(second, id="b"), replace(first, id="a")])
    assert [(m.id, m.start.hour) for m in match.meetings] == [(first.id, 9), ("x", 18)]
    assert not match.changes


def test_ids_name_body_and_date_and_count_within_the_day():
    day = dt.date(2018, 2, 15)
    assert municipal_id("kst", day) == "kst-2018-02-15"
    assert municipal_id("kst", day, 2) == "kst-2018-02-15-2"


def test_a_meeting_that_comes_back_on_its_day_is_the_one_that_was_dropped():
    dropped = meeting("15.2K", 2018, id="kommunestyre-2018-02-14")
    match = match_municipal([], [meeting("15.2K", 2018)], retired=[dropped], used={dropped.id})
    assert kinds(match) == [("reinstated", dropped.id)]


def test_an_id_that_a_dropped_meeting_had_is_given_to_no_other():
    dropped = meeting("22.2K", 2018, id="kommunestyre-2018-02-15")
    match = match_municipal([], [meeting("15.2K", 2018)], retired=[dropped], used={dropped.id})
    assert kinds(match) == [("added", "kommunestyre-2018-02-15-2")]


def test_an_id_that_a_meeting_of_another_period_has_is_given_to_no_other():
    used = {"kommunestyre-2018-07-02"}  # since moved into June, of which this plan says nothing
    match = match_municipal([], [meeting("2.7K", 2018)], used=used)
    assert kinds(match) == [("added", "kommunestyre-2018-07-02-2")]
