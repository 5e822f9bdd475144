"""K20: the plan of each half-year is adopted before the half-year begins.

Decided from the recorded adoptions and the half-years in which the plan has group meetings. The
half-year in which the term begins has some days more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from service.domain.halves import half_of, halves_with, period_of
from service.domain.model import MeetingType
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Half
from service.rules.results import Failed, Missing, Passed, Result, Target


class HalfYearPlans(CheckParams):
    """One adoption for each half-year with meetings of the types."""

    says: ClassVar = frozenset({"half", "date", "limit"})
    variants: ClassVar = frozenset({"late"})

    types: tuple[MeetingType, ...]
    days_before: int = Field(default=0, ge=0)  # before the half-year's first day
    grace_days_first: int = Field(default=30, ge=0)  # after the start of the term

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each half-year; one still to come is not judged before its limit."""
        if facts.adoptions is None:
            yield Missing("adoptions")
            return
        adopted = {a.half: a for a in facts.adoptions}
        for half in halves_with(m.date for m in facts.of_types(self.types)):
            target, limit = Target("period", half), self._limit(facts, half)
            found = adopted.get(half)
            values: dict[str, object] = {"half": Half(half), "limit": limit}
            if found is None and facts.today > limit:
                yield Failed(target=target, values=values, due=limit)
            elif found and found.adopted_on > limit:
                late = {**values, "date": found.adopted_on}
                yield Failed(target=target, variant="late", values=late, due=limit)
            elif found:
                yield Passed(target)

    def _limit(self, facts: Facts, half: str) -> dt.date:
        term = facts.group.term.start
        if half == half_of(term):
            return term + dt.timedelta(days=self.grace_days_first)
        return period_of(half).start - dt.timedelta(days=self.days_before)


Params = HalfYearPlans
