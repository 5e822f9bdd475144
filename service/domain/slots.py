"""Days and times: the window a meeting may be put in, and which of two meetings comes first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.domain.model import Meeting

_FIRST_WEEKEND_DAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days, both included, in which a meeting may be put, and which are preferred."""

    earliest: dt.date
    latest: dt.date
    weekday: int | None
    target: dt.date | None = None  # None: the later, the better

    def days(self) -> Iterable[dt.date]:
        """The days, the latest first."""
        return (
            self.latest - dt.timedelta(days=n)
            for n in range((self.latest - self.earliest).days + 1)
        )

    def prefers(self, day: dt.date) -> bool:
        """Whether the day is of the preferred weekday; without one, any working day is."""
        return self.weekday is None or day.weekday() == self.weekday

    def working(self, day: dt.date) -> bool:
        """Monday to Friday, or a day the group itself prefers."""
        return day.weekday() < _FIRST_WEEKEND_DAY or day.weekday() == self.weekday

    def distance(self, day: dt.date) -> int:
        """How many days it lies from the best one, whatever weekday that is."""
        return abs(((self.target or self.latest) - day).days)


def chronological(meeting: Meeting) -> tuple[dt.date, dt.time, str]:
    """A sort key. An unknown time sorts first: it may be the earliest of the day."""
    return (meeting.date, meeting.start or dt.time.min, meeting.id)


def precedes(earlier: Meeting, later: Meeting) -> bool:
    """Whether ``earlier`` surely ends before ``later`` begins.

    Where a time is unknown, only an earlier day is sure.
    """
    ends, starts = earlier.ends_at, later.starts_at
    if ends is None:
        return earlier.date < later.date
    if starts is None:
        return ends.date() < later.date
    return ends <= starts


def overlap(meeting: Meeting, other: Meeting) -> bool:
    """Whether the two surely run at the same time.

    A meeting without a known end is taken to run at its start and no longer; one without a known
    start collides with nothing.
    """
    start, end = meeting.starts_at, meeting.ends_at
    begins, ends = other.starts_at, other.ends_at
    if start is None or end is None or begins is None:
        return False
    return start <= begins < end or (ends is not None and begins < end and start < ends)


def rounds(meetings: Sequence[Meeting], gap_days: int) -> tuple[tuple[Meeting, ...], ...]:
    """Split meetings in chronological order where the pause is longer than ``gap_days``."""
    found: list[list[Meeting]] = []
    for meeting in meetings:
        if found and (meeting.date - found[-1][-1].date).days <= gap_days:
            found[-1].append(meeting)
        else:
            found.append([meeting])
    return tuple(tuple(one) for one in found)
