"""K19, continued: a vote against the group was no surprise, because it was told of before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from service.domain.model import MeetingType
from service.rules.checks.shared.ordering import entered_before, held_before
from service.rules.checks.shared.traces import SAYS, entry_name, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import named_in
from service.rules.protocols import Minutes, minutes_of
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
        for vote in votes:
            if _AGAINST in vote.flags:
                yield self._result(facts, vote)

    def _result(self, facts: Facts, vote: Record) -> Result:
        meeting = facts.meeting(vote.meeting)
        if meeting is None:
            return Missing("record_day", {"what": entry_name(vote)})
        dissents = facts.register(RecordKind.DISSENT)
        known = () if isinstance(dissents, Missing) else _about(vote, dissents)
        own = [dissent for dissent in known if dissent.person == vote.person]
        entered = [*own, *_about(vote, facts.entries(_RELEASES))]
        told = [entered_before(one, meeting) for one in entered]
        noted = [held_before(m.sitting, meeting, meeting.date) for m in self._naming(facts, vote)]
        if True in (*told, *noted):
            return Passed(target_of(vote))
        if unknown := next((one for one in (dissents, *noted) if isinstance(one, Missing)), None):
            return unknown
        if None in told:
            undated = all(one.at is None for one in entered)
            what: object = entry_name(vote) if undated else meeting
            return Missing("record_day" if undated else "time", {"what": what})
        return failed(facts, vote, "late" if own else "")

    def _naming(self, facts: Facts, vote: Record) -> Iterator[Minutes]:
        """The protocols that name the person as dissenting in the case."""
        for minutes in minutes_of(facts, self.protocols):
            if isinstance(minutes, Minutes) and any(
                person.id == vote.person
                for case in minutes.cases
                if case_key(case.number) == case_key(vote.case)
                for text in case.dissent
                for person in named_in(facts, text)
            ):
                yield minutes


def _about(vote: Record, known: tuple[Record, ...]) -> tuple[Record, ...]:
    return tuple(r for r in known if case_key(r.case) == case_key(vote.case))
