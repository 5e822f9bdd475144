"""A group's study work: its courses by hours and presence, and the file for the portal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from service.domain.model import OSLO
from service.domain.study import digital_minutes, entitled, percent_of, qualified
from service.journeys.judging.facts import gather_facts
from service.journeys.services import Services
from service.journeys.study_export import attendance_csv
from service.rules.facts import Facts
from service.rules.people import name_of
from service.rules.phrasing import Phrasebook
from service.rules.studies import Study, studies

_PERCENT: Final = 75  # of the time, in the terms of 2015 and of 2023


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyLook:
    """A course as the group's leader asks about it. Times are minutes; ``open`` is what lacks."""

    id: str
    title: str
    sessions: int
    minutes: int
    approved: int | None
    present: int
    qualified: int
    digital: int
    entitled: tuple[str, ...]
    open: tuple[str, ...]


def study_courses(services: Services, group_id: str) -> tuple[StudyLook, ...]:
    """The group's study courses: hours, who is qualified, and who may have a certificate.

    Raises:
        InputError: there is no such group.
    """
    facts = _facts(services, group_id)
    book = Phrasebook(facts.group.language, facts)
    return tuple(_look(facts, s, book) for s in studies(facts) if isinstance(s, Study))


def export_course(services: Services, group_id: str, course: str) -> bytes:
    """A course's sessions and participants as CSV; see `attendance_csv`.

    Raises:
        InputError: there is no such group or course, or the file can't be made of it.
    """
    return attendance_csv(_facts(services, group_id), course)


def _facts(services: Services, group_id: str) -> Facts:
    """What is known of the group by the end of the day."""
    settings = services.settings(group_id)
    with services.database.reading() as session:
        facts = gather_facts(services, session, settings)
    tomorrow = facts.today + dt.timedelta(days=1)
    return replace(facts, now=dt.datetime.combine(tomorrow, dt.time(), OSLO))


def _look(facts: Facts, study: Study, book: Phrasebook) -> StudyLook:
    course = study.course
    basis = course.minutes if course.approved is None else course.approved
    lacking = (one for one in (study.no_times, study.no_presence) if one)
    return StudyLook(
        id=study.source.text("external_id") or study.source.id,
        title=book.say(study.source.said),
        sessions=len(course.sessions),
        minutes=course.minutes,
        approved=course.approved,
        present=sum(1 for person in course.people if course.presence(person)),
        qualified=len(qualified(course, _PERCENT)),
        digital=percent_of(digital_minutes(course), course.minutes),
        entitled=tuple(sorted(name_of(facts, p) for p in entitled(course, _PERCENT, basis))),
        open=tuple(dict.fromkeys(book.missing(one.fact, one.values) for one in lacking)),
    )
