"""K18, continued: at least one of several fields says something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.traces import SAYS, Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.registers import refuse_unknown
from service.rules.results import Missing, Passed, Result


class AnyOf(CheckParams):
    """Each record has text in one of the fields: an anchor in the plans, or why it has none."""

    says: ClassVar = SAYS

    attribute: Literal["any_of"]
    trigger: Trigger
    fields: tuple[str, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=self.fields)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record that demands it."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            filled = any(record.value(name) for name in self.fields)
            yield Passed(target_of(record)) if filled else failed(facts, record)
