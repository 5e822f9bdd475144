"""Who belongs at a meeting, by which role and with which rights, in the group's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.domain.model import (
    Body,
    BodyKind,
    Group,
    Meeting,
    MeetingType,
    PartyStatus,
    Person,
    Role,
    Roster,
)
from service.domain.rights import Occasion, Rights, rights_of
from service.domain.standings import office_of
from service.rules.definitions import RulePack
from service.rules.rights_matrix import in_force, matrix

_WORDS: dict[tuple[Role, BodyKind], tuple[str, str]] = {
    (Role.LEADER, BodyKind.GROUP): ("Gruppeleder", "Gruppeleiar"),
    (Role.DEPUTY_LEADER, BodyKind.GROUP): ("Nestleder", "Nestleiar"),
    (Role.BOARD_MEMBER, BodyKind.GROUP): ("Gruppestyremedlem", "Gruppestyremedlem"),
    (Role.MEMBER, BodyKind.GROUP): ("Fast medlem", "Fast medlem"),
    (Role.MEMBER, BodyKind.COUNCIL): ("Fast medlem", "Fast medlem"),
    (Role.JOINING, BodyKind.GROUP): ("Tiltredende", "Tiltredande"),
    (Role.LEADER, BodyKind.PARTY_BOARD): ("Leder i lokallaget", "Leiar i lokallaget"),
    (Role.DEPUTY, BodyKind.GROUP): ("Vara", "Vara"),
    (Role.DEPUTY, BodyKind.COUNCIL): ("Vara", "Vara"),
    (Role.MEMBER, BodyKind.EXECUTIVE): ("Utvalgsmedlem", "Utvalsmedlem"),
    (Role.MEMBER, BodyKind.COMMITTEE): ("Utvalgsmedlem", "Utvalsmedlem"),
    (Role.MEMBER, BodyKind.OTHER): ("Utvalgsmedlem", "Utvalsmedlem"),
}
_ORDER = tuple(_WORDS)
_FACTION_WORDS = {
    Role.FACTION_LEADER: ("Fraksjonsleder", "Fraksjonsleiar"),
    Role.MEMBER: ("Medlem", "Medlem"),
    Role.DEPUTY: ("Vara", "Vara"),
}
_BOARD_OFFICES = {
    (Role.LEADER, BodyKind.GROUP),
    (Role.DEPUTY_LEADER, BodyKind.GROUP),
    (Role.BOARD_MEMBER, BodyKind.GROUP),
}
_KINDS = {MeetingType.GRP_BOARD: BodyKind.GROUP_BOARD, MeetingType.FRAK: BodyKind.FACTION}
_OBSERVERS = (Role.MAYOR, Role.DEPUTY_MAYOR)  # of the group board (SP22-3.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who is called to a group meeting, by the highest role that calls them."""

    person: Person
    role: Role
    kind: BodyKind
    word: str  # the role in the group's language
    rank: int | None = None
    rights: Rights | None = None  # at the meeting, as the group's packs give them; None: not stated


def participants(group: Group, day: dt.date) -> tuple[Participant, ...]:
    """Everyone who is called to a group meeting on ``day``, leaders first, deputies by rank.

    Independents and suspended members are not called (SP22-5.17, SP22-ET-32).
    """
    found = [
        participant
        for person in group.roster.people
        if person.status is PartyStatus.MEMBER
        and (participant := _participant(group, person, day)) is not None
    ]
    return tuple(sorted(found, key=lambda p: (_ORDER.index((p.role, p.kind)), p.rank or 0)))


def called_to(group: Group, meeting: Meeting, packs: Iterable[RulePack]) -> tuple[Participant, ...]:
    """Everyone who is called to ``meeting``, with the rights that the packs give them there.

    Nobody is known to be away when a document is written: a deputy has a deputy's rights.
    """
    lines = matrix(in_force(packs, meeting.date))
    occasion = Occasion(body_that_meets(group.roster, meeting), meeting.date, county=group.county)
    return tuple(
        replace(called, rights=rights_of(lines, group.roster, called.person, occasion))
        for called in _called(group, meeting)
    )


def body_that_meets(roster: Roster, meeting: Meeting) -> Body:
    """The body that meets; of the kind that the type of meeting is for, whatever the roster has."""
    kind = _KINDS.get(meeting.type, BodyKind.GROUP)
    known = roster.body(meeting.body) or Body(key=meeting.body, name=meeting.body, kind=kind)
    return replace(known, kind=kind)


def _called(group: Group, meeting: Meeting) -> tuple[Participant, ...]:
    """Its board, its faction, or the whole group."""
    match meeting.type:
        case MeetingType.GRP_BOARD:
            return _board(group, meeting.date)
        case MeetingType.FRAK:
            return _faction(group, meeting)
        case _:
            return participants(group, meeting.date)


def _board(group: Group, day: dt.date) -> tuple[Participant, ...]:
    """Leader, deputy leader and member, then the mayor and the deputy mayor as observers."""
    everybody = participants(group, day)
    board = [p for p in everybody if (p.role, p.kind) in _BOARD_OFFICES]
    seated = {p.person.id for p in board}
    observers = [
        Participant(person=person, role=Role.OBSERVER, kind=BodyKind.GROUP_BOARD, word="Observatør")
        for role in _OBSERVERS
        for body in group.roster.bodies
        for person in group.roster.holders(role, body.key, day)
        if person.id not in seated and person.status is PartyStatus.MEMBER
    ]
    return (*board, *{p.person.id: p for p in observers}.values())


def _faction(group: Group, meeting: Meeting) -> tuple[Participant, ...]:
    """Those who sit in the faction, its leader first and deputies by rank."""
    roles = tuple(_FACTION_WORDS)
    found: list[tuple[int, int, Participant]] = []
    for person in group.roster.people:
        held = [
            (roles.index(m.role), m.rank or 0)
            for m in person.memberships
            if m.body == meeting.body and m.role in roles and m.period.covers(meeting.date)
        ]
        if held:
            index, rank = min(held)
            participant = Participant(
                person=person,
                role=roles[index],
                kind=BodyKind.FACTION,
                word=_FACTION_WORDS[roles[index]][group.language == "nn"],
                rank=rank or None,
            )
            found.append((index, rank, participant))
    return tuple(participant for _, _, participant in sorted(found, key=lambda entry: entry[:2]))


def named(group: Group, role: Role, kind: BodyKind, day: dt.date) -> tuple[str, ...]:
    """The names of those who hold a role in a kind of body on ``day``."""
    return tuple(
        person.name
        for body in group.roster.of_kind(kind)
        for person in group.roster.holders(role, body.key, day)
    )


def _participant(group: Group, person: Person, day: dt.date) -> Participant | None:
    bodies = {body.key: body for body in group.roster.bodies}
    held = [
        (office_of(m, bodies[m.body].kind), m.rank or 0)
        for m in person.memberships
        if m.body in bodies and m.period.covers(day)
    ]
    ranked = sorted((_ORDER.index(office), rank) for office, rank in held if office in _WORDS)
    if not ranked:
        return None
    index, rank = ranked[0]
    role, kind = _ORDER[index]
    word = _WORDS[role, kind][group.language == "nn"]
    return Participant(person=person, role=role, kind=kind, word=word, rank=rank or None)
