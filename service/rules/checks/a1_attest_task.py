"""A1: only a person can confirm it, so it is a task until somebody has, and again each period.

Decided from the attestations people have given for this rule in the service: the engine leaves
only those in the facts. A task never becomes an error. A
permission (tip) asks for nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.halves import half_of, period_of
from service.domain.model import MeetingType, Period
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import OfficeParam, with_faction
from service.rules.phrasing import Half, Word
from service.rules.results import Failed, Missing, Passed, Result, Target


class Regularly(CheckParams):
    """Confirmed once in each term, year or half-year."""

    says: ClassVar = frozenset({"role", "half", "year"})

    task: Literal["regularly"]
    role: OfficeParam
    cadence: Literal["term", "year", "half_year"]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group, for the period that runs now."""
        period = self._period(facts)
        target = Target("group", facts.group.id)
        given = [a.at.date() for a in facts.attestations]
        if any(period.covers(day) for day in given):
            yield Passed(target)
        else:
            half = Half(half_of(facts.today))
            values = {
                "role": Word("holders", str(self.role)),
                "half": half,
                "year": str(facts.today.year),
            }
            yield Failed(target=target, values=values, due=period.end)

    def _period(self, facts: Facts) -> Period:
        if self.cadence == "term":
            return facts.group.term
        if self.cadence == "half_year":
            return period_of(half_of(facts.today))
        year = facts.today.year
        return Period(start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))


class BeforeMeetings(CheckParams):
    """Confirmed before each meeting, from some days ahead of it."""

    says: ClassVar = frozenset({"role", "body", "date"})

    task: Literal["before_meetings"]
    role: OfficeParam
    types: tuple[MeetingType, ...]
    lead_days: int = Field(ge=0)
    faction_threshold: int = 0  # above 0: only for committees with a faction of that size

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting that is near."""
        if self.faction_threshold and not with_faction(facts, facts.today, 1):
            yield Missing("seats")
            return
        given = {a.target for a in facts.attestations}
        with_one = with_faction(facts, facts.today, self.faction_threshold or 1)
        for meeting in facts.of_types(self.types):
            days = (meeting.date - facts.today).days
            relevant = not self.faction_threshold or meeting.body in {b.key for b in with_one}
            if not relevant or not 0 <= days <= self.lead_days:
                continue
            target = Target("meeting", meeting.id)
            if str(target) in given:
                yield Passed(target)
            else:
                values = {
                    "role": Word("holders", str(self.role)),
                    "body": facts.body_called(meeting.body),
                    "date": meeting.date,
                }
                yield Failed(target=target, values=values, due=meeting.date)


class Tip(CheckParams):
    """Encouragement: shown with the rule, never asked for."""

    task: Literal["tip"]

    def judge(self, facts: Facts) -> Iterator[Result]:  # noqa: ARG002  # the same shape as all checks
        """Nothing to judge."""
        return iter(())


Params = Annotated[Regularly | BeforeMeetings | Tip, Field(discriminator="task")]
