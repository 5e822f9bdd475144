"""K16: who can see a meeting, and who must be kept out of it.

Visibility is what was seen in the calendars; where that is not known, what the plan will write.
That somebody was present or called in is read from the meeting's documents; not evaluated where
those have no list of people. A standing has no dates of its own: with ``upcoming`` only meetings
still to come are judged, by their calls. Which attachments were sent or lie in a shared folder
(``access = "attachments"``) is a register.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.minutes import AttendanceStatus
from service.domain.model import Audience, Meeting, MeetingType, PartyStatus, Person
from service.rules.checks.cases.papers import Attachments
from service.rules.facts import Facts, MeetingDocument
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import SEATS, holders, person_named
from service.rules.protocols import CALL, MINUTES, is_written, meeting_type, row_of
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_date


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
    """People of this standing neither attend nor are called in.

    With ``upcoming`` only the latter is judged, and the main message says it.
    """

    says: ClassVar = frozenset({"person", "date"})
    variants: ClassVar = frozenset({"called"})

    access: Literal["excluded"]
    types: tuple[MeetingType, ...]
    status: PartyStatus
    offices: tuple[OfficeParam, ...] = SEATS
    upcoming: bool = False

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each such person in each document of a meeting."""
        documents = (
            facts.documents_of(CALL) if self.upcoming else facts.documents_of(*MINUTES, CALL)
        )
        if isinstance(documents, Missing):
            yield documents
            return
        for document in documents:
            meeting = facts.meeting(document.meeting_id)
            if self._concerns(facts, document, meeting):
                yield from self._document(facts, document, meeting)

    def _concerns(self, facts: Facts, document: MeetingDocument, meeting: Meeting | None) -> bool:
        """A protocol says something once the meeting is over, a call also before."""
        if meeting_type(facts, document) not in self.types:
            return False
        if meeting is None:
            return not self.upcoming
        over = facts.is_over(meeting)
        return not over if self.upcoming else over or document.reading.type == CALL

    def _document(
        self, facts: Facts, document: MeetingDocument, meeting: Meeting | None
    ) -> Iterator[Result]:
        told = parse_date(document.reading.text("meeting.date") or "")
        day = meeting.date if meeting else told
        out = [
            p for p in holders(facts, self.offices, day or facts.today) if p.status is self.status
        ]
        silent = _silence(document, meeting)
        if out and silent:
            yield silent
            return
        for person in out:
            target = Target("person", f"{person.id}@{document.path or document.meeting_id}")
            there = _is_there(facts, document, person)
            if there is None:
                yield Missing("status", {"person": person, "what": meeting or document.path})
            elif there:
                yield Failed(
                    target=target,
                    variant="called" if document.reading.type == CALL and not self.upcoming else "",
                    values={"person": person, "date": day or document.path},
                    place=row_of(facts, document, person),
                )
            else:
                yield Passed(target)


def _silence(document: MeetingDocument, meeting: Meeting | None) -> Missing | None:
    """What is missing in a document that doesn't tell who was there, or is called in."""
    what: dict[str, object] = {"what": meeting or document.path}
    if document.reading.type == CALL:
        return None if document.reading.attendance is not None else Missing("invited", what)
    if not is_written(document.reading):
        return Missing("written", what)
    return None if document.reading.attendance is not None else Missing("attendance", what)


def _is_there(facts: Facts, document: MeetingDocument, person: Person) -> bool | None:
    """Whether the document has the person as called in, or present; None where it doesn't say."""
    rows = [r for r in document.reading.attendance or () if person_named(facts, r.name) == person]
    if document.reading.type == CALL:
        return bool(rows)
    if any(row.status is AttendanceStatus.PRESENT for row in rows):
        return True
    return None if any(row.status is AttendanceStatus.UNKNOWN for row in rows) else False


Params = Annotated[Visible | Excluded | Attachments, Field(discriminator="access")]
