"""T1, continued: that offices are filled, spread and confirmed, as the roster of the day shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Person
from service.rules.checks.shared.traces import Trigger
from service.rules.facts import Facts
from service.rules.offices import Office, OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holders, members
from service.rules.results import Failed, Missing, Passed, Result, Target


class OfficeFilled(CheckParams):
    """Somebody holds one of the offices."""

    trace_in: Literal["office"]
    any_of: tuple[OfficeParam, ...] = Field(min_length=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group, once its members are entered."""
        target = Target("group", facts.group.id)
        if holders(facts, self.any_of, facts.today):
            yield Passed(target)
        elif not members(facts, facts.today):
            yield Missing("members")
        else:
            yield Failed(target=target)


class RoleCount(CheckParams):
    """Nobody has more than ``max_roles`` offices and seats; ``uncounted`` are not reckoned."""

    says: ClassVar = frozenset({"person", "count", "maximum"})

    trace_in: Literal["roles"]
    max_roles: int = Field(ge=1)
    uncounted: tuple[OfficeParam, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each member of the group."""
        people = members(facts, facts.today)
        if not people:
            yield Missing("members")
        for person in people:
            count = len(self._roles(facts, person))
            target = Target("person", person.id)
            if count <= self.max_roles:
                yield Passed(target)
            else:
                values = {"person": person, "count": count, "maximum": self.max_roles}
                yield Failed(target=target, values=values)

    def _roles(self, facts: Facts, person: Person) -> set[tuple[str, str]]:
        """Body and role of each, once."""
        bodies = {body.key: body for body in facts.roster.bodies}
        return {
            (m.body, str(m.role))
            for m in person.memberships
            if m.period.covers(facts.today)
            and (body := bodies.get(m.body))
            and Office(m.role, body.kind) not in self.uncounted
        }


class Signed(CheckParams):
    """Every holder of the offices, and of ``if_held`` where anybody is one, has an entry.

    The entry is of the trigger's register, about the person, and from this term.
    """

    says: ClassVar = frozenset({"people"})

    trace_in: Literal["signed"]
    trigger: Trigger
    offices: tuple[OfficeParam, ...] = Field(min_length=1)
    if_held: tuple[OfficeParam, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for office in self.offices:
            if not holders(facts, [office], facts.today):
                yield Missing("holder", {"office": office})
        asked = holders(facts, [*self.offices, *self.if_held], facts.today)
        own = [record for record in known if self.trigger.demands(record)]
        signed = {r.person for r in own if r.at and facts.group.term.covers(r.at.date())}
        unsure = {r.person for r in own if r.at is None} - signed
        people = sorted((p for p in asked if p.id not in signed), key=lambda p: p.name)
        left = tuple(p for p in people if p.id not in unsure)
        target = Target("group", facts.group.id)
        if left:
            yield Failed(target=target, values={"people": left})
        elif people:
            yield Missing("record_day", {"what": tuple(people)})
        elif asked:
            yield Passed(target)
