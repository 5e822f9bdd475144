"""One row of a list, cell by cell: date, body, hour, place, and what is said beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.imports.draft import Draft
from service.imports.source import Cell, Row, Source, Table, as_text, excerpt
from service.imports.text.footnotes import marks_in
from service.imports.text.lines import take_apart
from service.imports.wording.clock import Span, read_time_cell, spans_in, without_spans
from service.imports.wording.columns import Column
from service.imports.wording.dates import (
    MONTH_NAMES,
    DateText,
    Day,
    day_of,
    doubts_of_several,
    read_date_cell,
    read_month_header,
    read_weekday,
)
from service.imports.wording.standing import leaves_open, notes_within, texts_against

_FRACTION = re.compile(r"0\.[0-9]{2,}")  # of a day: a workbook's clock without its format
_STAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::[0-9]{2})?")
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_DAYS_ALONE = re.compile(r"[0-9]{1,2}\.?(?:\s*(?:,|og|-|–)\s*[0-9]{1,2}\.?)*")
_SPEAKS_OF_THE_MEETING = (Column.BODY, Column.EVENT, Column.PLACE, Column.TYPE)
_MANY = 3  # dates in a cell are a list, whatever stands between them
NOTHING = frozenset(("", "-", "–", "—"))


@dataclass(frozen=True, slots=True)
class Above:
    """What the rows above say of a row: the month it stands under, and the list's one body."""

    month: int | None = None
    years: tuple[int, ...] = ()
    body: str = ""
    doubt: str = ""  # why the body may be another
    date: DateText | None = None  # of the row right above


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row and the columns it is read by."""

    source: Source
    table: Table
    columns: Mapping[Column, int]
    row: Row
    above: Above = field(default_factory=Above)

    def cell(self, column: Column) -> Cell:
        """The cell of a column, "" where there is none."""
        index = self.columns.get(column)
        return self.row.cells[index] if index is not None and index < len(self.row.cells) else ""

    def text(self, column: Column) -> str:
        """Its text, "" where the cell says nothing."""
        text = _STAMP.sub(r"\1 \2", as_text(self.cell(column)))
        return "" if text in NOTHING else text

    def drafts(self) -> Sequence[Draft]:
        """The meetings of the row: one for each day.

        Raises:
            InputError: the date, the time or the body can't be read.
        """
        dates, at_midnight, doubts = self.dates()
        written, notes, in_name = self._body()
        span = self._time() or self._spoken(dates.rest) or in_name or at_midnight
        marks, rest = marks_in(dates.rest)
        notes = (*notes, *self._remarks(rest))
        doubts += [f"I planen står det «{text}»." for text in self._doubtful(notes, dates)]
        doubts += self.row.struck_in()
        end = self._end(span)
        if span and end and end <= span.start:
            doubts.append("Møtet slutter før det begynner.")
        doubts += [self.above.doubt] if self.above.doubt and not self._has_body() else []
        hints, name = marks_in(written)
        template = Draft(
            written=name,
            surely_a_body=Column.BODY in self.columns or bool(self.above.body),
            day=dates.days[0],
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
            source=" | ".join(text for text in self.row.texts() if text),
            marks=marks,
            hints=hints,
            years=self.above.years,
        )
        several = [doubts_of_several(dates.days, n, dates.several) for n in range(len(dates.days))]
        return [
            replace(template, day=day, doubts=(*template.doubts, *more))
            for day, more in zip(dates.days, several, strict=True)
        ]

    def _has_body(self) -> bool:
        return Column.BODY in self.columns or Column.EVENT in self.columns

    def dates(self) -> tuple[DateText, Span | None, list[str]]:
        """The days of the row, the hour where the date has one, and why they may be wrong.

        Raises:
            InputError: there is no date.
        """
        cell = self.cell(Column.DATE)
        if isinstance(cell, dt.datetime):
            span = Span(cell.time()) if cell.time() != dt.time() else None
            return DateText(days=(self._with_weekday(day_of(cell)),), rest=""), span, []
        if isinstance(cell, dt.date):
            return DateText(days=(self._with_weekday(day_of(cell)),), rest=""), None, []
        text = self.text(Column.DATE)
        if not text and self.above.date is not None:
            return self.above.date, None, ["Raden har ingen dato; den over er brukt."]
        if not text:
            raise self._wrong("Datoen mangler. Fyll den inn, eller slett raden.")
        if several := self._several(text):
            return DateText(days=several, rest=""), None, []
        found = read_date_cell(self._with_month(text))
        if found is None:
            raise self._wrong(
                f"«{excerpt(text)}» er ikke en dato. Skriv den som 23. januar eller 23.01.2026."
            )
        if len(found.days) > 1:
            return found, None, []
        return replace(found, days=tuple(self._with_weekday(d) for d in found.days)), None, []

    def _several(self, text: str) -> tuple[Day, ...]:
        """The days of a cell that lists dates and nothing else: "12. jan, 9. feb og 9. mars"."""
        line = take_apart(text, None)
        plain = all(not entry.text.strip(" ,;") or entry.text == "og" for entry in line.entries)
        joints = len(re.findall(r"[,;]|\bog\b", text))
        listed = joints >= len(line.entries) - 1 or len(line.entries) >= _MANY
        if len(line.entries) < 2 or line.lead or not plain or not listed:
            return ()
        return tuple(day for entry in line.entries for day in entry.days)

    def _with_month(self, text: str) -> str:
        """The date with the month and year of their own columns, or of the rows above."""
        month, year = read_month_header(self.text(Column.MONTH)) or (self.above.month, None)
        if month is None or not _DAYS_ALONE.fullmatch(text):
            return text
        of_year = self.text(Column.YEAR) or str(year or "")
        return f"{text.rstrip('.')}. {MONTH_NAMES[month - 1]} {of_year}".strip()

    def _with_weekday(self, day: Day) -> Day:
        stated = read_weekday(self.text(Column.WEEKDAY))
        return day if stated is None or day.weekday is not None else replace(day, weekday=stated)

    def _doubtful(self, notes: Sequence[str], dates: DateText) -> Sequence[str]:
        """What the row says against its date, in a note or in any other cell."""
        named = {self.columns.get(column) for column in _SPEAKS_OF_THE_MEETING}
        cells = [(text, index in named) for index, text in enumerate(self.row.texts())]
        return texts_against(dates.days, (*notes, without_spans(dates.rest)), cells)

    def _remarks(self, beside_date: str) -> tuple[str, ...]:
        """What is said in words: beside the date, in place of a time, as a remark."""
        beside = "" if self._spoken(beside_date) else beside_date
        time = self.text(Column.START)
        status = self.text(Column.STATUS)
        unsettled = status if leaves_open(status) or status.casefold() == "forslag" else ""
        texts = (
            without_spans(beside),
            "" if self._time() else time,
            self.text(Column.NOTE),
            unsettled and f"{status}, ikke bekreftet",
        )
        return tuple(text for text in texts if text)

    def _body(self) -> tuple[str, tuple[str, ...], Span | None]:
        """The name, the notes in parentheses, and the time if the cell has one."""
        column = Column.BODY if Column.BODY in self.columns else Column.EVENT
        text = self.text(column) or (self.above.body if column not in self.columns else "")
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
        if _FRACTION.fullmatch(text):
            minutes = round(float(text) * 24 * 60)
            return Span(dt.time(minutes // 60 % 24, minutes % 60))
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
