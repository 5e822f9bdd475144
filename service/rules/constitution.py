"""The group's constitution after an election, as the plan, its own protocol or a date tells it.

A group constitutes itself before the term begins, so the meeting is often not in the term's plan.
The protocol of the constitution belongs to the term, not to a meeting, and bears its own date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from service.domain.minutes import CaseItem, DocumentReading
from service.domain.model import Meeting, MeetingType, Period
from service.rules.facts import Facts, MeetingDocument
from service.rules.protocols import MINUTES, is_written
from service.rules.records import RecordKind
from service.rules.results import Missing
from service.rules.texts import is_blank, parse_date

CONSTITUTION = "konstituering"
MILESTONE = "constitution"
_AHEAD_DAYS = 180  # so long before the term a group may have constituted itself
_ELECTIONS = "elections"


@dataclass(frozen=True, slots=True)
class Constitution:
    """A constitution: its day as far as it is known, its meeting in the plan, its protocol."""

    day: dt.date | None
    meeting: Meeting | None = None
    protocol: MeetingDocument | None = None

    @property
    def said(self) -> object:
        """How findings name it: the meeting, its date, or at least the file."""
        if self.meeting or self.day:
            return self.meeting or self.day
        return self.protocol.path if self.protocol else ""

    @property
    def elections(self) -> tuple[tuple[str, str, str], ...]:
        """Office, who was elected, and the result, for each row of the table of elections."""
        rows = self.protocol.reading.tables.get(_ELECTIONS, ()) if self.protocol else ()
        return tuple((r.get("office", ""), r.get("elected", ""), r.get("result", "")) for r in rows)

    @property
    def cases(self) -> tuple[CaseItem, ...]:
        """The cases, where an ordinary protocol was used."""
        return (self.protocol.reading.cases or ()) if self.protocol else ()


def constitutions(facts: Facts) -> tuple[Constitution, ...]:
    """Every constitution of this term that plan or folder has, in order of time."""
    return tuple(sorted(_constitutions(facts), key=_order))


def constitution_days(facts: Facts) -> tuple[dt.date, ...]:
    """The days on which the group constituted itself or plans to, as anything tells."""
    entered = (
        r.at.date()
        for r in facts.entries(RecordKind.MILESTONE)
        if r.value("name") == MILESTONE and r.at
    )
    told = (c.day for c in constitutions(facts) if c.day)
    return tuple(sorted({*entered, *told}))


def is_filled_in(reading: DocumentReading) -> bool:
    """Whether a person has put anything about the constitution into its protocol.

    Who is called, who called and who holds the offices is laid out beforehand.
    """
    noted = any(
        tag.startswith("constitution.") and not is_blank(value.text)
        for tag, value in reading.fields.items()
    )
    elected = any(not is_blank(r.get("result")) for r in reading.tables.get(_ELECTIONS, ()))
    return noted or elected or is_written(reading)


def missing_constitution(facts: Facts) -> Missing:
    """Neither plan nor folder knows of one, as far as they are read."""
    return Missing("documents" if facts.documents is None else "constitution")


def _constitutions(facts: Facts) -> Iterator[Constitution]:
    meetings = tuple(facts.of_types([MeetingType.GRP_CONST]))
    found = (d for d in facts.documents or () if d.reading.type == CONSTITUTION)
    documents = sorted(found, key=lambda d: (not is_filled_in(d.reading), d.path))
    used: set[int] = set()
    for meeting in meetings:
        own = [d for d in documents if d.meeting_id == meeting.id or _day(d) == meeting.date]
        used |= {id(document) for document in own}
        yield Constitution(meeting.date, meeting, own[0] if own else _ordinary(facts, meeting))
    term = facts.group.term
    known = Period(start=term.start - dt.timedelta(days=_AHEAD_DAYS), end=term.end)
    of_day: dict[dt.date | None, MeetingDocument] = {}  # copies of one are one constitution
    for document in (d for d in documents if id(d) not in used):
        of_day.setdefault(_day(document), document)
    for day, document in of_day.items():
        if day is None or known.covers(day):
            yield Constitution(day, None, document)


def _ordinary(facts: Facts, meeting: Meeting) -> MeetingDocument | None:
    return facts.document(meeting, *MINUTES)


def _day(document: MeetingDocument) -> dt.date | None:
    return parse_date(document.reading.text("meeting.date") or "")


def _order(constitution: Constitution) -> tuple[dt.date, str]:
    document = constitution.protocol
    return constitution.day or dt.date.max, document.path if document else ""
