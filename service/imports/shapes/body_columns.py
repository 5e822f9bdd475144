"""A table with a column for each body: dates in its cells, or crosses and hours beside a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.imports.bodies.headers import read_body_header
from service.imports.bodies.phrases import is_body
from service.imports.draft import Draft, ShapeReading
from service.imports.source import Cell, Row, Source, Table, as_text, excerpt
from service.imports.text.entries import drafts_of
from service.imports.text.lines import Entry, Line, take_apart
from service.imports.wording.columns import Column, read_header
from service.imports.wording.dates import Day, day_of, read_month
from service.imports.wording.standing import is_called_off

_FEWEST_BODIES = 2
_HEADER_WITHIN = 20  # rows
_MOST_OTHERS = 0.5  # of the filled cells may say something else than a date
_CROSS = re.compile(r"[xX×✓✔●•*]|ja|møte", re.IGNORECASE)
_NO_MEETING = re.compile(r"[-–—/. ]*|nei|ingen|fri|\w*ferie", re.IGNORECASE)


def read_body_columns(_source: Source, table: Table) -> ShapeReading | None:
    """The meetings of such a table, or None if the table isn't one."""
    found = _header(table)
    if found is None:
        return None
    at, bodies, date = found
    reader = _Reader(table, bodies, date)
    for row in table.rows[at + 1 :]:
        reader.read(row)
    dated = len(reader.drafts)
    if not dated or (date is None and len(reader.others) > _MOST_OTHERS * (dated + 1)):
        return None
    headings = tuple(" ".join(row.texts()) for row in table.rows[:at])
    remarks = tuple((line, f"«{text}» er ikke lest.") for line, text in reader.others)
    return ShapeReading(
        table=table, drafts=tuple(reader.drafts), headings=headings, remarks=remarks
    )


def _header(table: Table) -> tuple[int, Mapping[int, str], int | None] | None:
    """The header's row, the bodies by column, and the column of the date if there is one."""
    for at, row in enumerate(table.rows[:_HEADER_WITHIN]):
        texts = row.texts()
        known = {index: read_header(text) for index, text in enumerate(texts)}
        bodies = {
            i: text
            for i, text in enumerate(texts)
            if known[i] is None and is_body(read_body_header(text).name)
        }
        if len(bodies) >= _FEWEST_BODIES and Column.BODY not in known.values():
            dates = [i for i, column in known.items() if column in {Column.DATE, Column.WEEKDAY}]
            of_date = next((i for i in dates if known[i] is Column.DATE), None)
            return at, bodies, of_date if of_date is not None else next(iter(dates), None)
    return None


@dataclass(slots=True)
class _Reader:
    """Reads rows in order; a row with a month alone is the month of those below."""

    table: Table
    bodies: Mapping[int, str]
    date: int | None
    drafts: list[Draft] = field(default_factory=list)
    others: list[tuple[int, str]] = field(default_factory=list)
    month: int | None = None

    def read(self, row: Row) -> None:
        """Read one row."""
        texts = row.texts()
        filled = list(dict.fromkeys(text for text in texts if text))
        first = texts[0] if texts else ""
        self.month = read_month(first) or self.month
        if len(filled) == 1 and read_month(filled[0]):
            return
        date = self._date(row)
        for index, body in self.bodies.items():
            cell = row.cells[index] if index < len(row.cells) else ""
            if as_text(cell) and not _NO_MEETING.fullmatch(as_text(cell)):
                self._cell(row, index, body, cell, date)

    def _date(self, row: Row) -> Line | None:
        """The row's own date, where the table has a column for it."""
        if self.date is None or self.date >= len(row.cells):
            return None
        return _line(row.cells[self.date], self.month)

    def _cell(self, row: Row, index: int, body: str, cell: Cell, date: Line | None) -> None:
        header = read_body_header(body)
        template = Draft(
            written=header.name,
            day=Day(day=1, month=1),
            place_in_file=self.table.at(row.line),
            line=row.line,
            source=" | ".join(text for text in row.texts() if text),
            doubts=row.struck_in(index),
        )
        text = as_text(cell)
        line = date if date is not None and date.entries else _line(cell, self.month)
        if is_called_off([text]) or not line.entries:
            self.others.append((row.line, excerpt(f"{body}: {text}")))
            return
        beside = text if line is date and not _CROSS.fullmatch(text) else ""
        for entry in line.entries:
            texts = [beside, line.lead, entry.text, *line.notes, *entry.notes]
            found = drafts_of(entry, template, texts, line.span or header.span)
            self.drafts += [draft.usually_on(header.weekday) for draft in found]


def _line(cell: Cell, month: int | None) -> Line:
    if isinstance(cell, dt.date):
        return Line(entries=[Entry(days=(day_of(cell),))])
    if isinstance(cell, dt.time):
        return Line()
    return take_apart(as_text(cell), month, only_days=month is not None)
