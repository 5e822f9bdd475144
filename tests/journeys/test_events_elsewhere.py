"""An event is known by its UID, whatever name a person's program has given it in the calendar."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.domain.settings import DriftPolicy
from tests.journeys.town import FIRST, Town, told

NewTown = Callable[..., Town]
THEIR_NAME = "B1F8A0-fra-telefonen.ics"


@pytest.mark.parametrize("drift", list(DriftPolicy))
def test_an_event_under_another_name_is_known_again_and_not_written_anew(
    new_settled: NewTown, drift: DriftPolicy
) -> None:
    town = new_settled(drift=drift)
    days = town.calendar().days()
    town.calendar().rename(town.calendar().on(FIRST)[0], THEIR_NAME)
    report = town.sync()
    assert (told(report), report.conflicts) == ([("adopt", "annotated")], 0)
    assert town.calendar().days() == days
    assert town.sync().steps == ()


def test_one_that_is_moved_in_the_plan_is_changed_where_it_lies(town: Town) -> None:
    town.calendar().rename(town.calendar().on(FIRST)[0], THEIR_NAME)
    town.change(FIRST, place="Biblioteket")
    days = town.calendar().days()
    assert ("update", "event", THEIR_NAME, "plan_changed") in [
        (s.action, s.kind, s.href, s.reason) for s in town.sync().steps
    ]
    assert town.calendar().days() == days


def test_one_under_another_name_is_known_again_after_the_database_was_lost(town: Town) -> None:
    days = town.calendar().days()
    town.calendar().rename(town.calendar().on(FIRST)[0], THEIR_NAME)
    town.lose_database()
    report = town.sync()
    assert {s.action for s in report.steps if s.kind == "event"} == {"adopt"}
    assert (report.written, town.calendar().days()) == (0, days)
    assert town.sync().steps == ()
