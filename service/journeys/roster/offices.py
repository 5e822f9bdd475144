"""Who has held which office in which body, and when, as the roster has it."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from service.domain.model import Body, BodyKind, Membership, Person, Role, Roster

_ROLES = tuple(Role)
_LEADING = (Role.LEADER, Role.DEPUTY_LEADER, Role.FACTION_LEADER, Role.MAYOR, Role.DEPUTY_MAYOR)
_UNRANKED = 10_000  # after those with a rank


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOffice:
    """One person's role in one body, for a time."""

    person: Person
    body: Body
    membership: Membership

    def said(self, language: str) -> str:
        """What it is called, where the body is named beside it."""
        return office_word(self.membership, self.body.kind, language)

    def is_held_on(self, day: dt.date) -> bool:
        """Whether it is held that day."""
        return self.membership.period.covers(day)


def offices_of(roster: Roster) -> tuple[HeldOffice, ...]:
    """Every office that anybody has or had: body by body, leaders first, the latest first."""
    bodies = {body.key: body for body in roster.bodies}
    places = {key: place for place, key in enumerate(bodies)}
    held = (
        HeldOffice(person=person, body=bodies[m.body], membership=m)
        for person in roster.people
        for m in person.memberships
        if m.body in bodies
    )
    return tuple(sorted(held, key=lambda one: (places[one.body.key], *_order(one))))


def _order(one: HeldOffice) -> tuple[bool, int, int, int, str]:
    m = one.membership
    started = -m.period.start.toordinal()
    return (
        m.role not in _LEADING,
        _ROLES.index(m.role),
        m.rank or _UNRANKED,
        started,
        one.person.name,
    )


def office_word(membership: Membership, kind: BodyKind, language: str) -> str:
    """What a role in a kind of body is called, with a deputy's rank: "1. vara"."""
    role, words = membership.role, _words()
    if membership.rank and role in words["ranked"]:
        return words["ranked"][role][language].format(rank=membership.rank)
    roles = words["roles"]
    return roles.get(f"{role}@{kind}", roles[role])[language]


def state_word(state: str, language: str) -> str:
    """What is said of somebody besides their offices, by its key in ``words.toml``."""
    return _words()["states"][state][language]


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = files("service.journeys.roster").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)
