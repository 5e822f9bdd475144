"""T1, continued: entries that hold what they must, by their own day, and within a limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.agenda.once import Once
from service.rules.checks.routes.limits import missing_field
from service.rules.checks.sequence.steps import Steps
from service.rules.checks.shared.traces import SAYS, Trace, Trigger, any_answers, failed, undated
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holders
from service.rules.records import Record, RecordKind
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_amount, plain


class OnAgenda(Once):
    """A subject was on the agenda in the window; what came of it is not judged."""

    trace_in: Literal["on_agenda"]
    agenda: Literal["once"] = "once"


class InOrder(Steps):
    """The days of an entry come in the order they should."""

    trace_in: Literal["order"]
    order: Literal["steps"] = "steps"


class ByItsDay(CheckParams):
    """Each entry of the trigger has its trace by the time it happens; before that nothing lacks."""

    says: ClassVar = SAYS

    trace_in: Literal["by_its_day"]
    trigger: Trigger
    trace: Trace

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry that has its trace, or whose day has come."""
        triggers, known = facts.register(self.trigger.record), facts.register(self.trace.record)
        for register in (triggers, known):
            if isinstance(register, Missing):
                yield register
                return
        for record in filter(self.trigger.demands, facts.entries(self.trigger.record)):
            answer = any_answers(facts, self.trace, record)
            if answer is True:
                yield Passed(_target(record))
            elif record.at is None:
                yield undated(record)
            elif facts.has_come(record.at):
                lacks = replace(failed(facts, record), target=_target(record))
                yield answer if isinstance(answer, Missing) else lacks


class UpTo(CheckParams):
    """The number in a field of each entry is no more than ``maximum``, and no flag speaks against.

    Entries with a flag of ``trigger.without`` are not judged: a gift that was returned.
    """

    says: ClassVar = SAYS | {"value", "maximum"}
    variants: ClassVar = frozenset({"barred"})

    trace_in: Literal["up_to"]
    trigger: Trigger
    field: str
    maximum: int = Field(ge=0)
    barred: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(self.field,), flags=self.barred)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            yield self._result(facts, record)

    def _result(self, facts: Facts, record: Record) -> Result:
        if record.flags & set(self.barred):
            return replace(failed(facts, record, "barred"), target=_target(record))
        value = parse_amount(record.value(self.field))
        if value is None:
            return missing_field(record, self.field)
        if value <= self.maximum:
            return Passed(_target(record))
        more = {"value": value, "maximum": self.maximum}
        return replace(failed(facts, record, "", more), target=_target(record))


class Acknowledged(CheckParams):
    """Everyone has confirmed the version of a document that the pack is about."""

    says: ClassVar = frozenset({"person"})
    variants: ClassVar = frozenset({"old"})

    trace_in: Literal["acknowledged"]
    document: str  # as entries name it
    version: str
    offices: tuple[OfficeParam, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each person."""
        known = facts.register(RecordKind.ACKNOWLEDGEMENT)
        if isinstance(known, Missing):
            yield known
            return
        people = holders(facts, self.offices, facts.today)
        if not people:
            yield Missing("members")
        about = [r for r in known if plain(r.value("document")) == plain(self.document)]
        current = {r.person for r in about if r.value("version") == self.version}
        old = {r.person for r in about} - current
        for person in people:
            target = Target("person", person.id)
            if person.id in current:
                yield Passed(target)
            else:
                variant = "old" if person.id in old else ""
                yield Failed(target=target, variant=variant, values={"person": person})


def _target(record: Record) -> Target:
    """The entry itself: one person may have several."""
    return Target("record", record.id)
