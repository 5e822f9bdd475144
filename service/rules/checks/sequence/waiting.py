"""T1, continued: nothing lies unanswered for too long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.moments import day_of
from service.rules.checks.shared.naming import called
from service.rules.checks.shared.traces import Trigger
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target


class Waiting(CheckParams):
    """No entry of the trigger is older than ``max_days`` while ``done`` is blank.

    Said once for the group, with how many there are; ``oldest`` is the day of the first of them.
    """

    says: ClassVar = frozenset({"count", "days", "oldest", "names"})

    trace_in: Literal["waiting"]
    trigger: Trigger
    done: str
    max_days: int = Field(ge=0)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(self.done,))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group, and a missing fact for each open entry without a day."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        still = [r for r in known if self.trigger.demands(r) and not r.value(self.done)]
        dated = [(day, r) for r in still if (day := day_of(r, "at"))]
        yield from (
            Missing("record_day", {"what": called(r)}) for r in still if day_of(r, "at") is None
        )
        limit = facts.today - dt.timedelta(days=self.max_days)
        late = sorted(((day, r) for day, r in dated if day < limit), key=lambda pair: pair[0])
        target = Target("group", facts.group.id)
        if not late:
            yield Passed(target)
            return
        names = tuple(called(r) for _, r in late)[:3]
        values = {"count": len(late), "days": self.max_days, "oldest": late[0][0], "names": names}
        yield Failed(target=target, values=values, facts=names)
