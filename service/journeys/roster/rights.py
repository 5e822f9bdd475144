"""Who acts, who has which right in which body, and which offices collide, on any day.

Rights are those of the sources that hold on the day; what they don't say stays "not stated".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from service.domain.acting import CHAMBER, Absence, Acting, acting, chamber
from service.domain.errors import InputError
from service.domain.model import Body, Group, Membership, PartyStatus, Person, Role, Roster
from service.domain.rights import Line, Occasion, Rights, lines_about, strongest
from service.domain.standings import Who
from service.journeys.judging.facts import gather_facts
from service.journeys.judging.validating import decided
from service.journeys.roster.absences import Attendance, Seen, attendance_on
from service.journeys.roster.conflicts import JudgedCombination, judged_combinations
from service.journeys.services import Services
from service.rules.definitions import RulePack
from service.rules.facts import Facts
from service.rules.pack_texts import Texts
from service.rules.results import Waiver
from service.rules.rights_matrix import Row, in_force, rows

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEARS = range(1900, 2200)  # others are mistyped
_SEATS = frozenset({Role.MEMBER, Role.DEPUTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitled:
    """One person at meetings of a body: as what the sources know them, and with which rights.

    ``offices`` are what the person holds in the body. ``rights`` None: no source is about them.
    Who is ``away`` has those of one who has no part in the meeting.
    """

    person: Person
    offices: tuple[Membership, ...]
    kinds: tuple[Who, ...]
    rights: Rights | None
    away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyOnDay:
    """A body on the day. ``acting`` is None where the group has no seats that deputies fill."""

    body: Body
    acting: Acting | None
    people: tuple[Entitled, ...]
    notes: tuple[Texts, ...] = ()  # what the sources leave open, or make a condition

    @property
    def is_stated(self) -> bool:
        """Whether a source says anything of rights there."""
        return any(one.rights is not None for one in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDay:
    """All of it. ``undated`` are people whose standing is taken to hold every day."""

    group: Group
    day: dt.date
    absences: tuple[Seen, ...]
    bodies: tuple[BodyOnDay, ...]
    combinations: tuple[JudgedCombination, ...]
    undated: tuple[Person, ...] = ()

    @property
    def in_term(self) -> bool:
        """Whether the group sits that day."""
        return self.group.term.covers(self.day)


def read_day(text: str) -> dt.date:
    """A day as people write it to the service: 2026-05-12.

    Raises:
        InputError: it is no such day.
    """
    try:
        day = dt.date.fromisoformat(text.strip()) if _DAY.fullmatch(text.strip()) else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise InputError(f"«{text}» er ikke en dato vi kan bruke. Skriv den slik: 2026-05-12.")
    return day


def rights_on(
    services: Services, group_id: str, day: dt.date | None = None, body: str = ""
) -> RosterDay:
    """Who acts and who may what in each body, or in ``body`` alone; ``day`` None is today.

    Raises:
        InputError: there is no such group or body, or a pack can't be used.
    """
    settings = services.settings(group_id)
    with services.database.reading() as session:
        facts = gather_facts(services, session, settings)
        waivers, _ = decided(session, group_id)
    packs = services.packs(settings.group)
    return roster_day(packs, facts, day or facts.today, body, waivers)


def roster_day(
    packs: Sequence[RulePack],
    facts: Facts,
    day: dt.date,
    body: str = "",
    waivers: Sequence[Waiver] = (),
) -> RosterDay:
    """The same from facts that are gathered.

    Raises:
        InputError: there is no such body, or the packs can't be used.
    """
    roster, sources = facts.roster, rows(in_force(packs, day))
    attended = attendance_on(facts, day)
    chosen = (_body_called(facts, body),) if body else roster.bodies
    return RosterDay(
        group=facts.group,
        day=day,
        absences=attended.absences,
        bodies=tuple(_body_on_day(facts.group, one, attended, sources) for one in chosen),
        combinations=judged_combinations(packs, facts, day, waivers),
        undated=tuple(p for p in roster.people if p.status is not PartyStatus.MEMBER),
    )


def _body_called(facts: Facts, text: str) -> Body:
    found = facts.body_named(text)
    if found is None:
        known = ", ".join(body.key for body in facts.roster.bodies) or "ingen er lagt inn"
        raise InputError(f"Gruppa har ikke noe organ som heter «{text}». Velg blant: {known}.")
    return found


def _body_on_day(
    group: Group, body: Body, attended: Attendance, sources: Collection[Row]
) -> BodyOnDay:
    roster, day = group.roster, attended.day
    away = attended.away_from(body, roster)
    occasion = Occasion(body, day, away, county=group.county)
    lines = [line for row in sources for line in row.lines()]
    people = tuple(
        one
        for person in roster.people
        if (one := _entitled(lines, roster, person, occasion)) is not None
    )
    return BodyOnDay(
        body=body,
        acting=_acting(roster, body, day, away),
        people=people,
        notes=_notes(sources, people, occasion),
    )


def _acting(roster: Roster, body: Body, day: dt.date, away: Collection[Absence]) -> Acting | None:
    """Who acts; None in bodies of the party, and where the group has no permanent seat."""
    if not (body.kind.municipal or body.kind in CHAMBER):
        return None
    acts = acting(roster, _house(roster, body), day, away)
    return acts if acts.people or acts.vacant else None


def _house(roster: Roster, body: Body) -> frozenset[str]:
    """The bodies whose seats are one: group and council, or the body alone."""
    return chamber(roster) if body.kind in CHAMBER else frozenset({body.key})


def _entitled(
    lines: Collection[Line], roster: Roster, person: Person, occasion: Occasion
) -> Entitled | None:
    """Somebody of whom a source speaks there, or who belongs to the body; else None."""
    about = lines_about(lines, roster, person, occasion)
    offices = _offices(roster, person, occasion)
    if not about and not offices:
        return None
    return Entitled(
        person=person,
        offices=offices,
        kinds=tuple(dict.fromkeys(line.who for line in about)),
        rights=strongest(about),
        away=any(one.person == person.id for one in occasion.absences),
    )


def _offices(roster: Roster, person: Person, occasion: Occasion) -> tuple[Membership, ...]:
    """What the person holds in the body; a seat in group or council is one in both, said once."""
    house = _house(roster, occasion.body)
    held = [
        m
        for m in person.memberships
        if m.period.covers(occasion.day)
        and (m.body == occasion.body.key or (m.body in house and m.role in _SEATS))
    ]
    return tuple({(m.role, m.rank): m for m in held}.values())


def _notes(
    sources: Collection[Row], people: Collection[Entitled], occasion: Occasion
) -> tuple[Texts, ...]:
    """The remarks of the sources' lines that are about anybody here."""
    kinds = {kind for one in people for kind in one.kinds}
    return tuple(
        row.note
        for row in sources
        if row.note
        and any(
            line.who in kinds and line.covers(occasion.body, county=occasion.county)
            for line in row.lines()
        )
    )
