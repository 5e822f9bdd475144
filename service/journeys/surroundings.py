"""What a half-year's planning looks at: which meetings are of it, and what is in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy.orm import Session

from service.db.groups import Groups
from service.db.meetings import Meetings
from service.domain.model import BodyKind, Meeting, MeetingStatus, Period, Person, Role, Roster
from service.domain.placing.people import SITTING
from service.domain.placing.surroundings import Busy, Surroundings
from service.domain.planning_parts import SecondSeat
from service.domain.replanning import is_derived
from service.domain.settings import GroupSettings
from service.domain.threeway import meetings_of_half
from service.imports.days_off.public_holidays import closed_days
from service.imports.days_off.school_holidays import school_holidays

_AT_LEAST = dt.timedelta(minutes=1)  # a meeting whose end nobody knows is taken for its start
_NOT_MUTUAL = {
    "nb": (
        "Møtene i en annen gruppe der et av medlemmene sitter, er ikke tatt hensyn til. Den andre "
        "gruppa må oppgi det samme under second_seats i sin gruppefil."
    ),
    "nn": (
        "Det er ikkje teke omsyn til møta i ei anna gruppe der ein av medlemene sit. Den andre "
        "gruppa må oppgi det same under second_seats i si gruppefil."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfYear:
    """One half-year's meetings as they are, and what its planning looks at."""

    municipal: tuple[Meeting, ...]
    own: tuple[Meeting, ...]
    manual: frozenset[str]
    closed: dict[dt.date, str]
    surroundings: Surroundings
    notes: tuple[str, ...] = ()  # what could not be taken into account


def half_year(
    session: Session,
    settings: GroupSettings,
    half: str,
    period: Period,
    today: dt.date,
    assumed: Mapping[str, Meeting] = MappingProxyType({}),
) -> HalfYear:
    """Gather it. A group meeting is of the half-year of the first meeting it serves.

    Before the first council meeting of January that may be a day in December. ``assumed`` are
    meetings as somebody would have set them by hand, by id.
    """
    group, rule = settings.group, settings.planning
    repository = Meetings(session, group.id)
    municipal = repository.municipal()
    own = tuple(assumed.get(m.id, m) for m in repository.own())
    manual = repository.manual_ids().union(assumed)
    known = (*municipal, *repository.retired())
    within = tuple(m for m in municipal if period.covers(m.date))
    of_half = meetings_of_half(own, known, period)
    years = range(period.start.year - 1, period.start.year + 1)
    busy, notes = _busy(session, settings)
    return HalfYear(
        municipal=within,
        own=of_half,
        manual=manual,
        closed=closed_days(years, rule.party_dates, group.language),
        surroundings=Surroundings(
            language=group.language,
            half=half,
            today=today,
            roster=group.roster,
            avoided=school_holidays(
                rule.school_county, years, rule.school_holidays, group.language
            ),
            kept=tuple(_kept(own, of_half, manual, today)),
            beside=tuple(m for m in municipal if not period.covers(m.date)),
            busy=busy,
        ),
        notes=notes,
    )


def _kept(
    own: Sequence[Meeting], of_half: Sequence[Meeting], manual: Collection[str], today: dt.date
) -> Iterator[Meeting]:
    """The group's own that planning won't move: set by a person, held, or of another half-year."""
    planned = {m.id for m in of_half if m.id not in manual and is_derived(m) and m.date >= today}
    for meeting in own:
        if meeting.id not in planned and meeting.status is not MeetingStatus.CANCELLED:
            yield meeting


def _busy(session: Session, settings: GroupSettings) -> tuple[tuple[Busy, ...], tuple[str, ...]]:
    """When people with a second seat are elsewhere, and what is not known of that.

    Nothing of the other group but the times leaves this function.
    """
    found: list[Busy] = []
    silent = False
    for seat in settings.planning.second_seats:
        other = Groups(session).get(seat.group)
        person = _person(other, seat, settings.group.id) if other else None
        if other is None or person is None:
            silent = True
            continue
        roster = other.group.roster
        for meeting in Meetings(session, seat.group).all():
            starts = meeting.starts_at
            if starts and _attends(person, roster, meeting):
                ends = meeting.ends_at or starts + _AT_LEAST
                found.append(Busy(person=seat.person, start=starts, end=ends))
    notes = (_NOT_MUTUAL[settings.group.language],) if silent else ()
    return tuple(found), notes


def _person(other: GroupSettings, seat: SecondSeat, own_id: str) -> Person | None:
    """The person in the other group, if that group says the same of them."""
    there = seat.known_as or seat.person
    same = any(
        one.group == own_id and one.person == there and (one.known_as or one.person) == seat.person
        for one in other.planning.second_seats
    )
    return next((p for p in other.group.roster.people if same and p.id == there), None)


def _attends(person: Person, roster: Roster, meeting: Meeting) -> bool:
    """Whether the person is expected there: a seat in the body, or in the council it is for."""
    if meeting.status is MeetingStatus.CANCELLED or meeting.confidence < 1:
        return False
    body = roster.body(meeting.body)
    seats = {
        membership.body
        for membership in person.memberships
        if membership.role in SITTING and membership.period.covers(meeting.date)
    }
    of_council = any(
        person.holds(Role.MEMBER, council.key, meeting.date)
        for council in roster.of_kind(BodyKind.COUNCIL)
    )
    of_group = body is not None and body.kind is BodyKind.GROUP
    return meeting.body in seats or (of_group and of_council)
