"""K18: records have the attributes they must, and those name the right people or things.

``attribute = "set"``, or left out: each record of ``trigger`` has its ``fields``, with the values
of ``equals`` and people who are ``members`` or sit ``in_body``, recorded in time and followed up.
``attribute = "each"``: the same, judged for each entry by itself.

``attribute = "one_of"``: the ``field`` of each record is one of ``allowed``; some values need other
fields filled (``needs``; variant "incomplete"). A blank field is nothing to judge, or with
``required`` a finding (variant "blank"). Values are said by [attributes] of phrases.toml.

``attribute = "typed"``: each record has a type and a subtype that belongs to it. ``"responses"``:
each has a flag of the ``allowed`` and none of the ``forbidden``. ``"delegated"``: delegations are
complete, go to the ``recipients`` that the council may choose, and others can be traced back.
``"released"``: a case was released with a reason, before the meeting that decided it.

``attribute = "any_of"``: at least one of the ``fields`` of each record has text.

Decided from registers; without them not evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field, Tag

from service.domain.model import Role
from service.rules.checks.cases.any_field import AnyOf
from service.rules.checks.cases.delegated import Delegated
from service.rules.checks.cases.enumerated import Responses, Typed
from service.rules.checks.cases.released import Released
from service.rules.checks.cases.values import OneOf
from service.rules.checks.shared.naming import own_target
from service.rules.checks.shared.ordering import entered_before
from service.rules.checks.shared.traces import (
    SAYS,
    Trace,
    Trigger,
    any_answers,
    failed,
    target_of,
    undated,
)
from service.rules.facts import Facts
from service.rules.params import CheckParams, forms_by
from service.rules.people import members
from service.rules.records import Record
from service.rules.results import Missing, Passed, Result
from service.rules.texts import plain


class _Attributes(CheckParams):
    """What a record must have: ``fields``, with the given values or people."""

    says: ClassVar = SAYS | {"value"}

    trigger: Trigger
    fields: tuple[str, ...] = ()
    equals: dict[str, str] = Field(default_factory=dict)
    members: tuple[str, ...] = ()  # fields that must name a member of the group, by id
    in_body: tuple[str, ...] = ()  # fields that must name a permanent member of the record's body
    deadline_days: int | None = None  # recorded at least so many days before its meeting

    def _fault(self, facts: Facts, record: Record) -> str | Missing | None:
        own = {p.id for p in members(facts, facts.today)}
        seated = {p.id for p in facts.roster.holders(Role.MEMBER, record.body, facts.today)}
        if (
            not all(record.value(name) for name in self.fields)
            or not all(record.value(name) in own for name in self.members)
            or not all(record.value(name) in seated for name in self.in_body)
        ):
            return ""
        if any(plain(record.value(name)) != plain(v) for name, v in self.equals.items()):
            return "value"
        late = self._late(facts, record)
        return late if isinstance(late, Missing) else "late" if late else None

    def _late(self, facts: Facts, record: Record) -> bool | Missing:
        """Whether it was entered too late for its meeting, if it has one."""
        meeting = facts.meeting(record.meeting)
        if self.deadline_days is None or meeting is None:
            return False
        if record.at is None:
            return undated(record) if facts.is_over(meeting) else False
        if self.deadline_days:
            return (meeting.date - record.at.date()).days < self.deadline_days
        before = entered_before(record, meeting)
        return Missing("time", {"what": meeting}) if before is None else not before


class Attribute(_Attributes):
    """Each record of the trigger has ``fields``, with the given values or people."""

    variants: ClassVar = frozenset({"value", "late", "follow_up"})

    attribute: Literal["set"] = "set"
    follow_up: Trace | None = None  # what must be recorded once its meeting is over
    follow_up_days: int = 0

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record that demands it."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            variant = self._fault(facts, record)
            if isinstance(variant, Missing):
                yield variant
            elif variant is None:
                yield from self._followed_up(facts, record)
            else:
                yield failed(facts, record, variant)

    def _followed_up(self, facts: Facts, record: Record) -> Iterator[Result]:
        meeting = facts.meeting(record.meeting)
        late = meeting is not None and (facts.today - meeting.date).days > self.follow_up_days
        if self.follow_up is None or not late:
            yield Passed(target_of(record))
            return
        known = facts.register(self.follow_up.record)
        if isinstance(known, Missing):
            yield known
            return
        answer = any_answers(facts, self.follow_up, record)
        if isinstance(answer, Missing):
            yield answer
        else:
            yield Passed(target_of(record)) if answer else failed(facts, record, "follow_up")


class OfEach(_Attributes):
    """The same of each entry by itself, where several may be about the same meeting."""

    variants: ClassVar = frozenset({"value", "late"})

    attribute: Literal["each"]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            variant, target = self._fault(facts, record), own_target(record)
            if isinstance(variant, Missing):
                yield variant
            elif variant is None:
                yield Passed(target)
            else:
                yield replace(failed(facts, record, variant), target=target)


Params = Annotated[
    Annotated[Attribute, Tag("set")]
    | Annotated[OfEach, Tag("each")]
    | Annotated[OneOf, Tag("one_of")]
    | Annotated[AnyOf, Tag("any_of")]
    | Annotated[Typed, Tag("typed")]
    | Annotated[Responses, Tag("responses")]
    | Annotated[Delegated, Tag("delegated")]
    | Annotated[Released, Tag("released")],
    forms_by("attribute", "set"),
]
