"""A wheel drawn: months around, a ring for each body, the fixed times with their numbers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.documents.wheel.canvas import Box, Canvas, polar, width_of
from service.documents.wheel.dial import Dial
from service.documents.wheel.labels import draw_labels, draw_title
from service.documents.wheel.layout import Band, Layout, bands, is_term, joined
from service.documents.wheel.legend import draw_legend, letter_of
from service.documents.wheel.marks import draw_days, draw_times
from service.documents.wheel.words import WORDS
from service.domain.wheels.model import RingKind, Wheel
from service.domain.wording import MONTHS, definite, listed

_RING_NAME: Final = 15.5
_UPSIDE_DOWN: Final = (math.pi / 2, 3 * math.pi / 2)  # where text along the rim would be


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A wheel as SVG, and where its texts stand."""

    svg: str
    boxes: tuple[Box, ...]


def draw(
    wheel: Wheel,
    layout: Layout,
    *,
    key: str,
    on_page: bool = False,
    today: dt.date | None = None,
) -> Drawing:
    """The wheel as SVG.

    Args:
        wheel: what is drawn.
        layout: how large, and how much of it in words.
        key: what the ids of its title and description begin with.
        on_page: for a web page, whose style sheet has the colours.
        today: the day that is marked; none in a file, which is read for months.
    """
    if not layout.worded:
        wheel = joined(wheel)
    canvas = Canvas(layout.width, layout.height, on_page)
    dial = Dial(period=wheel.period, gap=layout.gap)
    drawn = bands(wheel, layout, dial)
    _draw_ground(canvas, wheel, layout, dial, drawn)
    if today is not None and wheel.period.covers(today):
        _draw_today(canvas, layout, dial, drawn, today)
    for band in drawn:
        (draw_times if band.of_time else draw_days)(canvas, band, layout, dial)
    _draw_core(canvas, wheel, layout)
    if layout.worded:
        _name_rings(canvas, drawn, layout)
        if not on_page:  # which has it as its heading
            draw_title(canvas, wheel)
        draw_labels(canvas, wheel, layout, dial, today)
        draw_legend(canvas, wheel, drawn, layout)
    rings = listed([definite(ring.name) for ring in wheel.rings])
    description = WORDS[wheel.language].description.format(rings=rings)
    canvas.say(f"{wheel.title}, {wheel.place}", description, key)
    return Drawing(svg=canvas.svg(), boxes=tuple(canvas.boxes))


def _draw_ground(
    canvas: Canvas, wheel: Wheel, layout: Layout, dial: Dial, drawn: Sequence[Band]
) -> None:
    """Months or years around, their borders, and the rings' own."""
    inner, outer = drawn[-1].inner, drawn[0].outer
    whole = (layout.gap / 2, math.tau - layout.gap / 2)
    for index, (first, begin, end) in enumerate(dial.months()):
        shaded = (first.year if is_term(wheel) else index) % 2 == 0
        if shaded:
            canvas.sector("wheel-band", layout.centre, (inner, layout.radius), (begin, end))
    for _, begin, _ in dial.months():
        ends = [polar(layout.centre, radius, begin) for radius in (inner, layout.radius)]
        canvas.line("wheel-grid", ends)
    for band in drawn:
        _ring(canvas, layout, band.inner, "wheel-grid", whole)
    _ring(canvas, layout, outer, "wheel-rim", whole)
    _ring(canvas, layout, layout.radius, "wheel-rim", whole)
    for first, begin, end in dial.months():
        _name_month(canvas, wheel, layout, first, (begin, end))
    if is_term(wheel):
        _name_years(canvas, layout, dial)


def _ring(
    canvas: Canvas, layout: Layout, radius: float, role: str, turn: tuple[float, float]
) -> None:
    if layout.gap:
        canvas.arc(role, layout.centre, radius, turn)
    else:
        canvas.circle(role, layout.centre, radius)


def _name_month(
    canvas: Canvas, wheel: Wheel, layout: Layout, first: dt.date, turn: tuple[float, float]
) -> None:
    name, size = MONTHS[first.month - 1], layout.band * 0.55
    radius = layout.radius - layout.band / 2
    if is_term(wheel):
        if not layout.worded:
            return
        name, radius, size = name[0].upper(), radius - layout.band, layout.band * 0.4
    elif not layout.worded:
        name = name[0].upper()
    upright = not layout.worded
    _along(canvas, "wheel-month", name, layout, (radius, sum(turn) / 2), size, upright=upright)


def _name_years(canvas: Canvas, layout: Layout, dial: Dial) -> None:
    months = list(dial.months())
    for year in dict.fromkeys(first.year for first, _, _ in months):
        turns = [(begin, end) for first, begin, end in months if first.year == year]
        middle = (turns[0][0] + turns[-1][1]) / 2
        size, radius = layout.band * 0.6, layout.radius - layout.band / 2
        room = (turns[-1][1] - turns[0][0]) * radius
        if room > width_of(str(year), size, bold=True):
            _along(canvas, "wheel-month", str(year), layout, (radius, middle), size)


def _along(
    canvas: Canvas,
    role: str,
    text: str,
    layout: Layout,
    at: tuple[float, float],
    size: float,
    *,
    upright: bool = False,
) -> None:
    """A text along the rim around a radius and an angle, readable at the bottom too."""
    radius, angle = at
    over = _UPSIDE_DOWN[0] < angle < _UPSIDE_DOWN[1]
    turned = 0.0 if upright else angle - math.pi * over
    x, y = polar(layout.centre, radius, angle)
    down = size * 0.35
    place = (x - down * math.sin(turned), y + down * math.cos(turned))
    canvas.text(role, text, place, size, anchor="middle", turned=turned)


def _name_rings(canvas: Canvas, drawn: Sequence[Band], layout: Layout) -> None:
    """The rings' names in the gap at the top; of committees a letter, explained below."""
    names: list[tuple[str, float]] = []
    committees = 0
    for band in drawn:
        name = band.ring.name
        if band.ring.kind is RingKind.COMMITTEE:
            name, committees = letter_of(committees), committees + 1
        names.append((name, band.middle))
    across = 2 * math.sin(layout.gap / 2)
    size = min(_RING_NAME, *((across * r - 6) / width_of(name, 1) for name, r in names))
    for name, radius in names:
        x, y = layout.centre[0], layout.centre[1] - radius + size * 0.35
        canvas.text("wheel-text", name, (x, y), size, anchor="middle")


def _draw_today(
    canvas: Canvas, layout: Layout, dial: Dial, drawn: Sequence[Band], today: dt.date
) -> None:
    angle = dial.on(today)
    inner, outer = drawn[-1].inner, layout.radius + (3 if layout.worded else 0)
    ends = [polar(layout.centre, radius, angle) for radius in (inner, outer)]
    canvas.line("wheel-today", ends)


def _draw_core(canvas: Canvas, wheel: Wheel, layout: Layout) -> None:
    """The year or, where there is room, the term in the middle."""
    text = wheel.title.split()[-1]
    if is_term(wheel) and not layout.worded:
        return
    size = min(layout.core * 0.62, layout.core * 1.6 / width_of(text, 1, bold=True))
    x, y = layout.centre
    canvas.text("wheel-strong", text, (x, y + size * 0.36), size, anchor="middle")
