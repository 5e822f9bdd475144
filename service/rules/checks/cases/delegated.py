"""K18, continued: delegations are complete, go to those who may have them, and can be traced back.

The council delegates to the allowed kinds of recipients. Anybody else can only hand on what a known
delegation gave. Needs the register of delegations; where the roster lacks the body that delegates
and nothing tells who it is, the delegation is not evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.cases.delegating import DELEGATION, is_council, same_body
from service.rules.checks.cases.enumerated import listed
from service.rules.checks.shared.naming import own_target
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Label
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result


class Delegated(CheckParams):
    """Each delegation has ``fields``; the council's go to ``recipients``, others can be traced."""

    says: ClassVar = frozenset({"sender", "recipient", "fields", "value"})
    variants: ClassVar = frozenset({"incomplete", "untraced"})

    attribute: Literal["delegated"]
    fields: tuple[str, ...]
    recipients: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(DELEGATION, fields=self.fields)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each delegation."""
        known = facts.register(DELEGATION)
        if isinstance(known, Missing):
            yield known
            return
        for record in known:
            yield self._result(facts, record, known)

    def _result(self, facts: Facts, record: Record, known: tuple[Record, ...]) -> Result:
        sender = record.value("delegated_by")
        lacking = tuple(Label(name) for name in self.fields if not record.value(name))
        if lacking:
            return _failed(record, "incomplete", fields=lacking)
        council = is_council(facts, sender)
        if council:
            kind = record.value("recipient_type")
            return Passed(own_target(record)) if listed(kind, self.recipients) else _failed(record)
        if any(same_body(facts, other.value("recipient"), sender) for other in known):
            return Passed(own_target(record))
        if council is None and not listed(sender, self.recipients):
            return Missing("body", {"body": sender})
        return _failed(record, "untraced")


def _failed(record: Record, variant: str = "", **values: object) -> Failed:
    said: dict[str, object] = {
        "sender": record.value("delegated_by"),
        "recipient": record.value("recipient"),
        "value": record.value("recipient_type"),
        "fields": (),
    }
    return Failed(target=own_target(record), variant=variant, values=said | values)
