"""Questions about the roster: who holds which office, and whom a name in a document means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from service.domain.model import Body, BodyKind, Membership, PartyStatus, Person, Role
from service.rules.facts import Facts
from service.rules.indexes import name_words
from service.rules.offices import Office
from service.rules.texts import plain

SEATS = (Office(Role.MEMBER, BodyKind.GROUP), Office(Role.MEMBER, BodyKind.COUNCIL))
DEPUTY_SEATS = (Office(Role.DEPUTY, BodyKind.GROUP), Office(Role.DEPUTY, BodyKind.COUNCIL))
LEADER = Office(Role.LEADER, BodyKind.GROUP)


def holders(facts: Facts, offices: Iterable[Office], day: dt.date) -> tuple[Person, ...]:
    """Everyone who holds any of the offices on the day, in the roster's order."""
    wanted = frozenset(offices)
    held = facts.people.offices(day)
    return tuple(p for p in facts.roster.people if held[p.id] & wanted)


def holds(facts: Facts, person_id: str, offices: Iterable[Office], day: dt.date) -> bool:
    """Whether the person with that id holds any of the offices on the day."""
    return bool(facts.people.offices(day).get(person_id, frozenset()) & frozenset(offices))


def members(facts: Facts, day: dt.date) -> tuple[Person, ...]:
    """The group's permanent members: seats in group or council, not independents or suspended."""
    return tuple(p for p in holders(facts, SEATS, day) if p.status is PartyStatus.MEMBER)


def memberships(person: Person, body: Body, day: dt.date) -> tuple[Membership, ...]:
    """The person's memberships of one body on the day."""
    return tuple(m for m in person.memberships if m.body == body.key and m.period.covers(day))


def own_seats(facts: Facts, body: Body, day: dt.date) -> tuple[Person, ...]:
    """The group's permanent members in a municipal body."""
    return facts.roster.holders(Role.MEMBER, body.key, day)


def committees(facts: Facts) -> tuple[Body, ...]:
    """The bodies that can have a faction: executive committee and committees."""
    return facts.roster.of_kind(BodyKind.EXECUTIVE, BodyKind.COMMITTEE)


def with_faction(facts: Facts, day: dt.date, threshold: int) -> tuple[Body, ...]:
    """The committees where the group has at least ``threshold`` permanent members."""
    return tuple(b for b in committees(facts) if len(own_seats(facts, b, day)) >= threshold)


def faction_of(facts: Facts, committee: Body) -> Body | None:
    """The faction body of a committee: the one with the committee's key or name as an alias."""
    names = {plain(committee.key), plain(committee.name)}
    return next(
        (
            b
            for b in facts.roster.of_kind(BodyKind.FACTION)
            if names & {plain(alias) for alias in b.aliases}
        ),
        None,
    )


def person(facts: Facts, person_id: str) -> Person | None:
    """The person with that id."""
    return next((p for p in facts.roster.people if p.id == person_id), None)


def name_of(facts: Facts, person_id: str) -> str:
    """The person's name, or the id where the roster lacks it."""
    found = person(facts, person_id)
    return found.name if found else person_id


def person_named(facts: Facts, text: str) -> Person | None:
    """Whom a name in a document means: the whole name, or a part that only one person has."""
    return facts.people.named(text)


def named_in(facts: Facts, text: str) -> tuple[Person, ...]:
    """Everyone of the roster whose whole name stands in the text."""
    flat = f" {' '.join(name_words(text, brackets=True))} "
    return tuple(p for p in facts.roster.people if f" {' '.join(name_words(p.name))} " in flat)
