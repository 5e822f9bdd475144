"""K10: what must be done by a day was done by then.

Decided from meetings, milestones and registers. Before the day has come nothing is judged; where
the day to count from is not known, the rule is not evaluated.
``deadline = "first_meeting"``: the first meeting of a type after a day, in time and on its subject.
``deadline = "sessions"``: meetings of a type on so many days within a span.
``deadline = "reviewed"``: a register's entry early in each term, and never one too long ago.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.rules.checks.agenda.first_meeting import FirstMeeting
from service.rules.checks.sequence.plan_review import Reviewed
from service.rules.checks.sequence.sessions import Sessions
from service.rules.checks.shared.moments import Moment, Span, day_of
from service.rules.checks.shared.naming import own_target
from service.rules.checks.shared.traces import SAYS as RECORD_SAYS
from service.rules.checks.shared.traces import Trigger, entry_name, failed
from service.rules.checks.shared.traces import target_of as record_target
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.results import Failed, Missing, Passed, Result, Target

_SAYS = frozenset({"start", "limit", "date"})


class Between(CheckParams):
    """One day comes within the span, and so many days, after another."""

    says: ClassVar = _SAYS
    variants: ClassVar = frozenset({"late"})

    deadline: Literal["between"]
    start: Moment
    end: Moment
    within: Span = Span()
    days: int = Field(default=0, ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group, once the limit has passed or the thing is done."""
        start = self.start.day(facts)
        if isinstance(start, Missing):
            yield start
        elif start is not None:
            yield from self._result(facts, start)

    def _result(self, facts: Facts, start: dt.date) -> Iterator[Result]:
        limit = self.within.after(start) + dt.timedelta(days=self.days)
        end = self.end.day(facts, since=start)
        target = Target("group", facts.group.id)
        values = {"start": start, "limit": limit, "date": end}
        if isinstance(end, Missing):
            if facts.today > limit:
                yield end
        elif end is None:
            if facts.today > limit:
                yield Failed(target=target, values=values, due=limit)
        elif end > limit:
            yield Failed(target=target, variant="late", values=values, due=limit)
        else:
            yield Passed(target)


class OfRecords(CheckParams):
    """In each record of the trigger, ``end`` comes within the span and days after ``start``."""

    says: ClassVar = RECORD_SAYS | {"start", "limit", "done"}
    variants: ClassVar = frozenset({"late"})

    deadline: Literal["records"]
    trigger: Trigger
    start: str = "at"
    end: str
    within: Span = Span()
    days: int = Field(default=0, ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record that is done or overdue."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            if result := self._result(facts, record):
                yield result

    def _result(self, facts: Facts, record: Record) -> Result | None:
        start, end = day_of(record, self.start), day_of(record, self.end)
        if start is None:
            return Missing("record_day", {"what": entry_name(record)})
        if end is None and (text := record.value(self.end)):
            return Missing("whole_date", {"text": text, "what": entry_name(record)})
        limit = self.within.after(start) + dt.timedelta(days=self.days)
        done = end is not None and end <= limit
        if done:
            return Passed(record_target(record))
        if end is None and facts.today <= limit:
            return None
        more = {"start": start, "limit": limit, "done": end}
        return failed(facts, record, "late" if end else "", more, due=limit)


class Ahead(CheckParams):
    """Each record of the trigger came so many days ahead of its meeting."""

    says: ClassVar = RECORD_SAYS | {"limit", "days"}

    deadline: Literal["ahead"]
    trigger: Trigger
    days: int = Field(ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record with a day and a meeting that the plan has."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            meeting = facts.meeting(record.meeting)
            if meeting is None or record.at is None:
                yield Missing("record_day", {"what": entry_name(record)})
                continue
            limit = meeting.date - dt.timedelta(days=self.days)
            if record.at.date() <= limit:
                yield Passed(own_target(record))
            else:
                late = failed(facts, record, "", {"limit": limit, "days": self.days})
                yield replace(late, target=own_target(record))


class UpToDate(CheckParams):
    """Each record of the trigger was renewed at most so many days ago."""

    says: ClassVar = RECORD_SAYS | {"limit", "days"}

    deadline: Literal["up_to_date"]
    trigger: Trigger
    field: str = "at"
    max_age_days: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record with a day."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        limit = facts.today - dt.timedelta(days=self.max_age_days)
        for record in filter(self.trigger.demands, known):
            day = day_of(record, self.field)
            if day is None:
                yield Missing("record_day", {"what": entry_name(record)})
            elif day >= limit:
                yield Passed(record_target(record))
            else:
                yield failed(facts, record, "", {"limit": limit, "days": self.max_age_days})


Params = Annotated[
    Between | OfRecords | Ahead | UpToDate | FirstMeeting | Sessions | Reviewed,
    Field(discriminator="deadline"),
]
