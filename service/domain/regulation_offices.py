"""Who holds an office by the regulation, against who holds it in the roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.domain.model import BodyKind, Group, Role
from service.domain.regulation import Stated
from service.domain.spoken import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDifference:
    """An office whose holder in the regulation is not the one in the roster."""

    label: str
    section: str
    stated: str  # the name in the regulation
    holders: tuple[str, ...]  # the names in the roster
    known: bool  # whether the roster has somebody of exactly that name


def office_differences(
    stated: Iterable[Stated], group: Group, day: dt.date
) -> tuple[OfficeDifference, ...]:
    """Offices whose holder on ``day`` is called something else in the roster."""
    people = {folded(person.name) for person in group.roster.people}
    differences = []
    for one in stated:
        if one.field.office is None:
            continue
        holders = tuple(_holders(group, *one.field.office, day))
        if one.value not in holders:
            differences.append(
                OfficeDifference(
                    label=one.label,
                    section=one.section,
                    stated=str(one.value),
                    holders=holders,
                    known=one.value in people,
                )
            )
    return tuple(differences)


def _holders(group: Group, role: Role, kind: BodyKind, day: dt.date) -> Iterator[str]:
    for body in group.roster.of_kind(kind):
        for person in group.roster.holders(role, body.key, day):
            yield folded(person.name)
