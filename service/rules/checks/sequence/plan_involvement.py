"""T1, continued: others had their say before a plan was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from service.rules.checks.shared.programme import entries
from service.rules.checks.shared.traces import SAYS, Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Missing, Passed, Result
from service.rules.texts import case_key, plain

_INVOLVEMENT = "involvement"


class Involved(CheckParams):
    """Each plan of the trigger has an entry of involvement with the flag, held by its day.

    The entry is about the plan by its case number, or by its name where either has no number. While
    the plan's day has not come, nothing lacks.
    """

    says: ClassVar = SAYS | {"entry"}

    trace_in: Literal["involvement"]
    trigger: Trigger
    flag: str

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(_INVOLVEMENT, flags=(self.flag,))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each plan with its involvement, or whose day has come."""
        plans, known = entries(facts, self.trigger.record), facts.register(_INVOLVEMENT)
        if isinstance(plans, Missing):
            yield plans
            return
        if isinstance(known, Missing):
            yield known
            return
        flagged = [r for r in known if self.flag in r.flags]
        for plan in filter(self.trigger.demands, plans.records):
            if result := self._result(facts, plan, [r for r in flagged if _is_about(r, plan)]):
                yield result

    def _result(self, facts: Facts, plan: Record, about: list[Record]) -> Result | None:
        decided = plan.at.date() if plan.at else None
        days = [_day(facts, record) for record in about]
        if any(day and (decided is None or day <= decided) for day in days):
            return Passed(target_of(plan))
        what = {"what": plan.case or Word("entries", plan.value("name"))}
        if decided is None or None in days:
            return Missing("record_day", what)
        if decided > facts.today:
            return None
        return failed(facts, plan, "", {"entry": Word("entries", plan.value("name"))})


def _is_about(record: Record, plan: Record) -> bool:
    if record.case and plan.case:
        return case_key(record.case) == case_key(plan.case)
    name = plain(plan.value("name"))
    return bool(name) and plain(record.value("plan")) == name


def _day(facts: Facts, record: Record) -> dt.date | None:
    meeting = facts.meeting(record.meeting)
    return meeting.date if meeting else record.at.date() if record.at else None
