"""K11, continued: representatives have been trained soon after their seat began."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.minutes import AttendanceStatus
from service.domain.model import MeetingType, PartyStatus, Person
from service.rules.checks.shared.moments import Span
from service.rules.facts import Facts
from service.rules.offices import Office, OfficeParam
from service.rules.params import CheckParams
from service.rules.people import SEATS, person_named
from service.rules.results import Failed, Missing, Passed, Result, Target


class Trained(CheckParams):
    """Everyone in the offices has taken part in training within so many months.

    It counts from the start of the term, or of the seat where that came later. ``only_new``: those
    who held none of the offices before the term. Nobody is judged by a list alone: people are
    trained elsewhere too, so without the register ``training`` nobody is said to be late.
    """

    says: ClassVar = frozenset({"person", "limit", "date"})
    variants: ClassVar = frozenset({"late"})

    attendance: Literal["trained"]
    types: tuple[MeetingType, ...] = (MeetingType.OPPL,)
    who: tuple[OfficeParam, ...] = SEATS
    within_months: int = Field(default=6, ge=1)
    only_new: bool = True

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each person whose time has come, or who has been trained."""
        held = facts.people.offices(facts.today)
        bound = [p for p in facts.roster.people if held[p.id] & frozenset(self.who)]
        if not bound:
            yield Missing("members")
        trained = self._trained(facts)
        for person in bound:
            start = self._since(facts, person)
            if start and person.status is PartyStatus.MEMBER:
                yield from self._result(facts, person, start, trained.get(person.id, set()))

    def _since(self, facts: Facts, person: Person) -> dt.date | None:
        """Since when it counts; None for one who isn't new where only those are asked."""
        term = facts.group.term.start
        kinds = {body.key: body.kind for body in facts.roster.bodies}
        starts = [
            m.period.start
            for m in person.memberships
            if m.body in kinds and Office(m.role, kinds[m.body]) in self.who
        ]
        first = min(starts, default=term)
        return None if self.only_new and first < term else max(term, first)

    def _trained(self, facts: Facts) -> Mapping[str, set[dt.date | None]]:
        """The days on which each person took part, by lists and register; None for one untold."""
        found: dict[str, set[dt.date | None]] = defaultdict(set)
        for document in facts.documents or ():
            meeting = facts.meeting(document.meeting_id)
            if meeting is None or meeting.type not in self.types:
                continue
            for row in document.reading.attendance or ():
                person = person_named(facts, row.name)
                if person and row.status is AttendanceStatus.PRESENT:
                    found[person.id].add(meeting.date)
        for record in facts.entries("training"):
            meeting = facts.meeting(record.meeting)
            planned = meeting.date if meeting else None
            found[record.person].add(record.at.date() if record.at else planned)
        return found

    def _result(
        self, facts: Facts, person: Person, start: dt.date, days: set[dt.date | None]
    ) -> Iterator[Result]:
        limit, target = Span(months=self.within_months).after(start), Target("person", person.id)
        own = [day for day in days if day and facts.group.term.start <= day <= facts.today]
        done = min(own, default=None)
        if done and done <= limit:
            yield Passed(target)
        elif facts.today <= limit:
            return
        elif isinstance(kept := facts.register("training"), Missing):
            yield kept
        elif None in days:
            yield Missing("record_day", {"what": person.name})
        else:
            values = {"person": person, "limit": limit, "date": done}
            yield Failed(target=target, variant="late" if done else "", values=values, due=limit)
