"""A wall calendar: months along the top, days down, and what takes place written in its day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.imports.bodies.abbreviations import explained_abbreviations
from service.imports.bodies.phrases import bodies_in
from service.imports.draft import Draft, ShapeReading
from service.imports.source import Row, Source, Table
from service.imports.wording.clock import Span
from service.imports.wording.dates import Day, read_month_header, read_weekday
from service.imports.wording.lexing import Kind, lex
from service.imports.wording.standing import is_called_off, leaves_open, speaks_of_change

_FEWEST_MONTHS = 2
_FEWEST_DAYS = 5
_MOSTLY = 0.8  # of the filled cells
_DAY = re.compile(r"[^\W\d]{0,3}\.?\s*([0-9]{1,2})\.?\s*[^\W\d]{0,3}\.?")
_SHORT = re.compile(r"(?<!\w)[A-ZÆØÅ]{1,6}(?!\w)")


def read_day_calendar(source: Source, table: Table) -> ShapeReading | None:
    """The meetings of a calendar, or None if the table isn't one."""
    at = next((n for n, row in enumerate(table.rows) if len(_months(row)) >= _FEWEST_MONTHS), None)
    if at is None:
        return None
    months = _months(table.rows[at])
    rows = table.rows[at + 1 :]
    common = _common_days(rows, min(months))
    if common is None and not _has_own_days(rows, months):
        return None
    reader = _Reader(table, months, common, _meanings(source, table))
    drafts = tuple(draft for row in rows for draft in reader.drafts(row))
    headings = tuple(" ".join(row.texts()) for row in table.rows[:at])
    return ShapeReading(table=table, drafts=drafts, headings=headings) if drafts else None


def _months(row: Row) -> Mapping[int, tuple[int, int | None, Sequence[int]]]:
    """For each month its first column, number, year where said, and all of its columns."""
    found: dict[int, tuple[int, int | None, list[int]]] = {}
    first = -1
    for index, text in enumerate(row.texts()):
        month = read_month_header(text)
        if month is not None and first >= 0 and found[first][0] == month[0]:
            found[first][2].append(index)
        elif month is not None:
            first = index
            found[index] = (*month, [index])
        elif not text and first >= 0:
            found[first][2].append(index)
    return found


def _common_days(rows: Sequence[Row], before: int) -> int | None:
    """The column left of the months that counts the days of them all."""
    for column in range(before):
        if _counts_days([row.texts()[column] for row in rows if column < len(row.cells)]):
            return column
    return None


def _has_own_days(
    rows: Sequence[Row], months: Mapping[int, tuple[int, int | None, Sequence[int]]]
) -> bool:
    """Whether each month has columns of its own for day and text."""
    wide = all(len(columns) > 1 for _, _, columns in months.values())
    return wide and all(
        _counts_days([row.texts()[columns[0]] for row in rows if columns[0] < len(row.cells)])
        for _, _, columns in months.values()
    )


def _counts_days(texts: Sequence[str]) -> bool:
    """Whether a column counts the days of a month, one after the other."""
    filled = [text for text in texts if text]
    days = [day for text in filled if (day := _day_in(text)) is not None]
    rising = all(one < other for one, other in pairwise(days))
    return rising and len(days) >= max(_FEWEST_DAYS, _MOSTLY * len(filled))


def _day_in(text: str) -> int | None:
    found = _DAY.fullmatch(text)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _counts(text: str) -> bool:
    """Whether a cell only says which day it is: its number, or the letter of its weekday."""
    letter = len(text) == 1 and text.isalpha()
    return letter or _day_in(text) is not None or read_weekday(text) is not None


def _day_of_month(texts: Sequence[str], columns: Sequence[int]) -> int | None:
    days = (_day_in(texts[c]) for c in columns if c < len(texts))
    return next((day for day in days if day is not None), None)


def _meanings(source: Source, table: Table) -> Mapping[str, str]:
    texts = [p.text for p in source.prose]
    texts += [" ".join(row.texts()) for row in table.rows]
    return explained_abbreviations(texts)


@dataclass(frozen=True, slots=True)
class _Reader:
    table: Table
    months: Mapping[int, tuple[int, int | None, Sequence[int]]]
    common: int | None
    meanings: Mapping[str, str]

    def drafts(self, row: Row) -> Iterator[Draft]:
        """The meetings of one row: a day of each month."""
        texts = row.texts()
        shared = _day_in(texts[self.common]) if self.common is not None and texts else None
        for month, year, columns in self.months.values():
            day = shared if self.common is not None else _day_of_month(texts, columns)
            if day is None:
                continue
            said = [texts[c] for c in columns if c < len(texts) and not _counts(texts[c])]
            text = " ".join(part for part in said if part)
            yield from self._held(row, Day(day=day, month=month, year=year), text, columns)

    def _held(self, row: Row, day: Day, text: str, columns: Sequence[int]) -> Iterator[Draft]:
        if not text or is_called_off([text]):
            return
        span = next((t.span for t in lex(text) if t.kind is Kind.TIME), None)
        unsure = leaves_open(text) or speaks_of_change(text)
        for name in self._bodies(text):
            yield self._draft(row, day, name, text, columns, span, unsure=unsure)

    def _bodies(self, text: str) -> list[str]:
        words = " ".join(t.text for t in lex(text) if t.kind in {Kind.WORD, Kind.SEPARATOR})
        named = [phrase.name for phrase in bodies_in(words)]
        short = [s for s in _SHORT.findall(words) if s in self.meanings]
        return list(dict.fromkeys([*named, *(s for s in short if s not in named)]))

    def _draft(
        self,
        row: Row,
        day: Day,
        name: str,
        text: str,
        columns: Sequence[int],
        span: Span | None,
        *,
        unsure: bool,
    ) -> Draft:
        doubts = row.struck_in(*columns)
        if unsure:
            doubts += (f"I planen står det «{text}».",)
        return Draft(
            written=name,
            day=day,
            place_in_file=self.table.at(row.line),
            line=row.line,
            start=span.start if span else None,
            end=span.end if span else None,
            source=f"{day}: {text}",
            doubts=doubts,
        )
