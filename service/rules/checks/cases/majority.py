"""K04, continued: a decision of principle rests on a case report and on a majority."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from service.rules.checks.cases.authority import decided_on
from service.rules.checks.shared.naming import called, own_target
from service.rules.checks.shared.traces import Trigger
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Label
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import parse_number


class Majority(CheckParams):
    """Each decision of the trigger has its ``fields``, and more were for it than against.

    Votes that nobody has entered are a missing fact.
    """

    says: ClassVar = frozenset({"decision", "date", "fields", "votes_for", "votes_against"})
    variants: ClassVar = frozenset({"no_majority"})

    scope: Literal["majority"]
    trigger: Trigger
    fields: tuple[str, ...]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(*self.fields, "for", "against"))
        return self

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
                yield self._result(record, day)

    def _result(self, record: Record, day: object) -> Result:
        votes = [parse_number(record.value(name)) for name in ("for", "against")]
        lacking = tuple(Label(name) for name in self.fields if not record.value(name))
        values = {
            "decision": called(record),
            "date": day,
            "fields": lacking,
            "votes_for": votes[0],
            "votes_against": votes[1],
        }
        if lacking:
            return Failed(target=own_target(record), values=values)
        if votes[0] is None or votes[1] is None:
            return Missing("votes", {"what": called(record), "date": day})
        if votes[0] > votes[1]:
            return Passed(own_target(record))
        return Failed(target=own_target(record), variant="no_majority", values=values)
