"""K07, continued: who leads the group, seen against the list, the mayor and the committees.

Decided from the roster on the day. The candidates' places on the list, and that the group has
thought a choice over, are registers: without them not evaluated where they would matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from service.domain.model import BodyKind, Person, Role
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holders, memberships, person
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_number

_LIST = "list_place"
_CHOICES = "office_choice"


class FirstOnList(CheckParams):
    """The first on the list holds the office, unless they hold one of ``excused`` instead.

    Another holder is fine where an entry says that the group chose so knowingly.
    """

    says: ClassVar = frozenset({"person", "other"})

    relation: Literal["first_on_list"]
    office: OfficeParam
    excused: tuple[OfficeParam, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group."""
        held = holders(facts, [self.office], facts.today)
        if not held:
            yield Missing("holder", {"office": self.office})
            return
        first = _first_on_list(facts)
        if isinstance(first, Missing):
            yield first
            return
        target = Target("group", facts.group.id)
        right = first in holders(facts, [self.office, *self.excused], facts.today)
        chosen = [_is_chosen(facts, holder) for holder in held]
        if right or True in chosen:
            yield Passed(target)
        elif unknown := next((one for one in chosen if isinstance(one, Missing)), None):
            yield unknown
        else:
            yield Failed(target=target, values={"person": first, "other": held})


def _first_on_list(facts: Facts) -> Person | Missing:
    places = facts.register(_LIST)
    if isinstance(places, Missing):
        return places
    firsts = sorted(r.person for r in places if parse_number(r.value("rank")) == 1)
    found = person(facts, firsts[0]) if firsts else None
    return found or Missing("first_on_list")


def _is_chosen(facts: Facts, holder: Person) -> bool | Missing:
    """Whether an entry says that the group thought over who holds the office."""
    known = facts.register(_CHOICES)
    if isinstance(known, Missing):
        return known
    return any(r.person == holder.id and (r.at is None or facts.has_come(r.at)) for r in known)


class Apart(CheckParams):
    """Nobody holds both offices; with ``unless_chosen``, only where the group thought it over."""

    says: ClassVar = frozenset({"person"})

    relation: Literal["apart"]
    office: OfficeParam
    other: OfficeParam
    unless_chosen: bool = False

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each holder of the office, where somebody holds the other."""
        held = holders(facts, [self.office], facts.today)
        others = holders(facts, [self.other], facts.today)
        if not held:
            yield Missing("holder", {"office": self.office})
        elif others:
            for holder in held:
                yield self._result(facts, holder, holder in others)

    def _result(self, facts: Facts, holder: Person, both: bool) -> Result:
        target = Target("person", holder.id)
        chosen = _is_chosen(facts, holder) if both and self.unless_chosen else not both
        if isinstance(chosen, Missing):
            return chosen
        return Passed(target) if chosen else Failed(target=target, values={"person": holder})


class SeatedIn(CheckParams):
    """Whoever holds the office has a permanent seat in a body of the kind."""

    says: ClassVar = frozenset({"person", "body"})
    variants: ClassVar = frozenset({"deputy"})

    relation: Literal["seated_in"]
    office: OfficeParam
    kind: BodyKind

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each holder and the first body of the kind."""
        body = next(iter(facts.roster.of_kind(self.kind)), None)
        held = holders(facts, [self.office], facts.today)
        if body is None or not facts.roster.seated(body.key, facts.today):
            yield Missing("seats")
            return
        if not held:
            yield Missing("holder", {"office": self.office})
        for holder in held:
            roles = {m.role for m in memberships(holder, body, facts.today)}
            target = Target("person", holder.id)
            if roles & {Role.MEMBER, Role.LEADER, Role.DEPUTY_LEADER}:
                yield Passed(target)
            else:
                variant = "deputy" if Role.DEPUTY in roles else ""
                values = {"person": holder, "body": body}
                yield Failed(target=target, variant=variant, values=values)
