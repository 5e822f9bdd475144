"""What waits for approval is shown to the leader only, and nobody sees a wrong date as sure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from service.domain.model import Audience, MeetingType
from service.journeys.municipal import import_plan
from service.journeys.plan_edits import Slot, add_meeting
from service.journeys.planning import approve_plan, undo_plan
from tests.journeys.town import CALENDAR, GROUP, LAST_MOVED, MOVED_TO, Town, plan

LEADER = Audience.LEADER
PLACES = ((CALENDAR, GROUP), (CALENDAR, LEADER), (CALENDAR, Audience.DEADLINES))
UNSETTLED = "Kan bli endret\\, for kommunens møteplan er endret"


@pytest.fixture
def town(new_settled: Callable[..., Town]) -> Town:
    """A group whose leader has a calendar of their own, where nothing waits."""
    return new_settled(places=PLACES)


def publish(town: Town, name: str = "aure-2018-1-endret.txt") -> None:
    """The council publishes a plan, and nobody has approved anything yet."""
    import_plan(town.services, town.id, plan(name), name)
    assert not town.sync().errors


def approve(town: Town) -> None:
    approve_plan(town.services, town.id, "2018-1", approved_by="kari")
    assert not town.sync().errors


def uid(event: str) -> str:
    return next(line for line in event.split("\n") if line.startswith("UID:"))


def test_where_nothing_waits_the_leaders_calendar_is_empty(town: Town) -> None:
    assert town.calendar(LEADER).all() == {}


def test_what_is_proposed_is_tentative_with_the_leader_and_stands_with_the_others(
    town: Town,
) -> None:
    publish(town)
    _, proposed = town.calendar(LEADER).on(MOVED_TO)
    assert "STATUS:TENTATIVE" in proposed
    assert "SUMMARY:Forslag: gruppemøte" in proposed
    assert "Forslag som ikke er godkjent\\nFlyttes fra 19. mars" in proposed
    assert "VALARM" not in proposed
    assert town.calendar(LEADER).days() == [MOVED_TO]
    _, stands = town.calendar().on(LAST_MOVED)
    assert "STATUS:CONFIRMED" in stands
    assert MOVED_TO not in town.calendar().days()
    assert uid(proposed) != uid(stands)
    assert town.sync().written == 0


def test_once_approved_it_is_everybodys_and_goes_from_the_leaders_calendar(town: Town) -> None:
    before, _ = town.calendar().on(LAST_MOVED)
    publish(town)
    approve(town)
    href, event = town.calendar().on(MOVED_TO)
    assert href == before
    assert "STATUS:CONFIRMED" in event
    assert "STATUS:CANCELLED" in town.calendar(LEADER).on(MOVED_TO)[1]
    assert town.sync().written == 0
    town.now += dt.timedelta(days=31)
    town.sync()
    assert town.calendar(LEADER).all() == {}


def test_an_undone_approval_moves_the_same_events_back(town: Town) -> None:
    before = town.calendar().on(LAST_MOVED)[0]
    publish(town)
    proposed = town.calendar(LEADER).on(MOVED_TO)[0]
    approve(town)
    undo_plan(town.services, town.id, by="kari")
    assert not town.sync().errors
    href, event = town.calendar().on(LAST_MOVED)
    assert href == before
    assert "STATUS:CONFIRMED" in event
    href, event = town.calendar(LEADER).on(MOVED_TO)
    assert href == proposed
    assert "STATUS:TENTATIVE" in event


def test_a_whole_plan_is_proposed_approved_and_undone_without_a_stop(town: Town) -> None:
    held = len(town.calendar().all())
    undo_plan(town.services, town.id, by="kari")
    assert not town.sync().errors
    waiting = town.calendar(LEADER).all()
    assert len(waiting) == held == len(town.calendar().all())
    approve(town)
    assert {b"STATUS:CANCELLED" in data for data in town.calendar(LEADER).all().values()} == {True}
    assert {b"STATUS:CONFIRMED" in data for data in town.calendar().all().values()} == {True}


def test_a_meeting_that_lies_after_the_council_now_is_not_shown_as_sure(town: Town) -> None:
    publish(town)
    approve(town)
    publish(town, "aure-2018-1.txt")
    _, event = town.calendar().on(MOVED_TO)
    assert "STATUS:TENTATIVE" in event
    assert UNSETTLED in event
    assert town.calendar(LEADER).on(LAST_MOVED)
    tasks = [
        d.decode().replace("\r\n ", "") for d in town.calendar(Audience.DEADLINES).all().values()
    ]
    assert sum("Møtet kan bli endret" in task for task in tasks) == 3
    assert town.sync().written == 0
    approve(town)
    _, event = town.calendar().on(LAST_MOVED)
    assert "STATUS:CONFIRMED" in event
    assert UNSETTLED not in event


def test_a_meeting_that_prepares_nothing_any_more_is_not_shown_as_sure(town: Town) -> None:
    text = plan().decode()
    gone = "\n".join(
        line for line in text.splitlines() if "21.03" not in line and "21. mars" not in line
    )
    assert gone != text
    import_plan(town.services, town.id, gone.encode(), "plan.txt")
    assert not town.sync().errors
    _, event = town.calendar().on(LAST_MOVED)
    assert "STATUS:TENTATIVE" in event
    assert UNSETTLED in event
    assert town.calendar(LEADER).all() == {}
    approve(town)
    assert "STATUS:CANCELLED" in town.calendar().on(LAST_MOVED)[1]


def test_a_meeting_entered_by_hand_is_everybodys_at_once(town: Town) -> None:
    slot = Slot(date=dt.date(2018, 6, 16), start=dt.time(18))
    add_meeting(town.services, town.id, MeetingType.SOSIAL, slot)
    assert not town.sync().errors
    assert "STATUS:CONFIRMED" in town.calendar().on("2018-06-16")[1]
    assert town.calendar(LEADER).all() == {}
