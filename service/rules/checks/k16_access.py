"""K16: who can see a meeting, and who must be kept out of it.

Visibility is what was seen in the calendars; where that is not known, what the plan will write.
That somebody was present or called in is read from the meeting's documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.minutes import AttendanceStatus
from service.domain.model import Audience, MeetingType, PartyStatus
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.people import SEATS, holders
from service.rules.protocols import CALL, MINUTES, people_in, row_of
from service.rules.results import Failed, Missing, Passed, Result, Target


class Visible(CheckParams):
    """Meetings of these types lie in a calendar for one of the allowed audiences."""

    says: ClassVar = frozenset({"date"})

    access: Literal["visible"]
    types: tuple[MeetingType, ...]
    allowed: tuple[Audience, ...]
    county: bool | None = None

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting."""
        if self.county is not None and facts.group.county is not self.county:
            return
        seen = facts.visibility or {}
        for meeting in facts.of_types(self.types):
            target = Target("meeting", meeting.id)
            if seen.get(meeting.id, meeting.audience) in self.allowed:
                yield Passed(target)
            else:
                values = {"date": meeting.date}
                yield Failed(target=target, values=values, facts=(meeting,), due=meeting.date)


class Excluded(CheckParams):
    """People of this standing neither attend nor are called in."""

    says: ClassVar = frozenset({"person", "date"})
    variants: ClassVar = frozenset({"called"})

    access: Literal["excluded"]
    types: tuple[MeetingType, ...]
    status: PartyStatus

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each such person in each document of a meeting."""
        documents = facts.documents_of(*MINUTES, CALL)
        if isinstance(documents, Missing):
            yield documents
            return
        for document in documents:
            meeting = facts.meeting(document.meeting_id)
            if meeting is None or meeting.type in self.types:
                yield from self._document(facts, document)

    def _document(self, facts: Facts, document: MeetingDocument) -> Iterator[Result]:
        meeting = facts.meeting(document.meeting_id)
        day = meeting.date if meeting else facts.today
        out = {p.id: p for p in holders(facts, SEATS, day) if p.status is self.status}
        called = document.reading.type == CALL
        listed = people_in(
            facts,
            (
                row
                for row in document.reading.attendance or ()
                if called or row.status is AttendanceStatus.PRESENT
            ),
        )
        for person_id, person in out.items():
            target = Target("person", f"{person_id}@{document.path or document.meeting_id}")
            if person_id not in listed:
                yield Passed(target)
                continue
            values = {"person": person, "date": day}
            variant = "called" if called else ""
            place = row_of(facts, document, person)
            yield Failed(target=target, variant=variant, values=values, place=place)


Params = Annotated[Visible | Excluded, Field(discriminator="access")]
