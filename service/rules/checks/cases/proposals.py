"""K05, continued: proposals were discussed beforehand, and decisions are followed up."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Meeting, MeetingType
from service.rules.checks.shared.moments import Span
from service.rules.checks.shared.ordering import held_before
from service.rules.checks.shared.programme import entries
from service.rules.checks.shared.traces import SAYS, Trigger, entry_name, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.protocols import Sitting, cases_discussed, minutes_of
from service.rules.records import Record, RecordKind
from service.rules.results import Missing, Passed, Result
from service.rules.texts import case_key, is_blank, plain

GROUP_TYPES = (MeetingType.GRP_ORD, MeetingType.GRP_EXTRA)
_NUMBER = re.compile(r"\d+\s*/\s*\d+")


class DiscussedBefore(CheckParams):
    """The case of each record of the trigger is in a protocol of an earlier meeting of ``types``.

    The record's meeting, or the day of the record, is what it must be earlier than.
    """

    says: ClassVar = SAYS

    relation: Literal["discussed_before"]
    trigger: Trigger
    types: tuple[MeetingType, ...] = GROUP_TYPES

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record whose meeting is over, or whose case was discussed."""
        known = entries(facts, self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        read = minutes_of(facts, self.types)
        unwritten = next((m for m in read if isinstance(m, Missing)), None)
        discussed = cases_discussed(facts, self.types)
        judge = partial(self._of_all, facts, known.records, discussed, unwritten)
        # What protocols say beside it changes with every keystroke, and nothing of this.
        yield from facts.recall("records", (known, discussed, unwritten), judge)

    def _of_all(
        self,
        facts: Facts,
        records: Iterable[Record],
        discussed: Mapping[str, Sequence[Sitting]],
        unwritten: Missing | None,
    ) -> tuple[Result, ...]:
        held = cache(partial(_held, facts))  # many cases have the same meeting
        demanding = filter(self.trigger.demands, records)
        results = (_result(facts, r, held, discussed, unwritten) for r in demanding)
        return tuple(result for result in results if result)


def _result(
    facts: Facts,
    record: Record,
    held: Callable[[str], _Decided | None],
    discussed: Mapping[str, Sequence[Sitting]],
    unwritten: Missing | None,
) -> Result | None:
    decided = held(record.meeting) or _entered(facts, record)
    if decided is None:
        return Missing("record_day", {"what": entry_name(record)})
    earlier = [decided.comes_after(one) for one in _discussing(discussed, record)]
    if True in earlier:
        return Passed(target_of(record))
    if not decided.is_over:
        return None
    unknown = next((one for one in earlier if isinstance(one, Missing)), unwritten)
    return unknown or failed(facts, record)


@dataclass(frozen=True, slots=True)
class _Decided:
    """When a case was decided, or will be."""

    meeting: Meeting | None
    day: dt.date
    is_over: bool

    def comes_after(self, sitting: Sitting) -> bool | Missing:
        """Whether a meeting of the group was over by then."""
        return held_before(sitting, self.meeting, self.day)


def _held(facts: Facts, meeting_id: str) -> _Decided | None:
    meeting = facts.meeting(meeting_id)
    return _Decided(meeting, meeting.date, facts.is_over(meeting)) if meeting else None


def _entered(facts: Facts, record: Record) -> _Decided | None:
    return _Decided(None, record.at.date(), facts.has_come(record.at)) if record.at else None


def _discussing(discussed: Mapping[str, Sequence[Sitting]], record: Record) -> list[Sitting]:
    """The meetings whose protocols have the case's number or its title."""
    number, title = case_key(record.case), plain(record.value("title"))
    by_number = discussed.get(number, ()) if number else ()
    by_title = discussed.get(title, ()) if title and title != number else ()
    return [*by_number, *by_title]


@dataclass(frozen=True, slots=True)
class _FollowUp:
    about: str
    owner: str
    status: str


class FollowedUp(CheckParams):
    """Each record of the trigger has a follow-up with somebody responsible and a status.

    Follow-ups are the rows of the follow-up tables of all documents that name the case by its
    number, and the entries of the register of follow-ups.
    """

    says: ClassVar = SAYS | {"limit"}
    variants: ClassVar = frozenset({"owner", "status"})

    relation: Literal["followed_up"]
    trigger: Trigger
    owner: bool = True  # whether somebody must be responsible
    within: Span = Field(default=Span())  # after the decision; before that nothing is missed

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record that is followed up, or should have been by now."""
        known = entries(facts, self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known.records):
            if result := self._result(facts, record):
                yield result

    def _result(self, facts: Facts, record: Record) -> Result | None:
        meeting = facts.meeting(record.meeting)
        day = record.at.date() if record.at else meeting.date if meeting else None
        if not record.case:
            return Missing("record_case", {"what": entry_name(record)})
        by_case = facts.once("follow-ups", lambda: _by_case(_follow_ups(facts)))
        found = by_case.get(case_key(record.case), [])
        if any((f.owner or not self.owner) and f.status for f in found):
            return Passed(target_of(record))
        if day is None:
            return Missing("record_day", {"what": entry_name(record)})
        limit = self.within.after(day)
        if facts.today <= limit:
            return None
        if unknown := _unknown(facts):
            return unknown
        lacks_owner = self.owner and not any(f.owner for f in found)
        variant = "" if not found else "owner" if lacks_owner else "status"
        return failed(facts, record, variant, {"limit": limit}, due=limit)


def _follow_ups(facts: Facts) -> Iterator[_FollowUp]:
    for document in facts.documents or ():
        for row in document.reading.follow_ups or ():
            owner = "" if is_blank(row.responsible) else row.responsible
            yield _FollowUp(f"{row.source} {row.what}", owner, row.status.strip())
    for record in facts.entries(RecordKind.FOLLOW_UP):
        status = record.value("status") or record.value("outcome")
        yield _FollowUp(record.case, record.value("owner") or record.by, status)


def _unknown(facts: Facts) -> Missing | None:
    """What would have to be known to say that something is not followed up."""
    if facts.documents is None:
        return Missing("documents")
    if any(d.reading.follow_ups is not None for d in facts.documents):
        return None
    known = facts.register(RecordKind.FOLLOW_UP)
    return known if isinstance(known, Missing) else None


def _by_case(rows: Iterable[_FollowUp]) -> Mapping[str, list[_FollowUp]]:
    found: dict[str, list[_FollowUp]] = defaultdict(list)
    for row in rows:
        for number in {case_key(number) for number in _NUMBER.findall(row.about)}:
            found[number].append(row)
    return found
