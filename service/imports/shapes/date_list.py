"""A list with one row a meeting, below a row of column names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.imports.clock import Span, read_time_cell, spans_in, without_spans
from service.imports.columns import Column, read_header
from service.imports.dates import DateText, Day, day_of, read_date_cell, read_month, read_weekday
from service.imports.draft import Draft, ShapeReading
from service.imports.source import Cell, Row, Source, Table, as_text, excerpt
from service.imports.standing import is_called_off, notes_within, texts_against

_HEADER_WITHIN = 40  # rows
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_SPEAKS_OF_THE_MEETING = (Column.BODY, Column.EVENT, Column.PLACE, Column.TYPE)
_NOTHING = frozenset(("", "-", "–", "—"))


def read_date_list(source: Source, table: Table) -> ShapeReading | None:
    """The meetings of a list, or None if the table isn't one.

    Raises:
        InputError: a row whose date, time or body can't be read; nothing of the file is used then.
    """
    columns, at = _find_header(table)
    if at is None:
        return None
    header = table.rows[at]
    _refuse_doubles(source, table, header)
    drafts: list[Draft] = []
    prose: list[tuple[int, str]] = []
    remarks: list[tuple[int, str]] = list(_unknown_columns(header))
    for row in table.rows[at + 1 :]:
        texts = [text for text in row.texts() if text not in _NOTHING]
        if not texts or row.texts() == header.texts():
            continue
        if _is_prose(row):
            prose.append((row.line, texts[0]))
        elif is_called_off(texts):
            remarks.append(
                (row.line, f"«{excerpt(' '.join(texts))}» er avlyst og er ikke tatt med.")
            )
        else:
            drafts += _Reader(source, table, columns, row).drafts()
    return ShapeReading(
        table=table,
        drafts=tuple(drafts),
        headings=tuple(" ".join(row.texts()) for row in table.rows[:at]),
        prose=tuple(prose),
        remarks=tuple(remarks),
    )


def _find_header(table: Table) -> tuple[Mapping[Column, int], int | None]:
    for at, row in enumerate(table.rows[:_HEADER_WITHIN]):
        columns: dict[Column, int] = {}
        for index, text in enumerate(row.texts()):
            column = read_header(text)
            if column is not None:
                columns.setdefault(column, index)
        if Column.DATE not in columns and Column.WEEKDAY in columns:
            columns[Column.DATE] = columns.pop(Column.WEEKDAY)
        if Column.DATE in columns and (Column.BODY in columns or Column.EVENT in columns):
            return columns, at
    return {}, None


def _refuse_doubles(source: Source, table: Table, header: Row) -> None:
    known = [column for text in header.texts() if (column := read_header(text))]
    for column in (Column.DATE, Column.BODY):
        if known.count(column) > 1:
            message = (
                f"Kolonnen for {column.value} finnes flere ganger. Legg listene under hverandre."
            )
            raise source.error(table.at(header.line), message)


def _unknown_columns(header: Row) -> list[tuple[int, str]]:
    return [
        (header.line, f"Kolonnen «{text}» er ikke kjent og er ikke brukt.")
        for text in header.texts()
        if text and read_header(text) is None
    ]


def _is_prose(row: Row) -> bool:
    """A row with one text and no date: a note, or the name of the month that follows."""
    texts = [text for text in row.texts() if text]
    return len(texts) == 1 and (
        read_month(texts[0]) is not None
        or (read_date_cell(texts[0]) is None and any(c.isalpha() for c in texts[0]))
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """One row, cell by cell."""

    source: Source
    table: Table
    columns: Mapping[Column, int]
    row: Row

    def cell(self, column: Column) -> Cell:
        index = self.columns.get(column)
        return self.row.cells[index] if index is not None and index < len(self.row.cells) else ""

    def text(self, column: Column) -> str:
        text = as_text(self.cell(column))
        return "" if text in _NOTHING else text

    def drafts(self) -> Sequence[Draft]:
        dates, at_midnight = self._dates()
        written, notes, in_name = self._body()
        span = self._time() or self._spoken(dates.rest) or in_name or at_midnight
        notes = (*notes, *self._remarks(dates.rest))
        doubts = [f"I planen står det «{text}»." for text in self._doubtful(notes, dates)]
        doubts += self.row.struck_in()
        if dates.is_range:
            doubts.append("Planen gir flere dager under ett.")
        end = self._end(span)
        if span and end and end <= span.start:
            doubts.append("Møtet slutter før det begynner.")
        return [
            Draft(
                written=written,
                surely_a_body=Column.BODY in self.columns,
                day=day,
                place_in_file=self.table.at(self.row.line),
                line=self.row.line,
                start=span.start if span else None,
                end=end,
                place=self.text(Column.PLACE),
                type=self.text(Column.TYPE),
                week=self._week(),
                notes=tuple(notes),
                doubts=tuple(doubts),
                source_id=self.text(Column.SOURCE_ID),
            )
            for day in dates.days
        ]

    def _doubtful(self, notes: Sequence[str], dates: DateText) -> Sequence[str]:
        """What the row says against its date, in a note or in any other cell."""
        named = {self.columns.get(column) for column in _SPEAKS_OF_THE_MEETING}
        cells = [(text, index in named) for index, text in enumerate(self.row.texts())]
        return texts_against(dates.days, (*notes, without_spans(dates.rest)), cells)

    def _remarks(self, beside_date: str) -> tuple[str, ...]:
        """What is said in words: beside the date, in place of a time, as a remark."""
        beside = "" if self._spoken(beside_date) else beside_date
        time = self.text(Column.START)
        texts = (without_spans(beside), "" if self._time() else time, self.text(Column.NOTE))
        return tuple(text for text in texts if text)

    def _dates(self) -> tuple[DateText, Span | None]:
        cell = self.cell(Column.DATE)
        if isinstance(cell, dt.datetime):
            span = Span(cell.time()) if cell.time() != dt.time() else None
            return DateText(days=(self._with_weekday(day_of(cell)),), rest=""), span
        if isinstance(cell, dt.date):
            return DateText(days=(self._with_weekday(day_of(cell)),), rest=""), None
        text = self.text(Column.DATE)
        if not text:
            raise self._wrong("Datoen mangler. Fyll den inn, eller slett raden.")
        found = read_date_cell(text)
        if found is None:
            raise self._wrong(
                f"«{excerpt(text)}» er ikke en dato. Skriv den som 23. januar eller 23.01.2026."
            )
        if len(found.days) > 1:
            return found, None
        days = tuple(self._with_weekday(day) for day in found.days)
        return DateText(days=days, rest=found.rest, is_range=found.is_range), None

    def _with_weekday(self, day: Day) -> Day:
        stated = read_weekday(self.text(Column.WEEKDAY))
        if stated is None or day.weekday is not None:
            return day
        return Day(day=day.day, month=day.month, year=day.year, weekday=stated)

    def _body(self) -> tuple[str, tuple[str, ...], Span | None]:
        """The name, the notes in parentheses, and the time if the cell has one."""
        column = Column.BODY if Column.BODY in self.columns else Column.EVENT
        text = self.text(column).replace("*", "")
        notes = notes_within(text)
        bare = " ".join(_PARENTHESIS.sub(" ", text).split())
        name = without_spans(bare).strip(" .:–-")
        if not any(character.isalpha() for character in name):
            shown = f"«{excerpt(text)}» er ikke et utvalg." if text else "Utvalget mangler."
            raise self._wrong(f"{shown} Skriv navnet, eller slett raden.")
        return name, notes, self._spoken(bare)

    def _time(self) -> Span | None:
        cell = self.cell(Column.START)
        if isinstance(cell, dt.datetime):
            return Span(cell.time())
        if isinstance(cell, dt.time):
            return Span(cell)
        text = self.text(Column.START)
        if not text:
            return None
        span = self._clock(text)
        if span is None and (not any(c.isalpha() for c in text) or "?" in text):
            raise self._wrong(f"«{excerpt(text)}» er ikke et klokkeslett. Skriv det som 18:30.")
        return span

    def _end(self, span: Span | None) -> dt.time | None:
        cell = self.cell(Column.END)
        if isinstance(cell, dt.time):
            return cell
        text = self.text(Column.END)
        if not text:
            return span.end if span else None
        end = self._clock(text)
        if end is None:
            raise self._wrong(f"«{excerpt(text)}» er ikke et klokkeslett. Skriv det som 20:30.")
        return end.start

    def _clock(self, text: str) -> Span | None:
        try:
            return read_time_cell(text) or next(iter(spans_in(text)), None)
        except ValueError as error:
            raise self._wrong(
                f"«{excerpt(text)}» er ikke et klokkeslett. Skriv det som 18:30."
            ) from error

    def _spoken(self, text: str) -> Span | None:
        try:
            return next(iter(spans_in(text)), None) or read_time_cell(text)
        except ValueError as error:
            raise self._wrong(
                f"«{excerpt(text)}» er ikke et klokkeslett. Skriv det som 18:30."
            ) from error

    def _week(self) -> int | None:
        figures = re.sub(r"\D", "", self.text(Column.WEEK))
        return int(figures) if figures.isascii() and 0 < len(figures) < 3 else None

    def _wrong(self, message: str) -> Exception:
        return self.source.error(self.table.at(self.row.line), message)
