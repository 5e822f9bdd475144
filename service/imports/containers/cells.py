"""Cells whose text may be struck out or raised in part, and the rows they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.imports.source import Row, excerpt

_MINUTES = re.compile(r"[0-5][0-9]")


class Piece(NamedTuple):
    """A bit of text: struck out or not, and raised above the line or not."""

    text: str
    struck: bool = False
    raised: bool = False


class Cell(NamedTuple):
    """What stands in a cell and what is struck out; where all is struck out, it stands as well.

    What is raised is left out of both, as a footnote's number would make a date another.
    """

    text: str
    struck: str = ""
    raised: str = ""


def joined(pieces: Iterable[Piece]) -> Cell:
    """The pieces of a cell, with single spaces; raised minutes are an hour's: 18³⁰ is 18.30."""
    standing: list[str] = []
    struck: list[str] = []
    raised: list[str] = []
    for text, is_struck, is_raised in (piece for piece in pieces if piece.text):
        written = struck if is_struck else standing
        if not is_raised:
            written.append(text)
        elif _MINUTES.fullmatch(text.strip()) and written and written[-1][-1].isdigit():
            written.append(f".{text}")
        elif text.strip():
            raised.append(text)
            written.append(" " * text[-1].isspace())
    crossed = _spaced(struck)
    return Cell(_spaced(standing) or crossed, crossed, _spaced(raised))


def _spaced(texts: Sequence[str]) -> str:
    return " ".join("".join(texts).split())


def row_of(line: int, cells: Sequence[Cell], place: str = "", doubt: str = "") -> Row:
    """A row that says what is struck out in it, and is unsure where something is raised."""
    struck = tuple((at, cell.struck) for at, cell in enumerate(cells) if cell.struck)
    if raised := ", ".join(dict.fromkeys(cell.raised for cell in cells if cell.raised)):
        doubt = doubt or f"I planen viser «{excerpt(raised)}» til en fotnote."
    texts = tuple(cell.text for cell in cells)
    return Row(line, texts, struck, place=place, doubt=doubt)
