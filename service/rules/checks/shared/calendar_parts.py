"""The calendar cut into years, half-years, four-month periods, quarters or months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from service.rules.checks.shared.moments import Span
from service.rules.facts import Facts

CalendarPart = Literal["year", "half_year", "tertial", "quarter", "month"]
_MONTHS: dict[CalendarPart, int] = {
    "year": 12, "half_year": 6, "tertial": 4, "quarter": 3, "month": 1,
}  # fmt: skip
_LETTER: dict[CalendarPart, str] = {"half_year": "H", "tertial": "T", "quarter": "Q"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part; ``key`` is as `phrasing.PartOfYear` takes it."""

    key: str
    start: dt.date
    end: dt.date

    def covers(self, day: dt.date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day <= self.end


def parts(facts: Facts, length: CalendarPart) -> Iterator[Part]:
    """Every part that has begun, from that of the first known meeting, and wholly in the term."""
    first, term = min((m.date for m in facts.meetings), default=None), facts.group.term
    if first is None:
        return
    for year in range(first.year, facts.today.year + 1):
        for part in parts_of_year(length, year):
            in_term = term.covers(part.start) and term.covers(part.end)
            if first <= part.end and part.start <= facts.today and in_term:
                yield part


def parts_of_year(length: CalendarPart, year: int) -> Iterator[Part]:
    """The parts of a year, in order."""
    for number in range(12 // _MONTHS[length]):
        start = dt.date(year, 1 + number * _MONTHS[length], 1)
        end = Span(months=_MONTHS[length]).after(start) - dt.timedelta(days=1)
        yield Part(_key(length, year, number + 1), start, end)


def _key(length: CalendarPart, year: int, number: int) -> str:
    if length == "year":
        return str(year)
    return f"{year}-{number:02}" if length == "month" else f"{year}-{_LETTER[length]}{number}"
