"""Protocols of held meetings, as rules look at them.

A protocol is laid out before the meeting, so that it exists says nothing: it counts as written once
a person has put something into it. One that is not written is reported once, by the rule that asks
for it (K03); all other rules then say that they can't judge it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from service.domain.minutes import AttendanceStatus, Attendee, CaseItem, DocumentReading
from service.domain.model import Audience, BodyKind, Meeting, MeetingType, Person
from service.domain.place import Place
from service.rules.facts import Facts, MeetingDocument
from service.rules.people import person_named
from service.rules.results import Missing, Result, Target
from service.rules.texts import case_key, is_blank, parse_date, plain

MINUTES = ("protokoll", "styrereferat")
_OF_THE_BOARD = "styrereferat"
CALL = "innkalling"
_CAME_OR_NOT = frozenset({AttendanceStatus.PRESENT, AttendanceStatus.ABSENT})
_WRITTEN_CASE = ("discussion", "proposal", "conclusion")  # the rest may be laid out beforehand
_TYPE_OF_BODY = {
    BodyKind.GROUP_BOARD: MeetingType.GRP_BOARD,
    BodyKind.MEMBERS: MeetingType.MEDL,
    BodyKind.FACTION: MeetingType.FRAK,
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """The meeting of a written protocol, as far as it is known, and where the protocol lies."""

    meeting: Meeting | None
    date: dt.date | None
    path: str

    def said(self) -> object:
        """How findings name it: the meeting, its date, or at least the file."""
        return self.meeting or self.date or self.path


@dataclass(frozen=True)
class Minutes:
    """A written protocol with the meeting it is of, as far as that is known."""

    document: MeetingDocument
    meeting: Meeting | None
    date: dt.date | None

    @property
    def reading(self) -> DocumentReading:
        """What was read from it."""
        return self.document.reading

    @cached_property
    def cases(self) -> tuple[CaseItem, ...]:
        """The cases that have a number or a title; the empty prototype is none."""
        found = self.reading.cases or ()
        return tuple(c for c in found if not (is_blank(c.number) and is_blank(c.title)))

    @property
    def key(self) -> str:
        """The meeting's id, or the path of a document that belongs to no known meeting."""
        return self.meeting.id if self.meeting else self.document.path

    @property
    def target(self) -> Target:
        """The protocol as a whole."""
        return Target("meeting", self.meeting.id) if self.meeting else self.document_target

    @property
    def document_target(self) -> Target:
        """The file."""
        return Target("document", self.document.path)

    def case_target(self, case: CaseItem) -> Target:
        """One case of the protocol."""
        return Target("case", f"{case.number or case.title}@{self.key}")

    def day(self, facts: Facts) -> dt.date:
        """The day to ask the roster for."""
        return self.date or facts.today

    def when(self) -> object:
        """The day it was held, as findings say it; the file where that is not known."""
        return self.date or self.document.path

    @property
    def sitting(self) -> Sitting:
        """When it was of, without what it says."""
        return Sitting(self.meeting, self.date, self.document.path)

    def said(self) -> object:
        """How findings name it."""
        return self.sitting.said()


def minutes_of(facts: Facts, types: Iterable[MeetingType]) -> Iterator[Minutes | Missing]:
    """Every written protocol of a held meeting of these types; what is not written is missing."""
    wanted = frozenset(types)
    return iter(facts.once(("minutes", wanted), lambda: tuple(_minutes_of(facts, wanted))))


def of_minutes(
    facts: Facts,
    types: Iterable[MeetingType],
    judge: Callable[[Facts, Minutes], Iterator[Result]],
) -> Iterator[Result]:
    """What is judged of each written protocol by itself, and which are missing.

    ``judge`` looks at the facts and the protocol alone: its answer is kept for the next run.
    """
    for minutes in minutes_of(facts, types):
        if isinstance(minutes, Missing):
            yield minutes
        else:
            document = minutes.document
            basis = (document.version, minutes.meeting) if document.version else None
            answer = partial(_answer, judge, facts, minutes)
            yield from facts.recall((document.path, document.meeting_id), basis, answer)


def _answer(
    judge: Callable[[Facts, Minutes], Iterator[Result]], facts: Facts, minutes: Minutes
) -> tuple[Result, ...]:
    return tuple(judge(facts, minutes))


