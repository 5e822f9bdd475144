"""K11: attendance duty: whoever must attend was there or had given notice.

Decided from the attendance list of written protocols and the roster on the meeting's day. An empty
cell is not absence: that is not evaluated. Somebody with duty who is not in the list is a finding
of its own kind, since the list should have had the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from service.domain.minutes import AttendanceStatus, Attendee
from service.domain.model import MeetingType, PartyStatus, Person
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import OfficeParam, holders, person_named
from service.rules.protocols import Minutes, minutes_of
from service.rules.results import Failed, Missing, Passed, Result, Target


class Duty(CheckParams):
    """Everyone in these offices attends; ``excuse`` says whether notice (forfall) is enough."""

    says: ClassVar = frozenset({"person", "date"})
    variants: ClassVar = frozenset({"unlisted", "excused"})

    types: tuple[MeetingType, ...]
    who: tuple[OfficeParam, ...]
    excuse: bool = True

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each person with duty at each held meeting."""
        for minutes in minutes_of(facts, self.types):
            if isinstance(minutes, Missing):
                yield minutes
            elif not minutes.reading.attendance:
                yield Missing("attendance", {"what": minutes.said()})
            else:
                yield from self._people(facts, minutes, minutes.reading.attendance)

    def _people(
        self, facts: Facts, minutes: Minutes, rows: tuple[Attendee, ...]
    ) -> Iterator[Result]:
        listed = {p.id: row for row in rows if (p := person_named(facts, row.name))}
        bound = holders(facts, self.who, minutes.day(facts))
        if not bound:
            yield Missing("members")
        bound = tuple(p for p in bound if p.status is PartyStatus.MEMBER)
        unknown = tuple(p for p in bound if _unknown(listed.get(p.id)))
        if unknown:
            yield Missing("status", {"person": unknown, "what": minutes.said()})
        for person in bound:
            if person not in unknown:
                yield self._result(minutes, person, listed.get(person.id))

    def _result(self, minutes: Minutes, person: Person, row: Attendee | None) -> Result:
        target = Target("person", f"{person.id}@{minutes.key}")
        status = row.status if row else None
        excused = status is AttendanceStatus.EXCUSED
        if status is AttendanceStatus.PRESENT or (excused and self.excuse):
            return Passed(target)
        return Failed(
            target=target,
            variant="unlisted" if status is None else "excused" if excused else "",
            values={"person": person, "date": minutes.when()},
            place=minutes.document.at("attendance", words=row.name if row else ""),
        )


def _unknown(row: Attendee | None) -> bool:
    return row is not None and row.status is AttendanceStatus.UNKNOWN


Params = Duty
