"""K06, continued: whether a person attended one of the meetings, or was followed up afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.minutes import AttendanceStatus
from service.domain.model import Person
from service.rules.checks.agenda.documents import Occasion
from service.rules.checks.shared.traces import Trigger
from service.rules.facts import Facts
from service.rules.people import person_named
from service.rules.results import Missing


def presence(
    facts: Facts, person: Person, occasions: Sequence[Occasion], follow_up: Trigger | None
) -> bool | Missing:
    """Whether the person was at one of the held meetings, or has such an entry dated by now."""
    answers = [_attended(facts, person, one) for one in occasions if one.is_over]
    if True in answers:
        return True
    if follow_up:
        entries = facts.register(follow_up.record)
        if isinstance(entries, Missing):
            answers.append(entries)
        elif any(
            e.person == person.id and e.at and facts.has_come(e.at) and follow_up.demands(e)
            for e in entries
        ):
            return True
    return next((answer for answer in answers if isinstance(answer, Missing)), False)


def _attended(facts: Facts, person: Person, occasion: Occasion) -> bool | Missing:
    if occasion.protocol is None:
        return Missing("written", {"what": occasion.said})
    if occasion.protocol.reading.attendance is None:
        return Missing("attendance", {"what": occasion.said})
    listed = occasion.protocol.reading.attendance
    rows = [row for row in listed if person_named(facts, row.name) == person]
    if any(row.status is AttendanceStatus.UNKNOWN for row in rows):
        return Missing("status", {"person": person, "what": occasion.said})
    return any(row.status is AttendanceStatus.PRESENT for row in rows)
