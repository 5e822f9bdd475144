"""Undoing an approval: the plan that stood before it, but for what has happened since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from service.domain.model import Meeting, MeetingStatus

Plan = Mapping[str, tuple[Meeting, bool]]  # by id, and whether a person has set the meeting


class LeftReason(StrEnum):
    """Why a meeting stays as it is when an approval is undone."""

    BY_HAND = "by_hand"  # somebody has set it since
    HELD = "held"  # its day has passed
    PAST = "past"  # the day it would go back to has passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverted:
    """What is stored again, each with whether a person had set it, and what is left as it is."""

    restored: tuple[tuple[Meeting, bool], ...]
    left: tuple[tuple[Meeting, LeftReason], ...]


def reverted(before: Plan, after: Plan, now: Plan, today: dt.date) -> Reverted:
    """Take back what an approval made of ``before``.

    What it added is CANCELLED; nothing is forgotten, so that all of it can come back under its id.
    Meetings that somebody has set by hand since ``after`` are theirs and stay, as does what has
    been held, and nothing goes back to a day that has passed.
    """
    restored, left = [], []
    for current, target in _touched(before, after, now):
        reason = _obstacle(current, after[current[0].id], target, today)
        if reason is None:
            restored.append(target)
        else:
            left.append((current[0], reason))
    return Reverted(restored=tuple(restored), left=tuple(left))


def _touched(
    before: Plan, after: Plan, now: Plan
) -> Iterator[tuple[tuple[Meeting, bool], tuple[Meeting, bool]]]:
    """Each meeting the approval changed: as it is now, and as it was before."""
    for key, (meeting, manual) in after.items():
        was = before.get(key)
        if was is not None and _decided(*was) == _decided(meeting, manual):
            continue
        off = replace(meeting, status=MeetingStatus.CANCELLED)
        yield now.get(key, (meeting, manual)), was or (off, manual)


def _obstacle(
    current: tuple[Meeting, bool],
    approved: tuple[Meeting, bool],
    target: tuple[Meeting, bool],
    today: dt.date,
) -> LeftReason | None:
    if _decided(*current) != _decided(*approved):
        return LeftReason.BY_HAND
    if current[0].date < today:
        return LeftReason.HELD
    on = target[0].status is not MeetingStatus.CANCELLED
    return LeftReason.PAST if on and target[0].date < today else None


def _decided(meeting: Meeting, manual: bool) -> tuple[object, ...]:
    """What people decide about a meeting; why it lies there is the rule's to say."""
    return (
        meeting.date,
        meeting.start,
        meeting.end,
        meeting.place,
        meeting.status,
        set(meeting.serves),
        manual,
    )
