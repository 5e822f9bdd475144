"""K19: what happened required something recorded before it.

Decided from registers; without them not evaluated. The approval of a member who joined from another
party is in the roster itself. ``prior = "authorised"``: a decision was the council's own, or rests
on law or on a delegation to the body that made it. ``prior = "flagged"``: whoever voted against the
group had told of it before the meeting, in the register or in a protocol.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.model import BodyKind, Membership, Person, Role
from service.rules.checks.cases.authority import Authorised
from service.rules.checks.cases.flagged_votes import Flagged
from service.rules.checks.shared.traces import (
    SAYS,
    Before,
    Trace,
    Trigger,
    any_answers,
    failed,
    target_of,
    undated,
)
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import mentions_any


class PriorRecord(CheckParams):
    """Each record of the trigger has the trace it demands.

    Where ``freed`` was recorded, as of a case in which each may do as they like, a trace that lacks
    is told for information only.
    """

    says: ClassVar = SAYS
    variants: ClassVar = frozenset({"freed"})

    prior: Literal["record"]
    trigger: Trigger
    trace: Trace
    also: tuple[Trace, ...] = ()
    freed: Trace | None = None
    before: Before = ""  # the trace's own limit, where the group chooses it

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record that demands one."""
        triggers = facts.register(self.trigger.record)
        if isinstance(triggers, Missing):
            yield triggers
            return
        for record in triggers:
            if self.demands(record) and (result := self._result(facts, record)):
                yield result

    def demands(self, record: Record) -> bool:
        """Whether the record demands a trace."""
        return self.trigger.demands(record)

    def _result(self, facts: Facts, record: Record) -> Result | None:
        """Whether each trace is there; until it is due, none lacks."""
        waiting = False
        main = self.trace.model_copy(update={"before": self.before}) if self.before else self.trace
        for trace in (main, *self.also):
            if trace.when_flag and trace.when_flag not in record.flags:
                continue
            known = facts.register(trace.record)
            if isinstance(known, Missing):
                return known
            answer, due = any_answers(facts, trace, record), trace.is_due(facts, record)
            if answer is True:
                continue
            if due and isinstance(answer, Missing):
                return answer
            if due is None:
                return undated(record)
            if due:
                return self._failed(facts, record)
            waiting = True
        return None if waiting else Passed(target_of(record))

    def _failed(self, facts: Facts, record: Record) -> Failed:
        if self.freed and any_answers(facts, self.freed, record) is True:
            return replace(failed(facts, record, "freed"), mild=True)
        return failed(facts, record)


class Approval(CheckParams):
    """A member who joined from another party was approved by the board first."""

    says: ClassVar = frozenset({"person"})

    prior: Literal["approval"]
    approved_by: tuple[str, ...]  # words by which the decision names the body that approved

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each such person with a seat in the group."""
        groups = {b.key for b in facts.roster.of_kind(BodyKind.GROUP)}
        for person in facts.roster.people:
            if person.joined_from_other_party is None:
                continue
            for seat in person.memberships:
                seated = seat.body in groups and seat.role is Role.MEMBER
                if seated and seat.period.covers(facts.today):
                    yield self._result(person, seat)

    def _result(self, person: Person, seat: Membership) -> Result:
        target = Target("person", person.id)
        if mentions_any(seat.appointed_by, self.approved_by):
            return Passed(target)
        return Failed(target=target, values={"person": person})


Params = Annotated[PriorRecord | Approval | Authorised | Flagged, Field(discriminator="prior")]
