"""T1, continued: something that recurs has been done lately, or stands in the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.rules.checks.shared.moments import Moment, Span
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.results import Failed, Missing, Passed, Result, Target


class Renewed(CheckParams):
    """The last day entered for ``of`` is to come, or at most so many months ago."""

    says: ClassVar = frozenset({"date", "limit"})

    trace_in: Literal["renewed"]
    of: Moment
    max_months: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group."""
        last = self.of.model_copy(update={"pick": "last"}).day(facts)
        if isinstance(last, Missing):
            yield last
        elif last is not None:
            yield self._result(facts, last)

    def _result(self, facts: Facts, last: dt.date) -> Result:
        target, limit = Target("group", facts.group.id), Span(months=self.max_months).after(last)
        if facts.today <= limit:
            return Passed(target)
        return Failed(target=target, values={"date": last, "limit": limit}, due=limit)
