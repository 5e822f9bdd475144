"""K17, continued: the way of a case through the bodies, and papers that come early enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from service.rules.checks.routes.limits import missing_field
from service.rules.checks.shared.moments import day_of
from service.rules.checks.shared.programme import entries
from service.rules.checks.shared.traces import SAYS as RECORD_SAYS
from service.rules.checks.shared.traces import Trigger, entry_name, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.registers import RegisterName
from service.rules.results import Missing, Passed, Result
from service.rules.texts import parse_number


class Stages(CheckParams):
    """Each case of the trigger has records of its way through the bodies, with days that ascend.

    Their order is that of the numbers in ``number``; where one is blank, that of the days.
    With ``papers``, the day in that field is ``papers_days`` or more before each of them; a blank
    one is missed once its body has met.
    """

    says: ClassVar = RECORD_SAYS | {"first", "second", "days", "count", "minimum", "papers_days"}
    variants: ClassVar = frozenset({"absent", "close", "papers"})

    order: Literal["stages"]
    trigger: Trigger
    record: RegisterName
    number: str = "step"
    field: str = "at"
    min_stages: int = Field(default=1, ge=1)
    min_days_between: int = Field(default=0, ge=0)
    papers: str = ""
    papers_days: int = Field(default=0, ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each case."""
        cases, known = entries(facts, self.trigger.record), facts.register(self.record)
        if isinstance(cases, Missing) or isinstance(known, Missing):
            yield from (one for one in (cases, known) if isinstance(one, Missing))
            return
        for case in filter(self.trigger.demands, cases.records):
            stages = facts.matches.about(self.record, ("case",), case)
            yield self._result(facts, case, stages)

    def _result(self, facts: Facts, case: Record, stages: list[Record]) -> Result:
        if not case.case:
            return Missing("record_case", {"what": entry_name(case)})
        values = {
            "count": len(stages),
            "minimum": self.min_stages,
            "days": self.min_days_between,
            "papers_days": self.papers_days,
        }
        if len(stages) < self.min_stages:
            return failed(facts, case, "absent", values)
        days = [day for stage in stages if (day := day_of(stage, self.field))]
        if len(days) < len(stages):
            return Missing("record_day", {"what": case.case})
        for first, second in pairwise(self._in_order(stages, days)):
            more = {**values, "first": first, "second": second}
            if second < first:
                return failed(facts, case, "", more)
            if (second - first).days < self.min_days_between:
                return failed(facts, case, "close", more)
        return self._papers(facts, case, stages, values) or Passed(target_of(case))

    def _in_order(self, stages: Sequence[Record], days: Sequence[dt.date]) -> Iterable[dt.date]:
        numbers = [parse_number(stage.value(self.number)) for stage in stages]
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            return sorted(days)
        return (day for _, day in sorted(zip(known, days, strict=True)))

    def _papers(
        self, facts: Facts, case: Record, stages: list[Record], values: Mapping[str, object]
    ) -> Result | None:
        """What is wrong with the papers of a stage, the first one first."""
        if not self.papers:
            return None
        dated = ((day, s) for s in stages if (day := day_of(s, self.field)))
        for day, stage in sorted(dated, key=lambda pair: (pair[0], pair[1].value(self.papers))):
            sent = day_of(stage, self.papers)
            if sent is None and facts.today >= day:
                return missing_field(case, self.papers)
            if sent and (day - sent).days < self.papers_days:
                return failed(facts, case, "papers", {**values, "first": sent, "second": day})
        return None
