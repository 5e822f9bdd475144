"""Who is known to have been away on a day: from what the documents of its meetings say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from service.domain.acting import Absence, chamber
from service.domain.minutes import AttendanceStatus
from service.domain.model import Body, Meeting, MeetingStatus, Period, Person, Roster
from service.rules.facts import Facts, MeetingDocument

_AWAY = frozenset({AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a document of one of the day's meetings says of one person: there, or away."""

    person: Person
    meeting: Meeting
    document: str  # its path
    away: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """All that is known of who was where on the day."""

    day: dt.date
    seen: tuple[Seen, ...] = ()

    @property
    def absences(self) -> tuple[Seen, ...]:
        """Who was away from which meeting; each once."""
        found = {(s.person.id, s.meeting.id): s for s in reversed(self.seen) if s.away}
        return tuple(reversed(found.values()))

    def away_from(self, body: Body, roster: Roster) -> tuple[Absence, ...]:
        """Who counts as away when the body meets.

        Group and council are one. Where nothing is known of the body's own meetings, those who
        were away from the group's count. Who was at one of its meetings was not away.
        """
        seats = chamber(roster)
        keys = seats if body.key in seats else {body.key}
        known = self._at(keys) or self._at(seats)
        there = {s.person.id for s in known if not s.away}
        day = Period(start=self.day, end=self.day)
        gone = dict.fromkeys(s.person.id for s in known if s.away)
        return tuple(Absence(person, day) for person in gone if person not in there)

    def _at(self, bodies: Collection[str]) -> tuple[Seen, ...]:
        return tuple(s for s in self.seen if s.meeting.body in bodies)


def attendance_on(facts: Facts, day: dt.date) -> Attendance:
    """Who came to the meetings of the day, as their documents say; what they don't say is left."""
    found = [
        seen
        for meeting in facts.meetings
        if meeting.date == day and meeting.status is not MeetingStatus.CANCELLED
        for document in facts.documents or ()
        if document.meeting_id == meeting.id
        for seen in _seen(facts, meeting, document)
    ]
    return Attendance(day=day, seen=tuple(found))


def _seen(facts: Facts, meeting: Meeting, document: MeetingDocument) -> Iterator[Seen]:
    for row in document.reading.attendance or ():
        person = facts.people.named(row.name)
        if person is not None and row.status is not AttendanceStatus.UNKNOWN:
            yield Seen(
                person=person,
                meeting=meeting,
                document=document.path,
                away=row.status in _AWAY,
            )
