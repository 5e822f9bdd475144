"""A line of a plan taken apart: what stands before its first date, and each with what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from service.imports.bodies.phrases import place_in, without_fillers
from service.imports.wording.clock import Span, spans_in
from service.imports.wording.dates import Day, Several
from service.imports.wording.lexing import Kind, Token, lex
from service.imports.wording.standing import leaves_open, speaks_of_change

_REFERENCES = frozenset({"sak", "saksnr", "pkt", "punkt", "§", "ps", "side", "nr"})
_SUPERSCRIPT = str.maketrans("123456789", "¹²³⁴⁵⁶⁷⁸⁹")
_OF_ALL = re.compile(
    r"(?:alle|begge|samtlige|alltid)\s+(?:dager\s+|dagar\s+|møter\s+|møta\s+)?(?:kl\.?\s*)?"
    r"(?P<hour>[0-9]{1,2}(?:[.:][0-5][0-9])?)",
    re.IGNORECASE,
)
_DAYS_IN_MONTH = 31
_LONGEST = 7  # days that one meeting may go over
_BETWEEN_DATES = frozenset({"-", "–", "—", "til", "t.o.m"})


@dataclass(slots=True, kw_only=True)
class Entry:
    """One date, or several in a list, and what stands behind it."""

    days: tuple[Day, ...]
    weekdays: tuple[int, ...] = ()
    week: int | None = None
    spans: tuple[Span, ...] = ()
    span_of_days: Several = Several.EACH
    words: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def span(self) -> Span | None:
        """The first hour behind the date."""
        return self.spans[0] if self.spans else None

    @property
    def text(self) -> str:
        """The words behind the date."""
        return " ".join(self.words).strip()


@dataclass(slots=True, kw_only=True)
class Line:
    """A line: ``lead``, ``span`` and ``notes`` are what stands before the first date."""

    lead: str = ""
    span: Span | None = None
    notes: tuple[str, ...] = ()
    month: int | None = None
    year: int | None = None
    entries: list[Entry] = field(default_factory=list)


def take_apart(text: str, month: int | None, *, only_days: bool = False) -> Line:
    """Cut a line at its dates; days without a month are of the one named last.

    Where ``only_days``, every number is a day: a cell of a grid holds nothing else.
    """
    return _Cutter(lex(text), month, only_days).cut()


class _Cutter:
    """Goes through the pieces of a line, and gives each to the date it belongs to."""

    def __init__(self, tokens: Sequence[Token], month: int | None, only_days: bool) -> None:
        self._tokens = tokens
        self._only_days = only_days
        self._line = Line(month=month)
        self._lead: list[str] = []
        self._weekdays: list[int] = []
        self._week: int | None = None

    def cut(self) -> Line:
        for at, token in enumerate(self._tokens):
            self._take(at, token)
        self._line.lead = " ".join(self._lead).strip()
        _share_time(self._line)
        return self._line

    @property
    def _last(self) -> Entry | None:
        return self._line.entries[-1] if self._line.entries else None

    def _take(self, at: int, token: Token) -> None:
        if days := self._days(at, token):
            self._date(days, token)
        elif token.kind is Kind.MONTH:
            self._line.month = token.number
            self._line.year = token.year or self._line.year
        elif token.kind is Kind.YEAR:
            self._year(token.number)
        elif token.kind is Kind.WEEKDAY:
            self._weekday(at, token.number)
        elif token.kind is Kind.WEEK:
            self._of_week(at, token.number)
        elif token.kind is Kind.TIME and token.span:
            self._time(token.span)
        else:
            self._beside(token)

    def _date(self, days: tuple[Day, ...], token: Token) -> None:
        before = self._last
        entry = Entry(days=days, weekdays=tuple(self._weekdays), week=self._week)
        entry.span_of_days = token.several
        self._weekdays, self._week = [], None
        between = before.text.casefold() if before else ""
        if before is not None and between in _BETWEEN_DATES and _close(before.days[-1], days[0]):
            before.span_of_days = Several.RANGE
            before.days += days
            before.words = []
            return
        if between and (leaves_open(between) or speaks_of_change(between)) and before:
            before.span_of_days = entry.span_of_days = Several.CHOICE
        elif before is not None and between in _BETWEEN_DATES:
            before.words = []
        self._line.entries.append(entry)

    def _year(self, year: int) -> None:
        if self._last is None:
            self._line.year = year
        elif not self._last.words:
            self._last.days = tuple(replace(d, year=d.year or year) for d in self._last.days)

    def _weekday(self, at: int, number: int) -> None:
        last = self._last
        if last is None or last.weekdays or self._date_follows(at):
            self._weekdays.append(number)
        else:
            last.weekdays = (number,)

    def _of_week(self, at: int, number: int) -> None:
        if self._last is None or self._date_follows(at):
            self._week = number
        else:
            self._last.week = number

    def _time(self, span: Span) -> None:
        if self._last is None:
            self._line.span = span
        else:
            self._last.spans += (span,)
            self._last.words += [";"] if self._last.words else []

    def _beside(self, token: Token) -> None:
        last = self._last
        if token.kind is Kind.NOTE:
            if last is None:
                self._line.notes += (token.text,)
            elif found := _OF_ALL.fullmatch(token.text):
                last.spans += spans_in(f"kl. {found['hour']}")
            else:
                last.notes += (token.text,)
        elif token.kind is Kind.MARK and last is not None:
            last.marks += (mark_of(token.text),)
            last.words += [token.text] if last.words else []
        elif last is None:
            self._lead.append(token.text)
        else:
            last.words.append(token.text)

    def _days(self, at: int, token: Token) -> tuple[Day, ...]:
        if token.kind is Kind.DATES:
            before = self._tokens[at - 1].text.casefold().strip(".") if at else ""
            year = self._line.year
            dated = tuple(replace(d, year=d.year or year) for d in token.days)
            return () if before in _REFERENCES else dated
        month = self._line.month
        if token.kind is not Kind.DAYS or month is None or not self._is_day(at, token):
            return ()
        return tuple(replace(day, month=month, year=self._line.year) for day in token.days)

    def _is_day(self, at: int, token: Token) -> bool:
        """Whether a bare number is a day: it ends as days do, or stands where they do."""
        before = self._tokens[at - 1].kind if at else Kind.SEPARATOR
        places = {Kind.MONTH, Kind.SEPARATOR, Kind.WEEKDAY, Kind.MARK, Kind.WEEK}
        return self._only_days or before in places or "." in token.text

    def _date_follows(self, at: int) -> bool:
        small = {"den", ",", ":", "/", "og", "\t"}
        after = next((t for t in self._tokens[at + 1 :] if t.text.casefold() not in small), None)
        return after is not None and after.kind in {Kind.DATES, Kind.DAYS, Kind.WEEKDAY}


def mark_of(text: str) -> str:
    """A footnote's mark as it is compared: "1)" is ¹, "**)" is **."""
    return text.rstrip(")").translate(_SUPERSCRIPT)


def _close(first: Day, last: Day) -> bool:
    """Whether two days may be the ends of one meeting."""
    return 0 < (last.month - first.month) * _DAYS_IN_MONTH + last.day - first.day < _LONGEST


def _share_time(line: Line) -> None:
    """A time behind the last of several dates is of them all, and so is the place behind it."""
    shared = shared_span(line.entries)
    if shared and line.span is None:
        line.span = shared
        last = line.entries[-1]
        for entry in line.entries[:-1] if place_in(last.text) else ():
            entry.words = list(last.words)


def shared_span(entries: Sequence[Entry]) -> Span | None:
    """The hour behind the last of several dates, where the others have nothing behind them."""
    spans = [entry.span for entry in entries if entry.span]
    bare = all(not without_fillers(entry.text) for entry in entries[:-1])
    return spans[0] if len(spans) == 1 and entries[-1].span and bare else None
