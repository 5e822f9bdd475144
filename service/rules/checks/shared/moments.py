"""The days that deadlines count from and to, as packs name them.

A day comes from the group's term, from its constitution, from a dated milestone, from the meetings
of a type, from a register, or is today. Days that no source tells are missing facts, never guesses.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.domain.model import MeetingType
from service.rules.constitution import constitution_days, missing_constitution
from service.rules.facts import Facts
from service.rules.phrasing import Word
from service.rules.records import Record, RecordKind
from service.rules.registers import RegisterName, refuse_unknown
from service.rules.results import Missing
from service.rules.texts import parse_date


class Span(BaseModel):
    """A length of time; 31 January and a month is the last day of February."""

    model_config: ClassVar = ConfigDict(extra="forbid", frozen=True)

    days: int = Field(default=0, ge=0)
    months: int = Field(default=0, ge=0)
    years: int = Field(default=0, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _of_days(cls, value: object) -> object:
        """A plain number is days: an admin answers with one."""
        return {"days": value} if isinstance(value, int) else value

    def after(self, day: dt.date) -> dt.date:
        """The day so long after."""
        return _months_on(day, self.months + 12 * self.years) + dt.timedelta(days=self.days)

    def before(self, day: dt.date) -> dt.date:
        """The day so long before."""
        return _months_on(day, -self.months - 12 * self.years) - dt.timedelta(days=self.days)


def _months_on(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


class Moment(BaseModel):
    """A day that something is counted from or to; ``pick`` chooses where there are several."""

    model_config: ClassVar = ConfigDict(extra="forbid", frozen=True)

    of: Literal["term_start", "term_end", "constitution", "today", "milestone", "meeting", "record"]
    name: str = ""  # of a milestone: "election"
    types: tuple[MeetingType, ...] = ()
    record: RegisterName | None = None
    field: str = "at"
    pick: Literal["first", "last"] = "first"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.of == "record") == (self.record is None):
            raise ValueError("skriv hvilket register når dagen står i et, og bare da")
        if self.record:
            refuse_unknown(self.record, fields=(self.field,))
        return self

    def day(
        self, facts: Facts, *, since: dt.date = dt.date.min, until: dt.date = dt.date.max
    ) -> dt.date | Missing | None:
        """The day, the first or last from ``since`` to ``until``; None where it has not come.

        A milestone that nobody has entered may still have happened: that is a missing fact.
        """
        found = self._days(facts)
        if isinstance(found, Missing):
            return found
        days = sorted(day for day in found if since <= day <= until)
        if not days:
            return None
        return days[0] if self.pick == "first" else days[-1]

    def _days(self, facts: Facts) -> Iterable[dt.date] | Missing:
        if self.of == "today":
            return (facts.today,)
        if self.of == "term_start":
            return (facts.group.term.start,)
        if self.of == "term_end":
            return (facts.group.term.end,) if facts.group.term.end else Missing("term_end")
        if self.of == "constitution":
            return constitution_days(facts) or missing_constitution(facts)
        if self.of == "meeting":
            return tuple(m.date for m in facts.of_types(self.types))
        if self.of == "milestone":
            return milestone(facts, self.name)
        known = facts.register(self.record or "")
        if isinstance(known, Missing):
            return known
        return tuple(day for r in known if (day := day_of(r, self.field)))


def milestone(facts: Facts, name: str) -> tuple[dt.date, ...] | Missing:
    """The days entered for a milestone, or which one is not entered."""
    known = facts.entries(RecordKind.MILESTONE)
    days = tuple(r.at.date() for r in known if r.value("name") == name and r.at)
    return days or Missing("milestone_day", {"what": Word("milestones", name)})


def day_of(record: Record, field: str) -> dt.date | None:
    """The day that a field of a record tells; None where it is blank or no date."""
    if field == "at":
        return record.at.date() if record.at else None
    return parse_date(record.value(field))
