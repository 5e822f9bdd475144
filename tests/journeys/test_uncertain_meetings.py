"""Doubt is no cancellation: the plan's, a member's mark, and times the plan has no place for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.db.meetings import Meetings
from service.domain.errors import InputError
from service.domain.model import Audience, MeetingStatus
from service.domain.settings import DriftPolicy
from service.journeys.calendar.choosing import choose
from service.journeys.municipal import confirm_meeting, import_plan
from tests.journeys.members import edited
from tests.journeys.town import CALENDAR, FIRST, Town, text, told

NewTown = Callable[..., Town]
DAYS = ("29.08.2018", "26.09.2018", "24.10.2018", "28.11.2018", "12.12.2018")
DOUBTED = "2018-09-26"
END = "DTEND;TZID=Europe/Oslo:20180122T203000"
START = "DTSTART;TZID=Europe/Oslo:20180122T180000"


def publish(town: Town, *, note: str = "") -> None:
    """The municipality publishes its autumn plan, with a note beside the second date."""
    rows = "".join(
        f"<tr><td>Kommunestyre</td><td>{day}</td><td>18.30</td>"
        f"<td>{note if day == DAYS[1] else ''}</td></tr>"
        for day in DAYS
    )
    head = "<tr><th>Organ</th><th>Dato</th><th>Kl</th><th>Merknad</th></tr>"
    page = f"<html><body><h1>Møteplan 2018</h1><table>{head}{rows}</table></body></html>"
    import_plan(town.services, town.id, page.encode(), "plan.html")


def confirm(town: Town) -> None:
    with town.services.database.reading() as session:
        (doubted,) = (m for m in Meetings(session, town.id).municipal() if m.confidence < 1)
    confirm_meeting(town.services, town.id, doubted.id)


def called_off(town: Town, audience: Audience) -> int:
    return sum(b"STATUS:CANCELLED" in data for data in town.calendar(audience).all().values())


@pytest.fixture
def council(new_town: NewTown) -> Town:
    return new_town(places=[(CALENDAR, Audience.COUNCIL)])


def test_a_meeting_that_a_person_confirmed_stays_when_the_same_plan_is_read_again(
    council: Town,
) -> None:
    publish(council, note="Reservedato")
    confirm(council)
    council.sync()
    assert "STATUS:CONFIRMED" in council.calendar(Audience.COUNCIL).on(DOUBTED)[1]
    publish(council, note="Reservedato")
    assert council.sync().steps == ()


def test_a_sure_meeting_that_is_now_in_doubt_is_shown_as_tentative_until_confirmed(
    council: Town,
) -> None:
    shelf = council.calendar(Audience.COUNCIL)
    publish(council)
    council.sync()
    publish(council, note="Reservedato")
    foretold = council.sync(dry_run=True)
    report = council.sync()
    assert told(report) == [("update", "plan_changed")]
    assert report.steps == foretold.steps
    assert "STATUS:TENTATIVE" in shelf.on(DOUBTED)[1]
    assert council.sync().steps == ()
    confirm(council)
    council.sync()
    assert "STATUS:CONFIRMED" in shelf.on(DOUBTED)[1]
    assert called_off(council, Audience.COUNCIL) == 0


def test_a_doubtful_meeting_that_was_never_shown_is_left_out(council: Town) -> None:
    publish(council, note="Reservedato")
    council.sync()
    assert DOUBTED not in council.calendar(Audience.COUNCIL).days()


def test_a_members_tentative_mark_stands_and_calls_nothing_off(new_settled: NewTown) -> None:
    town = new_settled(drift=DriftPolicy.CALENDAR)
    href, theirs = edited(town, FIRST, lambda e: e.replace("STATUS:CONFIRMED", "STATUS:TENTATIVE"))
    for _ in range(3):
        report = town.sync()
        assert (report.written, report.conflicts, report.errors) == (0, 0, ())
        assert town.calendar().get(href) == theirs
    assert {m.status for m in town.meetings()} == {MeetingStatus.CONFIRMED}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (START, "DTEND;TZID=Europe/Oslo:20180124T120000"),
        (START, "DURATION:PT30H"),
        ("DTSTART;VALUE=DATE:20180122", "DTEND;VALUE=DATE:20180125"),
    ],
    ids=["several days", "thirty hours", "three whole days"],
)
def test_a_time_the_plan_has_no_place_for_is_asked_about_and_never_cut_short(
    new_settled: NewTown, start: str, end: str
) -> None:
    town = new_settled(drift=DriftPolicy.CALENDAR)
    planned = town.meetings()
    href, theirs = edited(town, FIRST, lambda e: e.replace(START, start).replace(END, end))
    assert town.sync(dry_run=True).conflicts == 1
    for _ in range(2):
        report = town.sync()
        assert (report.written, report.conflicts) == (0, 1)
        assert town.calendar().get(href) == theirs
        assert town.meetings() == planned
    with pytest.raises(InputError, match="flere dager"):
        choose(town.services, town.id, DriftPolicy.CALENDAR)
    (choice,) = choose(town.services, town.id, DriftPolicy.PLAN)
    assert choice.href == href


def test_a_whole_day_and_a_meeting_past_midnight_are_taken_over(new_settled: NewTown) -> None:
    town = new_settled(drift=DriftPolicy.CALENDAR)
    late = END.replace("20180122T203000", "20180123T010000")
    href, theirs = edited(town, FIRST, lambda e: e.replace(END, late))
    assert told(town.sync()) == [("take_over", "changed_by_person")]
    assert {step.kind for step in town.sync().steps} == {"document"}  # they follow the plan
    assert town.sync().steps == ()
    assert text(town.calendar().get(href)) == text(theirs)
    whole = "DTSTART;VALUE=DATE:20180122"
    edited(town, FIRST, lambda e: e.replace(START, whole).replace(late + "\n", ""))
    assert told(town.sync()) == [("take_over", "changed_by_person")]