def cases_discussed(
    facts: Facts, types: Iterable[MeetingType]
) -> Mapping[str, tuple[Sitting, ...]]:
    """When each case was taken up, by its number and by its title, as keys."""
    wanted = frozenset(types)
    return facts.once(("discussed", wanted), lambda: _by_case(minutes_of(facts, wanted)))


def _by_case(minutes: Iterable[Minutes | Missing]) -> Mapping[str, tuple[Sitting, ...]]:
    found: dict[str, list[Sitting]] = defaultdict(list)
    for one in minutes:
        if isinstance(one, Missing):
            continue
        sitting = one.sitting
        for case in one.cases:
            for key in {case_key(case.number), plain(case.title)} - {""}:
                found[key].append(sitting)
    return {key: tuple(sittings) for key, sittings in found.items()}


def _minutes_of(facts: Facts, wanted: frozenset[MeetingType]) -> Iterator[Minutes | Missing]:
    documents = facts.documents_of(*MINUTES)
    if isinstance(documents, Missing):
        yield documents
        return
    every = facts.once("protocols", lambda: tuple(_laid_out(facts, documents)))
    read = [one for one in every if one.type in wanted]
    for one in read:
        if _is_held(facts, one.minutes):
            unwritten = Missing("written", {"what": one.minutes.said()})
            yield one.minutes if one.is_written else unwritten
    with_protocol = {one.minutes.meeting.id for one in read if one.minutes.meeting}
    for meeting in facts.of_types(wanted):
        if facts.is_over(meeting) and meeting.id not in with_protocol:
            yield Missing("protocol", {"what": meeting})


@dataclass(frozen=True, slots=True)
class _Protocol:
    """A protocol in the folder, written or only laid out."""

    minutes: Minutes
    type: MeetingType
    is_written: bool


def _laid_out(facts: Facts, documents: Iterable[MeetingDocument]) -> Iterator[_Protocol]:
    """All of them by their days, whichever type of meeting a rule asks for."""
    found = [(_minutes(facts, one), one) for one in documents]
    for minutes, document in sorted(found, key=lambda f: (f[0].date or dt.date.min, f[0].key)):
        yield _Protocol(minutes, meeting_type(facts, document), is_written(document.reading))


def _minutes(facts: Facts, document: MeetingDocument) -> Minutes:
    meeting = facts.meeting(document.meeting_id)
    text = document.reading.text("meeting.date")
    return Minutes(document, meeting, meeting.date if meeting else parse_date(text or ""))


def meeting_type(facts: Facts, document: MeetingDocument) -> MeetingType:
    """The type of the document's meeting; a file without a known meeting says its body."""
    if meeting := facts.meeting(document.meeting_id):
        return meeting.type
    if document.reading.type == _OF_THE_BOARD:
        return MeetingType.GRP_BOARD
    body = facts.body_named(document.reading.text("meeting.body") or "")
    return _TYPE_OF_BODY.get(body.kind, MeetingType.GRP_ORD) if body else MeetingType.GRP_ORD


def _is_held(facts: Facts, minutes: Minutes) -> bool:
    if minutes.meeting:
        return facts.is_over(minutes.meeting)
    return minutes.date is None or minutes.date <= facts.today


def is_written(reading: DocumentReading) -> bool:
    """Whether a person has put anything about the meeting itself into the protocol.

    Who has reported absence may be laid out beforehand, too.
    """
    attended = any(a.status in _CAME_OR_NOT for a in reading.attendance or ())
    noted = any(
        tag.startswith("minutes.") and not is_blank(v.text) for tag, v in reading.fields.items()
    )
    return attended or noted or any(_case_is_written(c) for c in reading.cases or ())


def _case_is_written(case: CaseItem) -> bool:
    return case.votes is not None or any(
        not is_blank(getattr(case, name)) for name in _WRITTEN_CASE
    )


def people_in(facts: Facts, attendance: Iterable[Attendee]) -> dict[str, Person]:
    """The roster's people among the rows, by id; names nobody in the roster has are left out."""
    found = (person_named(facts, a.name) for a in attendance)
    return {p.id: p for p in found if p}


def row_of(facts: Facts, document: MeetingDocument, person: Person) -> Place:
    """The person's row among those present, where the document has one."""
    rows = document.reading.attendance or ()
    names = (row.name for row in rows if person_named(facts, row.name) == person)
    return document.at("attendance", words=next(names, ""))


def is_closed(document: MeetingDocument) -> bool | None:
    """Whether the document lies in the board's closed folder; None where that is not known."""
    return None if document.audience is None else document.audience is Audience.GROUP_BOARD
