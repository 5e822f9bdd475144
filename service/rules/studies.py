"""Study courses as rules look at them: the register and the group's attendance lists together.

An entry of the register and a list (`frammote`) are one course where they have the same number. A
course is over once the day it ended, or else the half-year it belongs to, has passed: before that
more may come. A session counts from the day after it was held.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.domain.errors import InputError
from service.domain.halves import period_of
from service.domain.presence import Session, Stay
from service.domain.study import Course, minutes_in
from service.rules.facts import Facts, MeetingDocument
from service.rules.people import name_of
from service.rules.phrasing import Half
from service.rules.records import Record
from service.rules.results import Missing, Target
from service.rules.study_records import (
    ATTENDANCE_LIST,
    Sessions,
    is_done,
    minutes_listed,
    sessions_entered,
    sessions_listed,
    stays_entered,
)
from service.rules.texts import is_blank, parse_date, plain

_TAGS: Mapping[str, str] = {
    "title": "course.title",
    "plan": "course.plan",
    "external_id": "course.number",
    "hours": "course.approved_hours",
    "exemption": "course.exemption",
    "registered": "course.registered",
    "total": "course.hours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What tells of a course: its entry, its lists, or both."""

    entry: Record | None = None
    lists: tuple[MeetingDocument, ...] = ()

    @property
    def id(self) -> str:
        """The entry's id, else the number, half-year or path it is known by."""
        entry = self.entry
        if entry and (name := entry.id or entry.value("external_id") or entry.value("half")):
            return name
        return self.text("external_id") or (self.lists[0].path if self.lists else "")

    @property
    def names(self) -> frozenset[str]:
        """What sessions and other entries may call it."""
        return frozenset(plain(name) for name in (self.id, self.text("external_id")) if name)

    @property
    def target(self) -> Target:
        """The course."""
        return Target("course", self.id)

    @property
    def said(self) -> object:
        """What people call it."""
        if title := self.text("title"):
            return f"«{title}»"
        half = self.entry.value("half") if self.entry else ""
        return self.text("external_id") or (Half(half) if _end_of(half) else self.id)

    @property
    def exemption(self) -> str:
        """The exemption from the number of participants, "" where there is none."""
        text = self.text("exemption") or ""
        return text if is_done(text) else ""

    def text(self, name: str) -> str | None:
        """A field of the entry, else of a list; "" where it is blank, None where it isn't found."""
        said = [self.entry.value(name)] if self.entry else []
        if tag := _TAGS.get(name):
            said += [text for one in self.lists if (text := one.reading.text(tag)) is not None]
        return next((text.strip() for text in said if not is_blank(text)), "" if said else None)

    @property
    def ends(self) -> dt.date | None:
        """The last day that anything belongs to it; None where nobody has said."""
        for name in ("ended", "registered"):
            if day := parse_date(self.text(name) or ""):
                return day
        if self.entry and (end := _end_of(self.entry.value("half"))):
            return end
        periods = (one.reading.text("course.period") or "" for one in self.lists)
        return next((day for text in periods if (day := _last_date(text))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A course with its sessions, planned ones too, and what has come of it by today.

    ``no_times`` and ``no_presence`` say why it can't be judged by its hours, or by who was there.
    """

    source: Source
    sessions: Sessions
    course: Course
    is_over: bool
    no_times: Missing | None
    no_presence: Missing | None

    @property
    def last_day(self) -> dt.date | None:
        """The day of the last session, else the day it ends."""
        days = [session.end.date() for session in self.sessions.known]
        return max(days) if days else self.source.ends

    @property
    def first_session(self) -> dt.datetime | None:
        """When the first session starts."""
        return min((session.start for session in self.sessions.known), default=None)

    @property
    def values(self) -> dict[str, object]:
        """What every message about it may say."""
        return {"course": self.source.said}


def studies(facts: Facts) -> Iterator[Study | Missing]:
    """Every course of the time that is judged; the missing fact where none is known of."""
    sources = list(_sources(facts))
    if not sources and facts.records.get("course") is None:
        yield Missing("course")
    found = [_study(facts, source) for source in sources]
    for study in sorted(found, key=lambda s: (s.last_day or dt.date.max, s.source.id)):
        day = study.last_day
        if day is None or facts.judged is None or facts.judged.covers(day):
            yield study


def _sources(facts: Facts) -> Iterator[Source]:
    lists: dict[str, list[MeetingDocument]] = defaultdict(list)
    for one in sorted(facts.documents or (), key=lambda d: d.path):
        if one.reading.type == ATTENDANCE_LIST:
            number = one.reading.text("course.number") or ""
            lists[one.path if is_blank(number) else plain(number)].append(one)
    entries = facts.entries("course")
    for entry in entries:
        own = lists.get(plain(entry.value("external_id")), ())
        yield Source(entry=entry, lists=tuple(own))
    entered = {plain(entry.value("external_id")) for entry in entries}
    for number, documents in lists.items():
        if number not in entered:
            yield Source(lists=tuple(documents))


def _study(facts: Facts, source: Source) -> Study:
    entered = sessions_entered(facts, source.names)
    sessions = Sessions() if isinstance(entered, Missing) else entered
    for one in source.lists:
        sessions = sessions.with_those_of(sessions_listed(one))
    held = tuple(s for s in sessions.known if s.end.date() < facts.today)
    stays, totals, unsure = _presence(facts, source, held)
    ends = source.ends
    no_times = _no_times(source, sessions, entered)
    course = Course(
        sessions=held,
        stays=stays,
        totals=totals,
        approved=minutes_in(source.text("hours") or ""),
    )
    return Study(
        source=source,
        sessions=sessions,
        course=course,
        is_over=ends is not None and ends < facts.today and len(held) == len(sessions.known),
        no_times=no_times,
        no_presence=no_times or _no_presence(facts, source, course, unsure),
    )


def _presence(
    facts: Facts, source: Source, held: tuple[Session, ...]
) -> tuple[tuple[Stay, ...], dict[str, int], tuple[str, ...]]:
    """Stays and sums, and those of whom neither is known."""
    read = list(stays_entered(facts.entries("presence"), held))
    stays = tuple(one for one in read if isinstance(one, Stay))
    unread = {one for one in read if isinstance(one, str)}
    totals: dict[str, int] = {}
    blank: set[str] = set()
    for one in source.lists:
        for person, minutes in minutes_listed(facts, one).items():
            if minutes is None:
                blank.add(person)
            else:
                totals[person] = max(minutes, totals.get(person, 0))
    if {stay.session for stay in stays} < {session.id for session in held} or not stays:
        unread |= blank - {stay.person for stay in stays}  # the register alone does not tell
    return stays, totals, tuple(sorted(name_of(facts, p) for p in unread - totals.keys()))


def _no_times(source: Source, sessions: Sessions, entered: Sessions | Missing) -> Missing | None:
    if sessions.unread:
        return Missing("session_times", {"what": sessions.unread[0], "course": source.said})
    if sessions.known:
        return None
    if isinstance(entered, Missing) and not source.lists:
        return entered
    return Missing("sessions_of", {"course": source.said})


def _no_presence(
    facts: Facts, source: Source, course: Course, unsure: tuple[str, ...]
) -> Missing | None:
    if unsure:
        return Missing("presence_of", {"person": unsure, "course": source.said})
    told = {stay.session for stay in course.stays}
    untold = [s for s in course.sessions if s.id not in told]
    if course.totals or not untold:
        return None
    if not source.lists and isinstance(kept := facts.register("presence"), Missing):
        return kept
    return Missing("presence_at", {"date": untold[0].start.date(), "course": source.said})


def _end_of(half: str) -> dt.date | None:
    try:
        return period_of(half).end
    except InputError:
        return None


def _last_date(text: str) -> dt.date | None:
    """The last date of a period: "1. januar–30. juni 2024"."""
    parts = re.split(r"[–—]|\btil\b|\s-\s", text)
    return next((day for part in reversed(parts) if (day := parse_date(part))), None)
