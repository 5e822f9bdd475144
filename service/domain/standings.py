"""The kinds of people that sources give rights to, and of which of them somebody is on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from service.domain.acting import CHAMBER, Absence, acting, chamber
from service.domain.model import Body, BodyKind, Membership, PartyStatus, Person, Role, Roster

Held = frozenset[tuple[Role, BodyKind]]

_BOARD = frozenset({Role.LEADER, Role.DEPUTY_LEADER, Role.BOARD_MEMBER})
_MAYORS = frozenset({Role.MAYOR, Role.DEPUTY_MAYOR})


class Who(StrEnum):
    """Kinds of people. The last two no roster can tell: whoever asks says so."""

    COUNCIL_MEMBER = "council_member"  # has a permanent seat
    COUNCIL_DEPUTY = "council_deputy"
    ACTING = "acting"  # seated, or a deputy in an empty seat
    NOT_ACTING = "not_acting"  # a deputy whom nobody needs that day
    OTHER_BODY = "other_body"  # in another body of the municipality
    PARTY_LEADER = "party_leader"
    JOINING = "joining"
    LOCAL_MEMBER = "local_member"
    SWITCHER = "switcher"  # elected for another party
    INDEPENDENT = "independent"
    BOARD = "board"
    OWN_MAYOR = "own_mayor"  # or deputy mayor
    FACTION = "faction"
    GROUP_LEADER = "group_leader"
    STAND_IN = "stand_in"  # the deputy leader while the leader is away
    CALLED_IN = "called_in"
    MINORITY = "minority"


def standings(
    roster: Roster, body: Body, person: Person, day: dt.date, absences: Iterable[Absence] = ()
) -> frozenset[Who]:
    """Every kind that somebody is of on the day, at meetings of the body.

    An independent is nothing else, and a suspended member nothing at all.
    """
    if person.status is PartyStatus.INDEPENDENT:
        return frozenset({Who.INDEPENDENT})
    if person.status is PartyStatus.SUSPENDED:
        return frozenset()
    away = tuple(absences)
    held = offices(roster, person, day)
    seated = any((Role.MEMBER, kind) in held for kind in CHAMBER)
    deputy = any((Role.DEPUTY, kind) in held for kind in CHAMBER)
    acts = (seated or deputy) and person in acting(roster, chamber(roster), day, away).people
    switched = person.joined_from_other_party is not None and seated
    is_of = {
        Who.COUNCIL_MEMBER: seated,
        Who.COUNCIL_DEPUTY: deputy,
        Who.ACTING: acts and not switched,
        Who.NOT_ACTING: deputy and not acts,
        Who.OTHER_BODY: any(_in_another_body(role, kind) for role, kind in held),
        Who.PARTY_LEADER: (Role.LEADER, BodyKind.PARTY_BOARD) in held,
        Who.JOINING: (Role.JOINING, BodyKind.GROUP) in held,
        Who.LOCAL_MEMBER: any(role is Role.LOCAL_MEMBER for role, _ in held),
        Who.SWITCHER: switched,
        Who.BOARD: any((role, BodyKind.GROUP) in held for role in _BOARD),
        Who.OWN_MAYOR: any(role in _MAYORS for role, _ in held),
        Who.FACTION: body.kind is BodyKind.FACTION and _sits_in(person, body, day),
        Who.GROUP_LEADER: (Role.LEADER, BodyKind.GROUP) in held,
        Who.STAND_IN: (Role.DEPUTY_LEADER, BodyKind.GROUP) in held
        and _leader_is_away(roster, day, away),
    }
    return frozenset(who for who, true in is_of.items() if true)


def offices(roster: Roster, person: Person, day: dt.date) -> Held:
    """The person's roles by kind of body, as `office_of` says."""
    kinds = {body.key: body.kind for body in roster.bodies}
    return frozenset(
        office_of(m, kinds[m.body])
        for m in person.memberships
        if m.body in kinds and m.period.covers(day)
    )


def office_of(membership: Membership, kind: BodyKind) -> tuple[Role, BodyKind]:
    """The role and the kind of body it counts in: an office in the group's board is the group's."""
    on_board = kind is BodyKind.GROUP_BOARD and membership.role in _BOARD
    return membership.role, BodyKind.GROUP if on_board else kind


def _in_another_body(role: Role, kind: BodyKind) -> bool:
    return role is Role.MEMBER and kind.municipal and kind is not BodyKind.COUNCIL


def _sits_in(person: Person, body: Body, day: dt.date) -> bool:
    return any(m.body == body.key and m.period.covers(day) for m in person.memberships)


def _leader_is_away(roster: Roster, day: dt.date, absences: Iterable[Absence]) -> bool:
    """Whether the group has a leader, and each who leads it is away."""
    away = {absence.person for absence in absences if absence.period.covers(day)}
    office = (Role.LEADER, BodyKind.GROUP)
    leaders = {p.id for p in roster.people if office in offices(roster, p, day)}
    return bool(leaders) and leaders <= away
