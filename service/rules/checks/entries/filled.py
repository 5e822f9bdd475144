"""K04, continued: entries of registers have their fields filled in, and named parts are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.moments import Span
from service.rules.checks.shared.programme import Entries, entries, unfound
from service.rules.checks.shared.traces import SAYS, Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Label, Word
from service.rules.records import Record
from service.rules.registers import RegisterName, refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank, plain


class FilledRecords(CheckParams):
    """Each record of the trigger has all of ``fields``; with ``present``, there is such a record.

    Before ``grace_months`` of the term have gone, nothing is missed.
    """

    says: ClassVar = SAYS | {"fields"}
    variants: ClassVar = frozenset({"none"})

    scope: Literal["records"]
    trigger: Trigger
    fields: tuple[str, ...] = Field(min_length=1)
    present: bool = False
    grace_months: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=self.fields)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record, and one for the group where there must be one."""
        known = entries(facts, self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        early = facts.today <= Span(months=self.grace_months).after(facts.group.term.start)
        for flag in (*self.trigger.flags, *self.trigger.any_flags):
            if flag in known.unfound:
                yield unfound(flag)
        asked = [r for r in known.records if self.trigger.demands(r)]
        for record in asked:
            result = self._result(facts, record, known)
            if not (early and isinstance(result, Failed)):
                yield result
        if self.present and not asked and not early:
            target = Target("group", facts.group.id)
            yield Failed(target=target, variant="none")

    def _result(self, facts: Facts, record: Record, known: Entries) -> Result:
        blank = [name for name in self.fields if is_blank(record.value(name))]
        if not blank:
            return Passed(target_of(record))
        if not set(blank) - known.unfound:
            return unfound(blank[0])
        lacking = tuple(Label(name) for name in blank if name not in known.unfound)
        return replace(failed(facts, record, "", {"fields": lacking}), place=known.place(record))


class Parts(CheckParams):
    """A register has an entry by each of the names, with ``fields`` filled in."""

    says: ClassVar = frozenset({"entry", "fields"})
    variants: ClassVar = frozenset({"absent"})

    scope: Literal["parts"]
    record: RegisterName
    names: tuple[str, ...] = Field(min_length=1)  # what entries are called, a word of [entries]
    fields: tuple[str, ...] = ("at",)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.record, fields=self.fields)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each name."""
        known = facts.register(self.record)
        if isinstance(known, Missing):
            yield known
            return
        for name in self.names:
            named = [r for r in known if plain(r.value("name")) == plain(name)]
            target, word = Target("entry", name), Word("entries", name)
            blank = [self._blank(record) for record in named]
            if not named:
                yield Failed(target=target, variant="absent", values={"entry": word})
            elif all(blank):
                lacking = tuple(Label(field) for field in min(blank))
                yield Failed(target=target, values={"entry": word, "fields": lacking})
            else:
                yield Passed(target)

    def _blank(self, record: Record) -> tuple[str, ...]:
        return tuple(name for name in self.fields if is_blank(record.value(name)))
