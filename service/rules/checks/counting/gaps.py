"""K20, continued: meetings of a type come without long pauses, and often enough in a half-year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Meeting, MeetingType
from service.rules.checks.shared.windows import Window, each
from service.rules.facts import MUNICIPAL_TYPES, Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Half
from service.rules.results import Failed, Missing, Passed, Result, Target

_OWN_TYPES = tuple(t for t in MeetingType if t not in MUNICIPAL_TYPES)


class Meetings(CheckParams):
    """At most ``max_gap_days`` from one meeting to the next, and ``min_per_half_year`` of them.

    Time counts from the first meeting of any kind that the group's plan has, and until today.
    """

    says: ClassVar = frozenset({"start", "date", "days", "limit", "count", "minimum", "half"})
    variants: ClassVar = frozenset({"open", "few"})

    periodic: Literal["meetings"]
    types: tuple[MeetingType, ...]
    max_gap_days: int = Field(ge=1)
    min_per_half_year: int = Field(default=0, ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each pause, and for each half-year that is over or has enough."""
        own = [m.date for m in facts.of_types(_OWN_TYPES)]
        if not own:
            start = facts.group.term.start
            yield Missing("no_meetings", {"start": start, "limit": facts.today})
            return
        meetings = tuple(facts.of_types(self.types))
        yield from self._pauses(facts, min(own), meetings)
        for half in each(facts, "half_year") if self.min_per_half_year else ():
            if result := self._half(facts, half, meetings):
                yield result

    def _pauses(
        self, facts: Facts, first: dt.date, meetings: Sequence[Meeting]
    ) -> Iterator[Result]:
        group = Target("group", facts.group.id)
        ends = [(group, first), *((Target("meeting", m.id), m.date) for m in meetings)]
        for (target, start), (_, end) in pairwise(ends):
            yield self._pause(target, start, end)
        target, start = ends[-1]
        last_day = min(facts.today, facts.group.term.end or facts.today)
        if start <= last_day:
            yield self._pause(target, start, last_day, "open")

    def _pause(self, target: Target, start: dt.date, end: dt.date, variant: str = "") -> Result:
        """About what it begins with: a meeting's finding stays when another is planned."""
        days = (end - start).days
        if days <= self.max_gap_days:
            return Passed(target)
        limit = start + dt.timedelta(days=self.max_gap_days)
        values = {"start": start, "date": end, "days": days, "limit": self.max_gap_days}
        return Failed(target=target, variant=variant, values=values, due=limit)

    def _half(self, facts: Facts, half: Window, meetings: Sequence[Meeting]) -> Result | None:
        count = sum(half.period.covers(m.date) for m in meetings)
        target = half.target(facts)
        if count >= self.min_per_half_year:
            return Passed(target)
        if not half.is_closed(facts):
            return None
        values = {"half": Half(half.key), "count": count, "minimum": self.min_per_half_year}
        return Failed(target=target, variant="few", values=values, due=half.last)
