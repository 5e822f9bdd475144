"""A person answers what waited: the plan or the calendar, for the version they were shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.domain.errors import InputError
from service.domain.model import Audience
from service.domain.settings import DriftPolicy, TargetKind
from service.journeys.calendar.choosing import (
    answers_to,
    choose,
    id_of,
    standing_stops,
    waiting_conflicts,
)
from service.journeys.calendar.stopping import mark_of_stop
from service.journeys.results import SyncReport
from service.journeys.syncing import sync_group
from tests.journeys.members import edited, rewrite
from tests.journeys.town import FIRST, Town, told

NewTown = Callable[..., Town]
PLAN, CALENDAR = DriftPolicy.PLAN, DriftPolicy.CALENDAR


def answered(town: Town, policy: DriftPolicy) -> SyncReport:
    return sync_group(town.services, town.id, choices=choose(town.services, town.id, policy))


def start_of(town: Town) -> str:
    return next(str(m.start) for m in town.meetings() if str(m.date) == FIRST)


@pytest.fixture
def waiting(new_settled: NewTown) -> Town:
    """A town where a member has moved a meeting an hour, and somebody is asked about it."""
    town = new_settled(drift=DriftPolicy.ASK)
    edited(town, FIRST, rewrite)
    assert town.sync().conflicts == 1
    return town


def test_choosing_the_plan_puts_the_event_back_and_nothing_waits(waiting: Town) -> None:
    report = answered(waiting, PLAN)
    assert [(step.action, step.reason) for step in report.steps] == [
        ("restore", "changed_by_person")
    ]
    _, event = waiting.calendar().on(FIRST)
    assert "T180000" in event
    assert "Tittel før endring: Gruppemøte hos Kari" in event
    assert waiting_conflicts(waiting.services, waiting.id) == ()
    assert waiting.sync().steps == ()


def test_choosing_the_calendar_takes_the_time_into_the_plan(waiting: Town) -> None:
    _, before = waiting.calendar().on(FIRST)
    report = answered(waiting, CALENDAR)
    assert (report.written, report.conflicts) == (0, 0)
    assert start_of(waiting) == "19:00:00"
    assert waiting.calendar().on(FIRST)[1] == before
    assert {step.kind for step in waiting.sync().steps} == {"document"}  # they follow the plan
    assert waiting.sync().steps == ()


def test_an_answer_does_not_hold_for_what_was_written_after_the_question(waiting: Town) -> None:
    choices = choose(waiting.services, waiting.id, PLAN)
    edited(waiting, FIRST, lambda event: event.replace("hos Kari", "hos Ola"))
    report = sync_group(waiting.services, waiting.id, choices=choices)
    assert (report.written, report.conflicts) == (0, 1)
    assert "hos Ola" in waiting.calendar().on(FIRST)[1]


def test_a_deleted_event_comes_back_when_the_plan_is_chosen(new_settled: NewTown) -> None:
    town = new_settled(drift=DriftPolicy.ASK)
    href, _ = town.calendar().on(FIRST)
    town.calendar().delete(href)
    assert town.sync().conflicts == 1
    assert answered(town, PLAN).written == 1
    assert town.calendar().on(FIRST)[0] != href
    assert town.sync().steps == ()


def test_a_deleted_event_is_called_off_when_the_calendar_is_chosen(new_settled: NewTown) -> None:
    town = new_settled(drift=DriftPolicy.ASK)
    href, _ = town.calendar().on(FIRST)
    town.calendar().delete(href)
    assert town.sync().conflicts == 1
    assert answered(town, CALENDAR).written == 0
    cancelled = {str(m.date) for m in town.meetings() if m.status == "CANCELLED"}
    assert cancelled == {FIRST}
    assert town.sync().conflicts == 0


def test_the_calendar_can_not_be_chosen_for_the_councils_meetings(new_settled: NewTown) -> None:
    council = ((TargetKind.CALENDAR, Audience.COUNCIL),)
    town = new_settled(drift=DriftPolicy.ASK, places=council)
    shelf = town.calendar(Audience.COUNCIL)
    href, event = shelf.on("2018-02-15")
    shelf.rewrite(href, event.replace("Kommunestyre", "Noe annet").replace("\n", "\r\n").encode())
    assert town.sync().conflicts == 1
    with pytest.raises(InputError, match="Velg planen"):
        choose(town.services, town.id, CALENDAR)
    assert answered(town, PLAN).written == 1


def test_nothing_can_be_chosen_where_nothing_waits(new_settled: NewTown) -> None:
    town = new_settled(drift=DriftPolicy.ASK)
    with pytest.raises(InputError, match="Ingenting venter"):
        choose(town.services, town.id, PLAN)


def test_what_is_answered_is_done_though_a_guard_stops_the_rest(new_settled: NewTown) -> None:
    town = new_settled(drift=DriftPolicy.ASK)
    town.calendar().delete(*town.calendar().all())
    assert town.sync().conflicts == 8  # seven meetings, and the stop
    first = next(c for c in waiting_conflicts(town.services, town.id) if FIRST in str(c.ours))
    choices = choose(town.services, town.id, PLAN, [id_of(first)])
    report = sync_group(town.services, town.id, choices=choices)
    assert told(report) == [("recreate", "deleted_by_person")]
    assert town.calendar().days() == [FIRST]
    assert len(waiting_conflicts(town.services, town.id)) == 6


def test_going_on_holds_for_the_list_that_was_seen_and_for_no_longer_one(
    new_settled: NewTown,
) -> None:
    town = new_settled()
    hrefs = sorted(town.calendar().all())
    town.calendar().delete(*hrefs[:4])
    town.sync()
    (stop,) = standing_stops(town.services, town.id)
    assert (stop.reason, stop.count, len(stop.steps)) == ("too_many_deleted", 4, 4)
    seen = frozenset({mark_of_stop(stop)})
    town.calendar().delete(hrefs[4])
    assert sync_group(town.services, town.id, seen=seen).written == 0
    (longer,) = standing_stops(town.services, town.id)
    assert (longer.count, longer.since) == (5, stop.since)
    report = sync_group(town.services, town.id, seen=frozenset({mark_of_stop(longer)}))
    assert [step.action for step in report.steps] == ["recreate"] * 5
    assert standing_stops(town.services, town.id) == ()


def test_no_answer_is_offered_that_leads_nowhere(new_settled: NewTown) -> None:
    town = new_settled(drift=DriftPolicy.ASK)
    begins = "DTSTART;TZID=Europe/Oslo:20180122T180000"
    edited(town, FIRST, lambda event: event.replace(begins, "DTSTART:99991231T235959Z"))
    town.sync()
    (unread,) = waiting_conflicts(town.services, town.id)
    assert unread.reason == "unreadable"
    assert answers_to(town.settings, unread) == ()
    for policy in (PLAN, CALENDAR):
        with pytest.raises(InputError, match="Rett oppføringen i kalenderen"):
            choose(town.services, town.id, policy)
