"""The wheels of a year and of a term: what is in them, and how sure it is said to be."""

from __future__ import annotations

import datetime as dt

import pytest

from service.domain.deadlines import DatedTask
from service.domain.model import (
    Audience,
    Body,
    BodyKind,
    Group,
    Meeting,
    MeetingStatus,
    MeetingType,
    Period,
    Roster,
)
from service.domain.wheels.building import term_wheel, year_wheel
from service.domain.wheels.milestones import YEARLY, months_after
from service.domain.wheels.model import CERTAINTIES, Certainty, RingKind, Wheel, WheelItem
from service.domain.wheels.rings import MOST_COMMITTEES
from service.domain.wheels.term_milestones import IN_TERM
from service.domain.wheels.times import Entered, KnownDates

COMMITTEES = tuple(
    Body(key=f"u{n}", name=f"Utvalg {n}", kind=BodyKind.COMMITTEE) for n in range(1, 8)
)
BODIES = (
    Body(key="ks", name="Kommunestyre", kind=BodyKind.COUNCIL),
    Body(key="fsk", name="Formannskap", kind=BodyKind.EXECUTIVE),
    *COMMITTEES,
    Body(key="gruppa", name="Gruppa", kind=BodyKind.GROUP),
    Body(key="styret", name="Gruppestyret", kind=BodyKind.GROUP_BOARD),
)


def group(language: str = "nb", **changes: object) -> Group:
    fields = {
        "id": "g",
        "name": "Prøvepartiets gruppe",
        "party": "Prøvepartiet",
        "municipality": "Prøve",
        "term": Period(start=dt.date(2023, 10, 1), end=dt.date(2027, 9, 30)),
        "language": language,
        "roster": Roster(bodies=BODIES),
        **changes,
    }
    return Group(**fields)  # type: ignore[arg-type]  # a shorthand of the tests


def meeting(id_: str, body: str, type_: MeetingType, *day: int, **rest: object) -> Meeting:
    fields = {"status": MeetingStatus.CONFIRMED, **rest}
    return Meeting(id=id_, body=body, type=type_, date=dt.date(*day), **fields)  # type: ignore[arg-type]


def council(id_: str, *day: int, **rest: object) -> Meeting:
    return meeting(id_, "ks", MeetingType.MUN_COUNCIL, *day, **rest)


def wheel_2026(*meetings: Meeting, language: str = "nb", **known: object) -> Wheel:
    names = {one.id: f"navnet på {one.id}" for one in meetings}
    dates = KnownDates(meetings=meetings, names=names, **known)  # type: ignore[arg-type]
    return year_wheel(group(language), 2026, dates)


def item(wheel: Wheel, key: str) -> WheelItem:
    (found,) = [one for one in wheel.items if one.key == key]
    return found


def test_a_confirmed_meeting_is_a_day_and_has_the_name_it_was_given():
    found = item(wheel_2026(council("ks-1", 2026, 5, 15)), "ks-1")

    assert (found.first, found.last) == (dt.date(2026, 5, 15), dt.date(2026, 5, 15))
    assert (found.name, found.when) == ("navnet på ks-1", "fredag 15. mai")
    assert found.certainty is Certainty.FIXED
    assert found.number is None


@pytest.mark.parametrize(
    ("rest", "certainty"),
    [
        ({"confidence": 0.9}, Certainty.UNSURE),
        ({"status": MeetingStatus.TENTATIVE}, Certainty.PROPOSED),
        ({"confidence": 0.9, "status": MeetingStatus.TENTATIVE}, Certainty.UNSURE),
    ],
)
def test_what_is_not_sure_is_never_shown_as_fixed(rest: dict[str, object], certainty: Certainty):
    assert item(wheel_2026(council("ks-1", 2026, 5, 15, **rest)), "ks-1").certainty is certainty


def test_cancelled_meetings_and_those_of_other_years_are_left_out():
    wheel = wheel_2026(
        council("avlyst", 2026, 5, 15, status=MeetingStatus.CANCELLED),
        council("i-fjor", 2025, 12, 31),
        council("neste", 2027, 1, 1),
    )
    assert {one.number is None for one in wheel.items} == {False}


