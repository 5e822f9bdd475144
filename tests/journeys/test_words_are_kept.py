"""What members write in a calendar is theirs: it is kept, and what happened is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.domain.model import Audience, MeetingStatus
from service.domain.settings import DriftPolicy
from tests.journeys.members import NOTE, OWN_ALARM, OWN_LINES, annotate, edited, ics, rewrite
from tests.journeys.town import (
    CALENDAR,
    FIRST,
    LAST_MOVED,
    MOVED_TO,
    Town,
    starts,
    text,
    told,
)

NewTown = Callable[..., Town]
FOREIGN = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example.org//x//NO\nBEGIN:VEVENT\nUID:tannlege\n"
    "DTSTAMP:20180101T120000Z\nDTSTART:20180122T080000Z\nDTEND:20180122T090000Z\n"
    "SUMMARY:Tannlege\nEND:VEVENT\nEND:VCALENDAR\n"
)


def planned(town: Town, day: str) -> list[tuple[str, str, MeetingStatus]]:
    return [
        (m.start.isoformat(), m.place, m.status)
        for m in town.meetings()
        if m.date.isoformat() == day and m.start
    ]


AS_PLANNED = [("18:00:00", "Møterom Fjorden, rådhuset", MeetingStatus.CONFIRMED)]


def test_what_a_member_added_is_still_there_after_the_meeting_was_moved(town: Town) -> None:
    href, _ = edited(town, LAST_MOVED, annotate)
    town.council_moves()
    report = town.sync()
    assert told(report) == [("update", "plan_changed")]
    event = text(town.calendar().get(href))
    assert starts(event.encode()).startswith(MOVED_TO)
    for line in OWN_LINES:
        assert f"\n{line}\n" in event
    assert OWN_ALARM in event
    description = next(line for line in event.split("\n") if line.startswith("DESCRIPTION:"))
    assert description.endswith(NOTE)
    assert "28. mars" in description
    assert "\nSEQUENCE:1\n" in event


def test_what_a_member_added_is_left_as_it_is_where_nothing_was_moved(town: Town) -> None:
    href, theirs = edited(town, FIRST, annotate)
    assert told(town.sync()) == [("adopt", "annotated")]
    assert town.calendar().get(href) == theirs
    assert town.sync().steps == ()


def test_where_the_plan_wins_the_time_is_put_back_and_the_members_words_are_kept(
    town: Town,
) -> None:
    href, _ = edited(town, FIRST, lambda event: rewrite(annotate(event)))
    report = town.sync()
    assert told(report) == [("restore", "changed_by_person")]
    (step,) = report.steps
    assert step.before
    assert step.before["summary"] == "Gruppemøte hos Kari"
    assert step.before["dtstart"].startswith(f"{FIRST}T19:00")
    event = text(town.calendar().get(href))
    assert starts(event.encode()).startswith(f"{FIRST}T18:00")
    assert "\nSUMMARY:Gruppemøte\n" in event
    assert "\nCOMMENT:Tittel før endring: Gruppemøte hos Kari\n" in event
    for line in OWN_LINES:
        assert f"\n{line}\n" in event
    assert OWN_ALARM in event
    assert NOTE in event
    assert planned(town, FIRST) == AS_PLANNED
    assert town.sync().written == 0


def test_where_a_person_is_asked_nothing_is_written_until_somebody_has_answered(
    new_settled: NewTown,
) -> None:
    town = new_settled(drift=DriftPolicy.ASK)
    href, theirs = edited(town, FIRST, rewrite)
    for _ in range(3):
        report = town.sync()
        assert (report.written, report.conflicts, report.errors) == (0, 1, ())
        assert town.calendar().get(href) == theirs
        assert planned(town, FIRST) == AS_PLANNED


def test_where_the_calendar_wins_the_plan_takes_the_time_and_the_event_stays(
    new_settled: NewTown,
) -> None:
    town = new_settled(drift=DriftPolicy.CALENDAR)
    href, theirs = edited(town, FIRST, rewrite)
    assert told(town.sync()) == [("take_over", "changed_by_person")]
    assert planned(town, FIRST) == [("19:00:00", *AS_PLANNED[0][1:])]
    assert {step.kind for step in town.sync().steps} == {"document"}  # they follow the plan
    for _ in range(2):
        report = town.sync()
        assert (report.written, report.conflicts) == (0, 0)
        assert town.calendar().get(href) == theirs


def test_a_deleted_event_comes_back_under_a_new_name_where_the_plan_wins(town: Town) -> None:
    href, _ = town.calendar().on(FIRST)
    town.calendar().delete(href)
    report = town.sync()
    assert told(report) == [("recreate", "deleted_by_person")]
    again, _ = town.calendar().on(FIRST)
    assert again != href
    assert town.sync().steps == ()


def test_a_deleted_event_stays_away_until_somebody_has_answered(new_settled: NewTown) -> None:
    town = new_settled(drift=DriftPolicy.ASK)
    href, _ = town.calendar().on(FIRST)
    town.calendar().delete(href)
    for _ in range(3):
        report = town.sync()
        assert (report.written, report.conflicts) == (0, 1)
        assert FIRST not in town.calendar().days()
    assert planned(town, FIRST) == AS_PLANNED


def test_a_deleted_event_calls_the_meeting_off_where_the_calendar_wins(
    new_settled: NewTown,
) -> None:
    town = new_settled(drift=DriftPolicy.CALENDAR)
    href, _ = town.calendar().on(FIRST)
    town.calendar().delete(href)
    assert told(town.sync()) == [("take_over", "deleted_by_person")]
    assert planned(town, FIRST) == [(*AS_PLANNED[0][:2], MeetingStatus.CANCELLED)]
    assert town.sync().written == 0
    assert FIRST not in town.calendar().days()


@pytest.mark.parametrize("audience", [Audience.COUNCIL, Audience.DEADLINES])
def test_what_the_plan_has_no_place_for_is_asked_about_where_the_calendar_wins(
    new_settled: NewTown, audience: Audience
) -> None:
    town = new_settled(drift=DriftPolicy.CALENDAR, places=[(CALENDAR, audience)])
    shelf = town.calendar(audience)
    href, data = min(shelf.all().items())
    changed = text(data).replace("SUMMARY:", "SUMMARY:Kanskje ")
    shelf.rewrite(href, ics(changed))
    theirs = shelf.get(href)
    for _ in range(2):
        report = town.sync()
        assert (report.written, report.conflicts) == (0, 1)
        assert shelf.get(href) == theirs


@pytest.mark.parametrize("drift", list(DriftPolicy))
def test_other_peoples_events_are_never_touched_nor_spoken_of(
    new_settled: NewTown, drift: DriftPolicy
) -> None:
    town = new_settled(drift=drift)
    town.calendar().put("tannlege.ics", ics(FOREIGN))
    theirs = town.calendar().get("tannlege.ics")
    town.council_moves()
    reports = [town.sync(dry_run=True), town.sync(), town.sync()]
    assert town.calendar().get("tannlege.ics") == theirs
    assert not any(step.href == "tannlege.ics" for r in reports for step in r.steps)
    town.calendar().delete("tannlege.ics")
    assert told(town.sync()) == []
