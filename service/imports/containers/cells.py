"""Cells whose text may be struck out in part, and the rows they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.imports.source import Row


class Piece(NamedTuple):
    """A bit of text, struck out or not."""

    text: str
    struck: bool


class Cell(NamedTuple):
    """What stands in a cell and what is struck out; where all is struck out, it stands as well."""

    text: str
    struck: str


def joined(pieces: Iterable[Piece]) -> Cell:
    """The pieces of a cell, with single spaces."""
    pieces = tuple(pieces)
    standing = " ".join("".join(" " if p.struck else p.text for p in pieces).split())
    struck = " ".join("".join(p.text if p.struck else " " for p in pieces).split())
    return Cell(standing or struck, struck)


def row_of(number: int, cells: Sequence[Cell], place: str, doubt: str = "") -> Row:
    """A row that says what is struck out in it."""
    struck = tuple((at, cell.struck) for at, cell in enumerate(cells) if cell.struck)
    return Row(number, tuple(cell.text for cell in cells), struck, place, doubt)
