"""The numbered points of ground rules, "A1" to "E11", as rules look at them.

A table of the document. A point's number stands in a column of its own or before its text. A row
that goes on over a page stands in pieces below a repeated heading; the pieces are one point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase
from typing import Final

from service.domain.place import Place
from service.rules.facts import MeetingDocument
from service.rules.phrasing import Word
from service.rules.results import Missing
from service.rules.texts import is_blank, plain

TABLE: Final = "points"
_NUMBER: Final = re.compile(r"([A-ZÆØÅ])[.\s]?(\d{1,2})(?=[\s.:)]|$)[.:)]?\s*")
_GROUP: Final = re.compile(r"[A-ZÆØÅ][.:)]?(?:\s|$)")  # "B Helhetlig ledelse"
_HEADINGS: Final = {"ansvar", "ansvarlig", "ansvarleg"}  # of a header row repeated in the table


@dataclass(frozen=True, slots=True)
class Point:
    """A point: its letter and number, and its cells by column. Without a number: ("", 0)."""

    letter: str
    number: int
    cells: Mapping[str, str]
    words: str = ""  # what stands in its first cell with text

    @property
    def name(self) -> str:
        """As people call it: "A3"; its first words where it has no number."""
        return f"{self.letter}{self.number}" if self.letter else f"«{self.words[:40]}»"

    def place(self, document: MeetingDocument) -> Place:
        """Its row in the document."""
        return document.at(TABLE, words=self.words)


def points_of(document: MeetingDocument) -> tuple[Point, ...] | Missing:
    """The points in the document's order, or the missing fact where it has no such table."""
    rows = document.reading.tables.get(TABLE)
    if rows is None:
        return Missing("table", {"table": Word("tables", TABLE), "what": document.path})
    points: list[Point] = []
    for row in rows:
        point = _point(row)
        if _is_heading(row):
            continue
        if not point.letter and points and _goes_on(points[-1], row):
            points[-1] = _joined(points[-1], row)
        else:
            points.append(point)
    return tuple(points)


def _point(row: Mapping[str, str]) -> Point:
    number, matter = row.get("number", "").strip(), row.get("matter", "").strip()
    found = _NUMBER.match(number)
    if not found and is_blank(number):
        found = _NUMBER.match(matter)
        matter = matter[found.end() :] if found else matter
    words = row.get("number", "") or row.get("matter", "") or next(filter(None, row.values()), "")
    cells = {**row, "matter": matter}
    return Point(found[1], int(found[2]), cells, words) if found else Point("", 0, cells, words)


def _is_heading(row: Mapping[str, str]) -> bool:
    """Whether it is the name of a group of points, or the table's own header once more."""
    if plain(row.get("responsible", "")) in _HEADINGS:
        return True
    number, matter = row.get("number", ""), row.get("matter", "")
    others = (text for name, text in row.items() if name not in {"number", "matter"})
    begun = _GROUP.match(number or matter) and not _NUMBER.match(number or matter)
    return bool(begun) and all(is_blank(text) for text in others)


def _goes_on(point: Point, row: Mapping[str, str]) -> bool:
    """Whether the row is the rest of the point, and not a point that lacks its number."""
    if not is_blank(row.get("number")):
        return False
    if not is_blank(point.cells.get("responsible")) and not is_blank(row.get("responsible")):
        return False  # somebody is responsible for each point once
    finished = point.cells["matter"].endswith((".", "?", "!"))
    return not finished or not row.get("matter", "")[:1].isupper()


def _joined(point: Point, row: Mapping[str, str]) -> Point:
    names = dict.fromkeys((*point.cells, *row))
    cells = {n: f"{point.cells.get(n, '')} {row.get(n, '')}".strip() for n in names}
    return Point(point.letter, point.number, cells, point.words)


def gaps_in(points: Iterable[Point]) -> Iterator[str]:
    """The numbers that are passed over: "A3", or "B1" where no point has the letter B."""
    by_letter: dict[str, set[int]] = {}
    for point in points:
        if point.letter:
            by_letter.setdefault(point.letter, set()).add(point.number)
    last = max(by_letter, default="")
    for letter in sorted({*by_letter, *(c for c in ascii_uppercase if c < last)}):
        numbers = by_letter.get(letter, {2})
        yield from (f"{letter}{n}" for n in range(1, max(numbers)) if n not in numbers)


def doubled_in(points: Iterable[Point]) -> tuple[str, ...]:
    """The numbers that more than one point has."""
    names = [point.name for point in points if point.letter]
    return tuple(dict.fromkeys(name for name in names if names.count(name) > 1))


def out_of_order(points: Iterable[Point]) -> tuple[str, ...]:
    """The points that come before one they should follow."""
    numbered = [point for point in points if point.letter]
    return tuple(
        second.name
        for first, second in pairwise(numbered)
        if (second.letter, second.number) < (first.letter, first.number)
    )
