"""The guards of reconciling: when so much would vanish that a person is asked first."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.projection import Action, ActionKind, Limits, Reason, Stop, StopReason


def stopped(
    actions: Sequence[Action],
    *,
    limits: Limits,
    wanted: int,
    live: int,
    recorded: int,
    vanished: int,
    found: int,
) -> Stop | None:
    """The stop, if a guard trips.

    Args:
        actions: what would be done.
        limits: how much may vanish.
        wanted: the number of objects in the plan.
        live: those we have a record of and have not cancelled.
        recorded: those we have a record of.
        vanished: those recorded and wanted that are gone from a completely listed calendar.
        found: those recorded that are there.
    """
    removals = sum(_removes(action) for action in actions)
    checks = (
        (StopReason.PLAN_EMPTY, limits.of_plan and not wanted and live > 0, live, live),
        (StopReason.CALENDAR_EMPTY, vanished > 0 and not found, vanished, recorded),
        (
            StopReason.TOO_MANY_REMOVALS,
            limits.of_plan and not limits.allows(removals, recorded),
            removals,
            recorded,
        ),
        (StopReason.TOO_MANY_DELETED, not limits.allows(vanished, recorded), vanished, recorded),
    )
    for reason, trips, count, total in checks:
        if trips:
            return Stop(reason=reason, count=count, total=total, withheld=tuple(actions))
    return None


def _removes(action: Action) -> bool:
    """Whether an object ends because the plan dropped it; one cancelled by name was decided."""
    dropped = action.kind is ActionKind.CANCEL and action.reason is Reason.WITHDRAWN
    return dropped or action.kind is ActionKind.REMOVE
