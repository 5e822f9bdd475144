"""A group with people, rules and a folder somebody has read, for the tests of the rules' pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from web_support import regulation_says

from service.db.groups import Groups
from service.domain.model import Body, BodyKind, Membership, Period, Person, Role
from service.journeys.services import Services

TERM = Period(start=dt.date(2023, 10, 1), end=dt.date(2027, 9, 30))
BRANCH = Body(key="styret", name="Lokallagsstyret", kind=BodyKind.PARTY_BOARD)
PACKS = ("sp-reglement-2022", "sp-etikk-2022", "ks-folkevalgt-2011")


def person(id_: str, name: str, *offices: tuple[str, Role]) -> Person:
    held = (("ks", Role.MEMBER), ("gruppa", Role.MEMBER), *offices)
    return Person(
        id=id_,
        name=name,
        memberships=tuple(Membership(body=b, role=r, period=TERM) for b, r in held),
    )


PEOPLE = (
    person("kari", "Kari Nordmann", ("gruppa", Role.LEADER)),
    person("ola", "Ola Nordmann", ("styret", Role.LEADER)),
    person("liv", "Liv Nordmann", ("gruppa", Role.DEPUTY_LEADER)),
    person("per", "Per Nordmann"),
)


def rule(services: Services, *packs: str, language: str = "nb") -> None:
    """Let the group follow these packs, with its people, and have a regulation that was read."""
    own = services.own_settings("prove")
    roster = replace(own.group.roster, bodies=(*own.group.roster.bodies, BRANCH), people=PEOPLE)
    group = replace(own.group, packs=packs, roster=roster, language=language)
    with services.database.transaction() as session:
        Groups(session).save(replace(own, group=group))
    regulation_says(services, weekday="onsdag")
