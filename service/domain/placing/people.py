"""Who of the group has to be where: seats in the municipality's bodies, the factions, the board."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.domain.model import BodyKind, Membership, Role, Roster

SITTING = frozenset(Role) - {Role.DEPUTY, Role.SUBSTITUTE, Role.CHIEF_EXECUTIVE}
_BOARD_ROLES = frozenset({Role.LEADER, Role.DEPUTY_LEADER, Role.BOARD_MEMBER})

People = frozenset[str] | None  # ids; None is everybody in the group


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """The roster, indexed by body. Without a roster everybody has to be everywhere."""

    roster: Roster | None
    by_body: Mapping[str, list[tuple[str, Membership]]]
    any_municipal: bool  # whether anybody sits in any of the municipality's bodies

    def sitting(self, bodies: Iterable[str], day: dt.date) -> frozenset[str]:
        """Who sits in one of the bodies on the day. Deputies are not counted on."""
        return frozenset(
            person for body in bodies for person, m in self._on(body, day) if m.role in SITTING
        )

    def matters(self, body: str, day: dt.date, people: People) -> bool:
        """Whether one of these people sits in a municipal body; yes, where none is said to."""
        if not self.any_municipal:
            return True
        return any(
            m.role in SITTING and (people is None or person in people)
            for person, m in self._on(body, day)
        )

    def faction_body(self, committee: str) -> str:
        """The faction of a committee: the body with its key or name as an alias, else itself."""
        bodies = self.roster.bodies if self.roster else ()
        names = {b.name.casefold() for b in bodies if b.key == committee} | {committee.casefold()}
        factions = (b for b in bodies if b.kind is BodyKind.FACTION)
        found = (b.key for b in factions if names & {alias.casefold() for alias in b.aliases})
        return next(found, committee)

    def faction(self, body: str, committee: str, day: dt.date) -> People:
        """Who sits in the committee or the faction, and the committee's first deputy (SP22-4.9)."""
        if self.roster is None:
            return None
        first = (
            person
            for person, m in self._on(committee, day)
            if m.role is Role.DEPUTY and m.rank == 1
        )
        return self.sitting({body, committee}, day) | frozenset(first)

    def faction_leader(self, body: str, committee: str, day: dt.date) -> str:
        """Who leads the faction, or ""."""
        leaders = (
            person
            for one in (body, committee)
            for person, m in self._on(one, day)
            if m.role is Role.FACTION_LEADER
        )
        return next(leaders, "")

    def board(self, day: dt.date) -> People:
        """Leader, deputy leader and member, and who else sits on the board; else everybody."""
        if self.roster is None:
            return None
        officers = (
            person
            for group in self.roster.of_kind(BodyKind.GROUP)
            for person, m in self._on(group.key, day)
            if m.role in _BOARD_ROLES
        )
        boards = [b.key for b in self.roster.of_kind(BodyKind.GROUP_BOARD)]
        return (self.sitting(boards, day) | frozenset(officers)) or None

    def _on(self, body: str, day: dt.date) -> Iterator[tuple[str, Membership]]:
        return (one for one in self.by_body.get(body, ()) if one[1].period.covers(day))


def seats_of(roster: Roster | None) -> Seats:
    """The index of a roster."""
    by_body: defaultdict[str, list[tuple[str, Membership]]] = defaultdict(list)
    for person in roster.people if roster else ():
        for membership in person.memberships:
            by_body[membership.body].append((person.id, membership))
    municipal = [body.key for body in roster.bodies if body.kind.municipal] if roster else []
    return Seats(
        roster=roster,
        by_body=dict(by_body),
        any_municipal=any(m.role in SITTING for key in municipal for _, m in by_body.get(key, ())),
    )
