"""K15, continued: which ways a matter may go, and what may not be sent along them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.traces import SAYS, Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Label, Word
from service.rules.records import Record
from service.rules.registers import RegisterName, refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import plain


class Allowed(CheckParams):
    """A field of each record is one of the allowed values."""

    says: ClassVar = SAYS | {"value", "allowed"}
    variants: ClassVar = frozenset({"not_included"})

    route: Literal["allowed"]
    trigger: Trigger
    field: str
    allowed: tuple[str, ...] = Field(min_length=1)
    with_flag: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # flag -> also allowed
    includes: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # field -> its parts

    @model_validator(mode="after")
    def _fits(self) -> Self:
        fields, flags = (self.field, *self.includes), tuple(self.with_flag)
        refuse_unknown(self.trigger.record, fields=fields, flags=flags)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            yield self._result(facts, record)

    def _result(self, facts: Facts, record: Record) -> Result:
        blank = next((n for n in (self.field, *self.includes) if not record.value(n)), None)
        if blank:
            return missing_field(record, blank)
        value, allowed = record.value(self.field), self._allowed(record)
        words = {"value": Word("routes", value), "allowed": tuple(map(_word, allowed))}
        if plain(value) not in map(plain, allowed):
            return failed(facts, record, "", words)
        for name, needed in self.includes.items():
            if not set(map(plain, needed)) <= set(map(plain, record.value(name).split(","))):
                return failed(facts, record, "not_included", words)
        return Passed(target_of(record))

    def _allowed(self, record: Record) -> tuple[str, ...]:
        more = (values for flag, values in self.with_flag.items() if flag in record.flags)
        return (*self.allowed, *(value for values in more for value in values))


class Barred(CheckParams):
    """Each record has what it must in time, and nothing of what it may not have.

    Without ``fields`` the main message says the latter.
    """

    says: ClassVar = SAYS | {"limit"}
    variants: ClassVar = frozenset({"barred"})

    route: Literal["barred"]
    trigger: Trigger
    fields: tuple[str, ...] = ()
    days: int = Field(default=0, ge=0)  # after the record, to fill the fields in
    barred: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=self.fields, flags=self.barred)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record that is complete, or whose days have passed."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            if result := self._result(facts, record):
                yield result

    def _result(self, facts: Facts, record: Record) -> Result | None:
        if record.flags & set(self.barred):
            return failed(facts, record, "barred" if self.fields else "")
        if all(record.value(name) for name in self.fields):
            return Passed(target_of(record))
        if record.at is None:
            return Missing("record_day", {"what": record.case or record.id})
        limit = record.at.date() + dt.timedelta(days=self.days)
        if facts.today <= limit:
            return None
        return failed(facts, record, "", {"limit": limit}, due=limit)


class Reachable(CheckParams):
    """Every way is there, and leads to nobody whom the matter itself is about."""

    says: ClassVar = SAYS | {"way"}
    variants: ClassVar = frozenset({"barred"})

    route: Literal["reachable"]
    record: RegisterName
    field: str
    ways: tuple[str, ...] = Field(min_length=1)
    matters: Trigger
    barred: str

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.record, fields=(self.field,))
        refuse_unknown(self.matters.record, flags=(self.barred,))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each way, and one for each matter."""
        known = facts.register(self.record)
        if isinstance(known, Missing):
            yield known
        else:
            there = {plain(r.value(self.field)) for r in known}
            yield from (self._way(way, way in there) for way in self.ways)
        matters = facts.register(self.matters.record)
        if isinstance(matters, Missing):
            yield matters
            return
        for record in filter(self.matters.demands, matters):
            wrong = self.barred in record.flags
            yield failed(facts, record, "barred") if wrong else Passed(target_of(record))

    def _way(self, way: str, there: bool) -> Result:
        target = Target("route", way)
        return Passed(target) if there else Failed(target=target, values={"way": _word(way)})


def missing_field(record: Record, name: str) -> Missing:
    """A field that nobody has filled in: the record can't be judged by it."""
    day = record.at.date() if record.at else ""
    return Missing("record_field", {"field": Label(name), "what": record.case or day or record.id})


def _word(value: str) -> Word:
    return Word("routes", value)
