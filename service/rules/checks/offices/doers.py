"""K07, continued: what was done was done by the person whose task it is. Needs registers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from service.domain.model import Role
from service.rules.checks.offices.composition import faction_leaders
from service.rules.checks.routes.limits import missing_field
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import name_of
from service.rules.records import Record, RecordKind
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import case_key


class DoneBy(CheckParams):
    """A speech or a presentation of a case is given by its owner, delegate or faction leader."""

    says: ClassVar = frozenset({"person", "case", "body"})

    relation: Literal["done_by"]
    record: RecordKind
    by: Literal["owner", "faction_leader"]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each recorded act in a known case."""
        acts, cases = facts.register(self.record), facts.register(RecordKind.CASE)
        if isinstance(acts, Missing):
            yield acts
            return
        if isinstance(cases, Missing):
            yield cases
            return
        by_number = {case_key(c.case): c for c in cases if c.case}
        for act in acts:
            if act.person and (case := by_number.get(case_key(act.case))):
                allowed = self._allowed(facts, case)
                if isinstance(allowed, Missing):
                    yield allowed
                elif allowed is not None:
                    yield _result(facts, act, case, allowed)

    def _allowed(self, facts: Facts, case: Record) -> set[str] | Missing | None:
        """Who may; None where the rule says nothing of this case."""
        if self.by == "owner":
            responsible = {case.value("owner"), case.value("delegated_to")} - {""}
            return responsible or missing_field(case, "owner")
        committee = facts.roster.body(case.body)
        leaders = faction_leaders(facts, committee) if committee else ()
        substitutes = facts.roster.holders(Role.SUBSTITUTE, case.body, facts.today)
        return {p.id for p in (*leaders, *substitutes)} if leaders else None


def _result(facts: Facts, act: Record, case: Record, allowed: set[str]) -> Result:
    target = Target("case", case.case)
    if act.person in allowed:
        return Passed(target)
    values = {
        "person": name_of(facts, act.person),
        "case": case.case,
        "body": facts.body_called(case.body),
    }
    return Failed(target=target, values=values)
