"""What a container reader hands on: rows of cells and lines of prose, each with its place.

Containers (text, HTML, DOCX, PDF, XLSX, ICS) know nothing of meetings; the shapes know nothing of
files. A new container needs only to make a :class:`Source`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from service.domain.errors import InputError

_SHOWN = 60  # characters

Cell = str | dt.date | dt.datetime | dt.time


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``line`` is the line, or the row of a spreadsheet, counted from 1.

    In a DOCX or PDF it is counted through the whole file, and ``place`` says where people find it.
    """

    line: int
    cells: tuple[Cell, ...]
    struck: tuple[tuple[int, str], ...] = ()  # cell, from 0, and the text struck out in it
    lines: tuple[int, ...] = ()  # of each cell, where they are not all of one line
    place: str = ""  # "side 2, linje 14", where the line alone doesn't say it
    doubt: str = ""  # a sentence, where the reading of the whole row is unsure

    def line_at(self, cell: int) -> int:
        """The line of one cell."""
        return self.lines[cell] if cell < len(self.lines) else self.line

    def texts(self) -> list[str]:
        """The text of each cell, "" where it is empty."""
        return [as_text(cell) for cell in self.cells]

    def struck_in(self, *cells: int) -> tuple[str, ...]:
        """Why the dates of these cells, or of all where none is given, may not hold."""
        struck = tuple(
            f"I planen er «{excerpt(text)}» strøket over."
            for cell, text in self.struck
            if not cells or cell in cells
        )
        return (*struck, self.doubt) if self.doubt else struck


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph or heading outside the tables, below so many of them."""

    line: int
    text: str
    below: int = 0
    place: str = ""  # as a row's
    doubt: str = ""  # as a row's


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the file. ``name`` is the sheet's, where there is one."""

    rows: tuple[Row, ...]
    name: str = ""

    def at(self, line: int) -> str:
        """The place of a row, for people: "linje 12", "ark «2026», rad 12" or what the row says."""
        if place := next((row.place for row in self.rows if row.line == line), ""):
            return place
        return f"ark «{self.name}», rad {line}" if self.name else f"linje {line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, opened: its tables, its prose, and what the reader has to say about it."""

    filename: str
    tables: tuple[Table, ...]
    prose: tuple[Prose, ...] = ()
    remarks: tuple[Prose, ...] = ()  # what was left out and why, for people
    lines: tuple[Prose, ...] = ()  # the whole file, where it is text

    def error(self, place: str, message: str) -> InputError:
        """An error that names this file and the place in it."""
        return InputError(message, where=f"{self.filename}, {place}" if place else self.filename)


def excerpt(text: str) -> str:
    """A text short enough for a message."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} …"


def as_text(cell: Cell) -> str:
    """A cell as a person would read it, with single spaces."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, dt.datetime) and cell.time() != dt.time():
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, dt.time):
        return cell.isoformat(timespec="minutes")
    return (cell.date() if isinstance(cell, dt.datetime) else cell).isoformat()
