"""What stands around the wheel: labels with lines to their times, and what the marks mean."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from service.documents.wheel.canvas import Canvas, Point, polar, wrapped
from service.documents.wheel.dial import Dial, spread
from service.documents.wheel.layout import Band, Layout
from service.documents.wheel.marks import draw_diamond, draw_mark, draw_stretch
from service.documents.wheel.words import WORDS
from service.domain.wheel import Certainty, RingKind, Wheel, WheelItem
from service.domain.wording import capital, day_month

_NAME: Final = 17.5
_WHEN: Final = 15.0
_LEADING: Final = 1.18
_COLUMN: Final = 234.0  # the width of a column of labels
_MARGIN: Final = 24.0
_BETWEEN: Final = 14.0
_FOOT: Final = 175.0  # for the legend
_TITLE: Final = 46.0
_PLACE: Final = 22.0
_GLYPH: Final = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Lines of text outside the wheel, with a line to an angle of its rim."""

    angle: float
    name: tuple[str, ...]
    when: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """How high it is."""
        return _LEADING * (len(self.name) * _NAME + len(self.when) * _WHEN)


def draw_title(canvas: Canvas, wheel: Wheel) -> None:
    """Its title in the upper left corner, and whose municipality it is."""
    canvas.text("wheel-strong", wheel.title, (_MARGIN, _MARGIN + _TITLE * 0.8), _TITLE)
    canvas.text("wheel-soft", wheel.place, (_MARGIN, _MARGIN + _TITLE + _PLACE), _PLACE)


def draw_labels(
    canvas: Canvas, wheel: Wheel, layout: Layout, dial: Dial, today: dt.date | None
) -> None:
    """A label for each numbered item that doesn't return, and for today."""
    labels = [_label(item, dial) for item in wheel.numbered if not returns(wheel, item)]
    if today is not None and wheel.period.covers(today):
        word = WORDS[wheel.language].today
        labels.append(Label(angle=dial.on(today), name=(f"{word}, {day_month(today)}",)))
    for right in (False, True):
        side = [one for one in labels if (math.sin(one.angle) > 0) is right]
        _column(canvas, side, layout, right=right)


def returns(wheel: Wheel, item: WheelItem) -> bool:
    """Whether the same comes again in the wheel."""
    return sum(other.key == item.key for other in wheel.numbered) > 1


def draw_legend(canvas: Canvas, wheel: Wheel, bands: Sequence[Band], layout: Layout) -> None:
    """What the marks mean, in the lower left corner; committees or what returns in the right."""
    words = WORDS[wheel.language]
    sure = {item.certainty for item in wheel.items}
    shown = [certainty for certainty in Certainty if certainty in sure]
    x, y = _MARGIN, layout.height - _MARGIN
    if any(item.minor for item in wheel.items):
        place = (x + _GLYPH * 3.4, y - _WHEN * 0.34)
        draw_mark(canvas, RingKind.GROUP, Certainty.FIXED, place, _GLYPH / 2)
        canvas.text("wheel-text", words.short, (x + _GLYPH * 8, y), _WHEN)
        y -= _WHEN * 1.65
    for certainty in reversed(shown):
        _sample(canvas, certainty, (x + _GLYPH * 3.4, y - _WHEN * 0.34), wheel)
        canvas.text("wheel-text", words.legend[certainty], (x + _GLYPH * 8, y), _WHEN)
        y -= _WHEN * 1.65
    rows = list(_lettered(bands)) or list(_returning(wheel))
    heading = words.rings if any(_lettered(bands)) else words.yearly
    y = layout.height - _MARGIN
    for letter, lines in reversed(rows):
        for line in reversed(lines):
            canvas.text("wheel-text", line, (_right(layout) + 26, y), _WHEN)
            y -= _WHEN * _LEADING
        first = y + _WHEN * _LEADING
        canvas.text("wheel-strong", letter, (_right(layout) + 16, first), _WHEN, anchor="end")
        y -= _WHEN * 0.4
    if rows:
        canvas.text("wheel-soft", heading, (_right(layout), y), _WHEN)