@pytest.mark.parametrize(
    "closed",
    [
        meeting("s", "styret", MeetingType.GRP_BOARD, 2026, 5, 4),
        meeting("s", "gruppa", MeetingType.GRP_BOARD, 2026, 5, 4),
        meeting("s", "gruppa", MeetingType.OTHER, 2026, 5, 4, audience=Audience.GROUP_BOARD),
    ],
)
def test_the_groups_board_is_in_no_wheel_nor_what_is_due_for_it(closed: Meeting):
    due = DatedTask(id="d", date=dt.date(2026, 5, 1), title="Innkalling til styret", meeting="s")
    wheel = wheel_2026(closed, tasks=[due])

    assert {one.number is None for one in wheel.items} == {False}


def test_a_deadline_lies_among_the_deadlines_with_its_duty():
    due = DatedTask(id="d", date=dt.date(2026, 5, 1), title="Send saker", duty="Til lederen.")
    found = item(wheel_2026(tasks=[due]), "d")

    assert (found.ring, found.certainty) == ("deadlines", Certainty.LIMIT)
    assert (found.name, found.source) == ("Send saker", "Til lederen.")


def test_the_fixed_times_of_a_year_are_stretches_that_say_that_no_day_is_set():
    wheel = wheel_2026()

    assert [(i.number, i.key) for i in wheel.numbered] == [
        (1, "annual_report"),
        (2, "tertial_1"),
        (3, "tertial_2"),
        (4, "budget"),
    ]
    for one in wheel.numbered:
        assert one.certainty is Certainty.USUAL
        assert one.first < one.last
        assert "vanligvis" in one.when.lower()
        assert wheel.certainty(one) == "vanlig tid, ingen dato satt"
    assert item(wheel, "annual_report").name == "Årsmelding for 2025"
    assert item(wheel, "budget").name == "Budsjett og økonomiplan med handlingsdel for 2027"


def test_an_entered_day_goes_before_the_usual_time():
    entered = Entered(name="budsjett", day=dt.date(2026, 12, 17), source="Planer og budsjett")
    found = item(wheel_2026(entered=[entered]), "budget")

    assert (found.first, found.last) == (dt.date(2026, 12, 17),) * 2
    assert found.certainty is Certainty.FIXED
    assert (found.when, found.source) == ("torsdag 17. desember", "Planer og budsjett")


def test_a_tertial_report_goes_by_the_day_that_it_tells_of():
    report = Entered(
        name="tertialrapport", day=dt.date(2026, 10, 1), source="R", per=dt.date(2026, 8, 31)
    )
    wheel = wheel_2026(entered=[report])

    assert item(wheel, "tertial_1").certainty is Certainty.USUAL
    assert item(wheel, "tertial_2").first == dt.date(2026, 10, 1)


def test_a_rules_own_limit_goes_before_the_usual_one_and_is_not_shown_twice():
    due = DatedTask(id="DL-REPORT-0430-2026-1", date=dt.date(2026, 6, 30), title="Tertialrapporten")
    wheel = wheel_2026(tasks=[due])
    found = item(wheel, "tertial_1")

    assert (found.certainty, found.last) == (Certainty.LIMIT, dt.date(2026, 6, 30))
    assert found.when == "innen tirsdag 30. juni"
    assert not wheel.of(wheel.rings[-1])


def test_each_committee_that_meets_has_a_ring_until_there_is_no_more_room():
    def committee_rings(count: int) -> list[str]:
        wheel = wheel_2026(
            *(
                meeting(b.key, b.key, MeetingType.MUN_COMMITTEE, 2026, 3, 3)
                for b in COMMITTEES[:count]
            )
        )
        assert sum(one.number is None for one in wheel.items) == count
        keys = {ring.key for ring in wheel.rings}
        assert keys.issuperset(one.ring for one in wheel.items)
        return [ring.name for ring in wheel.rings if ring.kind is RingKind.COMMITTEE]

    assert committee_rings(2) == ["Utvalg 1", "Utvalg 2"]
    assert committee_rings(7) == ["Utvalg 1", "Utvalg 2", "Utvalg 3", "Utvalg 4", "Andre utvalg"]
    assert len(committee_rings(MOST_COMMITTEES)) == MOST_COMMITTEES


