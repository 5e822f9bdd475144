"""T1, continued: what is to be raised in a meeting is told ahead of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.naming import own_target
from service.rules.checks.shared.ordering import entered_before
from service.rules.checks.shared.traces import SAYS, Trigger, failed, undated
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Missing, Passed, Result


class ToldAhead(CheckParams):
    """Each entry of the triggers was made before its meeting began, or has a note that says why.

    A trigger after the first fails with the variant "second": a question and not news, say.
    """

    says: ClassVar = SAYS
    variants: ClassVar = frozenset({"second"})

    trace_in: Literal["told_ahead"]
    triggers: tuple[Trigger, ...] = Field(min_length=1, max_length=2)
    note: str = "note"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for trigger in self.triggers:
            refuse_unknown(trigger.record, fields=(self.note,))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry that names a meeting."""
        for trigger, variant in zip(self.triggers, ("", "second"), strict=False):
            known = facts.register(trigger.record)
            if isinstance(known, Missing):
                yield known
                continue
            for record in filter(trigger.demands, known):
                yield self._result(facts, record, variant)

    def _result(self, facts: Facts, record: Record, variant: str) -> Result:
        meeting = facts.meeting(record.meeting)
        if record.value(self.note):
            return Passed(own_target(record))
        if meeting is None or record.at is None:
            return undated(record)
        before = entered_before(record, meeting)
        if before is None:
            return Missing("time", {"what": meeting})
        if before:
            return Passed(own_target(record))
        return replace(failed(facts, record, variant), target=own_target(record))
