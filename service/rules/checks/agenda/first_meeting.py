"""K10, continued: the first meeting of a type after a day comes in time, on what it must be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Meeting, MeetingType
from service.rules.checks.agenda.documents import occasion_of, takes_up, tells
from service.rules.checks.shared.moments import Moment
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.results import Failed, Missing, Passed, Result, Target


class FirstMeeting(CheckParams):
    """The first meeting of ``types`` after ``start`` comes within ``days``, and takes up ``words``.

    Without words only the day is judged.
    """

    says: ClassVar = frozenset({"start", "limit", "date"})
    variants: ClassVar = frozenset({"late", "subject"})

    deadline: Literal["first_meeting"]
    start: Moment
    types: tuple[MeetingType, ...]
    days: int = Field(ge=1)
    words: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group, once there is such a meeting or the limit has passed."""
        start = self.start.day(facts)
        if isinstance(start, Missing):
            yield start
        elif start is not None and (result := self._result(facts, start)):
            yield result

    def _result(self, facts: Facts, start: dt.date) -> Result | None:
        limit = start + dt.timedelta(days=self.days)
        first = next((m for m in facts.of_types(self.types) if m.date > start), None)
        target = Target("group", facts.group.id)
        if first is None and facts.today <= limit:
            return None
        values = {"start": start, "limit": limit, "date": first.date if first else None}
        if first is None or first.date > limit:
            variant = "late" if first else ""
            return Failed(target=target, variant=variant, values=values, due=limit)
        return self._taken_up(facts, first, Failed(target=target, variant="subject", values=values))

    def _taken_up(self, facts: Facts, first: Meeting, fault: Failed) -> Result | None:
        if not self.words:
            return Passed(fault.target)
        if facts.documents is None:
            return Missing("documents")
        documents = occasion_of(facts, first).documents
        if any(takes_up(facts, document, self.words, ()) for document in documents):
            return Passed(fault.target)
        if any(tells(document, ()) for document in documents):
            return fault
        return Missing("call", {"what": first}) if facts.is_over(first) else None
