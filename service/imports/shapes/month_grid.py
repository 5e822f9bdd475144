"""A grid with a row for each body and a column for each month; the cells hold days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.imports.bodies.headers import read_body_header
from service.imports.bodies.phrases import is_body
from service.imports.draft import Draft, ShapeReading
from service.imports.shapes.turning import transposed
from service.imports.source import Cell, Row, Source, Table, as_text, excerpt
from service.imports.text.beside import read_beside
from service.imports.text.entries import drafts_of
from service.imports.text.footnotes import marks_in
from service.imports.text.lines import Entry, take_apart
from service.imports.wording.columns import Column, read_header
from service.imports.wording.dates import (
    MONTH_NAMES,
    Day,
    day_of,
    read_month_header,
    read_weekday,
)
from service.imports.wording.sentences import years_in
from service.imports.wording.standing import is_called_off, speaks_of_change

_FEWEST_MONTHS = 3
_LONGEST_CELL = 200
_Months = Mapping[int, tuple[int, int | None]]  # column: (month, year where it is said)
_NO_MEETING = re.compile(r"[-–—.x/ ]*|ingen\b.*|fri|ferie|\w*ferie", re.IGNORECASE)


def read_month_grid(source: Source, table: Table) -> ShapeReading | None:
    """The meetings of a grid, or None if the table isn't one.

    A grid may stand on either side: months along the top and bodies down, or the other way.

    Raises:
        InputError: a cell that can't be read, where the grid has no other meeting; a day that no
            month has.
    """
    original, upright = table, _columns(table)
    if upright is None:
        turned = _turned(table)
        if turned is None:
            return None
        table, upright = turned
    header, months, names = upright
    drafts: list[Draft] = []
    prose: list[tuple[int, str]] = []
    lost: list[tuple[int, str]] = []
    refused: list[Exception] = []
    first = header
    years: tuple[int, ...] = ()
    for row in table.rows[table.rows.index(header) + 1 :]:
        if len(again := _months(row)) >= _FEWEST_MONTHS:
            header, months = row, again
            continue
        texts = list(dict.fromkeys(text for text in row.texts() if text))
        if len(texts) == 1 and (any(c.isalpha() for c in texts[0]) or years_in(texts)):
            prose.append((row.line, texts[0]))
            years = years_in([texts[0]]) or years
        elif texts:
            reader = _Row(source, table, row, header, months, names)
            drafts += [replace(draft, years=years) for draft in reader.drafts()]
            lost += reader.lost
            refused += reader.refused
    if refused and not drafts:
        raise refused[0]
    return ShapeReading(
        table=original,
        drafts=tuple(drafts),
        headings=_headings(table, first, _months(first)),
        prose=tuple(prose),
        remarks=tuple(_unknown(first, _months(first), names)),
        lost=tuple(lost),
    )


def _turned(table: Table) -> tuple[Table, tuple[Row, _Months, int]] | None:
    """The table with its rows as columns, where the months go down and bodies along the top."""
    found = transposed(table)
    upright = _columns(found)
    if upright is None:
        return None
    header, _, names = upright
    along = [row.texts()[names] for row in found.rows if row is not header]
    of_a_list = sum(read_header(text) is not None for text in along) > 1
    return (found, upright) if any(map(is_body, along)) and not of_a_list else None


def _columns(table: Table) -> tuple[Row, _Months, int] | None:
    """The header, its months by column, and the column of the names."""
    header = next((row for row in table.rows if len(_months(row)) >= _FEWEST_MONTHS), None)
    if header is None:
        return None
    months = _months(header)
    texts = header.texts()
    named = [i for i, text in enumerate(texts) if read_header(text) is Column.BODY]
    before = min(months) - 1 if min(months) > 0 else 0
    return header, months, next((i for i in named if i not in months), before)


def _months(row: Row) -> _Months:
    """The columns whose header is the name of a month, and which."""
    found = {index: _month_of(cell) for index, cell in enumerate(row.cells)}
    return {index: month for index, month in found.items() if month is not None}


def _month_of(cell: Cell) -> tuple[int, int | None] | None:
    """The month of a header, which a workbook may hold as the first day of it."""
    if isinstance(cell, dt.date):
        return (cell.month, cell.year) if cell.day == 1 else None
    return read_month_header(as_text(cell))


def _headings(table: Table, header: Row, months: _Months) -> tuple[str, ...]:
    above = [" ".join(row.texts()) for row in table.rows[: table.rows.index(header)]]
    return (*above, *(t for i, t in enumerate(header.texts()) if i not in months))


def _unknown(header: Row, months: _Months, names: int) -> Iterator[tuple[int, str]]:
    for index, text in enumerate(header.texts()):
        if text and index not in months and index != names and read_header(text) is None:
            yield header.line, f"Kolonnen «{text}» er ikke kjent og er ikke brukt."


class _Row:
    """One body's row."""

    def __init__(
        self, source: Source, table: Table, row: Row, header: Row, months: _Months, names: int
    ) -> None:
        self._source = source
        self._table = table
        self._row = row
        self._months = months
        self._names = names
        self._texts = row.texts()
        self._of = {
            column: self._texts[index]
            for index, text in enumerate(header.texts())
            if index not in months and index < len(self._texts) and (column := read_header(text))
        }
        self._written = self._texts[names] if self._texts else ""
        self._hints, named = marks_in(self._written)
        self._header = read_body_header(named)
        self.lost: list[tuple[int, str]] = []
        self.refused: list[Exception] = []

    def drafts(self) -> list[Draft]:
        """The meetings of the row."""
        name = self._header.name
        found = [draft for index in self._months for draft in self._cell(index, name)]
        if found and not any(character.isalpha() for character in name):
            message = (
                "Raden har møtedager, men ikke navnet på utvalget. Skriv det i første kolonne."
            )
            raise self._source.error(self._table.at(self._row.line), message)
        beside = [text for i, text in enumerate(self._texts) if i not in self._months]
        doubts = tuple(
            f"I planen står det «{text}»."
            for text in beside
            if is_called_off([text]) or speaks_of_change(text)
        )
        return [
            replace(self._of_row(d), hints=self._hints, doubts=(*d.doubts, *doubts)) for d in found
        ]

    def _of_row(self, draft: Draft) -> Draft:
        """With what the row says of all its meetings: the hour, the weekday, the place."""
        said = read_beside(self._of.get(Column.START, ""), (draft.day,), draft.written)
        weekday = read_weekday(self._of.get(Column.WEEKDAY, "") or self._of.get(Column.DATE, ""))
        span = said.span or self._header.span
        if draft.start is None and span:
            draft = replace(draft, start=span.start, end=span.end)
        if not draft.marks:
            draft = draft.usually_on(self._header.weekday if weekday is None else weekday)
        return replace(draft, place=draft.place or self._of.get(Column.PLACE, ""))

    def _cell(self, index: int, name: str) -> Sequence[Draft]:
        month, year = self._months[index]
        cell: Cell = self._row.cells[index] if index < len(self._row.cells) else ""
        line = self._row.line_at(index)
        place = f"{self._table.at(line)}, {MONTH_NAMES[month - 1]}"
        template = Draft(
            written=name,
            day=Day(day=1, month=month, year=year),
            place_in_file=place,
            line=line,
            source=f"{self._written} | {MONTH_NAMES[month - 1]}: {as_text(cell)}",
            doubts=self._row.struck_in(self._names, index),
        )
        read = read_cell(cell, template)
        if read.wrong:
            message = (
                f"Ruta «{excerpt(as_text(cell))}» kan ikke leses. Skriv møtedager, som "
                "«7. og 28.», eller la den stå tom."
            )
            self.refused.append(self._source.error(place, message))
            self.lost.append((line, message))
        return read.drafts


@dataclass(frozen=True, slots=True)
class CellReading:
    """The meetings of one cell; ``wrong`` where it holds something, and no day."""

    drafts: tuple[Draft, ...] = ()
    wrong: bool = False


def read_cell(cell: Cell, template: Draft) -> CellReading:
    """The days of a cell in the month of ``template``, with what stands beside them."""
    month = template.day.month
    if isinstance(cell, dt.date):
        day = day_of(cell)
        return CellReading((replace(template, day=day),)) if day.month == month else _WRONG
    text = as_text(cell)
    if _NO_MEETING.fullmatch(text.strip()):
        return CellReading()
    if len(text) > _LONGEST_CELL:
        return _WRONG
    line = take_apart(text, month, only_days=True)
    if line.month != month or not line.entries or any(_strays(e, month) for e in line.entries):
        return _WRONG
    drafts: list[Draft] = []
    for entry in line.entries:
        beside = [line.lead, *line.notes, *entry.notes, entry.text]
        drafts += drafts_of(entry, template, beside, line.span)
    return CellReading(tuple(drafts))


_WRONG = CellReading(wrong=True)


def _strays(entry: Entry, month: int) -> bool:
    return any(day.month != month for day in entry.days)
