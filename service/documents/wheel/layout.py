"""The measures of a drawing, and how much of it each ring gets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from service.documents.wheel.canvas import Point
from service.documents.wheel.dial import Dial, lanes
from service.domain.wheels.model import Ring, RingKind, Wheel, WheelItem
from service.domain.wheels.rings import ring_name

_COMMITTEES: Final = "committees"
_SHARE: Final = {RingKind.DEADLINES: 0.62, RingKind.GROUP: 1.12}
_OF_TIME: Final = 1.1  # a lane with numbers on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The measures of a drawing in its own units.

    ``worded``: with the names of months and rings, days in the marks, labels and a legend; without
    it the drawing has numbers that lead to the table beside it. ``lane`` is the height of a ring
    where there is room.
    """

    width: float
    height: float
    centre: Point
    radius: float
    core: float
    band: float
    gap: float
    lane: float
    number: float  # the radius of a number's disc
    worded: bool


WIDE: Final = Layout(
    width=1480,
    height=1046,
    centre=(740, 540),
    radius=448,
    core=118,
    band=34,
    gap=math.radians(26),
    lane=46,
    number=12,
    worded=True,
)
"""The proportions of a sheet on its side, A4 or A3."""

COMPACT: Final = Layout(
    width=320,
    height=320,
    centre=(160, 160),
    radius=157,
    core=30,
    band=20,
    gap=0.0,
    lane=24,
    number=8.5,
    worded=False,
)
"""For a phone: at 320 pixels a unit is a pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A ring as it is drawn, between two radii; ``lanes`` holds the lane of each item."""

    ring: Ring
    items: tuple[WheelItem, ...]
    inner: float
    outer: float
    lanes: tuple[int, ...]

    @property
    def of_time(self) -> bool:
        """Whether its items are numbered, and may be stretches of time."""
        return any(item.number is not None for item in self.items)

    @property
    def middle(self) -> float:
        """The radius of its middle."""
        return (self.inner + self.outer) / 2

    def lane(self, index: int) -> tuple[float, float]:
        """The middle radius and the height of an item's lane; the first is the outermost."""
        height = (self.outer - self.inner) / (max(self.lanes, default=0) + 1)
        return self.outer - (self.lanes[index] + 0.5) * height, height


def bands(wheel: Wheel, layout: Layout, dial: Dial) -> list[Band]:
    """The rings from the outermost inwards, all of the room shared among them."""
    outer = layout.radius - layout.band * (1 + (is_term(wheel) and layout.worded))
    drawn = [_with_lanes(ring, wheel, layout, dial, outer) for ring in wheel.rings]
    shares = [_share(band) for band in drawn]
    unit = min(layout.lane, (outer - layout.core) / sum(shares))
    found = []
    for band, share in zip(drawn, shares, strict=True):
        found.append(replace(band, inner=outer - share * unit, outer=outer))
        outer -= share * unit
    return found


def joined(wheel: Wheel) -> Wheel:
    """The wheel with all committees in one ring."""
    committees = {ring.key for ring in wheel.rings if ring.kind is RingKind.COMMITTEE}
    if len(committees) < 2:
        return wheel
    name = ring_name(RingKind.COMMITTEE, wheel.language)
    one = Ring(key=_COMMITTEES, name=name, kind=RingKind.COMMITTEE)
    rings = dict.fromkeys(one if ring.key in committees else ring for ring in wheel.rings)
    items = tuple(
        replace(item, ring=_COMMITTEES) if item.ring in committees else item for item in wheel.items
    )
    return replace(wheel, rings=tuple(rings), items=items)


def is_term(wheel: Wheel) -> bool:
    """Whether it covers more than a year."""
    return (wheel.last_day - wheel.period.start).days > 366


def _with_lanes(ring: Ring, wheel: Wheel, layout: Layout, dial: Dial, radius: float) -> Band:
    items = wheel.of(ring)
    band = Band(ring=ring, items=items, inner=0, outer=0, lanes=(0,) * len(items))
    if not band.of_time:
        return band
    return replace(band, lanes=tuple(lanes(_turns(items, layout, dial, radius))))


def _turns(
    items: Sequence[WheelItem], layout: Layout, dial: Dial, radius: float
) -> list[tuple[float, float]]:
    """What each item takes of the turn: its own time, and at least room for its number."""
    half = (layout.number + 2) / (radius * 0.6)
    turns = []
    for item in items:
        begin, end = dial.before(item.first), dial.after(item.last)
        middle = (begin + end) / 2
        turns.append((min(begin, middle - half), max(end, middle + half)))
    return turns


def _share(band: Band) -> float:
    if band.of_time:
        return _OF_TIME * (max(band.lanes) + 1)
    return _SHARE.get(band.ring.kind, 1.0)
