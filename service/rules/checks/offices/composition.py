"""K07, continued: who leads and who makes up a faction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Body, BodyKind, Person, Role
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import committees, faction_of, memberships, own_seats, with_faction
from service.rules.results import Failed, Missing, Passed, Result, Target

_IN_FACTION = frozenset({Role.MEMBER, Role.DEPUTY, Role.FACTION_LEADER, Role.LEADER})


class FactionLeaders(CheckParams):
    """Where the group has several permanent members in a committee, one of them leads them."""

    says: ClassVar = frozenset({"body", "count", "people"})
    variants: ClassVar = frozenset({"several", "not_member"})

    relation: Literal["faction_leaders"]
    threshold: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each committee with a faction."""
        if not with_faction(facts, facts.today, 1):
            yield Missing("seats")
        for committee in with_faction(facts, facts.today, self.threshold):
            own = own_seats(facts, committee, facts.today)
            leaders = faction_leaders(facts, committee)
            target = Target("body", committee.key)
            values = {"body": committee, "count": len(own), "people": leaders}
            if not leaders:
                yield Failed(target=target, values=values)
            elif len(leaders) > 1:
                yield Failed(target=target, variant="several", values=values)
            elif leaders[0] not in own:
                yield Failed(target=target, variant="not_member", values=values)
            else:
                yield Passed(target)


def faction_leaders(facts: Facts, committee: Body) -> tuple[Person, ...]:
    """The faction leaders of a committee, entered on the committee or on its faction."""
    faction = faction_of(facts, committee)
    keys = {committee.key} | ({faction.key} if faction else set())
    return tuple(
        p
        for p in facts.roster.people
        if any(p.holds(Role.FACTION_LEADER, key, facts.today) for key in keys)
    )


class Composition(CheckParams):
    """A faction is the permanent members of the committee and its deputies up to a rank."""

    says: ClassVar = frozenset({"body", "people", "extra"})
    variants: ClassVar = frozenset({"extra", "both"})

    relation: Literal["composition"]
    kinds: tuple[BodyKind, ...]
    vara_rank: int = Field(ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each committee with a faction."""
        if not with_faction(facts, facts.today, 1):
            yield Missing("seats")
            return
        for committee in committees(facts):
            if committee.kind in self.kinds and own_seats(facts, committee, facts.today):
                faction = faction_of(facts, committee)
                if faction:
                    yield self._result(facts, committee, faction)
                elif len(own_seats(facts, committee, facts.today)) > 1:
                    yield Missing("faction_members", {"body": committee})

    def _result(self, facts: Facts, committee: Body, faction: Body) -> Result:
        people = facts.roster.people
        wanted = {p.id for p in people if self._belongs(facts, p, committee)}
        actual = {
            p.id
            for p in people
            if any(m.role in _IN_FACTION for m in memberships(p, faction, facts.today))
        }
        if not actual:
            return Missing("faction_members", {"body": committee})
        target = Target("body", faction.key)
        lacking = tuple(p for p in people if p.id in wanted - actual)
        extra = tuple(p for p in people if p.id in actual - wanted)
        if not lacking and not extra:
            return Passed(target)
        values = {"body": committee, "people": lacking, "extra": extra}
        variant = "both" if lacking and extra else "extra" if extra else ""
        return Failed(target=target, variant=variant, values=values)

    def _belongs(self, facts: Facts, person: Person, committee: Body) -> bool:
        return any(
            m.role is Role.MEMBER
            or (m.role is Role.DEPUTY and m.rank is not None and m.rank <= self.vara_rank)
            for m in memberships(person, committee, facts.today)
        )
