"""K03: a document exists for each meeting, or a registration for each half-year, in time.

``per``: "meeting", "half_year", "body" (a committee's rules), or "term": a document that sums up
the term, decided on early and written before its end.

A protocol is laid out before the meeting, so a file alone is no protocol: it must be written
(`protocols.is_written`). Not judged before the deadline. Not evaluated while the folder is not
read, or the register is not kept. ``per = "body"``: each body has an entry of the term.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.halves import half_of, halves_with
from service.domain.model import Meeting, MeetingType
from service.domain.place import Place
from service.rules.checks.texts.body_rules import PerBody
from service.rules.checks.texts.term_document import AtTermEnd
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Half
from service.rules.protocols import MINUTES, is_closed, is_written
from service.rules.records import RecordKind
from service.rules.results import Failed, Missing, Passed, Result, Target


class PerMeeting(CheckParams):
    """A written protocol for each held meeting, so many days after at latest."""

    says: ClassVar = frozenset({"date", "days", "path"})
    variants: ClassVar = frozenset({"blank", "open"})

    per: Literal["meeting"]
    types: tuple[MeetingType, ...]
    deadline_days: int = Field(ge=0)
    closed: bool = False  # it must lie in the board's own folder

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting whose deadline has passed or whose protocol is written."""
        documents = facts.documents_of(*MINUTES)
        if isinstance(documents, Missing):
            yield documents
            return
        for meeting in facts.of_types(self.types):
            if facts.is_over(meeting) and (result := self._result(facts, meeting)):
                yield result

    def _result(self, facts: Facts, meeting: Meeting) -> Result | None:
        document = facts.document(meeting, *MINUTES)
        target = Target("meeting", meeting.id)
        due = meeting.date + dt.timedelta(days=self.deadline_days)
        values = {
            "date": meeting.date,
            "days": self.deadline_days,
            "path": document.path if document else "",
        }
        if document and is_written(document.reading):
            if self.closed and is_closed(document) is False:
                return Failed(
                    target=target, variant="open", values=values, place=document.at(), due=due
                )
            return Passed(target)
        if facts.today <= due:
            return None
        return Failed(
            target=target,
            variant="blank" if document else "",
            values=values,
            place=document.at() if document else Place(),
            facts=(meeting,),
            due=due,
        )


class PerHalf(CheckParams):
    """A registration for each half-year in which the group has met."""

    says: ClassVar = frozenset({"half"})

    per: Literal["half_year"]
    record: RecordKind
    types: tuple[MeetingType, ...]
    fields: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each half-year with meetings held."""
        known = facts.register(self.record)
        if isinstance(known, Missing):
            yield known
            return
        complete = {r.value("half") for r in known if all(r.value(name) for name in self.fields)}
        held = [m.date for m in facts.of_types(self.types) if facts.is_over(m)]
        for half in halves_with(held):
            target = Target("period", half)
            if half in complete:
                yield Passed(target)
            elif half != half_of(facts.today):  # the half-year is not over
                yield Failed(target=target, values={"half": Half(half)})


Params = Annotated[PerMeeting | PerHalf | PerBody | AtTermEnd, Field(discriminator="per")]
