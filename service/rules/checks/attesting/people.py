"""A1, continued: what each person confirms for themselves, once in each term, year or half-year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from service.domain.model import Person
from service.rules.checks.shared.cadence import Cadence, round_now
from service.rules.checks.shared.moments import Span
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holders, members
from service.rules.results import Failed, Missing, Passed, Result, Target


class EachPerson(CheckParams):
    """Everyone in the group, or everyone who holds one of the offices, confirms it."""

    says: ClassVar = frozenset({"person", "round", "limit"})

    task: Literal["each_person"]
    cadence: Cadence
    offices: tuple[OfficeParam, ...] = ()  # none: the group's permanent members
    within: Span | None = None  # due so long after the round began; none: when the round ends

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each person; an office that nobody holds is a missing fact."""
        for office in self.offices:
            if not holders(facts, [office], facts.today):
                yield Missing("holder", {"office": office})
        people = self._people(facts)
        if not people and not self.offices:
            yield Missing("members")
        current = round_now(facts, self.cadence)
        limit = self.within.after(current.period.start) if self.within else current.period.end
        given = {a.target for a in facts.attestations if current.period.covers(a.at.date())}
        for person in people:
            target = Target("person", person.id)
            if str(target) in given:
                yield Passed(target)
            else:
                values = {"person": person, "round": current.said(), "limit": limit or ""}
                yield Failed(target=target, values=values, due=limit)

    def _people(self, facts: Facts) -> tuple[Person, ...]:
        if self.offices:
            return holders(facts, self.offices, facts.today)
        return members(facts, facts.today)
