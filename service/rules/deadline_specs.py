"""The deadlines a pack writes: which day each is counted from, and when it is settled.

A pack's ``[[deadlines]]`` has a ``key``, the ``rules`` it serves, ``on`` (one of the forms below),
``alarms`` in days before, an ``owner``, ``title`` and ``duty``. What a rule already finds in order
is no deadline any more, and of a rule the group has switched off there is none.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.domain.halves import halves_with, period_of
from service.domain.model import Meeting, MeetingType
from service.rules.checks.calendar_parts import CalendarPart
from service.rules.checks.moments import Moment, Span, day_of
from service.rules.checks.ordering import demanding
from service.rules.checks.traces import Trigger, target_of
from service.rules.checks.windows import MonthDay, month_and_day
from service.rules.facts import MUNICIPAL_TYPES, Facts
from service.rules.offices import OfficeParam
from service.rules.pack_texts import Text
from service.rules.people import with_faction
from service.rules.phrasing import Half
from service.rules.results import Missing, Target

_AHEAD = dt.timedelta(days=400)  # what comes each year is shown so far ahead
_HALF = dt.timedelta(days=184)
_MONTHS: dict[CalendarPart, int] = {
    "year": 12, "half_year": 6, "tertial": 4, "quarter": 3, "month": 1,
}  # fmt: skip


# What title and duty may say.
SAYS = frozenset({"date", "limit", "year", "body", "title"})


@dataclass(frozen=True, slots=True)
class Instance:
    """One deadline of a spec: what it is about, its day, and what its texts may say."""

    key: str
    target: Target
    date: dt.date
    meeting: Meeting | None = None
    anchor: object = None
    title: str = ""
    running: bool = False  # of the year, half-year or other part that today lies in


class When(BaseModel):
    """The day a deadline falls on, before or after another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: Span = Span()
    before: Span = Span()

    @abstractmethod
    def instances(self, facts: Facts) -> Iterator[Instance]:
        """Every deadline of this form that the facts tell of."""

    def _date(self, anchor: dt.date) -> dt.date:
        return self.before.before(self.after.after(anchor))


class Once(When):
    """Counted from one moment: election day, the start of the term, the last members' meeting."""

    each: Literal["once"]
    moment: Moment

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """At most one; none while the moment is not known."""
        day = self.moment.day(facts)
        if isinstance(day, dt.date):
            yield Instance("", Target("group", facts.group.id), self._date(day), anchor=day)


class EachMeeting(When):
    """Around each meeting of some types; ``faction`` above 0 asks for so many own members there."""

    each: Literal["meeting"]
    types: tuple[MeetingType, ...]
    faction: int = Field(default=0, ge=0)

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each such meeting with a sure date."""
        for meeting in demanding(facts, self.types):
            if isinstance(meeting, Missing):
                continue
            seated = {b.key for b in with_faction(facts, meeting.date, self.faction or 1)}
            if not self.faction or meeting.body in seated:
                yield Instance(
                    meeting.id,
                    Target("meeting", meeting.id),
                    self._date(meeting.date),
                    meeting,
                    meeting.date,
                )


class EachRound(When):
    """Before the first meeting of each round, as K01's ``before_round`` cuts them."""

    each: Literal["round"]
    gap_days: int = Field(ge=1)

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each round."""
        last: dt.date | None = None
        for meeting in demanding(facts, MUNICIPAL_TYPES):
            if isinstance(meeting, Missing):
                continue
            if last is None or (meeting.date - last).days > self.gap_days:
                target = Target("meeting", meeting.id)
                yield Instance(meeting.id, target, self._date(meeting.date), meeting, meeting.date)
            last = meeting.date


class EachHalf(When):
    """Counted from the first day of each half-year that has meetings, and of the next one."""

    each: Literal["half"]

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each half-year in the term."""
        planned = [m.date for m in facts.of_types(MeetingType)]
        for half in halves_with([*planned, facts.today, facts.today + _HALF]):
            start = period_of(half).start
            if facts.group.term.covers(start):
                yield Instance(
                    half,
                    Target("period", half),
                    self._date(start),
                    anchor=Half(half),
                    running=period_of(half).covers(facts.today),
                )


class EachYear(When):
    """On a day of each year of the term, up to a year ahead."""

    each: Literal["year"]
    day: MonthDay

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each year."""
        term = facts.group.term
        for year in range(term.start.year, (facts.today + _AHEAD).year + 1):
            day = self._date(dt.date(year, *month_and_day(self.day)))
            if term.covers(day) and day <= facts.today + _AHEAD:
                yield Instance(
                    f"{year}-{self.day}",
                    Target("period", str(year)),
                    day,
                    anchor=day,
                    running=year == facts.today.year,
                )


class EachPart(When):
    """Counted from the last day of each month, quarter, tertial, half-year or year."""

    each: Literal["part"]
    part: CalendarPart

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each part of the term, up to a year ahead."""
        length, first, last = _MONTHS[self.part], facts.group.term.start, facts.today + _AHEAD
        for year in range(first.year, last.year + 1):
            for month in range(length, 13, length):
                end = Span(months=1).after(dt.date(year, month, 1)) - dt.timedelta(days=1)
                day = self._date(end)
                if day <= last and facts.group.term.covers(end):
                    begun = Span(months=length).before(end + dt.timedelta(days=1))
                    yield Instance(
                        end.isoformat(),
                        Target("period", str(end)),
                        day,
                        anchor=end,
                        running=begun <= facts.today <= end,
                    )


class EachRecord(When):
    """Counted from a date in each entry of a register, until ``done`` is filled in."""

    each: Literal["record"]
    trigger: Trigger
    field: str = "at"
    done: str = ""

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each entry that is not done."""
        for record in facts.entries(self.trigger.record):
            day = day_of(record, self.field)
            if day and self.trigger.demands(record) and not (self.done and record.value(self.done)):
                yield Instance(
                    record.id,
                    target_of(record),
                    self._date(day),
                    facts.meeting(record.meeting),
                    day,
                    record.value("title"),
                )


On = Annotated[
    Once | EachMeeting | EachRound | EachHalf | EachYear | EachPart | EachRecord,
    Field(discriminator="each"),
]


class DeadlineSpec(BaseModel):
    """One ``[[deadlines]]`` of a pack."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^DL-[A-Z0-9]+(-[A-Z0-9]+)*$")
    rules: tuple[str, ...] = Field(min_length=1)
    on: On
    alarms: tuple[Annotated[int, Field(ge=0, le=400)], ...] = ()
    owner: OfficeParam | Literal["members", "administration"]
    title: Text
    duty: Text | None = None
