"""T1, continued: what is said in public comes after the case was dealt with inside.

That it was is told by registers, or by the conclusion of the case in a written protocol. Not
evaluated while the entry has no day or no case, while none of the sources is known, or while a
protocol from the weeks before is not written: the answer may stand there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.minutes import CaseItem
from service.domain.model import OSLO, MeetingType
from service.rules.checks.shared.ordering import is_near
from service.rules.checks.shared.traces import SAYS, Trace, Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.protocols import Minutes, minutes_of
from service.rules.records import Record
from service.rules.results import Missing, Passed, Result, Target
from service.rules.texts import case_key, is_blank, plain


class Beforehand(CheckParams):
    """Each entry of the trigger came after one of the traces, or after a protocol's conclusion."""

    says: ClassVar = SAYS

    trace_in: Literal["beforehand"]
    trigger: Trigger
    any_of: tuple[Trace, ...] = Field(min_length=1)
    protocols: tuple[MeetingType, ...] = ()  # meetings whose protocols may tell it too
    unnamed: bool = False  # a finding is about the entry, and does not tell whose it is
    window_days: int = Field(default=60, ge=0)  # an unwritten protocol so long before matters

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry whose day has come."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        minutes = tuple(minutes_of(facts, self.protocols))
        for record in sorted(filter(self.trigger.demands, known), key=_first_said):
            if record.at is None:
                yield Missing("record_day", {"what": record.case or record.id})
            elif not facts.has_come(record.at):
                continue
            elif not record.case:
                yield Missing("record_case", {"what": record.at.date()})
            else:
                yield self._result(facts, record, record.at, minutes)

    def _target(self, record: Record) -> Target:
        """The entry alone where the finding is not to tell whom it is about."""
        if not self.unnamed:
            return target_of(record)
        return Target("record", record.id or record.case)

    def _result(
        self, facts: Facts, record: Record, at: dt.datetime, minutes: tuple[Minutes | Missing, ...]
    ) -> Result:
        answers = (*self._entries(facts, record, at), *_concluded(record, at, minutes))
        if True in answers:
            return Passed(self._target(record))
        unsure = [a for a in answers if isinstance(a, Missing)]
        unsure += self._unknown(facts, at, minutes)
        if unsure:
            return unsure[0]
        return replace(failed(facts, record), target=self._target(record))

    def _entries(
        self, facts: Facts, record: Record, at: dt.datetime
    ) -> Iterator[Literal[True] | Missing]:
        """True for each trace not later than the entry; missing where a trace has no day."""
        for trace in self.any_of:
            for entry in facts.matches.about(trace.record, trace.match, record):
                if trace.answers(facts, record, entry) is True:
                    if entry.at is None:
                        yield Missing("record_day", {"what": record.case})
                    elif _in_time(entry.at, at):
                        yield True

    def _unknown(
        self, facts: Facts, at: dt.datetime, minutes: tuple[Minutes | Missing, ...]
    ) -> list[Missing]:
        read = bool(self.protocols) and facts.documents is not None
        absent = [
            r for trace in self.any_of if isinstance(r := facts.register(trace.record), Missing)
        ]
        if not read and len(absent) == len(self.any_of):
            return absent
        since = at.date() - dt.timedelta(days=self.window_days)
        return [m for m in minutes if isinstance(m, Missing) and is_near(m, since, at.date())]


def _first_said(record: Record) -> tuple[dt.datetime, str]:
    """In order of time: of several with one target, a finding is about the first."""
    return record.at or dt.datetime.min.replace(tzinfo=OSLO), record.id


def _concluded(
    record: Record, at: dt.datetime, minutes: tuple[Minutes | Missing, ...]
) -> Iterator[Literal[True] | Missing]:
    """True for each protocol that settled the case in time; missing where that can't be told."""
    for one in minutes:
        if isinstance(one, Missing):
            continue
        over = _over(one)
        for case in one.cases:
            if case_key(record.case) not in {case_key(case.number), plain(case.title)}:
                continue
            if over is None:
                yield Missing("date", {"what": one.said()})
            elif _in_time(over, at) and _is_settled(case):
                yield True
            elif _in_time(over, at) and case.conclusion is None:
                field = Word("fields", "conclusion")
                yield Missing("field", {"field": field, "what": one.said()})


def _is_settled(case: CaseItem) -> bool:
    """The group agreed with the recommendation, or wrote down what it thinks instead."""
    written = not (is_blank(case.conclusion) and is_blank(case.proposal))
    return written or case.agrees_with_recommendation is True


def _over(minutes: Minutes) -> dt.datetime | None:
    """When the meeting was over, as far as that is known: at least its day."""
    meeting = minutes.meeting
    if meeting and (known := meeting.ends_at or meeting.starts_at):
        return known
    day = minutes.date
    return dt.datetime.combine(day, dt.time.min, OSLO) if day else None


def _in_time(when: dt.datetime, at: dt.datetime) -> bool:
    """Whether it was not later. Midnight tells the day alone, and the same day is no fault."""
    if dt.time.min in {when.time(), at.time()}:
        return when.date() <= at.date()
    return when <= at
