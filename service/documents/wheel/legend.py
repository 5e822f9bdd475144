"""What the marks of a wheel mean, and the names that have no room in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from service.documents.wheel.canvas import Canvas, Point, wrapped
from service.documents.wheel.labels import COLUMN, LEADING, MARGIN, SMALL, right_column
from service.documents.wheel.layout import Band, Layout
from service.documents.wheel.marks import draw_diamond, draw_mark, draw_stretch
from service.documents.wheel.words import WORDS
from service.domain.wheels.model import Certainty, RingKind, Wheel

_GLYPH: Final = 9.0
_SAMPLE_WIDTH, _SAMPLE_HEIGHT = 68, 26


def samples(wheel: Wheel) -> list[tuple[str, str]]:
    """Each kind of mark in a wheel as a drawing of its own for a page, and what it means."""
    return [(_drawn(certainty, wheel), text) for certainty, text in _meanings(wheel)]


def draw_legend(canvas: Canvas, wheel: Wheel, bands: Sequence[Band], layout: Layout) -> None:
    """What the marks mean, in the lower left corner; committees or what returns in the right."""
    words = WORDS[wheel.language]
    x, y = MARGIN, layout.height - MARGIN
    if any(item.minor for item in wheel.items):
        place = (x + _GLYPH * 3.4, y - SMALL * 0.34)
        draw_mark(canvas, RingKind.GROUP, Certainty.FIXED, place, _GLYPH / 2)
        canvas.text("wheel-text", words.short, (x + _GLYPH * 8, y), SMALL)
        y -= SMALL * 1.65
    for certainty, text in reversed(_meanings(wheel)):
        _sample(canvas, certainty, (x + _GLYPH * 3.4, y - SMALL * 0.34), wheel)
        canvas.text("wheel-text", text, (x + _GLYPH * 8, y), SMALL)
        y -= SMALL * 1.65
    rows = list(_lettered(bands)) or list(_returning(wheel))
    heading = words.rings if any(_lettered(bands)) else words.yearly
    y = layout.height - MARGIN
    for letter, lines in reversed(rows):
        for line in reversed(lines):
            canvas.text("wheel-text", line, (right_column(layout) + 26, y), SMALL)
            y -= SMALL * LEADING
        first = y + SMALL * LEADING
        canvas.text("wheel-strong", letter, (right_column(layout) + 16, first), SMALL, anchor="end")
        y -= SMALL * 0.4
    if rows:
        canvas.text("wheel-soft", heading, (right_column(layout), y), SMALL)


def letter_of(index: int) -> str:
    """What a committee is called in the wheel: A, B, C."""
    return chr(ord("A") + index)


def _lettered(bands: Sequence[Band]) -> Iterator[tuple[str, list[str]]]:
    committees = [band for band in bands if band.ring.kind is RingKind.COMMITTEE]
    for index, band in enumerate(committees):
        yield letter_of(index), wrapped(band.ring.name, SMALL, COLUMN - 26)


def _returning(wheel: Wheel) -> Iterator[tuple[str, list[str]]]:
    seen = set()
    for item in wheel.numbered:
        if wheel.returns(item) and item.key not in seen:
            seen.add(item.key)
            yield str(item.number), wrapped(item.label, SMALL, COLUMN - 26)


def _meanings(wheel: Wheel) -> list[tuple[Certainty, str]]:
    sure = {item.certainty for item in wheel.items}
    words = WORDS[wheel.language].legend
    return [(certainty, words[certainty]) for certainty in Certainty if certainty in sure]


def _drawn(certainty: Certainty, wheel: Wheel) -> str:
    canvas = Canvas(_SAMPLE_WIDTH, _SAMPLE_HEIGHT, on_page=True)
    canvas.hide()
    _sample(canvas, certainty, (_SAMPLE_WIDTH / 2, _SAMPLE_HEIGHT / 2), wheel)
    return canvas.svg()


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
            if certainty is Certainty.UNSURE:
                under = (place[0], place[1] + _GLYPH * 0.5)
                canvas.text("wheel-off", "?", under, _GLYPH * 1.4, anchor="middle", boxed=False)
