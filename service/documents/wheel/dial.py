"""Where on the wheel a day lies, and where marks stand when there isn't room for all of them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.domain.model import Period

_DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """One turn, clockwise from the top. ``gap`` radians at the top are kept for names of rings."""

    period: Period
    gap: float

    @property
    def _days(self) -> int:
        last = self.period.end or self.period.start
        return (last - self.period.start).days + 1

    def before(self, day: dt.date) -> float:
        """The angle at which a day begins."""
        share = (day - self.period.start).days / self._days
        return self.gap / 2 + share * (math.tau - self.gap)

    def on(self, day: dt.date) -> float:
        """The angle of the middle of a day."""
        return (self.before(day) + self.after(day)) / 2

    def after(self, day: dt.date) -> float:
        """The angle at which a day ends."""
        return self.before(day + dt.timedelta(days=1))

    def months(self) -> Iterator[tuple[dt.date, float, float]]:
        """The first day of each month, and the angles where the month begins and ends."""
        day, last = self.period.start, self.period.end or self.period.start
        while day <= last:
            over = day.month == _DECEMBER
            following = dt.date(day.year + over, day.month % _DECEMBER + 1, 1)
            yield day, self.before(day), min(self.before(following), math.tau - self.gap / 2)
            day = following


def spread(
    wanted: Sequence[float], halves: Sequence[float], low: float, high: float
) -> list[float] | None:
    """Places as near as may be to those wanted, none over another and all within bounds.

    ``wanted`` ascends; ``halves`` is how much each takes to both sides. None where there isn't
    room.
    """
    if 2 * sum(halves) > high - low:
        return None
    places: list[float] = []
    edge = low
    for place, half in zip(wanted, halves, strict=True):
        places.append(max(place, edge + half))
        edge = places[-1] + half
    edge = high
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], edge - halves[index])
        edge = places[index] - halves[index]
    return places


def lanes(turns: Sequence[tuple[float, float]]) -> list[int]:
    """For each stretch, in order of their beginnings, the first lane that is free then."""
    free: list[float] = []
    chosen = []
    for begin, end in turns:
        lane = next((n for n, until in enumerate(free) if until <= begin), len(free))
        free[lane : lane + 1] = [end]
        chosen.append(lane)
    return chosen
