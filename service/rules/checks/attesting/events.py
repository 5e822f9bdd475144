"""A1, continued: what somebody confirms once something has happened, or for each entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import MeetingStatus, MeetingType
from service.rules.checks.shared.moments import Moment, Span
from service.rules.checks.shared.traces import SAYS as RECORD_SAYS
from service.rules.checks.shared.traces import Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.records import Record
from service.rules.results import Failed, Missing, Passed, Result, Target


class AfterEvent(CheckParams):
    """Confirmed once after a day that is told: the election, the constitution, the term's start."""

    says: ClassVar = frozenset({"role", "start", "limit"})

    task: Literal["after_event"]
    role: OfficeParam
    start: Moment
    within: Span

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group, from the day on."""
        start = self.start.day(facts, until=facts.today)
        if isinstance(start, Missing):
            yield start
        elif start is not None:
            yield self._result(facts, start)

    def _result(self, facts: Facts, start: dt.date) -> Result:
        target = Target("group", facts.group.id)
        if any(a.at.date() >= start for a in facts.attestations):
            return Passed(target)
        limit = self.within.after(start)
        values = {"role": Word("holders", str(self.role)), "start": start, "limit": limit}
        return Failed(target=target, values=values, due=limit)


class AfterMeetings(CheckParams):
    """Confirmed after each held meeting of these types; older ones are not asked about."""

    says: ClassVar = frozenset({"role", "body", "date", "limit"})

    task: Literal["after_meetings"]
    role: OfficeParam
    types: tuple[MeetingType, ...]
    within: Span
    open_days: int = Field(default=90, ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting held within ``open_days``."""
        given = {a.target for a in facts.attestations}
        for meeting in facts.of_types(self.types):
            old = (facts.today - meeting.date).days > self.open_days
            if old or not facts.is_over(meeting):
                continue
            target = Target("meeting", meeting.id)
            if str(target) in given:
                yield Passed(target)
                continue
            limit = self.within.after(meeting.date)
            values = {
                "role": Word("holders", str(self.role)),
                "body": facts.body_called(meeting.body),
                "date": meeting.date,
                "limit": limit,
            }
            yield Failed(target=target, values=values, due=limit)


class ForRecords(CheckParams):
    """Confirmed for each entry of a register with the flags: a meeting with young people, say.

    It opens at once, or ``lead_days`` before the entry's meeting (or its own day), or ``wait``
    after that day.
    """

    says: ClassVar = RECORD_SAYS | {"role", "limit"}

    task: Literal["for_records"]
    role: OfficeParam
    trigger: Trigger
    lead_days: int | None = None
    wait: Span | None = None
    within: Span = Span()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry whose time has come."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        given = {a.target for a in facts.attestations}
        for record in filter(self.trigger.demands, known):
            day = _day(facts, record)
            if _is_cancelled(facts, record) or (day and facts.today < self._opens(day)):
                continue
            if str(target_of(record)) in given:
                yield Passed(target_of(record))
                continue
            limit = self._limit(day) if day else None
            more = {"role": Word("holders", str(self.role)), "limit": limit or ""}
            yield failed(facts, record, "", more, due=limit)

    def _opens(self, day: dt.date) -> dt.date:
        if self.wait:
            return self.wait.after(day)
        return dt.date.min if self.lead_days is None else day - dt.timedelta(days=self.lead_days)

    def _limit(self, day: dt.date) -> dt.date:
        return self.within.after(self.wait.after(day) if self.wait else day)


def _day(facts: Facts, record: Record) -> dt.date | None:
    meeting = facts.meeting(record.meeting)
    return meeting.date if meeting else record.at.date() if record.at else None


def _is_cancelled(facts: Facts, record: Record) -> bool:
    meeting = facts.meeting(record.meeting)
    return meeting is not None and meeting.status is MeetingStatus.CANCELLED
