"""What a drawing is made on: SVG elements, and where each text came to stand.

Colours are roles. On a web page each element has its role as a class, and the style sheet decides,
in light and in dark; in a file the colours stand in the drawing, for paper is always light.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_FONT: Final = "Carlito, Calibri, Arial, sans-serif"
_LINE: Final = {"fill": "none", "stroke": "#6b675f", "stroke-width": "1"}
PAPER: Final[Mapping[str, Mapping[str, str]]] = {
    "wheel-paper": {"fill": "#ffffff"},
    "wheel-band": {"fill": "#f1eee7"},
    "wheel-grid": {"fill": "none", "stroke": "#d9d5cc", "stroke-width": "1"},
    "wheel-rim": {"fill": "none", "stroke": "#8a857b", "stroke-width": "1.5"},
    "wheel-leader": _LINE,
    "wheel-text": {"fill": "#1d1c1a"},
    "wheel-soft": {"fill": "#5a5751"},
    "wheel-strong": {"fill": "#1d1c1a", "font-weight": "bold"},
    "wheel-month": {"fill": "#1d5a4c", "font-weight": "bold"},
    "wheel-fixed": {"fill": "#24508a", "stroke": "#24508a", "stroke-width": "1.5"},
    "wheel-own": {"fill": "#1d5a4c", "stroke": "#1d5a4c", "stroke-width": "1.5"},
    "wheel-open": {"fill": "#ffffff", "stroke": "#24508a", "stroke-width": "1.75"},
    "wheel-open-own": {"fill": "#ffffff", "stroke": "#1d5a4c", "stroke-width": "1.75"},
    "wheel-unsure": {
        "fill": "#ffffff",
        "stroke": "#7a4b00",
        "stroke-width": "1.75",
        "stroke-dasharray": "3 2.5",
    },
    "wheel-limit": {"fill": "#9c1f1f", "stroke": "#9c1f1f", "stroke-width": "1"},
    "wheel-limit-time": {"fill": "none", "stroke": "#9c1f1f"},
    "wheel-usual": {"fill": "none", "stroke": "#7a4b00"},
    "wheel-outline": {"fill": "none", "stroke": "#7a4b00", "stroke-width": "1"},
    "wheel-number": {"fill": "#ffffff", "stroke": "#1d1c1a", "stroke-width": "1.25"},
    "wheel-on": {"fill": "#ffffff", "font-weight": "bold"},
    "wheel-off": {"fill": "#1d1c1a", "font-weight": "bold"},
    "wheel-today": {"fill": "none", "stroke": "#1d1c1a", "stroke-width": "2"},
}
"""The colours of paper; each text on them has at least 4.5 times their contrast."""

_BREAK: Final = re.compile(r"(?<!\d\.) +")
_NARROW: Final = frozenset("iljtfrI.,;:'|!()[] -–")
_WIDE: Final = frozenset("mwMW@%æÆ")
_WIDTHS: Final = (0.36, 0.56, 0.68, 0.92)  # of narrow, ordinary, capital and wide letters
_BOLD: Final = 1.06
_ASCENT, _DESCENT = 0.78, 0.24

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a text stands: its four corners."""

    text: str
    corners: tuple[Point, Point, Point, Point]


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at most, in any of the typefaces it may be shown in."""
    narrow, ordinary, capital, wide = _WIDTHS
    total = sum(
        narrow
        if letter in _NARROW
        else wide
        if letter in _WIDE
        else capital
        if letter.isupper()
        else ordinary
        for letter in text
    )
    return total * size * (_BOLD if bold else 1)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """The text in lines that fit, broken between words but not inside a date."""
    lines = [""]
    for word in _BREAK.split(text):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def polar(centre: Point, radius: float, angle: float) -> Point:
    """A point by its angle from the top, clockwise in radians."""
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


@dataclass(slots=True)
class Canvas:
    """A drawing in the making. ``on_page``: for a web page, where a style sheet has the colours."""

    width: float
    height: float
    on_page: bool
    boxes: list[Box] = field(default_factory=list)
    _root: Element = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the drawing's size and, in a file, its typeface and background."""
        self._root = Element("svg", xmlns=_NAMESPACE)
        self._root.set("viewBox", f"0 0 {self.width} {self.height}")
        if self.on_page:
            self._root.set("class", "wheel")
        else:
            self._root.set("width", f"{self.width}")
            self._root.set("height", f"{self.height}")
            self._root.set("font-family", _FONT)
            self.add("rect", "wheel-paper", width=f"{self.width}", height=f"{self.height}")

    def say(self, title: str, description: str, key: str) -> None:
        """What the drawing is and shows, for those who don't see it; ``key`` begins its ids."""
        self._root.set("role", "img")
        self._root.set("aria-labelledby", f"{key}-title {key}-desc")
        for place, (name, text) in enumerate((("title", title), ("desc", description))):
            element = Element(name, id=f"{key}-{name}")
            element.text = text
            self._root.insert(place, element)

    def hide(self) -> None:
        """The drawing says nothing that isn't said beside it."""
        self._root.set("aria-hidden", "true")

    def add(self, tag: str, role: str, **attributes: str) -> None:
        """An element in the colours of a role."""
        named = {name.replace("_", "-"): value for name, value in attributes.items()}
        colours = {"class": role} if self.on_page else dict(PAPER[role])
        SubElement(self._root, tag, {**colours, **named})

    def line(self, role: str, points: Sequence[Point], **attributes: str) -> None:
        """A line through points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.add("polyline", role, points=path, **attributes)

    def shape(self, role: str, points: Sequence[Point]) -> None:
        """A closed shape."""
        self.add("polygon", role, points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points))

    def circle(self, role: str, at: Point, radius: float) -> None:
        """A circle."""
        self.add("circle", role, cx=f"{at[0]:.1f}", cy=f"{at[1]:.1f}", r=f"{radius:.1f}")

    def arc(self, role: str, centre: Point, radius: float, turn: Point, **attributes: str) -> None:
        """A part of a circle, between two angles."""
        (x0, y0), (x1, y1) = (polar(centre, radius, angle) for angle in turn)
        large = int(turn[1] - turn[0] > math.pi)
        path = f"M{x0:.1f} {y0:.1f}A{radius:.1f} {radius:.1f} 0 {large} 1 {x1:.1f} {y1:.1f}"
        self.add("path", role, d=path, **attributes)

    def sector(self, role: str, centre: Point, radii: Point, turn: Point) -> None:
        """A part of a ring, between two radii and two angles."""
        inner, outer = radii
        large = int(turn[1] - turn[0] > math.pi)
        corners = [
            polar(centre, radius, angle)
            for radius, angle in (
                (outer, turn[0]),
                (outer, turn[1]),
                (inner, turn[1]),
                (inner, turn[0]),
            )
        ]
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
        path = (
            f"M{ax:.1f} {ay:.1f}A{outer:.1f} {outer:.1f} 0 {large} 1 {bx:.1f} {by:.1f}"
            f"L{cx:.1f} {cy:.1f}A{inner:.1f} {inner:.1f} 0 {large} 0 {dx:.1f} {dy:.1f}Z"
        )
        self.add("path", role, d=path)

    def text(
        self,
        role: str,
        text: str,
        at: Point,
        size: float,
        *,
        anchor: str = "start",
        turned: float = 0.0,
        boxed: bool = True,
    ) -> None:
        """A line of text on its baseline, turned by an angle in radians around that point.

        ``boxed``: it must not overlap another text; a number in a mark has the mark's own room.
        """
        x, y = at
        colours = {"class": role} if self.on_page else dict(PAPER[role])
        attributes = {**colours, "x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size:g}"}
        if anchor != "start":
            attributes["text-anchor"] = anchor
        if turned:
            attributes["transform"] = f"rotate({math.degrees(turned):.2f} {x:.1f} {y:.1f})"
        SubElement(self._root, "text", attributes).text = text
        if boxed:
            bold = PAPER[role].get("font-weight") == "bold"
            self._note(text, at, size, anchor, turned, bold=bold)

    def svg(self) -> str:
        """The drawing."""
        return tostring(self._root, encoding="unicode")

    def _note(
        self, text: str, at: Point, size: float, anchor: str, turned: float, *, bold: bool
    ) -> None:
        width = width_of(text, size, bold=bold)
        left = {"start": 0.0, "middle": -width / 2, "end": -width}[anchor]
        cosine, sine = math.cos(turned), math.sin(turned)
        corners = [
            (at[0] + dx * cosine - dy * sine, at[1] + dx * sine + dy * cosine)
            for dx, dy in (
                (left, -_ASCENT * size),
                (left + width, -_ASCENT * size),
                (left + width, _DESCENT * size),
                (left, _DESCENT * size),
            )
        ]
        a, b, c, d = corners
        self.boxes.append(Box(text=text, corners=(a, b, c, d)))
