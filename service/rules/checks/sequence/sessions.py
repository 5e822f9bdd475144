"""K10, continued: enough days of a kind of meeting are held, or planned, soon after a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import MeetingType
from service.rules.checks.shared.moments import Moment
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.results import Failed, Missing, Passed, Result, Target


class Sessions(CheckParams):
    """Meetings of the types on at least so many days, within so many days after ``start``.

    Several meetings on one day are one day; one that is planned in time counts.
    """

    says: ClassVar = frozenset({"start", "limit", "date", "count", "minimum"})
    variants: ClassVar = frozenset({"late", "short"})

    deadline: Literal["sessions"]
    start: Moment
    types: tuple[MeetingType, ...]
    days: int = Field(ge=1)
    within_days: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group, once the limit has passed or there are days enough."""
        start = self.start.day(facts)
        if isinstance(start, Missing):
            yield start
        elif start is not None and (result := self._result(facts, start)):
            yield result

    def _result(self, facts: Facts, start: dt.date) -> Result | None:
        limit, target = start + dt.timedelta(days=self.within_days), Target("group", facts.group.id)
        days = sorted({m.date for m in facts.of_types(self.types) if m.date >= start})
        count = sum(day <= limit for day in days)
        if count >= self.days:
            return Passed(target)
        if facts.today <= limit:
            return None
        values = {
            "start": start,
            "limit": limit,
            "date": days[0] if days else None,
            "count": count,
            "minimum": self.days,
        }
        variant = "short" if count else "late" if days else ""
        return Failed(target=target, variant=variant, values=values, due=limit)
