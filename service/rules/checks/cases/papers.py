"""T1 and K16, continued: case papers are short and readable, attachments can be read in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import MeetingType
from service.rules.checks.routes.limits import missing_field
from service.rules.checks.shared.naming import called, own_target
from service.rules.checks.shared.traces import SAYS, failed
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.readability import lix
from service.rules.records import Record
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_number

_PAPER = "case_paper"
_COUNTS = ("pages", "words", "long_words", "sentences")
_ATTACHMENT = "attachment"


class Readable(CheckParams):
    """Each case paper is at most so long and so heavy, and says what the case means for nature.

    The numbers are advice: a long paper may have its reason.
    """

    says: ClassVar = frozenset({"name", "pages", "lix", "max_pages", "max_lix"})
    variants: ClassVar = frozenset({"environment"})

    trace_in: Literal["readable"]
    max_pages: int = Field(ge=1)
    max_lix: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each case paper whose counts are entered."""
        known = facts.register(_PAPER)
        if isinstance(known, Missing):
            yield known
            return
        yield from (self._result(record) for record in known)

    def _result(self, record: Record) -> Result:
        counts = {name: parse_number(record.value(name)) for name in _COUNTS}
        blank = next((name for name, count in counts.items() if count is None), None)
        if blank:
            return missing_field(record, blank)
        pages, words, long_words, sentences = (count or 0 for count in counts.values())
        try:
            index = lix(words, long_words, sentences)
        except ValueError:
            return missing_field(record, "words")
        values = {
            "name": called(record),
            "pages": pages,
            "lix": index,
            "max_pages": self.max_pages,
            "max_lix": self.max_lix,
        }
        target = own_target(record)
        if pages > self.max_pages or index > self.max_lix:
            return Failed(target=target, values=values)
        if "environment" not in record.flags:
            return Failed(target=target, variant="environment", values=values)
        return Passed(target)


class Attachments(CheckParams):
    """An attachment that was not sent can be read in a folder ``days_before`` the meeting."""

    says: ClassVar = SAYS | {"limit", "days", "name"}
    variants: ClassVar = frozenset({"late"})

    access: Literal["attachments"]
    types: tuple[MeetingType, ...]
    days_before: int = Field(ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each attachment that is available, or should have been by now."""
        known = facts.register(_ATTACHMENT)
        if isinstance(known, Missing):
            yield known
            return
        for record in known:
            if result := self._result(facts, record):
                yield result

    def _result(self, facts: Facts, record: Record) -> Result | None:
        target = Target("attachment", record.id or f"{record.value('title')}@{record.case}")
        if "sent" in record.flags:
            return Passed(target)
        meeting = facts.meeting(record.meeting)
        if meeting is None:
            return Missing("record_day", {"what": called(record)})
        if meeting.type not in self.types:
            return None
        limit = meeting.date - dt.timedelta(days=self.days_before)
        shared = record.value("path")
        if shared and record.at is None:
            return Missing("record_day", {"what": called(record)})
        if shared and record.at and record.at.date() <= limit:
            return Passed(target)
        if facts.today <= limit:
            return None
        more = {"limit": limit, "days": self.days_before, "name": called(record)}
        found = failed(facts, record, "late" if shared else "", more, due=limit)
        return replace(found, target=target, facts=(meeting,))
