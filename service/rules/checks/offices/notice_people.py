"""K07, continued: who receives notices of misconduct, and who is there when they are talked over.

Recipients are a register of routes without names. What was said in a conversation, and the age of
the person affected, stand in the register of notices, which no group keeps in this service.
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
from service.rules.registers import RegisterName, refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_number, plain


class Represented(CheckParams):
    """Among the recipients there are ``different`` values of a field, and one with the skill."""

    says: ClassVar = frozenset({"count", "different"})
    variants: ClassVar = frozenset({"skill"})

    relation: Literal["represented"]
    record: RegisterName
    among: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # field -> values that count
    field: str
    different: int = Field(ge=1)
    skill: str

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.record, fields=(self.field, *self.among), flags=(self.skill,))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group; not evaluated where too many fields are blank to tell."""
        known = facts.register(self.record)
        if isinstance(known, Missing):
            yield known
            return
        counted = [r for r in known if self._counts(r)]
        found = {plain(r.value(self.field)) for r in counted if r.value(self.field)}
        blank = [r for r in counted if not r.value(self.field)]
        target = Target("group", facts.group.id)
        if not counted:
            return
        if len(found) < self.different and blank:
            yield missing_field(min(blank, key=lambda r: r.id), self.field)
        elif len(found) < self.different:
            values = {"count": len(found), "different": self.different}
            yield Failed(target=target, values=values)
        elif not any(self.skill in r.flags for r in counted):
            yield Failed(target=target, variant="skill")
        else:
            yield Passed(target)

    def _counts(self, record: Record) -> bool:
        return all(
            plain(record.value(name)) in map(plain, values) for name, values in self.among.items()
        )


class Accompanied(CheckParams):
    """Whoever is not of age has a guardian there; from an age on, another adult if they object."""

    says: ClassVar = SAYS | {"full_age", "choice_age"}
    variants: ClassVar = frozenset({"choice"})

    relation: Literal["accompanied"]
    trigger: Trigger
    age_field: str
    full_age: int = Field(ge=0)
    choice_age: int = Field(ge=0)
    guardian: str
    objects: str
    adult: str

    @model_validator(mode="after")
    def _fits(self) -> Self:
        flags = (self.guardian, self.objects, self.adult)
        refuse_unknown(self.trigger.record, fields=(self.age_field,), flags=flags)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each conversation with somebody who is not of age."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            age = parse_number(record.value(self.age_field))
            if age is None:
                yield missing_field(record, self.age_field)
            elif age < self.full_age:
                yield self._result(facts, record, age)

    def _result(self, facts: Facts, record: Record, age: int) -> Result:
        may_choose = age >= self.choice_age
        chosen = may_choose and {self.objects, self.adult} <= record.flags
        if self.guardian in record.flags or chosen:
            return Passed(target_of(record))
        ages = {"full_age": self.full_age, "choice_age": self.choice_age}
        return failed(facts, record, "choice" if may_choose else "", ages)
