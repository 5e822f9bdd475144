"""The stretches of time that something is to happen in once: since a day, or in each year or half.

A window that the term ends in the middle of is left to the next group; one that began before the
term counts from its first day. Years and half-years without any meeting of the group's own are not
planned or not read, and give no window.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator

from service.domain.halves import half_of, halves_with, period_of
from service.domain.model import MeetingType, Period
from service.rules.checks.shared.moments import Moment, Span
from service.rules.facts import MUNICIPAL_TYPES, Facts
from service.rules.phrasing import Half
from service.rules.results import Missing, Target
from service.rules.texts import MONTHS, plain

Every = Literal["year", "half_year"]
WINDOW_SAYS = frozenset({"start", "limit", "year", "half"})
_OWN_TYPES = tuple(t for t in MeetingType if t not in MUNICIPAL_TYPES)
_ISO = re.compile(r"(\d{2})-(\d{2})")
_SAID = re.compile(rf"(\d{{1,2}})\.? ({'|'.join(MONTHS)})")


def month_and_day(text: str) -> tuple[int, int]:
    """The month and day of "09-01" or "1. september".

    Raises:
        ValueError: the text is neither, or there is no such day.
    """
    if iso := _ISO.fullmatch(text):
        month, day = int(iso[1]), int(iso[2])
    elif said := _SAID.fullmatch(plain(text)):
        month, day = MONTHS.index(said[2]) + 1, int(said[1])
    else:
        raise ValueError("skriv dag og måned, for eksempel «1. september»")
    dt.date(2024, month, day)  # a leap year: 29 February is a day
    return month, day


def _checked(text: str) -> str:
    month_and_day(text)
    return text


MonthDay = Annotated[str, AfterValidator(_checked)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of days; ``key`` is "" for the one that is counted from a day."""

    key: str
    period: Period

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.period.end or dt.date.max

    def is_closed(self, facts: Facts) -> bool:
        """Whether the last day has passed."""
        return facts.today > self.last

    def target(self, facts: Facts) -> Target:
        """The year or half-year, or the group itself."""
        return Target("period", self.key) if self.key else Target("group", facts.group.id)

    def said(self) -> dict[str, object]:
        """What messages may say of it: `WINDOW_SAYS`."""
        start = self.period.start
        return {
            "start": start,
            "limit": self.last,
            "year": str(start.year),
            "half": Half(half_of(start)),
        }


def since(
    facts: Facts, moment: Moment, length: Span, *, early_days: int
) -> Iterator[Window | Missing]:
    """The one window from some days before a moment; none where the moment has not come."""
    day = moment.day(facts)
    if isinstance(day, Missing):
        yield day
    elif day is not None:
        start = day - dt.timedelta(days=early_days)
        yield Window(key="", period=Period(start=start, end=length.after(day)))


def each(facts: Facts, every: Every, first: str = "01-01", last: str = "12-31") -> Iterator[Window]:
    """A window for each year or half-year with meetings; ``first`` and ``last`` cut the year."""
    days = [m.date for m in facts.of_types(_OWN_TYPES)]
    if every == "half_year":
        found = [(half, period_of(half)) for half in halves_with(days)]
    else:
        years = sorted({day.year for day in days})
        found = [(str(year), _part_of(year, first, last)) for year in years]
    term = facts.group.term
    for key, period in found:
        if period.end and term.covers(period.end):
            yield Window(key=key, period=period.common(term))


def _part_of(year: int, first: str, last: str) -> Period:
    """From the one day to the other, past New Year where that comes first."""
    start, end = month_and_day(first), month_and_day(last)
    return Period(start=_day(year, *start), end=_day(year if end >= start else year + 1, *end))


def _day(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
