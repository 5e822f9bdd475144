"""Who acts in a body on a day: permanent members less those away, and deputies in their place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from service.domain.model import BodyKind, PartyStatus, Period, Person, Role, Roster

CHAMBER = (BodyKind.GROUP, BodyKind.COUNCIL)  # a seat in either is a seat of the group
_LAST = 10_000  # deputies without a rank come after those with one


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody who is away, or on leave, for some days."""

    person: str
    period: Period


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts: the seated by id, the deputies by rank, and the number of seats nobody fills."""

    seated: tuple[Person, ...]
    deputies: tuple[Person, ...]
    vacant: int

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who acts."""
        return (*self.seated, *self.deputies)


def fill_seats(
    seats: Iterable[Person], deputies: Iterable[tuple[int, Person]], is_there: Callable[[str], bool]
) -> Acting:
    """The seated who are there, and for each who is not the deputy of the lowest rank who is.

    A deputy has a rank, from 1; of those with the same, the first by id goes in.
    """
    own = {person.id: person for person in seats}
    ready = {p.id: (rank, p) for rank, p in deputies if p.id not in own and is_there(p.id)}
    ranked = sorted(ready, key=lambda person_id: (ready[person_id][0], person_id))
    seated = tuple(own[person_id] for person_id in sorted(own) if is_there(person_id))
    free = len(own) - len(seated)
    called = tuple(ready[person_id][1] for person_id in ranked[:free])
    return Acting(seated, called, free - len(called))


def acting(
    roster: Roster, bodies: Collection[str], day: dt.date, absences: Iterable[Absence] = ()
) -> Acting:
    """Who acts in these bodies, taken as one, on the day.

    The seat of an independent or suspended member is not the group's: nobody acts in it.
    """
    away = {absence.person for absence in absences if absence.period.covers(day)}
    own = [person for person in roster.people if person.status is PartyStatus.MEMBER]
    seats = [person for person in own if _ranks(person, Role.MEMBER, bodies, day)]
    deputies = [
        (min(ranks), person)
        for person in own
        if (ranks := _ranks(person, Role.DEPUTY, bodies, day))
    ]
    return fill_seats(seats, deputies, lambda person_id: person_id not in away)


def _ranks(person: Person, role: Role, bodies: Collection[str], day: dt.date) -> list[int]:
    return [
        m.rank or _LAST
        for m in person.memberships
        if m.role is role and m.body in bodies and m.period.covers(day)
    ]


def chamber(roster: Roster) -> frozenset[str]:
    """The keys of the bodies whose seats are the group's: the group itself and the council."""
    return frozenset(body.key for body in roster.of_kind(*CHAMBER))