def letter_of(index: int) -> str:
    """What a committee is called in the wheel: A, B, C."""
    return chr(ord("A") + index)


def _lettered(bands: Sequence[Band]) -> Iterator[tuple[str, list[str]]]:
    committees = [band for band in bands if band.ring.kind is RingKind.COMMITTEE]
    for index, band in enumerate(committees):
        yield letter_of(index), wrapped(band.ring.name, _WHEN, _COLUMN - 26)


def _returning(wheel: Wheel) -> Iterator[tuple[str, list[str]]]:
    seen = set()
    for item in wheel.numbered:
        if returns(wheel, item) and item.key not in seen:
            seen.add(item.key)
            yield str(item.number), wrapped(item.label, _WHEN, _COLUMN - 26)


def _right(layout: Layout) -> float:
    return layout.width - _MARGIN - _COLUMN


def _label(item: WheelItem, dial: Dial) -> Label:
    angle = (dial.before(item.first) + dial.after(item.last)) / 2
    name = f"{item.number} {item.name}"
    return Label(
        angle=angle,
        name=tuple(wrapped(name, _NAME, _COLUMN / 1.06)),
        when=tuple(wrapped(capital(item.when), _WHEN, _COLUMN)),
    )


def _column(canvas: Canvas, labels: Sequence[Label], layout: Layout, *, right: bool) -> None:
    """The labels of one side from above, each as near its time as the others let it.

    Where there isn't room for all, their times are left to the table; then the labels too.
    """
    ordered = sorted(labels, key=lambda one: -math.cos(one.angle))
    wanted = [layout.centre[1] - (layout.radius + 20) * math.cos(one.angle) for one in ordered]
    top = _MARGIN if right else _MARGIN + _TITLE + _PLACE * 2
    bottom = layout.height - _FOOT
    for tried in (ordered, [replace(one, when=()) for one in ordered]):
        halves = [(one.height + _BETWEEN) / 2 for one in tried]
        places = spread(wanted, halves, top, bottom)
        if places is not None:
            for one, place in zip(tried, places, strict=True):
                _write(canvas, one, layout, place - one.height / 2, right=right)
            return


def _write(canvas: Canvas, label: Label, layout: Layout, top: float, *, right: bool) -> None:
    x = _right(layout) if right else _MARGIN + _COLUMN
    anchor = "start" if right else "end"
    y = top
    for role, size, lines in (
        ("wheel-strong", _NAME, label.name),
        ("wheel-soft", _WHEN, label.when),
    ):
        for line in lines:
            y += size * _LEADING
            canvas.text(role, line, (x, y - size * 0.25), size, anchor=anchor)
    side = 8 if right else -8
    joint = (x - side, top + _NAME * 0.62)
    rim = polar(layout.centre, layout.radius + 3, label.angle)
    elbow = polar(layout.centre, layout.radius + 18, label.angle)
    canvas.line("wheel-leader", [rim, elbow, joint])


def _sample(canvas: Canvas, certainty: Certainty, at: Point, wheel: Wheel) -> None:
    """The marks themselves, as they stand in the wheel."""
    x, y = at
    if certainty is Certainty.USUAL:
        draw_stretch(canvas, certainty, (x, y + 200), (200.0, 34), (-0.07, 0.07))
        return
    kinds = {ring.key: ring.kind for ring in wheel.rings}
    found = [item for item in wheel.items if item.certainty is certainty]
    days = {kinds[item.ring] is RingKind.GROUP for item in found if item.number is None}
    shapes: list[bool | None] = [*sorted(days), *([None] if any(i.number for i in found) else [])]
    for index, own in enumerate(shapes):
        place = (x + (index - (len(shapes) - 1) / 2) * _GLYPH * 2.3, y)
        if own is None and certainty is not Certainty.LIMIT:
            draw_diamond(canvas, certainty, place, _GLYPH * 1.1)
        elif own is not None or len(shapes) == 1:
            kind = RingKind.GROUP if own else RingKind.COUNCIL
            draw_mark(canvas, kind, certainty, place, _GLYPH)
