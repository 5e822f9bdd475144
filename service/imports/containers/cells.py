"""Cells whose text may be struck out or raised in part, and the rows they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.imports.source import Prose, Row, excerpt

_SOFT_HYPHEN = "\u00ad"
_MINUTES = re.compile(r"[0-5][0-9]")
_MARK = re.compile(r"\*+|[1-9]+")
_SUPERSCRIPT = str.maketrans("123456789", "¹²³⁴⁵⁶⁷⁸⁹")


class Piece(NamedTuple):
    """A bit of text: struck out or not, and raised above the line or not."""

    text: str
    struck: bool = False
    raised: bool = False


class Cell(NamedTuple):
    """What stands in a cell and what is struck out; where all is struck out, it stands as well.

    What is raised and no footnote's mark is left out of both, as it could make a date another.
    """

    text: str
    struck: str = ""
    raised: str = ""


def joined(pieces: Iterable[Piece]) -> Cell:
    """The pieces of a cell, with single spaces.

    Raised minutes are an hour's: 18³⁰ is 18.30. Marks of footnotes stand apart: "19. ¹".
    """
    standing: list[str] = []
    struck: list[str] = []
    raised: list[str] = []
    for text, is_struck, is_raised in (piece for piece in pieces if piece.text):
        written = struck if is_struck else standing
        if not is_raised:
            written.append(text)
        elif _MINUTES.fullmatch(text.strip()) and written and written[-1][-1].isdigit():
            written.append(f".{text}")
        elif _MARK.fullmatch(text.strip()):
            written.append(f" {text.translate(_SUPERSCRIPT)} ")
        elif text.strip():
            raised.append(text)
            written.append(" " * text[-1].isspace())
    crossed = _spaced(struck)
    return Cell(_spaced(standing) or crossed, crossed, _spaced(raised))


def standing_in(cells: Sequence[Cell]) -> str:
    """What stands in cells beside each other, where not all of it is struck out."""
    return " ".join(cell.text for cell in cells if cell.text != cell.struck)


def doubt_about(cells: Sequence[Cell]) -> str:
    """Why it isn't sure what cells mean: something in them is raised."""
    raised = ", ".join(dict.fromkeys(cell.raised for cell in cells if cell.raised))
    return f"I planen står «{excerpt(raised)}» hevet, som en henvisning." if raised else ""


def prose_of(
    line: int, cells: Sequence[Cell], below: int = 0, place: str = "", doubt: str = ""
) -> Prose:
    """A paragraph without what is struck out, and unsure where something is."""
    struck = [cell.struck for cell in cells if cell.struck]
    if struck:
        doubt = doubt or f"I planen er «{excerpt(' '.join(struck))}» strøket over."
    return Prose(line, standing_in(cells), below, place, doubt or doubt_about(cells))


def _spaced(texts: Sequence[str]) -> str:
    return " ".join("".join(texts).replace(_SOFT_HYPHEN, "").split())


def row_of(line: int, cells: Sequence[Cell], place: str = "", doubt: str = "") -> Row:
    """A row that says what is struck out in it."""
    struck = tuple((at, cell.struck) for at, cell in enumerate(cells) if cell.struck)
    texts = tuple(cell.text for cell in cells)
    return Row(line, texts, struck, place=place, doubt=doubt or doubt_about(cells))
