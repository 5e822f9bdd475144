"""K18, continued: a field holds one of the values there are, and what that value needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.traces import SAYS, Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Label, Word
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Missing, Passed, Result
from service.rules.texts import plain


class OneOf(CheckParams):
    """The field of each record is one of the allowed values, and complete in what that needs."""

    says: ClassVar = SAYS | {"value", "allowed", "fields"}
    variants: ClassVar = frozenset({"incomplete", "blank"})

    attribute: Literal["one_of"]
    trigger: Trigger
    field: str
    allowed: tuple[str, ...] = Field(min_length=1)
    needs: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # value -> fields
    required: bool = False

    @model_validator(mode="after")
    def _fits(self) -> Self:
        needed = (name for names in self.needs.values() for name in names)
        refuse_unknown(self.trigger.record, fields=(self.field, *needed))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record with a value, or for all where one is required."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            if record.value(self.field):
                yield self._result(facts, record)
            elif self.required:
                yield failed(facts, record, "blank")

    def _result(self, facts: Facts, record: Record) -> Result:
        value = record.value(self.field)
        more: dict[str, object] = {
            "value": Word("attributes", value),
            "allowed": tuple(Word("attributes", one) for one in self.allowed),
        }
        if plain(value) not in map(plain, self.allowed):
            return failed(facts, record, "", more)
        needed = (n for v, names in self.needs.items() if plain(v) == plain(value) for n in names)
        lacking = tuple(Label(name) for name in needed if not record.value(name))
        if lacking:
            return failed(facts, record, "incomplete", {**more, "fields": lacking})
        return Passed(target_of(record))
