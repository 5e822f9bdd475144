"""Who belongs to those that a calendar or folder is for, on a day: from joining until leaving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from service.domain.model import Audience, BodyKind, PartyStatus, Person, Role, Roster
from service.domain.sharing import Access, Share, Sharee
from service.domain.standings import offices

_BOARD = frozenset({Role.LEADER, Role.DEPUTY_LEADER, Role.BOARD_MEMBER})
_LEADERS = frozenset({Role.LEADER, Role.DEPUTY_LEADER})
_SEATS = frozenset({Role.MEMBER, Role.DEPUTY, Role.JOINING, Role.OBSERVER})
_ELECTED = frozenset({Role.MEMBER, Role.DEPUTY, Role.MAYOR, Role.DEPUTY_MAYOR})
_OWN = frozenset({BodyKind.GROUP, BodyKind.GROUP_BOARD})


def belongs(roster: Roster, person_id: str, audience: Audience, day: dt.date) -> bool:
    """Whether somebody is of that audience on the day, both first and last day included.

    The group board are those who sit on it or hold an office of the group's; the leader's calendar
    is for leader and deputy leader. Everything else is for the group: those with a seat or office
    in it, or, where their seat in it was never entered, with a seat in the council. Somebody who
    has become independent or is suspended belongs to none of them, nor does anybody the roster
    doesn't know.
    """
    person = next((one for one in roster.people if one.id == person_id), None)
    if person is None or person.status is not PartyStatus.MEMBER:
        return False
    held = offices(roster, person, day)
    leads = any(kind is BodyKind.GROUP and role in _LEADERS for role, kind in held)
    board = any(
        kind is BodyKind.GROUP_BOARD or (kind is BodyKind.GROUP and role in _BOARD)
        for role, kind in held
    )
    if audience is Audience.LEADER:
        return leads
    if audience is Audience.GROUP_BOARD:
        return board
    own = any(kind in _OWN for _, kind in held)
    elected = any(kind is BodyKind.COUNCIL and role in _ELECTED for role, kind in held)
    return own or (elected and not _entered(roster, person))


def _entered(roster: Roster, person: Person) -> bool:
    """Whether the person's seat in the group itself has ever been entered."""
    groups = {body.key for body in roster.of_kind(BodyKind.GROUP)}
    return any(m.body in groups and m.role in _SEATS for m in person.memberships)


def wanted_shares(
    shares: Iterable[Share], roster: Roster, audience: Audience, day: dt.date
) -> Mapping[Sharee, Access]:
    """The shares that hold on the day: one tied to a person only while they belong."""
    return {
        share.sharee: share.access
        for share in shares
        if not share.person or belongs(roster, share.person, audience, day)
    }
