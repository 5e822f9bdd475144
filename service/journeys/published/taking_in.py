"""A published plan against the municipality's plan as it is known: compared, and taken in."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from service.db.groups import Groups
from service.db.meetings import Meetings
from service.domain.errors import InputError
from service.domain.halves import half_of, halves_with, period_of
from service.domain.model import (
    Audience,
    Body,
    BodyKind,
    Meeting,
    MeetingStatus,
    MeetingType,
    Period,
)
from service.domain.municipal import ChangeKind, MunicipalChange, match_municipal, municipal_id
from service.domain.settings import GroupSettings
from service.domain.wording import day_month
from service.imports.bodies.aliases import with_aliases
from service.imports.reading import PlannedMeeting, PlanReading
from service.journeys.published.refusals import BodiesAlike, LostRows, OutsideTerm, PartOfPlan
from service.journeys.published.wording import nothing_left

_TYPES = {
    BodyKind.COUNCIL: MeetingType.MUN_COUNCIL,
    BodyKind.EXECUTIVE: MeetingType.MUN_EXEC,
    BodyKind.COMMITTEE: MeetingType.MUN_COMMITTEE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanImport:
    """What a published plan said, and what it changed since the one ``before``."""

    reading: PlanReading
    period: Period
    meetings: tuple[Meeting, ...]
    changes: tuple[MunicipalChange, ...]
    new_bodies: tuple[Body, ...]
    before: tuple[Meeting, ...]


def compare(
    session: Session, settings: GroupSettings, reading: PlanReading, where: str
) -> PlanImport:
    """What taking in ``reading`` would change; nothing is stored. ``where`` is for messages.

    Raises:
        InputError: it has no meeting, or none in the group's term, or bodies' names are too alike.
    """
    if not reading.bodies:
        raise InputError(nothing_left(settings.group.language), where=where)
    known, added = _bodies(settings, reading)
    read = _meetings(reading, known)
    period = _period(read, settings, where)
    meetings = Meetings(session, settings.group.id)
    before = meetings.municipal(period)
    match = match_municipal(before, read, retired=meetings.retired(), used=meetings.ids())
    return PlanImport(
        reading=reading,
        period=period,
        meetings=match.meetings,
        changes=match.changes,
        new_bodies=added,
        before=before,
    )


def take_in(
    session: Session,
    settings: GroupSettings,
    reading: PlanReading,
    where: str,
    *,
    joins: Mapping[str, str] | None = None,
    go_on: bool = False,
) -> PlanImport:
    """Make ``reading`` the municipality's plan, with the bodies that are new.

    ``joins`` are names that people say mean one of the group's bodies, by its key; its aliases have
    them from now on.

    Raises:
        InputError: as for `compare`, and unless ``go_on``, where the plan may be a part of one or
            something of it couldn't be read.
    """
    if not go_on:
        refuse_lost(reading, where)
    imported = compare(session, settings, reading, where)
    if not go_on:
        refuse_part(imported, where)
    roster = settings.group.roster
    bodies = (*with_aliases(roster.bodies, joins or {}), *imported.new_bodies)
    if bodies != roster.bodies:
        group = replace(settings.group, roster=replace(roster, bodies=bodies))
        Groups(session).save(replace(settings, group=group))
    meetings = Meetings(session, settings.group.id)
    meetings.replace_municipal(imported.meetings, imported.period)
    return imported


def refuse_lost(reading: PlanReading, where: str) -> None:
    """Stop where something of the plan couldn't be read: a meeting might be missing.

    Raises:
        LostRows: that is so.
    """
    lost = [problem for problem in reading.problems if problem.lost]
    if lost:
        raise LostRows(lost, where=where)


def refuse_part(imported: PlanImport, where: str) -> None:
    """Stop where most of a half-year would vanish: a file with a part of a plan says nothing of it.

    Raises:
        PartOfPlan: more than half of the meetings known in a half-year are not in the plan.
    """
    known = Counter(half_of(m.date) for m in imported.before)
    gone = Counter(
        half_of(c.meeting.date) for c in imported.changes if c.kind is ChangeKind.REMOVED
    )
    for half, count in gone.items():
        if count > 1 and count * 2 > known[half]:
            raise PartOfPlan(half, count, known[half], where=where)


def _bodies(
    settings: GroupSettings, reading: PlanReading
) -> tuple[dict[str, Body], tuple[Body, ...]]:
    """Every body of the plan by the name it was read under, and those the group didn't have.

    Raises:
        BodiesAlike: a new name is so like that of a body the group has that it may be the same.
    """
    known = {body.name: body for body in settings.group.roster.bodies}
    keys = {body.key: body for body in settings.group.roster.bodies}
    kinds = {m.body: m.kind for m in (*reading.meetings, *reading.uncertain)}
    added: list[Body] = []
    for name in reading.bodies:
        if name in known:
            continue
        if _key(name) in keys:
            raise BodiesAlike(name, keys[_key(name)])
        alike = sum(_key(name) == _key(other.name) for other in added)
        key = f"{_key(name)}-{alike + 1}" if alike else _key(name)
        added.append(Body(key=key, name=name, kind=kinds[name]))
    return known | {body.name: body for body in added}, tuple(added)


def _key(name: str) -> str:
    plain = name.casefold().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "organ"


def _meetings(reading: PlanReading, bodies: dict[str, Body]) -> tuple[Meeting, ...]:
    certain = [(m, True) for m in reading.meetings]
    doubtful = [(m, False) for m in reading.uncertain]
    seen: Counter[tuple[str, object]] = Counter()
    meetings = []
    for planned, sure in (*certain, *doubtful):
        body = bodies[planned.body]
        seen[body.key, planned.date] += 1
        meetings.append(_meeting(planned, body, seen[body.key, planned.date], sure=sure))
    return tuple(meetings)


def _meeting(planned: PlannedMeeting, body: Body, occurrence: int, *, sure: bool) -> Meeting:
    """What is listed plainly counts as certain; its note stays, so that people can see why."""
    ordinary = _TYPES.get(body.kind, MeetingType.OTHER)
    return Meeting(
        id=municipal_id(body.key, planned.date, occurrence),
        body=body.key,
        type=MeetingType.TEMA if planned.type and not sure else ordinary,
        date=planned.date,
        start=planned.start,
        end=planned.end,
        place=planned.place,
        status=MeetingStatus.CONFIRMED if sure else MeetingStatus.TENTATIVE,
        audience=Audience.COUNCIL,
        confidence=1.0 if sure else planned.confidence,
        reason=planned.note,
    )


def _with_year(day: dt.date) -> str:
    return f"{day_month(day)} {day.year}"


def _period(read: Sequence[Meeting], settings: GroupSettings, filename: str) -> Period:
    """The half-years the plan covers.

    Raises:
        OutsideTerm: none of its meetings lies in the group's term.
    """
    outside = [m for m in read if not settings.group.term.covers(m.date)]
    if len(outside) == len(read):
        raise OutsideTerm(
            f"Ingen av møtene ligger i gruppas periode. Se om fila og året er riktige; planen går "
            f"fra {_with_year(min(m.date for m in read))} til "
            f"{_with_year(max(m.date for m in read))}.",
            where=filename,
        )
    halves = halves_with(m.date for m in read)
    return Period(start=period_of(halves[0]).start, end=period_of(halves[-1]).end)
