"""T1, continued: cases that the party's members discuss before they are decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

from service.domain.minutes import CaseItem
from service.domain.model import Meeting, MeetingType
from service.rules.checks.agenda.documents import documents_of
from service.rules.checks.sequence.around import Around
from service.rules.checks.shared.programme import entries
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.records import Record, RecordKind
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import case_key, is_blank, mentions_any, plain

GROUP_TYPES = (MeetingType.GRP_ORD, MeetingType.GRP_EXTRA)


class InOrderOfBodies(Around):
    """Something about a case came after some things and before others."""

    trace_in: Literal["around"]
    order: Literal["around"] = "around"


@dataclass(frozen=True, slots=True)
class _Case:
    number: str
    title: str
    meeting: Meeting  # the first of the group's that takes it up, or the council's

    @property
    def key(self) -> str:
        return _key(self.number, self.title)

    def is_in(self, number: str, title: str) -> bool:
        if is_blank(self.number) or is_blank(number):
            return bool(self.title) and plain(self.title) == plain(title)
        return case_key(self.number) == case_key(number)


class RedLines(CheckParams):
    """A case that touches one of the party's red lines is on a members' meeting's agenda too.

    Such a case has one of ``words`` in its title on the group's agendas, or people have flagged it
    ``red_line``. It is judged once a group meeting has had it, or its council meeting is over.
    """

    says: ClassVar = frozenset({"case", "title"})

    trace_in: Literal["red_lines"]
    words: tuple[str, ...]
    types: tuple[MeetingType, ...] = GROUP_TYPES
    members: tuple[MeetingType, ...]  # the meetings that members have

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each case that touches a red line."""
        if facts.documents is None:
            yield Missing("documents")
            return
        known = entries(facts, RecordKind.CASE)
        if isinstance(known, Missing):
            yield known
        records = () if isinstance(known, Missing) else known.records
        flagged = [r for r in records if "red_line" in r.flags]
        asked: dict[str, _Case] = {}
        for case in (*self._on_agendas(facts, flagged), *_decided(facts, flagged)):
            asked.setdefault(case.key, case)
        meetings = tuple(facts.of_types(self.members))
        for key in sorted(asked.keys() - {""}):
            yield self._result(facts, asked[key], meetings)

    def _on_agendas(self, facts: Facts, flagged: Sequence[Record]) -> Iterator[_Case]:
        keys = frozenset(_key(record.case, record.value("title")) for record in flagged)
        for meeting in filter(facts.is_over, facts.of_types(self.types)):
            for document in documents_of(facts, meeting):
                basis = (document.version, meeting, keys) if document.version else None
                touching = partial(self._touching, document, meeting, keys)
                yield from facts.recall((document.path, meeting.id), basis, touching)

    def _touching(
        self, document: MeetingDocument, meeting: Meeting, flagged: frozenset[str]
    ) -> tuple[_Case, ...]:
        """The cases of a document that are flagged, or have one of the words."""
        return tuple(
            _Case(number, title, meeting)
            for number, title in _listed(document)
            if _key(number, title) in flagged or mentions_any(title, self.words)
        )

    def _result(self, facts: Facts, case: _Case, meetings: Sequence[Meeting]) -> Result:
        target = Target("case", case.key)
        unknown: Meeting | None = None
        for meeting in meetings:
            items = list(_items(facts, meeting))
            if any(case.is_in(number, title) for number, title in items):
                return Passed(target)
            if not items and facts.is_over(meeting):
                unknown = unknown or meeting
        if unknown:
            return Missing("call", {"what": unknown})
        item = CaseItem(number=case.number, title=case.title)
        values = {"case": item, "title": case.title or case.number}
        return Failed(target=target, values=values, facts=(case.meeting,))


def _key(number: str, title: str) -> str:
    return plain(title) if is_blank(number) else case_key(number)


def _decided(facts: Facts, flagged: Iterable[Record]) -> Iterator[_Case]:
    """Those of the flagged cases whose council meeting is over."""
    for record in flagged:
        meeting = facts.meeting(record.meeting)
        if meeting and facts.is_over(meeting):
            yield _Case(record.case, record.value("title"), meeting)


def _items(facts: Facts, meeting: Meeting) -> Iterator[tuple[str, str]]:
    """The numbers and titles of what the meeting's call and protocol have."""
    for document in documents_of(facts, meeting):
        yield from _listed(document)


def _listed(document: MeetingDocument) -> Iterator[tuple[str, str]]:
    yield from ((item.case, item.title) for item in document.reading.agenda or ())
    yield from ((case.number, case.title) for case in document.reading.cases or ())
