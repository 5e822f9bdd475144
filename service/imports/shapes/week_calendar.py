"""A week calendar: the days of the week along the top, weeks down, meetings in the cells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.imports.bodies.phrases import bodies_in
from service.imports.draft import Draft, ShapeReading
from service.imports.source import Row, Source, Table
from service.imports.text.lines import take_apart
from service.imports.wording.columns import Column, read_header
from service.imports.wording.dates import Day, day_of, read_month, read_weekday
from service.imports.wording.lexing import Kind, lex
from service.imports.wording.standing import is_called_off, leaves_open, speaks_of_change
from service.imports.years import years_above

_FEWEST_WEEKDAYS = 4
_WEEK = re.compile(r"(?:uke|veke)?\s*\.?\s*([0-9]{1,2})\.?", re.IGNORECASE)
_LAST_WEEK = 53
_STARTS = re.compile(r"([0-9]{1,2})\.?(?=\s|$)(?!\s*[.:/])")


def read_week_calendar(source: Source, table: Table) -> ShapeReading | None:
    """The meetings of a calendar, or None if the table isn't one."""
    at = next(
        (n for n, row in enumerate(table.rows) if len(_weekdays(row)) >= _FEWEST_WEEKDAYS), None
    )
    if at is None:
        return None
    header = table.rows[at]
    columns = [read_header(text) for text in header.texts()]
    week = columns.index(Column.WEEK) if Column.WEEK in columns else 0
    headings = tuple(" ".join(row.texts()) for row in table.rows[:at])
    number = next(i for i, t in enumerate(source.tables) if t is table)
    years = years_above(source.prose, number)
    year = years[0] if len(years) == 1 else None
    reader = _Reader(table, _weekdays(header), week, year, _month_above(source, number))
    drafts = tuple(draft for row in table.rows[at + 1 :] for draft in reader.drafts(row))
    return ShapeReading(table=table, drafts=drafts, headings=headings) if drafts else None


def _month_above(source: Source, table: int) -> int | None:
    """The one month that the heading right above the table names."""
    above = [p.text for p in source.prose if p.below == table]
    months = {t.number for t in lex(above[-1]) if t.kind is Kind.MONTH} if above else set()
    return months.pop() if len(months) == 1 else None


def _weekdays(row: Row) -> Mapping[int, int]:
    found = {index: read_weekday(text) for index, text in enumerate(row.texts())}
    return {index: day for index, day in found.items() if day is not None}


@dataclass(slots=True)
class _Reader:
    """Reads rows in order; a row with a month alone is the month of those below."""

    table: Table
    weekdays: Mapping[int, int]
    week: int
    year: int | None
    month: int | None = None

    def drafts(self, row: Row) -> Iterator[Draft]:
        """The meetings of one week."""
        texts = row.texts()
        filled = list(dict.fromkeys(text for text in texts if text))
        if len(filled) == 1 and read_month(filled[0]):
            self.month = read_month(filled[0])
            return
        beside = [text for at, text in enumerate(texts) if at not in self.weekdays]
        self.month = next((m for text in beside if (m := read_month(text))), self.month)
        week = _week_in(texts[self.week] if self.week < len(texts) else "")
        for index, weekday in self.weekdays.items():
            text = texts[index] if index < len(texts) else ""
            if text and not is_called_off([text]):
                day = self._day(text, week, weekday)
                if day is not None:
                    yield from self._held(row, index, day, text, week)

    def _day(self, text: str, week: int | None, weekday: int) -> Day | None:
        """The cell's own date, or its number in the month, or the week's own day."""
        entries = take_apart(text, None).entries
        if entries:
            return replace(entries[0].days[0], weekday=weekday)
        starts = _STARTS.match(text)
        if starts and self.month:
            return Day(day=int(starts[1]), month=self.month, weekday=weekday)
        if week is None or self.year is None or starts:
            return None
        try:
            return day_of(dt.date.fromisocalendar(self.year, week, weekday + 1))
        except ValueError:
            return None

    def _held(self, row: Row, index: int, day: Day, text: str, week: int | None) -> Iterator[Draft]:
        tokens = lex(text)
        span = next((t.span for t in tokens if t.kind is Kind.TIME), None)
        words = " ".join(t.text for t in tokens if t.kind in {Kind.WORD, Kind.SEPARATOR})
        doubts: Sequence[str] = row.struck_in(index)
        if leaves_open(text) or speaks_of_change(text):
            doubts = (*doubts, f"I planen står det «{text}».")
        for phrase in bodies_in(words):
            yield Draft(
                written=phrase.name,
                day=day,
                place_in_file=self.table.at(row.line),
                line=row.line,
                start=span.start if span else None,
                end=span.end if span else None,
                place=phrase.place,
                type=phrase.type,
                week=week,
                source=text,
                doubts=tuple(doubts),
            )


def _week_in(text: str) -> int | None:
    found = _WEEK.fullmatch(text.strip())
    return int(found[1]) if found and 1 <= int(found[1]) <= _LAST_WEEK else None
