"""K05, continued: what the group knows of a municipal meeting's agenda before it meets."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal, Self

from pydantic import Field

from service.domain.model import Meeting, MeetingType
from service.rules.checks.cases.proposals import GROUP_TYPES
from service.rules.checks.shared.ordering import entered_before, held_before, is_near, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import members
from service.rules.protocols import Minutes, Sitting, minutes_of
from service.rules.records import Record, RecordKind
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import case_key


class AgendaDiscussed(CheckParams):
    """Every case on a municipal meeting's agenda is in a group protocol shortly before.

    A protocol that is not written, or of the same day without times, may have it.
    """

    says: ClassVar = frozenset({"body", "date", "cases"})

    relation: Literal["agenda_discussed"]
    of: tuple[MeetingType, ...]
    window_days: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each municipal meeting with a known agenda."""
        agenda = facts.register(RecordKind.AGENDA)
        if isinstance(agenda, Missing):
            yield agenda
            return
        minutes = tuple(minutes_of(facts, GROUP_TYPES))
        unwritten = tuple(m for m in minutes if isinstance(m, Missing))
        yield from unwritten
        written = tuple(_Written.of(m) for m in minutes if not isinstance(m, Missing))
        judge = partial(self._of_all, facts, _by_meeting(agenda), written, unwritten)
        yield from facts.recall("meetings", (agenda, written, unwritten), judge)

    def _of_all(
        self,
        facts: Facts,
        by_meeting: Mapping[str, Sequence[str]],
        written: Sequence[_Written],
        unwritten: Sequence[Missing],
    ) -> tuple[Result, ...]:
        results = []
        for meeting in facts.of_types(self.of):
            cases = by_meeting.get(meeting.id)
            if cases and facts.is_over(meeting):
                first = meeting.date - dt.timedelta(days=self.window_days)
                unknown = [m for m in unwritten if is_near(m, first, meeting.date)]
                near = [w for w in written if not w.date or first <= w.date <= meeting.date]
                results.append(self._result(facts, meeting, cases, near, unknown))
        return tuple(results)

    def _result(
        self,
        facts: Facts,
        meeting: Meeting,
        cases: Sequence[str],
        near: Iterable[_Written],
        unknown: list[Missing],
    ) -> Result:
        discussed: set[str] = set()
        for one in near:
            before = held_before(one.sitting, meeting, meeting.date)
            if before is True and one.cases is None:
                unknown.append(Missing("cases", {"what": one.sitting.said()}))
            elif before is True:
                discussed |= one.cases or set()
            elif isinstance(before, Missing) and (one.cases or set()) & set(map(case_key, cases)):
                unknown.append(before)
        left = tuple(c for c in cases if case_key(c) not in discussed)
        if not left:
            return Passed(target_of(meeting))
        if unknown:
            return unknown[0]
        values = {"body": facts.body_called(meeting.body), "date": meeting.date, "cases": left}
        return Failed(target=target_of(meeting), values=values, facts=(meeting,), due=meeting.date)


@dataclass(frozen=True, slots=True)
class _Written:
    """When a protocol was of, and the numbers of its cases; None where they weren't found."""

    sitting: Sitting
    cases: frozenset[str] | None

    @classmethod
    def of(cls, minutes: Minutes) -> Self:
        found = minutes.reading.cases is not None
        keys = frozenset(case_key(case.number) for case in minutes.cases)
        return cls(minutes.sitting, keys if found else None)

    @property
    def date(self) -> dt.date | None:
        return self.sitting.date


class IntentsKnown(CheckParams):
    """Every attending member's intention is known in every case before the council meets.

    Until it has met, nothing lacks.
    """

    says: ClassVar = frozenset({"body", "date", "people", "count"})

    relation: Literal["intents_known"]
    of: tuple[MeetingType, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each council meeting with a known agenda."""
        intents, agenda = facts.register(RecordKind.VOTE_INTENT), facts.register(RecordKind.AGENDA)
        if isinstance(intents, Missing):
            yield intents
            return
        if isinstance(agenda, Missing):
            yield agenda
            return
        by_meeting, by_case = _by_meeting(agenda), _by_case(intents)
        for meeting in facts.of_types(self.of):
            cases = by_meeting.get(meeting.id)
            if cases and (result := self._result(facts, meeting, cases, by_case)):
                yield result

    def _result(
        self,
        facts: Facts,
        meeting: Meeting,
        cases: Sequence[str],
        intents: Mapping[str, Sequence[Record]],
    ) -> Result | None:
        over = facts.is_over(meeting)
        told: dict[tuple[str, str], set[bool | None]] = defaultdict(set)
        for intent in (i for key in set(map(case_key, cases)) for i in intents.get(key, ())):
            before = entered_before(intent, meeting) if over and intent.at else True
            told[intent.person, case_key(intent.case)].add(before)
        silent = [
            (p, case)
            for p in members(facts, meeting.date)
            for case in cases
            if True not in told[p.id, case_key(case)]
        ]
        if not silent:
            return Passed(target_of(meeting))
        if not over:
            return None
        if all(None in told[p.id, case_key(case)] for p, case in silent):
            return Missing("time", {"what": meeting})
        values = {
            "body": facts.body_called(meeting.body),
            "date": meeting.date,
            "people": tuple(dict.fromkeys(p.name for p, _ in silent)),
            "count": len(silent),
        }
        return Failed(target=target_of(meeting), values=values, facts=(meeting,), due=meeting.date)


def _by_meeting(agenda: Iterable[Record]) -> Mapping[str, Sequence[str]]:
    """The cases on each meeting's agenda."""
    found: dict[str, list[str]] = defaultdict(list)
    for item in agenda:
        if item.meeting:
            found[item.meeting].append(item.case)
    return found


def _by_case(intents: Iterable[Record]) -> Mapping[str, Sequence[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for intent in intents:
        found[case_key(intent.case)].append(intent)
    return found
