"""Deadlines that come back with the calendar: each half-year, each year, each month."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from service.domain.halves import half_of, halves_with, period_of
from service.domain.model import MeetingType
from service.rules.checks.shared.calendar_parts import CalendarPart, Part, parts_of_year
from service.rules.checks.shared.moments import Span
from service.rules.checks.shared.windows import MonthDay, month_and_day
from service.rules.deadline_forms.base import (
    AHEAD,
    DAY,
    Instance,
    When,
    are_kept,
    nothing_open,
    the_day_after,
)
from service.rules.deadline_forms.once import whole
from service.rules.facts import Facts
from service.rules.phrasing import Half
from service.rules.results import Result, Target

_HALF = dt.timedelta(days=184)


class EachHalf(When):
    """Before each half-year that has meetings, and before the next one; at latest the day before.

    The half-year in which the term begins has so long after that as ``first`` says; without it,
    there is no deadline for that one.
    """

    each: Literal["half"]
    first: Span | None = None

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each half-year."""
        planned = [m.date for m in facts.of_types(MeetingType)]
        for half in halves_with([*planned, facts.today, facts.today + _HALF]):
            if date := self._of(facts, half):
                yield Instance(
                    key=half,
                    target=Target("period", half),
                    date=date,
                    judged=the_day_after(facts, date),
                    anchor=Half(half),
                )

    def _of(self, facts: Facts, half: str) -> dt.date | None:
        term, start = facts.group.term, period_of(half).start
        if half == half_of(term.start):
            return self.first.after(term.start) if self.first else None
        return min(self._date(start), start - DAY) if term.covers(start) else None


class EachYear(When):
    """On a day of each year of the term, up to a year ahead.

    ``year = "term"``: years run from the month the term began in, as K02 counts them. With
    ``survey`` it is settled when enough have answered all that the rules ask them that year.
    """

    each: Literal["year"]
    day: MonthDay
    year: Literal["calendar", "term"] = "calendar"
    survey: bool = False

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each year; rules are asked as of the day itself, in the year it is about."""
        term = facts.group.term
        for year in range(term.start.year, (facts.today + AHEAD).year + 1):
            date = self._date(_day(year, self.day))
            if term.covers(date) and date <= facts.today + AHEAD:
                yield Instance(
                    key=str(year),
                    target=Target("period", str(self._year(facts, date))),
                    date=date,
                    judged=date,
                    anchor=date,
                    parts=(whole(facts),),
                )

    def is_settled(self, instance: Instance, results: Sequence[Result]) -> bool:
        """Whether the year is in order; what is in order for the group as of that day is, too."""
        if self.survey:
            asked = f"@{instance.target.id}"
            return nothing_open(results, lambda t: t.kind == "survey" and t.id.endswith(asked))
        return are_kept(results, (instance.target,)) or are_kept(results, instance.parts)

    def _year(self, facts: Facts, date: dt.date) -> int:
        started = self.year == "calendar" or date.month >= facts.group.term.start.month
        return date.year if started else date.year - 1


def _day(year: int, text: str) -> dt.date:
    month, day = month_and_day(text)
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


class EachPart(When):
    """Counted from the last day of each month, quarter, tertial, half-year or year.

    ``number`` picks one of the year's parts: 2 for the second tertial. ``report`` is the name of
    the report that is given as of that day, where the deadline is about one.
    """

    each: Literal["part"]
    part: CalendarPart
    number: int = Field(default=0, ge=0, le=12)
    report: str = ""

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each part that lies wholly in the term, up to a year ahead."""
        for part in self._parts(facts):
            date = self._date(part.end)
            if date <= facts.today + AHEAD:
                yield Instance(
                    key=part.key,
                    target=self._target(part),
                    date=date,
                    judged=the_day_after(facts, date),
                    anchor=part.end,
                )

    def _parts(self, facts: Facts) -> Iterator[Part]:
        term = facts.group.term
        for year in range(term.start.year, (facts.today + AHEAD).year + 1):
            for number, part in enumerate(parts_of_year(self.part, year), start=1):
                in_term = term.covers(part.start) and term.covers(part.end)
                if in_term and self.number in {0, number}:
                    yield part

    def _target(self, part: Part) -> Target:
        if self.report:
            return Target("report", f"{self.report}@{part.end}")
        return Target("period", part.key)
