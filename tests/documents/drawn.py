"""Looking at a drawing: which texts stand over each other, and which reach out of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from service.documents.wheel.canvas import Box, Point
from service.documents.wheel.layout import Layout


def overlapping(boxes: Iterable[Box]) -> list[tuple[str, str]]:
    """The texts that have anything in common, each turned its own way."""
    return [(a.text, b.text) for a, b in itertools.combinations(boxes, 2) if _over(a, b)]


def outside(boxes: Iterable[Box], layout: Layout) -> list[str]:
    """The texts that reach out of the drawing."""
    return [
        box.text
        for box in boxes
        if not all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in box.corners)
    ]


def _over(one: Box, other: Box) -> bool:
    for box in (one, other):
        for (ax, ay), (bx, by) in itertools.pairwise((*box.corners, box.corners[0])):
            normal = (ay - by, bx - ax)
            low, high = _shadow(one, normal)
            other_low, other_high = _shadow(other, normal)
            if high <= other_low or other_high <= low:
                return False
    return True


def _shadow(box: Box, normal: Point) -> tuple[float, float]:
    along = [x * normal[0] + y * normal[1] for x, y in box.corners]
    return min(along), max(along)
