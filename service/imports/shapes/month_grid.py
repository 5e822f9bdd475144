"""A grid with a row for each body and a column for each month; the cells hold days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from service.imports.clock import Span, spans_in, without_spans
from service.imports.columns import read_header
from service.imports.dates import MONTH_NAMES, Day, day_of, read_month
from service.imports.draft import Draft, ShapeReading
from service.imports.source import Cell, Row, Source, Table, as_text, excerpt
from service.imports.standing import is_called_off, notes_within, speaks_of_change

_FEWEST_MONTHS = 3
_LONGEST_CELL = 200
_NO_MEETING = re.compile(r"[-–—.x/ ]*|ingen|fri|ferie|\w*ferie", re.IGNORECASE)
_DAYS = re.compile(
    r"[0-9]{1,2}(?:\.[0-9]{1,2})?\.?(?:\s*(?:,|;|&|\+|/|-|–|\bog\b|\s)\s*[0-9]{1,2}(?:\.[0-9]{1,2})?\.?)*"
)
_DAY = re.compile(r"([0-9]{1,2})(?:\.([0-9]{1,2}))?\.?")
_RANGE = re.compile(r"[0-9]\.?\s*[-–]\s*[0-9]")
_PARENTHESIS = re.compile(r"\(([^()]*)\)")


def read_month_grid(source: Source, table: Table) -> ShapeReading | None:
    """The meetings of a grid, or None if the table isn't one.

    Raises:
        InputError: a cell that can't be read; nothing of the file is used then.
    """
    at = next((i for i, row in enumerate(table.rows) if len(_months(row)) >= _FEWEST_MONTHS), None)
    if at is None:
        return None
    header = table.rows[at]
    months = _months(header)
    if len(set(months.values())) < len(months):
        message = "En måned står i flere kolonner. Del planen i én tabell for hvert år."
        raise source.error(table.at(header.line), message)
    names = min(months) - 1 if min(months) > 0 else 0
    drafts: list[Draft] = []
    prose: list[tuple[int, str]] = []
    for row in table.rows[at + 1 :]:
        if _months(row) == months:
            continue
        texts = [text for text in row.texts() if text]
        if len(texts) == 1 and any(c.isalpha() for c in texts[0]):
            prose.append((row.line, texts[0]))
        elif texts:
            drafts += _row(source, table, row, months, names)
    above = tuple(" ".join(row.texts()) for row in table.rows[:at])
    unknown = tuple(
        (header.line, f"Kolonnen «{text}» er ikke kjent og er ikke brukt.")
        for index, text in enumerate(header.texts())
        if text and index not in months and index != names and read_header(text) is None
    )
    return ShapeReading(
        table=table,
        drafts=tuple(drafts),
        headings=(*above, *(t for i, t in enumerate(header.texts()) if i not in months)),
        prose=tuple(prose),
        remarks=unknown,
    )


def _months(row: Row) -> Mapping[int, int]:
    """The columns whose header is the name of a month, and which."""
    found = {index: read_month(text) for index, text in enumerate(row.texts())}
    return {index: month for index, month in found.items() if month is not None}


def _row(
    source: Source, table: Table, row: Row, months: Mapping[int, int], names: int
) -> list[Draft]:
    written = as_text(row.cells[names]).replace("*", "").strip(" :") if row.cells else ""
    drafts: list[Draft] = []
    beside = [text for index, text in enumerate(row.texts()) if index not in months]
    doubts = tuple(
        f"I planen står det «{text}»."
        for text in beside
        if is_called_off([text]) or speaks_of_change(text)
    )
    for index, month in months.items():
        cell = row.cells[index] if index < len(row.cells) else ""
        place = f"{table.at(row.line)}, {MONTH_NAMES[month - 1]}"
        found = _Cell(source, place, row.line, month).drafts(cell, written)
        if found and not any(character.isalpha() for character in written):
            message = (
                "Raden har møtedager, men ikke navnet på utvalget. Skriv det i første kolonne."
            )
            raise source.error(table.at(row.line), message)
        doubted = (*doubts, *row.struck_in(names, index))
        drafts += [replace(draft, doubts=(*draft.doubts, *doubted)) for draft in found]
    return drafts


class _Cell:
    """One cell of the grid: days of one month."""

    def __init__(self, source: Source, place: str, line: int, month: int) -> None:
        self._source = source
        self._place = place
        self._line = line
        self._month = month

    def drafts(self, cell: Cell, written: str) -> list[Draft]:
        if isinstance(cell, dt.date):
            return [self._draft(written, self._same_month(day_of(cell)))]
        text = as_text(cell).replace("*", "").strip()
        if _NO_MEETING.fullmatch(text):
            return []
        notes = notes_within(text)
        bare = " ".join(_PARENTHESIS.sub(" ", text).split())
        span = self._span(bare, text)
        days = without_spans(bare)
        if len(days) > _LONGEST_CELL or not _DAYS.fullmatch(days):
            raise self._wrong(text)
        doubts = [f"I ruta står det også «{note}»." for note in notes]
        if _RANGE.search(days):
            doubts.append("Planen gir flere dager under ett.")
        return [
            self._draft(written, self._day(found, text), span, notes, tuple(doubts))
            for found in _DAY.finditer(days)
        ]

    def _span(self, bare: str, text: str) -> Span | None:
        try:
            return next(iter(spans_in(bare)), None)
        except ValueError as error:
            raise self._wrong(text) from error

    def _day(self, found: re.Match[str], text: str) -> Day:
        if found[2] and int(found[2]) != self._month:
            raise self._wrong(text)
        return Day(day=int(found[1]), month=self._month)

    def _same_month(self, day: Day) -> Day:
        if day.month != self._month:
            raise self._wrong(str(day))
        return day

    def _draft(
        self,
        written: str,
        day: Day,
        span: Span | None = None,
        notes: tuple[str, ...] = (),
        doubts: tuple[str, ...] = (),
    ) -> Draft:
        return Draft(
            written=written,
            day=day,
            place_in_file=self._place,
            line=self._line,
            start=span.start if span else None,
            end=span.end if span else None,
            notes=notes,
            doubts=doubts,
        )

    def _wrong(self, text: str) -> Exception:
        message = (
            f"Ruta «{excerpt(text)}» kan ikke leses. Skriv møtedager, som «7. og 28.», "
            "eller la den stå tom."
        )
        return self._source.error(self._place, message)
