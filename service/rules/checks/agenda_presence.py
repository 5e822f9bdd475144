"""K06, continued: whether a person attended one of the meetings, or was followed up afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.minutes import AttendanceStatus
from service.domain.model import Meeting, Person
from service.rules.checks.traces import Trigger
from service.rules.facts import Facts
from service.rules.people import person_named
from service.rules.protocols import MINUTES, is_written
from service.rules.results import Missing


def presence(
    facts: Facts, person: Person, meetings: Sequence[Meeting], follow_up: Trigger | None
) -> bool | Missing:
    """Whether the person was at one of the held meetings, or has such an entry dated by now."""
    answers = [_attended(facts, person, m) for m in meetings if facts.is_over(m)]
    if True in answers:
        return True
    if follow_up:
        entries = facts.register(follow_up.record)
        if isinstance(entries, Missing):
            answers.append(entries)
        elif any(
            e.person == person.id and e.at and e.at <= facts.now and follow_up.demands(e)
            for e in entries
        ):
            return True
    return next((answer for answer in answers if isinstance(answer, Missing)), False)


def _attended(facts: Facts, person: Person, meeting: Meeting) -> bool | Missing:
    protocol = facts.document(meeting, *MINUTES)
    if protocol is None:
        return Missing("protocol", {"what": meeting})
    if not is_written(protocol.reading):
        return Missing("written", {"what": meeting})
    if protocol.reading.attendance is None:
        return Missing("attendance", {"what": meeting})
    rows = [r for r in protocol.reading.attendance if person_named(facts, r.name) == person]
    if any(r.status is AttendanceStatus.UNKNOWN for r in rows):
        return Missing("status", {"person": person, "what": meeting})
    return any(r.status is AttendanceStatus.PRESENT for r in rows)
