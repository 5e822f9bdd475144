"""K02, continued: so many entries of a register have a day in the last part of the term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.domain.model import Period
from service.rules.checks.shared.moments import Span, day_of
from service.rules.checks.shared.programme import entries, in_plan, unfound
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.registers import RegisterName, refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target


class AtEnd(CheckParams):
    """At least ``minimum`` entries with the flags have a day in the last part of the term.

    Text in the field ``said_in`` of the plan for following up the programme is enough too. Fails
    first when the last part has begun.
    """

    says: ClassVar = frozenset({"count", "minimum", "start", "limit", "titles"})
    variants: ClassVar = frozenset({"undated"})

    count: Literal["at_end"]
    record: RegisterName
    flags: tuple[str, ...]
    days: tuple[str, ...] = Field(min_length=1)  # the fields of which one has the day
    minimum: int = Field(default=1, ge=1)
    last: Span = Span(years=1)
    said_in: str = ""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.record, fields=self.days, flags=self.flags)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group."""
        end = facts.group.term.end
        if end is None:
            yield Missing("term_end")
            return
        start = self.last.before(end) + dt.timedelta(days=1)
        result = self._result(facts, Period(start=start, end=end))
        if isinstance(result, Passed) or facts.today >= start:
            yield result

    def _result(self, facts: Facts, window: Period) -> Result:
        target = Target("group", facts.group.id)
        if self.said_in and in_plan(facts, self.said_in):
            return Passed(target)
        known = entries(facts, self.record)
        if isinstance(known, Missing):
            return known
        chosen = [entry for entry in known.records if set(self.flags) <= entry.flags]
        inside = [e for e in chosen if any(window.covers(day) for day in self._days(e))]
        if len(inside) >= self.minimum:
            return Passed(target)
        for field in (*self.flags, *self.days):
            if field in known.unfound:
                return unfound(field)
        undated = tuple(e.value("title") or e.case for e in chosen if not self._days(e))
        values = {
            "count": len(inside),
            "minimum": self.minimum,
            "start": window.start,
            "limit": window.end,
            "titles": undated,
        }
        return Failed(target=target, variant="undated" if undated else "", values=values)

    def _days(self, entry: Record) -> list[dt.date]:
        return [day for field in self.days if (day := day_of(entry, field))]
