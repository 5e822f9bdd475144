"""Words on a page, the lines they stand on, and text made of them again. Lengths are in points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.imports.containers.cells import Cell, Piece, joined

Line = tuple["Word", ...]  # from left to right, never empty

_CLEAR = 1.0  # of the height of the letters; a space is a quarter
_SAME_LINE = 0.5  # of a word's height, between the middles of two words
_WIDE = 1.5  # of the average letter's width
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_SECOND_HALF = re.compile(r"(?!(?:og|eller|samt|for|i|av|på|til|med|om)$)[a-zæøå]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, from the page's upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    struck: bool = False
    raised: bool = False  # above the line, in smaller letters

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """How far to the right its middle is."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """About the size of its letters."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a ruled table."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, word: Word) -> bool:
        """Whether the word's middle is in it."""
        return self.x0 <= word.centre < self.x1 and self.top <= word.middle < self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is on a page; of each ruled table the cells."""

    number: int  # from 1
    width: float
    words: tuple[Word, ...]
    tables: tuple[tuple[Box, ...], ...]
    scanned: bool = False  # its image is the page
    pictured: bool = False  # it has images


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines of a page or cell, from the top down."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        last = lines[-1][0] if lines else None
        if last and word.middle - last.middle < _SAME_LINE * min(word.height, last.height):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [tuple(sorted(line, key=lambda w: w.x0)) for line in lines]


def parts_of(line: Sequence[Word]) -> list[list[Word]]:
    """A line, parted at its clear gaps."""
    parts: list[list[Word]] = []
    for word in line:
        if parts and word.x0 - parts[-1][-1].x1 < _CLEAR * word.height:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def cell_of(lines: Sequence[Line], room: tuple[float, float] | None = None) -> Cell:
    """The text of a cell or paragraph; words parted at the end of a line are put together.

    Args:
        lines: from the top down.
        room: where the cell begins and ends, if it is ruled; a word too long for it is parted
            without a hyphen.
    """
    pieces: list[Piece] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before and _SECOND_HALF.match(line[0].text):
            text = pieces[-1].text.rstrip()
            if _HYPHENATED.search(text):
                pieces[-1] = pieces[-1]._replace(text=text[:-1])
            elif room and _is_parted(before, room):
                pieces[-1] = pieces[-1]._replace(text=text)
        for word, following in zip(line, [*line[1:], None], strict=True):
            space = "" if following and following.raised else " "
            pieces.append(Piece(word.text + space, word.struck, word.raised))
    return joined(pieces)


def _is_parted(line: Line, room: tuple[float, float]) -> bool:
    """Whether one word fills its cell, with the same space on both sides of it."""
    word, (left, right) = line[0], room
    letter = _WIDE * (word.x1 - word.x0) / len(word.text)
    return len(line) == 1 and word.text[-1].isalpha() and right - word.x1 < word.x0 - left + letter


def goes_on(line: Sequence[Word], following: Sequence[Word], right: float) -> bool:
    """Whether a line ended only since the next word had no room before ``right``."""
    first, last = following[0], line[-1]
    space = last.height / 4
    return last.x1 + space + (first.x1 - first.x0) > right
