"""K02: meetings of a type are held at least so many times a year.

Decided from the meeting plan, planned and held together, for every year in which the group has
meetings. A year whose plan does not yet reach into its second half can't fail: not evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import MeetingType
from service.rules.facts import MUNICIPAL_TYPES, Facts
from service.rules.params import CheckParams
from service.rules.results import Failed, Missing, Passed, Result, Target

_HALF = 7


class Count(CheckParams):
    """At least ``minimum`` meetings of ``types`` in each year."""

    says: ClassVar = frozenset({"count", "minimum", "year"})

    types: tuple[MeetingType, ...]
    minimum: int = Field(ge=1)
    year: Literal["calendar", "term"] = "calendar"

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each year that has any group meeting."""
        own = [t for t in MeetingType if t not in MUNICIPAL_TYPES]
        planned = [(self._year(facts, m.date.year, m.date.month), m) for m in facts.of_types(own)]
        for year in sorted({y for y, _ in planned}):
            meetings = [m for y, m in planned if y == year]
            counted = [m for m in meetings if m.type in self.types]
            target = Target("period", str(year))
            if len(counted) >= self.minimum:
                yield Passed(target)
            elif self.year == "calendar" and max(m.date.month for m in meetings) < _HALF:
                yield Missing("half_plan", {"year": str(year)})
            else:
                values = {"count": len(counted), "minimum": self.minimum, "year": str(year)}
                yield Failed(target=target, values=values, facts=tuple(counted))

    def _year(self, facts: Facts, year: int, month: int) -> int:
        """The year a meeting counts in: the calendar's, or the one begun in the term's month."""
        starts = facts.group.term.start.month if self.year == "term" else 1
        return year if month >= starts else year - 1


Params = Count
