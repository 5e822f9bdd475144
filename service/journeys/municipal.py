"""Taking in a municipality's published plan, and saying what it changes."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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
from service.imports.plan import read_plan
from service.imports.reading import PlannedMeeting, PlanReading
from service.journeys.services import Services

_TYPES = {
    BodyKind.COUNCIL: MeetingType.MUN_COUNCIL,
    BodyKind.EXECUTIVE: MeetingType.MUN_EXEC,
    BodyKind.COMMITTEE: MeetingType.MUN_COMMITTEE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanImport:
    """What a published plan said, and what it changed since the one before."""

    reading: PlanReading
    period: Period
    meetings: tuple[Meeting, ...]
    changes: tuple[MunicipalChange, ...]
    new_bodies: tuple[Body, ...]


def import_plan(
    services: Services,
    group_id: str,
    data: bytes,
    filename: str,
    *,
    year: int | None = None,
    go_on: bool = False,
) -> PlanImport:
    """Read a published plan into the group's database; nothing is planned or synced by it.

    Meetings read with doubt are kept as uncertain: they are shown, and trigger nothing until a
    person confirms them. Where most of a half-year's meetings would go, the plan is taken for a
    part of one and refused, unless a person says ``go_on``.

    Raises:
        InputError: the group or the file can't be used; nothing is stored then.
    """
    settings = services.own_settings(group_id)  # saved again, with the bodies that are new
    reading = read_plan(data, filename, year=year, bodies=settings.group.roster.bodies)
    if not go_on:
        _refuse_lost(reading, filename)
    known, added = _bodies(settings, reading)
    read = _meetings(reading, known)
    period = _period(read, settings, filename)
    with services.database.transaction() as session:
        meetings = Meetings(session, group_id)
        known_before = meetings.municipal(period)
        match = match_municipal(known_before, read)
        if not go_on:
            _refuse_part(known_before, match.changes, filename)
        if added:
            roster = replace(settings.group.roster, bodies=(*settings.group.roster.bodies, *added))
            Groups(session).save(replace(settings, group=replace(settings.group, roster=roster)))
        meetings.replace_municipal(match.meetings, period)
    return PlanImport(
        reading=reading,
        period=period,
        meetings=match.meetings,
        changes=match.changes,
        new_bodies=added,
    )


def confirm_meeting(services: Services, group_id: str, meeting_id: str) -> Meeting:
    """A person vouches for a municipal meeting that was read with doubt.

    Raises:
        InputError: the group has no such municipal meeting.
    """
    with services.database.transaction() as session:
        meetings = Meetings(session, group_id)
        municipal = {m.id: m for m in meetings.municipal()}
        if meeting_id not in municipal:
            raise InputError(
                f"Fant ikke møtet «{meeting_id}» i kommunens plan. "
                f"Se hva møtene heter: kjoreplan plan show {group_id}"
            )
        confirmed = replace(municipal[meeting_id], confidence=1.0, status=MeetingStatus.CONFIRMED)
        half = period_of(half_of(confirmed.date))
        others = (m for m in meetings.municipal(half) if m.id != meeting_id)
        meetings.replace_municipal((*others, confirmed), half)
    return confirmed


def _bodies(
    settings: GroupSettings, reading: PlanReading
) -> tuple[dict[str, Body], tuple[Body, ...]]:
    """Every body of the plan by the name it was read under, and those the group didn't have.

    Raises:
        InputError: a new name is so like that of a body the group has that it may be the same.
    """
    known = {body.name: body for body in settings.group.roster.bodies}
    keys = {body.key: body for body in settings.group.roster.bodies}
    kinds = {m.body: m.kind for m in (*reading.meetings, *reading.uncertain)}
    added: list[Body] = []
    for name in reading.bodies:
        if name in known:
            continue
        if _key(name) in keys:
            raise InputError(
                f"Planen har organet «{name}», og gruppa har «{keys[_key(name)].name}». Er det det "
                f"samme, så legg «{name}» til under aliases i gruppefila; ellers gi organet en key."
            )
        alike = sum(_key(name) == _key(other.name) for other in added)
        key = f"{_key(name)}-{alike + 1}" if alike else _key(name)
        added.append(Body(key=key, name=name, kind=kinds[name]))
    return known | {body.name: body for body in added}, tuple(added)


def _refuse_part(
    before: Sequence[Meeting], changes: Iterable[MunicipalChange], filename: str
) -> None:
    """Stop where most of a half-year would vanish: a file with a part of a plan says nothing of it.

    Raises:
        InputError: more than half of the meetings known in a half-year are not in the plan.
    """
    known = Counter(half_of(m.date) for m in before)
    gone = Counter(half_of(c.meeting.date) for c in changes if c.kind is ChangeKind.REMOVED)
    for half, count in gone.items():
        if count > 1 and count * 2 > known[half]:
            raise InputError(
                f"Planen mangler {count} av de {known[half]} møtene vi kjenner i {half}. Ta med de "
                "andre møtene, eller gjenta med --go-on hvis de er tatt ut av planen.",
                where=filename,
            )


def _refuse_lost(reading: PlanReading, filename: str) -> None:
    """Stop where something of the plan couldn't be read: a meeting might be missing.

    Raises:
        InputError: the first such place.
    """
    lost = next((problem for problem in reading.problems if problem.lost), None)
    if lost is not None:
        raise InputError(
            f"{lost.message} Eller gjenta med --go-on for å ta inn resten.",
            where=f"{filename}, linje {lost.line}",
        )


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
    """The half-years the plan covers. A plan for another term is a mistake worth stopping at."""
    outside = [m for m in read if not settings.group.term.covers(m.date)]
    if len(outside) == len(read):
        raise InputError(
            f"Ingen av møtene ligger i gruppas periode. Se om fila og året er riktige; planen går "
            f"fra {_with_year(min(m.date for m in read))} til "
            f"{_with_year(max(m.date for m in read))}.",
            where=filename,
        )
    halves = halves_with(m.date for m in read)
    return Period(start=period_of(halves[0]).start, end=period_of(halves[-1]).end)
