"""K10, continued: something was reviewed early in this term, and is never too long ago."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.moments import Span, day_of
from service.rules.checks.shared.traces import Trigger
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target


class Reviewed(CheckParams):
    """An entry of the trigger has a day in the term, within ``decide_by_months`` of its start.

    Until then the last one before must not be older than ``max_years``.
    """

    says: ClassVar = frozenset({"date", "limit", "years"})
    variants: ClassVar = frozenset({"late", "old"})

    deadline: Literal["reviewed"]
    trigger: Trigger
    field: str = "at"
    max_years: int = Field(ge=1)
    decide_by_months: int = Field(ge=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(self.field,))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group, once it is reviewed or overdue."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        asked = [r for r in known if self.trigger.demands(r)]
        days = sorted(day for r in asked if (day := day_of(r, self.field)))
        start, target = facts.group.term.start, Target("group", facts.group.id)
        limit = Span(months=self.decide_by_months).after(start)
        oldest = Span(years=self.max_years).before(facts.today)
        own = [day for day in days if start <= day <= facts.today]
        before = [day for day in days if day < start]
        last = max([*own, *before], default=None)
        values = {"limit": limit, "years": self.max_years, "date": last}
        if own and own[0] <= limit:
            yield Passed(target)
        elif own and len(days) == len(asked):
            late = {**values, "date": own[0]}
            yield Failed(target=target, variant="late", values=late, due=limit)
        elif len(days) < len(asked):
            yield Missing("record_day", {"what": self.trigger.values.get("name", "")})
        elif facts.today > limit:
            yield Failed(target=target, values=values, due=limit)
        elif before and before[-1] < oldest:
            yield Failed(target=target, variant="old", values=values, due=limit)
