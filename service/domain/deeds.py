"""What the service has done on other people's servers, told without a word of anybody's.

A deed names an object by an id of ours (the UID of an event, the identity of a document) and the
fields that were changed, never what stood or stands in them, and no title, path or person.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from service.domain.projection import Action, ActionKind

_CHANGING = frozenset({ActionKind.UPDATE, ActionKind.RESTORE, ActionKind.CANCEL})


class Actor(StrEnum):
    """What set the service to work. A person is never named: user names are often people's."""

    WORKER = "worker"  # nobody: it was due
    WEB = "web"
    CLI = "cli"


class Ending(StrEnum):
    """How it went."""

    DONE = "done"
    REFUSED = "refused"  # the server would not have it; nothing was written
    UNKNOWN = "unknown"  # the answer was lost: the next pass sees what was stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing done with one object, or tried.

    ``object`` is the UID of an event or task, or the identity of a document, and nothing where it
    is the target itself that was shared. ``fields`` are the names of what was changed.
    """

    target_id: str
    kind: Literal["event", "document", "share"]
    action: str
    reason: str
    object: str
    fields: tuple[str, ...] = ()
    ending: Ending = Ending.DONE


def deed_of(target_id: str, action: Action, ending: Ending = Ending.DONE) -> Deed:
    """What a step of reconciling did in a calendar."""
    return Deed(
        target_id=target_id,
        kind="event",
        action=action.kind,
        reason=action.reason,
        object=action.uid,
        fields=_changed(action),
        ending=ending,
    )


def _changed(action: Action) -> tuple[str, ...]:
    """The fields that the step gave another value, in the object or, for TAKE_OVER, in the plan."""
    if action.kind is ActionKind.TAKE_OVER:
        return tuple(sorted(action.theirs))
    if action.kind not in _CHANGING:
        return ()
    stood = {**action.before, **action.theirs}
    names = {*stood, *action.fields}
    return tuple(sorted(n for n in names if stood.get(n, "") != action.fields.get(n, "")))
