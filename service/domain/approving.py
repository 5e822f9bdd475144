"""What becomes of the plan when a proposal is approved, whole or in part."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple, replace

from service.domain.model import Meeting, MeetingStatus
from service.domain.replanning import PlanChange, PlanChangeKind


def approved_meetings(
    changes: Iterable[PlanChange], only: Collection[str] | None = None
) -> tuple[Meeting, ...]:
    """The meetings to store: what was proposed is CONFIRMED, what is withdrawn CANCELLED.

    With ``only``, the ids of changes, the others stay as they are and are proposed again.
    """
    wanted = (c for c in changes if c.quiet or only is None or c.id in only)
    return tuple(m for change in wanted for m in _approved(change))


def fingerprint(changes: Iterable[PlanChange]) -> str:
    """By what a proposal is known again: another text tells that somebody would see another one."""
    said = [
        (change.kind.value, change.by_hand, *map(_said, (change.before, change.after)))
        for change in changes
        if not change.quiet
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _approved(change: PlanChange) -> Iterator[Meeting]:
    if change.kind is PlanChangeKind.WITHDRAWN and change.before is not None:
        yield replace(change.before, status=MeetingStatus.CANCELLED)
    elif change.after is not None and change.kind is PlanChangeKind.KEPT:
        yield change.after
    elif change.after is not None and change.after.status is MeetingStatus.TENTATIVE:
        yield replace(change.after, status=MeetingStatus.CONFIRMED)
    elif change.after is not None:
        yield change.after


def _said(meeting: Meeting | None) -> tuple[str, ...]:
    return () if meeting is None else tuple(map(str, astuple(meeting)))
