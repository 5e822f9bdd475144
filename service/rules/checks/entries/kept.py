"""T1, continued: a register that is kept has entries: lately, or so many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.traces import undated
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.registers import RegisterName, refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target


class Recent(CheckParams):
    """Something was recorded within the last days."""

    says: ClassVar = frozenset({"date", "days"})

    trace_in: Literal["recent"]
    record: RegisterName
    max_age_days: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group."""
        known = facts.register(self.record)
        if isinstance(known, Missing):
            yield known
            return
        since = facts.today - dt.timedelta(days=self.max_age_days)
        target = Target("group", facts.group.id)
        untold = [record for record in known if record.at is None]
        if any(r.at and since <= r.at.date() <= facts.today for r in known):
            yield Passed(target)
        elif untold:
            yield undated(untold[0])
        else:
            yield Failed(target=target, values={"date": since, "days": self.max_age_days})


class Entries(CheckParams):
    """A register that is kept has at least so many entries, complete in these fields."""

    says: ClassVar = frozenset({"count", "minimum"})

    trace_in: Literal["entries"]
    record: RegisterName
    fields: tuple[str, ...] = ()
    minimum: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.record, fields=self.fields)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group."""
        known = facts.register(self.record)
        if isinstance(known, Missing):
            yield known
            return
        count = sum(all(r.value(name) for name in self.fields) for r in known)
        target = Target("group", facts.group.id)
        if count >= self.minimum:
            yield Passed(target)
        else:
            yield Failed(target=target, values={"count": count, "minimum": self.minimum})
