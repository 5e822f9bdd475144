"""A crew of writers with something to write, for the tests of what they do."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext

from connectors.memory_store import MemoryStore
from service.domain.projection import Action, Applied, Observation, desired
from service.domain.reconcile import reconcile
from service.domain.settings import DriftPolicy
from service.journeys.calendar.executing import Executor
from service.journeys.calendar.sending import Writer

STAMP = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
FIELDS = {"summary": "Gruppemøte", "dtstart": "2026-01-12T18:00:00+01:00", "status": "CONFIRMED"}


def creates(count: int) -> tuple[Action, ...]:
    wanted = [desired("gruppe", f"mote-{n}", FIELDS) for n in range(count)]
    nothing = Observation((), complete=True)
    today = STAMP.date()
    return reconcile(wanted, (), nothing, policy=DriftPolicy.PLAN, today=today).actions


def executor(store: MemoryStore, remembered: list[Applied]) -> Executor:
    return Executor(
        hire=lambda: nullcontext(Writer(store=store, items={}, stamp=STAMP)),
        record=lambda _action, applied: remembered.append(applied),
        tick=lambda: None,
    )
