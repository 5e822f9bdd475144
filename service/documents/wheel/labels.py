"""What stands around the wheel: its title, and labels with lines to their times."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from service.documents.wheel.canvas import Canvas, polar, wrapped
from service.documents.wheel.dial import Dial, spread
from service.documents.wheel.layout import Layout
from service.documents.wheel.words import WORDS
from service.domain.wheels.model import Wheel, WheelItem
from service.domain.wording import capital, day_month

_NAME: Final = 17.5
SMALL: Final = 15.0
LEADING: Final = 1.18
COLUMN: Final = 234.0  # the width of a column of labels
MARGIN: Final = 24.0
_BETWEEN: Final = 14.0
_FOOT: Final = 175.0  # for the legend
_TITLE: Final = 46.0
_PLACE: Final = 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Lines of text outside the wheel, with a line to an angle of its rim."""

    angle: float
    name: tuple[str, ...]
    when: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """How high it is."""
        return LEADING * (len(self.name) * _NAME + len(self.when) * SMALL)


def draw_title(canvas: Canvas, wheel: Wheel) -> None:
    """Its title in the upper left corner, and whose municipality it is."""
    canvas.text("wheel-strong", wheel.title, (MARGIN, MARGIN + _TITLE * 0.8), _TITLE)
    canvas.text("wheel-soft", wheel.place, (MARGIN, MARGIN + _TITLE + _PLACE), _PLACE)


def draw_labels(
    canvas: Canvas, wheel: Wheel, layout: Layout, dial: Dial, today: dt.date | None
) -> None:
    """A label for each numbered item that doesn't return, and for today."""
    labels = [_label(item, dial) for item in wheel.numbered if not wheel.returns(item)]
    if today is not None and wheel.period.covers(today):
        word = WORDS[wheel.language].today
        labels.append(Label(angle=dial.on(today), name=(f"{word}, {day_month(today)}",)))
    for right in (False, True):
        side = [one for one in labels if (math.sin(one.angle) > 0) is right]
        _column(canvas, side, layout, right=right)


def right_column(layout: Layout) -> float:
    """Where the labels of the right side begin."""
    return layout.width - MARGIN - COLUMN


def _label(item: WheelItem, dial: Dial) -> Label:
    angle = (dial.before(item.first) + dial.after(item.last)) / 2
    name = f"{item.number} {item.name}"
    return Label(
        angle=angle,
        name=tuple(wrapped(name, _NAME, COLUMN / 1.06)),
        when=tuple(wrapped(capital(item.when), SMALL, COLUMN)),
    )


def _column(canvas: Canvas, labels: Sequence[Label], layout: Layout, *, right: bool) -> None:
    """The labels of one side from above, each as near its time as the others let it.

    Where there isn't room for all, their times are left to the table; then the labels too.
    """
    ordered = sorted(labels, key=lambda one: -math.cos(one.angle))
    wanted = [layout.centre[1] - (layout.radius + 20) * math.cos(one.angle) for one in ordered]
    top = MARGIN if right else MARGIN + _TITLE + _PLACE * 2
    bottom = layout.height - _FOOT
    for tried in (ordered, [replace(one, when=()) for one in ordered]):
        halves = [(one.height + _BETWEEN) / 2 for one in tried]
        places = spread(wanted, halves, top, bottom)
        if places is not None:
            for one, place in zip(tried, places, strict=True):
                _write(canvas, one, layout, place - one.height / 2, right=right)
            return


def _write(canvas: Canvas, label: Label, layout: Layout, top: float, *, right: bool) -> None:
    x = right_column(layout) if right else MARGIN + COLUMN
    anchor = "start" if right else "end"
    y = top
    for role, size, lines in (
        ("wheel-strong", _NAME, label.name),
        ("wheel-soft", SMALL, label.when),
    ):
        for line in lines:
            y += size * LEADING
            canvas.text(role, line, (x, y - size * 0.25), size, anchor=anchor)
    side = 8 if right else -8
    joint = (x - side, top + _NAME * 0.62)
    rim = polar(layout.centre, layout.radius + 3, label.angle)
    elbow = polar(layout.centre, layout.radius + 18, label.angle)
    canvas.line("wheel-leader", [rim, elbow, joint])
