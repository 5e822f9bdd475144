"""The marks in the rings: days with their number, stretches of time, limits."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from service.documents.wheel.canvas import Canvas, Point, polar
from service.documents.wheel.dial import Dial, spread
from service.documents.wheel.layout import Band, Layout
from service.domain.wheels.model import Certainty, RingKind, WheelItem

_DOUBT: Final = (Certainty.UNSURE, Certainty.PROPOSED, Certainty.LIMIT, Certainty.FIXED)
_DOT: Final = 4.6  # the radius of a mark without a number, in a worded drawing
_LARGEST: Final = 13.0
_APART: Final = 3.0  # between the edges of two marks
_ROLES: Final = {
    Certainty.FIXED: ("wheel-fixed", "wheel-own"),
    Certainty.PROPOSED: ("wheel-open", "wheel-open-own"),
    Certainty.UNSURE: ("wheel-unsure", "wheel-unsure"),
    Certainty.LIMIT: ("wheel-limit", "wheel-limit"),
    Certainty.USUAL: ("wheel-usual", "wheel-usual"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One day in a ring, for all that lies on it; in doubt it is as doubtful as any of them."""

    day: dt.date
    certainty: Certainty
    minor: bool


def draw_days(canvas: Canvas, band: Band, layout: Layout, dial: Dial) -> None:
    """The days of a ring. Where they don't all have room for their number, none has."""
    marks = [mark for mark in _marks(band.items) if layout.worded or not mark.minor]
    full = min(_LARGEST, (band.outer - band.inner) / 2 - 2.5)
    dot = min(_DOT if layout.worded else _DOT * 0.75, full)
    sizes = [dot if mark.minor else full for mark in marks]
    numbered = layout.worded and band.ring.kind is not RingKind.DEADLINES
    placed = _placed(marks, sizes, band, dial) if numbered else None
    if placed is None:
        numbered, sizes = False, [dot] * len(marks)
        placed = _placed(marks, sizes, band, dial) or [dial.on(mark.day) for mark in marks]
    for mark, size, angle in zip(marks, sizes, placed, strict=True):
        at = polar(layout.centre, band.middle, angle)
        on_dark = draw_mark(canvas, band.ring.kind, mark.certainty, at, size, angle)
        if numbered and not mark.minor:
            sign = "?" if mark.certainty is Certainty.UNSURE else ""
            _inside(canvas, f"{mark.day.day}{sign}", at, size, on_dark=on_dark)


def draw_times(canvas: Canvas, band: Band, layout: Layout, dial: Dial) -> None:
    """The numbered items of a ring: what has a day as a mark, what has none as a striped arc."""
    for index, item in enumerate(band.items):
        radius, height = band.lane(index)
        disc = min(layout.number, height * 0.64)
        turn = (dial.before(item.first), dial.after(item.last))
        at = polar(layout.centre, radius, sum(turn) / 2)
        role = "wheel-off"
        if item.first == item.last:
            if draw_diamond(canvas, item.certainty, at, disc * 1.45):
                role = "wheel-on"
        else:
            draw_stretch(canvas, item.certainty, layout.centre, (radius, height), turn)
            canvas.circle("wheel-number", at, disc)
        text, size = str(item.number), disc * 1.22
        place = (at[0], at[1] + size * 0.36)
        canvas.text(role, text, place, size, anchor="middle", boxed=False)


def draw_diamond(canvas: Canvas, certainty: Certainty, at: Point, size: float) -> bool:
    """The day of a fixed time; whether what stands in it stands on dark."""
    x, y = at
    role = _ROLES[certainty][0]
    canvas.shape(role, [(x, y - size), (x + size, y), (x, y + size), (x - size, y)])
    return certainty is Certainty.FIXED


def draw_mark(
    canvas: Canvas, kind: RingKind, certainty: Certainty, at: Point, size: float, angle: float = 0
) -> bool:
    """A day's mark, in the shape of its ring; whether what stands in it stands on dark."""
    own = kind is RingKind.GROUP
    role = _ROLES[certainty][own]
    if certainty is Certainty.LIMIT:
        points = [polar(at, size * 1.15, angle + turn * math.tau / 3) for turn in range(3)]
        canvas.shape(role, points)
    elif own:
        x, y, side = at[0] - size * 0.93, at[1] - size * 0.93, size * 1.86
        canvas.add(
            "rect",
            role,
            x=f"{x:.1f}",
            y=f"{y:.1f}",
            width=f"{side:.1f}",
            height=f"{side:.1f}",
            rx=f"{size * 0.25:.1f}",
        )
    else:
        canvas.circle(role, at, size)
    return certainty is Certainty.FIXED


def draw_stretch(
    canvas: Canvas,
    certainty: Certainty,
    centre: Point,
    lane: tuple[float, float],
    turn: tuple[float, float],
) -> None:
    """A stretch of time: striped where it is only usual, a line to its end where that is a limit.

    ``lane`` is the radius of its middle and its height.
    """
    radius, height = lane
    thick = height * 0.46
    if certainty is Certainty.LIMIT:
        canvas.arc("wheel-limit-time", centre, radius, turn, stroke_width=f"{height * 0.14:.1f}")
        draw_mark(
            canvas, RingKind.DEADLINES, certainty, polar(centre, radius, turn[1]), height * 0.2
        )
        return
    stripe = max(1.6, height * 0.06)
    canvas.arc(
        "wheel-usual",
        centre,
        radius,
        turn,
        stroke_width=f"{thick:.1f}",
        stroke_dasharray=f"{stripe:.1f} {stripe * 2.2:.1f}",
    )
    half = thick / 2
    canvas.sector("wheel-outline", centre, (radius - half, radius + half), turn)


def _inside(canvas: Canvas, text: str, at: Point, radius: float, *, on_dark: bool) -> None:
    size = radius * (1.12 if len(text) < 3 else 0.94)
    role = "wheel-on" if on_dark else "wheel-off"
    place = (at[0], at[1] + size * 0.36)
    canvas.text(role, text, place, size, anchor="middle", boxed=False)


def _marks(items: Sequence[WheelItem]) -> Iterator[Mark]:
    for day, same in groupby(items, key=lambda item: item.first):
        found = list(same)
        yield Mark(
            day=day,
            certainty=min((item.certainty for item in found), key=_DOUBT.index),
            minor=all(item.minor for item in found),
        )


def _placed(
    marks: Sequence[Mark], sizes: Sequence[float], band: Band, dial: Dial
) -> list[float] | None:
    """An angle for each mark within its month; None where a month has not room for its own."""
    found: list[float] = []
    for first, begin, end in dial.months():
        own = [
            (dial.on(mark.day), (size + _APART / 2) / band.middle)
            for mark, size in zip(marks, sizes, strict=True)
            if (mark.day.year, mark.day.month) == (first.year, first.month)
        ]
        places = spread([wanted for wanted, _ in own], [half for _, half in own], begin, end)
        if places is None:
            return None
        found += places
    return found
