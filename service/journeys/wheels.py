"""The wheels of a group: what the plan, the rules and the registers have dates for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from service.calendar.describing import title
from service.db.meetings import Meetings
from service.domain.model import OSLO, Group, Meeting, MeetingStatus, MeetingType
from service.domain.settings import GroupSettings
from service.domain.wheels.building import full_term, term_wheel, year_wheel
from service.domain.wheels.model import Certainty, Wheel
from service.domain.wheels.rings import own_meeting, titles
from service.domain.wheels.times import Entered, KnownDates
from service.domain.wording import capital
from service.journeys.judging.facts import gather_facts
from service.journeys.services import Services
from service.rules.constitution import constitution_days
from service.rules.deadlines import dated_tasks
from service.rules.facts import Facts
from service.rules.registers import registers
from service.rules.texts import parse_date, plain

_FIXED: Final = Certainty.FIXED
_DATED: Final = ("plan_part", "report", "milestone")  # the registers whose entries stand in wheels


def wheel_of_year(services: Services, group_id: str, year: int) -> Wheel:
    """The group's wheel of a calendar year, in its own language.

    Raises:
        InputError: there is no such group, or its packs can't be used.
    """
    settings = services.settings(group_id)
    return year_wheel(settings.group, year, _known(services, settings))


def wheel_of_term(services: Services, group_id: str) -> Wheel:
    """The group's wheel of its term, in its own language.

    Raises:
        InputError: there is no such group, or its packs can't be used.
    """
    settings = services.settings(group_id)
    return term_wheel(settings.group, _known(services, settings))


def years_of(group: Group, meetings: Iterable[Meeting], today: dt.date) -> tuple[int, ...]:
    """The years there is a wheel for: those of the term, of the plan, and the present one."""
    term = full_term(group.term)
    last = (term.end or term.start).year
    own = range(term.start.year, last + 1)
    return tuple(sorted({*own, *(m.date.year for m in meetings), today.year}))


def _known(services: Services, settings: GroupSettings) -> KnownDates:
    """Everything there is a date for."""
    group = settings.group
    with services.database.reading() as session:
        facts = gather_facts(services, session, settings)
        meetings = Meetings(session, group.id).all()
    return KnownDates(
        meetings=meetings,
        names={meeting.id: _name(group, meeting, meetings) for meeting in meetings},
        tasks=dated_tasks(services.packs(group), facts),
        entered=(
            *_constitution(facts, meetings),
            *_training(group, meetings),
            *(one for register in _DATED for one in _entries(facts, register, group.language)),
        ),
    )


def _name(group: Group, meeting: Meeting, meetings: Iterable[Meeting]) -> str:
    """A meeting as its calendar entry is called.

    Names that people have given bodies of the group's own may tell its party, and are not shown.
    """
    called = title(meeting, group, [m for m in meetings if m.id in meeting.serves])
    body = group.roster.body(meeting.body)
    if body is None or body.kind.municipal or called != capital(body.name):
        return called
    return own_meeting(body.kind, group.language)


def _constitution(facts: Facts, meetings: Iterable[Meeting]) -> Iterator[Entered]:
    unsure = {
        m.date for m in meetings if m.type is MeetingType.GRP_CONST and _certainty(m) is not _FIXED
    }
    source = titles(facts.group.language).own
    for day in constitution_days(facts):
        certainty = Certainty.UNSURE if day in unsure else _FIXED
        yield Entered(name="constitution", day=day, source=source, certainty=certainty)


def _training(group: Group, meetings: Iterable[Meeting]) -> Iterator[Entered]:
    for meeting in meetings:
        if meeting.type is MeetingType.OPPL and meeting.status is not MeetingStatus.CANCELLED:
            yield Entered(
                name="training",
                day=meeting.date,
                source=titles(group.language).own,
                certainty=_certainty(meeting),
            )


def _certainty(meeting: Meeting) -> Certainty:
    if meeting.confidence < 1:
        return Certainty.UNSURE
    return _FIXED if meeting.status is MeetingStatus.CONFIRMED else Certainty.PROPOSED


def _entries(facts: Facts, register: str, language: str) -> Iterator[Entered]:
    """The dated entries of a register, under the name that people gave them."""
    source = registers()[register].name.said(language)
    for record in facts.entries(register):
        name = plain(record.value("name"))
        if record.at is not None and name != "constitution":  # which `constitution_days` has
            yield Entered(
                name=name,
                day=record.at.astimezone(OSLO).date(),
                source=source,
                per=parse_date(record.value("as_of")),
            )
