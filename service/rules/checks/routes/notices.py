"""T1, continued: a suspected crime is reported, or reporting it is at least advised.

Decided from the register of notices, which no group keeps in this service.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.routes.limits import missing_field
from service.rules.checks.shared.traces import SAYS, Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Missing, Passed, Result
from service.rules.texts import parse_number


class Reported(CheckParams):
    """Under an age the matter is reported; from that age on it is reported or advised to be."""

    says: ClassVar = SAYS | {"age"}
    variants: ClassVar = frozenset({"advice"})

    trace_in: Literal["reported"]
    trigger: Trigger
    age_field: str
    age: int = Field(ge=0)
    report: str
    advice: str

    @model_validator(mode="after")
    def _fits(self) -> Self:
        fields = (self.age_field, self.report, self.advice)
        refuse_unknown(self.trigger.record, fields=fields)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each matter."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            yield self._result(facts, record)

    def _result(self, facts: Facts, record: Record) -> Result:
        if record.value(self.report):
            return Passed(target_of(record))
        age = parse_number(record.value(self.age_field))
        if age is None:
            return missing_field(record, self.age_field)
        if age >= self.age and record.value(self.advice):
            return Passed(target_of(record))
        return failed(facts, record, "advice" if age >= self.age else "", {"age": self.age})
