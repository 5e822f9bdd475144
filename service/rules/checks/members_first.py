"""T1, continued: cases that the party's members discuss before they are decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from service.domain.minutes import CaseItem
from service.domain.model import Meeting, MeetingType
from service.rules.checks.agenda_documents import documents_of
from service.rules.checks.order_around import Around
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import RecordKind
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
    meeting: Meeting | None  # the first of the group's that takes it up

    @property
    def key(self) -> str:
        return case_key(self.number) if self.number else plain(self.title)

    def is_in(self, number: str, title: str) -> bool:
        if self.number and not is_blank(number):
            return case_key(self.number) == case_key(number)
        return bool(self.title) and plain(self.title) == plain(title)


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
        flagged = facts.register(RecordKind.CASE)
        if isinstance(flagged, Missing):
            yield flagged
        asked: dict[str, _Case] = {}
        for case in (*self._on_agendas(facts), *self._flagged(facts)):
            asked.setdefault(case.key, case)
        meetings = tuple(facts.of_types(self.members))
        for key in sorted(asked):
            yield self._result(facts, asked[key], meetings)

    def _flagged(self, facts: Facts) -> Iterator[_Case]:
        for record in facts.records.get(RecordKind.CASE, ()):
            meeting = facts.meeting(record.meeting)
            over = meeting is not None and facts.is_over(meeting)
            if "red_line" in record.flags and record.case and over:
                yield _Case(record.case, "", None)

    def _on_agendas(self, facts: Facts) -> Iterator[_Case]:
        flagged = {
            case_key(r.case)
            for r in facts.records.get(RecordKind.CASE, ())
            if "red_line" in r.flags and r.case
        }
        for meeting in facts.of_types(self.types):
            for number, title in _items(facts, meeting) if facts.is_over(meeting) else ():
                known = bool(number) and case_key(number) in flagged
                if known or mentions_any(title, self.words):
                    yield _Case(number, title, meeting)

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
        return Failed(target=target, values=values, facts=(case.meeting,) if case.meeting else ())


def _items(facts: Facts, meeting: Meeting) -> Iterator[tuple[str, str]]:
    """The numbers and titles of what the meeting's call and protocol have."""
    for document in documents_of(facts, meeting):
        yield from ((item.case, item.title) for item in document.reading.agenda or ())
        yield from ((case.number, case.title) for case in document.reading.cases or ())
