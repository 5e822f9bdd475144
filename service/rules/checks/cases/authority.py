"""K19, continued: what is decided for the municipality is decided by somebody who may.

A decision is the council's own, or names the law or regulation that gives it to another body, or a
delegation to that body covers its subject on its day. Needs the registers of decisions and of
delegations. Not evaluated where a decision has no day, body or subject, where the roster lacks the
body, or where a delegation to it does not say what it covers or from when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from service.rules.checks.cases.delegating import DELEGATION, holds_on, is_council, same_body
from service.rules.checks.shared.moments import day_of
from service.rules.checks.shared.naming import called, own_target
from service.rules.checks.shared.traces import Trigger
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import plain


class Authorised(CheckParams):
    """Each decision of the trigger was the council's, or rests on law or on a delegation."""

    says: ClassVar = frozenset({"decision", "body", "date", "subject"})

    prior: Literal["authorised"]
    trigger: Trigger

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each decision that has been made."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            day = decided_on(facts, record)
            if day is None:
                yield Missing("record_day", {"what": called(record)})
            elif day <= facts.today:
                yield self._result(facts, _Decision(record, day))

    def _result(self, facts: Facts, decision: _Decision) -> Result:
        record = decision.record
        if record.value("legal_ref"):
            return Passed(own_target(record))
        if not record.body:
            return Missing("decided_by", {"what": called(record)})
        council = is_council(facts, record.body)
        if council:
            return Passed(own_target(record))
        delegated = _delegated(facts, decision)
        if delegated is None and council is None:
            return Missing("body", {"body": record.body})
        if isinstance(delegated, Missing):
            return delegated
        if delegated:
            return Passed(own_target(record))
        return Failed(
            target=own_target(record),
            values={
                "decision": called(record),
                "body": facts.body_named(record.body) or record.body,
                "date": decision.day,
                "subject": record.value("subject"),
            },
        )


@dataclass(frozen=True, slots=True)
class _Decision:
    record: Record
    day: dt.date


def decided_on(facts: Facts, record: Record) -> dt.date | None:
    """The day a decision was made: its own, or its meeting's."""
    meeting = facts.meeting(record.meeting)
    return day_of(record, "at") or (meeting.date if meeting else None)


def _delegated(facts: Facts, decision: _Decision) -> bool | Missing | None:
    """Whether a delegation covers the decision; None where no delegation is to its body at all."""
    known = facts.register(DELEGATION)
    if isinstance(known, Missing):
        return known
    body = decision.record.body
    to_it = [d for d in known if same_body(facts, d.value("recipient"), body)]
    answers = [_covers(delegation, decision) for delegation in to_it]
    if True in answers:
        return True
    unknown = [a for a in answers if isinstance(a, Missing)]
    if unknown:
        return unknown[0]
    return False if to_it else None


def _covers(delegation: Record, decision: _Decision) -> bool | Missing:
    held = holds_on(delegation, decision.day)
    if held is False:
        return False
    subject, asked = delegation.value("subject"), decision.record.value("subject")
    recipient = delegation.value("recipient")
    if not subject:
        return Missing("delegated_subject", {"body": recipient})
    if not asked:
        return Missing("decided_subject", {"what": called(decision.record)})
    if plain(subject) != plain(asked):
        return False
    return True if held else Missing("delegated_from", {"body": recipient})
