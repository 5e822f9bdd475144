"""What a guard has stopped: kept for the person who decides whether it may go on."""

from __future__ import annotations

import datetime as dt

from service.db.stops import StandingStop
from service.domain.projection import Action, Stop
from service.journeys.results import mark_of

_SHOWN = ("summary", "dtstart", "due")


def standing(target_id: str, stop: Stop, at: dt.datetime) -> StandingStop:
    """A stop as it is kept, with our own words for each thing that would be done."""
    return StandingStop(
        target_id=target_id,
        reason=stop.reason,
        count=stop.count,
        total=stop.total,
        steps=tuple(_step(action) for action in stop.withheld),
        since=at,
    )


def mark_of_stop(stop: StandingStop) -> str:
    """What a person's "go on" to this stop is known by."""
    return mark_of(stop.target_id, stop.reason, ((s["action"], s["uid"]) for s in stop.steps))


def _step(action: Action) -> dict[str, str]:
    ours = action.before or action.fields
    said = {name: ours[name] for name in _SHOWN if name in ours}
    return {"action": action.kind.value, "uid": action.uid, **said}
