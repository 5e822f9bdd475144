"""Sessions, and how long people were at them, in whole minutes. Moments are aware.

A session lasts from its start to its end, breaks included. No moment of a person's counts twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Span = tuple[dt.datetime, dt.datetime]
_MINUTE: Final = dt.timedelta(minutes=1)


class Mode(StrEnum):
    """How a session is held."""

    PHYSICAL = "fysisk"
    DIGITAL = "digital"
    HYBRID = "hybrid"  # some in the room, some not
    ALONE = "alene"  # each for themselves, which is no session


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session of a course; ``mode`` is None while nobody has said."""

    id: str
    start: dt.datetime
    end: dt.datetime
    mode: Mode | None = None

    @property
    def minutes(self) -> int:
        """Its length, breaks included."""
        return _between(self.start, self.end)

    @property
    def is_digital(self) -> bool:
        """Whether anybody takes part from elsewhere."""
        return self.mode in {Mode.DIGITAL, Mode.HYBRID}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A person at a session: from one moment to another, for some minutes, or all of it.

    Where neither ``span`` nor ``minutes`` is given, the person was there from start to end.
    """

    session: str
    person: str
    span: Span | None = None
    minutes: int | None = None


def span_of(session: Session, stay: Stay) -> Span | None:
    """From when to when, as far as it lies within the session; None where only a length is told."""
    if stay.span:
        start, end = max(stay.span[0], session.start), min(stay.span[1], session.end)
        return start, max(start, end)
    whole = stay.minutes is None or stay.minutes >= session.minutes
    return (session.start, session.end) if whole else None


def minutes_at(session: Session, stays: Iterable[Stay]) -> int:
    """How long one person was there."""
    spans: list[Span] = []
    untimed = 0
    for stay in stays:
        if span := span_of(session, stay):
            spans.append(span)
        else:
            untimed += stay.minutes or 0
    return min(session.minutes, crowded(merged(spans), 1) + untimed)


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """The same time without overlaps."""
    reached: dt.datetime | None = None
    for start, end in sorted(spans):
        begins = start if reached is None else max(start, reached)
        if end >= begins:
            yield begins, end
        reached = end if reached is None else max(reached, end)


def crowded(spans: Iterable[Span], people: int) -> int:
    """For how many minutes at least so many of the spans run at once."""
    steps = sorted((at, step) for start, end in spans for at, step in ((start, 1), (end, -1)))
    total, count = 0, 0
    since: dt.datetime | None = None
    for at, step in steps:
        if count >= people and since is not None:
            total += _between(since, at)
        count, since = count + step, at
    return total


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share any time."""
    return max(one[0], other[0]) < min(one[1], other[1])


def _between(start: dt.datetime, end: dt.datetime) -> int:
    """Whole minutes that pass, also over a change of the clock."""
    return max(0, (end.astimezone(dt.UTC) - start.astimezone(dt.UTC)) // _MINUTE)
