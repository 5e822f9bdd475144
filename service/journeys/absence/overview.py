"""Who stays away from the group's meetings, and who is called in their place, for the leader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.calendar.describing import title
from service.db.absences import AbsenceReports
from service.db.meetings import Meetings
from service.domain.absence import AUDIENCES, Absences, Report, Way, is_kept, is_open
from service.domain.acting import Absence, acting, chamber
from service.domain.model import (
    Audience,
    Group,
    Meeting,
    MeetingStatus,
    Period,
    Person,
    Role,
)
from service.domain.settings import GroupSettings
from service.domain.slots import chronological
from service.domain.standings import Who as Kind
from service.domain.wording import definite
from service.journeys.papers.roles import body_that_meets
from service.journeys.services import Services
from service.rules.definitions import RulePack
from service.rules.rights_matrix import in_force, matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Somebody who stays away: the name, since when that is known, and how it was said.

    ``person`` is None where the roster knows nobody of the name that was typed.
    """

    name: str
    at: dt.datetime
    way: Way
    person: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """A deputy who is called in, with the place in the order, if the roster has one."""

    person: Person
    rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who is called in, in turn, for the seats that are empty; ``vacant`` are left so.

    ``listed``: how many deputies the roster has, be they away or not.
    """

    called: tuple[Deputy, ...]
    vacant: int
    listed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAbsences:
    """One meeting. ``turn`` is None where no rule of the group's calls deputies to such a meeting.

    ``prepares`` are the municipality's bodies whose meetings it prepares, as a sentence names them:
    absence from those is reported to the municipality, which calls deputies there.
    """

    meeting: Meeting
    title: str
    is_open: bool
    away: tuple[Away, ...]
    unknown: tuple[Away, ...]
    turn: Turn | None
    prepares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAbsences:
    """All of a group's, in order of time. ``has_address``: the pages have one, as links need."""

    settings: GroupSettings
    has_address: bool
    meetings: tuple[MeetingAbsences, ...]

    @property
    def linked(self) -> bool:
        """Whether events get a link for reporting."""
        return self.settings.absence.link and self.has_address


def absences_of(services: Services, group_id: str) -> GroupAbsences:
    """The next meeting, and each other one that somebody stays away from.

    Raises:
        InputError: there is no such group, or one of its packs can't be used.
    """
    settings, now = services.settings(group_id), services.now(group_id)
    packs = services.packs(settings.group)
    with services.database.reading() as session:
        said = AbsenceReports(session, group_id, services.box).all()
        plan = {m.id: m for m in Meetings(session, group_id).all()}
    held = sorted(_meetings(plan, said, now), key=chronological)
    return GroupAbsences(
        settings=settings,
        has_address=bool(services.public_url),
        meetings=tuple(
            _of_meeting(settings.group, one, plan, said.get(one.id, Absences()), packs, now)
            for one in held
        ),
    )


def _meetings(
    plan: Mapping[str, Meeting], said: Mapping[str, Absences], now: dt.datetime
) -> Iterator[Meeting]:
    own = [
        m
        for m in plan.values()
        if m.audience in AUDIENCES and m.status is MeetingStatus.CONFIRMED and is_kept(m, now)
    ]
    coming = min((m for m in own if is_open(m, now)), key=chronological, default=None)
    for one in own:
        if one == coming or (one.id in said and said[one.id].reports):
            yield one


def _of_meeting(
    group: Group,
    meeting: Meeting,
    plan: Mapping[str, Meeting],
    said: Absences,
    packs: tuple[RulePack, ...],
    now: dt.datetime,
) -> MeetingAbsences:
    people = {person.id: person for person in group.roster.people}
    served = sorted((plan[one] for one in meeting.serves if one in plan), key=chronological)
    away = tuple(
        _away(one, people[one.who.person]) for one in said.reports if one.who.person in people
    )
    return MeetingAbsences(
        meeting=meeting,
        title=title(meeting, group, served),
        is_open=is_open(meeting, now),
        away=away,
        unknown=tuple(_away(one, None) for one in said.reports if one.who.typed),
        turn=_turn(group, meeting, said) if _calls_deputies(group, meeting, packs) else None,
        prepares=tuple(dict.fromkeys(_bodies(group, served))),
    )


def _away(report: Report, person: Person | None) -> Away:
    name = person.name if person else report.who.typed
    return Away(name=name, at=report.at, way=report.way, person=person)


def _calls_deputies(group: Group, meeting: Meeting, packs: tuple[RulePack, ...]) -> bool:
    """Whether a source that holds on the day gives a right there to deputies in empty seats."""
    body = body_that_meets(group.roster, meeting)
    lines = matrix(in_force(packs, meeting.date))
    return any(line.who is Kind.ACTING and line.covers(body, county=group.county) for line in lines)


def _turn(group: Group, meeting: Meeting, said: Absences) -> Turn:
    roster, day = group.roster, meeting.date
    seats = chamber(roster)
    whole_day = Period(start=day, end=day)
    acts = acting(roster, seats, day, (Absence(person, whole_day) for person in said.away))

    def rank(person: Person) -> int | None:
        ranks = [
            m.rank
            for m in person.memberships
            if m.role is Role.DEPUTY and m.body in seats and m.period.covers(day) and m.rank
        ]
        return min(ranks, default=None)

    listed = {p.id for key in seats for p in roster.holders(Role.DEPUTY, key, day)}
    called = tuple(Deputy(person=one, rank=rank(one)) for one in acts.deputies)
    return Turn(called=called, vacant=acts.vacant, listed=len(listed))


def _bodies(group: Group, served: Iterable[Meeting]) -> Iterator[str]:
    for one in served:
        body = group.roster.body(one.body)
        if body is not None and one.audience is Audience.COUNCIL:
            yield definite(body.name)
