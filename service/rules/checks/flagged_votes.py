"""K19, continued: a vote against the group was no surprise, because it was told of before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from service.domain.model import Meeting, MeetingType
from service.rules.checks.traces import SAYS, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import named_in
from service.rules.protocols import minutes_of
from service.rules.records import Record, RecordKind
from service.rules.results import Missing, Passed, Result
from service.rules.texts import case_key

_RELEASES = "release"
_AGAINST = "against_group"


class Flagged(CheckParams):
    """Each vote against the group has a dissent entered before the meeting, or in a protocol.

    A case that the group released its members in asks for none.
    """

    says: ClassVar = SAYS
    variants: ClassVar = frozenset({"late"})

    prior: Literal["flagged"]
    protocols: tuple[MeetingType, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each vote against the group."""
        votes = facts.register(RecordKind.COUNCIL_VOTE)
        if isinstance(votes, Missing):
            yield votes
            return
        for vote in sorted(votes, key=lambda v: (v.meeting, v.id)):
            if _AGAINST in vote.flags:
                yield self._result(facts, vote)

    def _result(self, facts: Facts, vote: Record) -> Result:
        meeting = facts.meeting(vote.meeting)
        if meeting is None:
            return Missing("record_day", {"what": vote.case or vote.id})
        released = _about(vote, facts.records.get(_RELEASES, ()))
        if any(_is_before(r, meeting) is True for r in released):
            return Passed(target_of(vote))
        dissents = facts.register(RecordKind.DISSENT)
        known = () if isinstance(dissents, Missing) else _about(vote, dissents)
        told = [_is_before(d, meeting) for d in known if d.person == vote.person]
        if True in told or self._in_protocol(facts, vote, meeting):
            return Passed(target_of(vote))
        if isinstance(dissents, Missing):
            return dissents
        if None in told:
            dated = any(d.at for d in known if d.person == vote.person)
            what: object = meeting if dated else vote.case or vote.id
            return Missing("time" if dated else "record_day", {"what": what})
        return failed(facts, vote, "late" if told else "")

    def _in_protocol(self, facts: Facts, vote: Record, meeting: Meeting) -> bool:
        """Whether a protocol of an earlier meeting names the person as dissenting in the case."""
        for minutes in minutes_of(facts, self.protocols):
            if isinstance(minutes, Missing) or minutes.date is None:
                continue
            if minutes.date >= meeting.date:
                continue
            for case in minutes.cases:
                if case_key(case.number) == case_key(vote.case) and any(
                    person.id == vote.person
                    for text in case.dissent
                    for person in named_in(facts, text)
                ):
                    return True
        return False


def _about(vote: Record, known: tuple[Record, ...]) -> tuple[Record, ...]:
    return tuple(r for r in known if case_key(r.case) == case_key(vote.case))


def _is_before(record: Record, meeting: Meeting) -> bool | None:
    """Whether it surely came before the meeting; None where its day or the time is not known."""
    if record.at is None:
        return None
    if record.at.date() != meeting.date:
        return record.at.date() < meeting.date
    if meeting.starts_at is None or record.at.time() == dt.time.min:
        return None
    return record.at < meeting.starts_at