def test_a_committee_nobody_has_entered_has_a_place_too():
    wheel = wheel_2026(meeting("x", "ukjent", MeetingType.MUN_COMMITTEE, 2026, 3, 3))
    ring = next(r for r in wheel.rings if r.key == item(wheel, "x").ring)

    assert ring.name == "Andre utvalg"


def test_a_county_has_its_own_bodies():
    dates = KnownDates()
    names = [r.name for r in year_wheel(group("nn", county=True), 2026, dates).rings]

    assert names == ["Planhjulet", "Gruppa", "Fylkestinget", "Fylkesutvalet", "Fristar"]


def test_a_term_goes_from_the_constitution_to_the_testament():
    wheel = term_wheel(group(), KnownDates())

    assert wheel.title == "Fireårshjul 2023–2027"
    assert wheel.period == Period(start=dt.date(2023, 10, 1), end=dt.date(2027, 9, 30))
    assert {i.certainty for i in wheel.items} == {Certainty.USUAL}
    spans = {i.key: (i.first, i.last) for i in wheel.items if i.label == i.name}
    assert spans["planning_strategy"] == (dt.date(2023, 10, 1), dt.date(2024, 10, 1))
    assert spans["testament"] == (dt.date(2026, 10, 1), dt.date(2027, 9, 30))
    ends = [spans[key][1] for key in ("planning_strategy", "planning_programme", "municipal_plan")]
    assert ends == sorted(ends)
    assert [i.first.year for i in wheel.items if i.key == "budget"] == [2023, 2024, 2025, 2026]
    assert len({i.number for i in wheel.items if i.key == "budget"}) == 1
    assert "election_before" not in spans, "nobody has entered when it was"


def test_the_election_before_the_term_is_in_it_where_its_day_is_entered():
    election = Entered(name="election", day=dt.date(2023, 9, 11), source="Milepæler")
    wheel = term_wheel(group(), KnownDates(entered=[election]))

    assert wheel.period.start == dt.date(2023, 9, 1)
    assert item(wheel, "election_before").when == "mandag 11. september 2023"
    assert item(wheel, "election").certainty is Certainty.USUAL, "the next one has no day yet"


def test_the_testaments_limits_are_told_apart():
    tasks = [
        DatedTask(id="DL-TESTAMENT-DECIDE", date=dt.date(2024, 9, 30), title="Bestem"),
        DatedTask(id="DL-TESTAMENT", date=dt.date(2027, 7, 2), title="Skriv"),
    ]
    wheel = term_wheel(group(), KnownDates(tasks=tasks))

    assert item(wheel, "testament_decision").last == dt.date(2024, 9, 30)
    assert item(wheel, "testament").last == dt.date(2027, 7, 2)
    assert item(wheel, "testament").when == "innen fredag 2. juli 2027"


def test_a_term_without_an_end_is_four_years():
    open_term = group(term=Period(start=dt.date(2023, 10, 1)))

    assert term_wheel(open_term, KnownDates()).last_day == dt.date(2027, 9, 30)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_fixed_time_is_told_in_both_languages_with_its_source(language: str):
    for milestone in (*YEARLY, *IN_TERM):
        assert milestone.names[language]
        assert milestone.source[language]
        assert milestone.usual[language] or milestone.key == "election_before"
        assert set(milestone.names) == set(milestone.usual) == set(milestone.source)
    assert set(CERTAINTIES[language]) == set(Certainty)


def test_no_wheel_tells_the_party_or_the_groups_own_name():
    for wheel in (wheel_2026(council("ks-1", 2026, 5, 15)), term_wheel(group(), KnownDates())):
        assert "partiet" not in repr(wheel)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2023-10-01", 48, "2027-10-01"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2023-11-30", 1, "2023-12-30"),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last_of_the_month(
    day: str, months: int, after: str
):
    assert months_after(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(after)
