"""K06: a subject stands on the agenda of every meeting of a type.

Decided from the meeting's call and, once written, its protocol: a case whose title has one of the
words, or a field of its own with text in it. Not evaluated for meetings with neither document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from service.domain.model import Meeting, MeetingType
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.protocols import CALL, MINUTES, is_written
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank, mentions_any


class AgendaTag(CheckParams):
    """One result for each meeting with a call or a written protocol."""

    says: ClassVar = frozenset({"date"})

    types: tuple[MeetingType, ...]
    words: tuple[str, ...]
    fields: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """Look for the subject in what there is of the meeting's documents."""
        documents = facts.documents_of(CALL, *MINUTES)
        if isinstance(documents, Missing):
            yield documents
            return
        for meeting in facts.of_types(self.types):
            if result := self._result(facts, meeting):
                yield result

    def _result(self, facts: Facts, meeting: Meeting) -> Result | None:
        call, protocol = facts.document(meeting, CALL), facts.document(meeting, *MINUTES)
        said = [call] if call and call.reading.agenda else []
        if protocol and facts.is_over(meeting) and is_written(protocol.reading):
            said.append(protocol)
        if not said:
            return Missing("call", {"what": meeting}) if facts.is_over(meeting) else None
        if any(self._has(document) for document in said):
            return Passed(Target("meeting", meeting.id))
        return Failed(
            target=Target("meeting", meeting.id),
            values={"date": meeting.date},
            place=said[-1].at("agenda"),
            facts=(meeting,),
            due=meeting.date,
        )

    def _has(self, document: MeetingDocument) -> bool:
        reading = document.reading
        titles = [item.title for item in reading.agenda or ()]
        titles += [case.title for case in reading.cases or ()]
        noted = any(not is_blank(reading.text(tag)) for tag in self.fields)
        return noted or any(mentions_any(title, self.words) for title in titles)


Params = AgendaTag
