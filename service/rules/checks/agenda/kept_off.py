"""K15, continued: cases of a type are sent to whom they belong, not onto the group's agenda."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.domain.minutes import CaseItem
from service.domain.model import BodyKind
from service.rules.checks.cases.enumerated import listed
from service.rules.checks.shared.traces import SAYS, failed, target_of
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.protocols import CALL, MINUTES
from service.rules.records import Record, RecordKind
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import case_key

_REGISTER = RecordKind.CASE


class KeptOff(CheckParams):
    """No case of these types is marked for the agenda, or stands in the group's calls and minutes.

    Types are compared without regard to letter case; "klagesak|klage" are spellings of one.
    """

    says: ClassVar = SAYS

    route: Literal["kept_off"]
    field: str
    types: tuple[str, ...] = Field(min_length=1)
    flags: tuple[str, ...]  # that say it is meant for the agenda

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(_REGISTER, fields=(self.field,), flags=self.flags)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each case of the types."""
        known = facts.register(_REGISTER)
        if isinstance(known, Missing):
            yield known
            return
        for record in known:
            if record.case and listed(record.value(self.field), self.types):
                yield self._result(facts, record)

    def _result(self, facts: Facts, record: Record) -> Result:
        if record.flags & set(self.flags):
            return failed(facts, record)
        documents = facts.documents_of(CALL, *MINUTES)
        if isinstance(documents, Missing):
            return documents
        document = next((d for d in _in_order(documents) if _has(facts, d, record)), None)
        if document is None:
            return Passed(target_of(record))
        place = document.at(case=CaseItem(number=record.case, title=""))
        values = failed(facts, record).values
        return Failed(target=target_of(record), values=values, place=place)


def _in_order(documents: tuple[MeetingDocument, ...]) -> list[MeetingDocument]:
    return sorted(documents, key=lambda document: document.path)


def _has(facts: Facts, document: MeetingDocument, record: Record) -> bool:
    """Whether the case stands in a document of the group's own meetings."""
    meeting = facts.meeting(document.meeting_id)
    body = facts.roster.body(meeting.body) if meeting else None
    if body is not None and body.kind is not BodyKind.GROUP:
        return False
    numbers = [item.case for item in document.reading.agenda or ()]
    numbers += [case.number for case in document.reading.cases or ()]
    return case_key(record.case) in {case_key(number) for number in numbers if number}
