"""Choosing the day of one meeting: the best free one in its window, and what else there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.domain.model import Meeting
from service.domain.placing.diary import Diary, Hindrance
from service.domain.placing.people import People
from service.domain.planning import Alternative, GivesWay
from service.domain.slots import Window, precedes

_LONGER_LEAD_DAYS = 14  # how far before its window an alternative is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """A day as it was tried: what is in the way, what the day is, and whether somebody is away."""

    date: dt.date
    hindrance: Hindrance | None = None
    avoided: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Where a meeting is put, and what a person should know of that.

    ``others`` are days that would have done as well but for lying further off, the best first.
    ``passed`` is the day that would have been chosen but for what it says, if there is one.
    """

    slot: Meeting
    others: tuple[dt.date, ...] = ()
    passed: Try | None = None
    avoided: str = ""  # what the chosen day is, though such days are avoided
    busy: bool = False  # somebody with a second seat is elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One meeting to place. ``template`` is the meeting with its time, wherever its day."""

    window: Window
    template: Meeting
    diary: Diary
    people: People = None
    before: Meeting | None = None  # what it must precede
    not_before: dt.date = dt.date.min  # however long its lead

    def choose(self) -> Choice | None:
        """The best free day; None where none is free.

        A day that isn't avoided goes before the preferred weekday, that before a day when nobody
        is elsewhere, and that before the distance from the best day.
        """
        tries = self._tries(self.window)
        free = sorted((one for one in tries if one.hindrance is None), key=self._rank)
        if not free:
            return None
        best, *rest = free
        ease = self._rank(best)[:3]
        return Choice(
            slot=self._at(best.date),
            others=tuple(one.date for one in rest if self._rank(one)[:3] == ease),
            passed=self._passed(best.date, tries),
            avoided=best.avoided,
            busy=best.busy,
        )

    def alternatives(self) -> tuple[Alternative, ...]:
        """Free places outside the rule, at most one for each part of it that would give way."""
        offers = [(GivesWay.WORKING_DAY, self._best(self.window, weekends=True))]
        if self.before is not None:
            shorter, longer = self._outside(self.before.date)
            offers[:0] = [
                (GivesWay.LEAD_MIN, self._best(shorter)),
                (GivesWay.LEAD_MAX, self._best(longer)),
            ]
        start = self.template.start
        return tuple(
            Alternative(date=found, start=start, gives_way=gives_way)
            for gives_way, found in offers
            if found and start
        )

    def _outside(self, last: dt.date) -> tuple[Window, Window]:
        """The days between the window and what is prepared, and those before the window."""
        window, day = self.window, dt.timedelta(days=1)
        earliest = max(window.earliest - _LONGER_LEAD_DAYS * day, self.not_before)
        return (
            replace(window, earliest=max(window.latest + day, self.not_before), latest=last),
            replace(window, earliest=earliest, latest=window.earliest - day),
        )

    def _best(self, window: Window, *, weekends: bool = False) -> dt.date | None:
        free = (one for one in self._tries(window, weekends=weekends) if one.hindrance is None)
        best = min(free, key=self._rank, default=None)
        return best.date if best else None

    def _tries(self, window: Window, *, weekends: bool = False) -> list[Try]:
        """The working days that are early enough, or only the others, and how each would do."""
        slots = (self._at(day) for day in window.days() if window.working(day) is not weekends)
        return [
            Try(
                date=slot.date,
                hindrance=self.diary.hindrance(slot, self.people),
                avoided=self.diary.avoided.get(slot.date, ""),
                busy=self.diary.somebody_busy(slot, self.people),
            )
            for slot in slots
            if self.before is None or precedes(slot, self.before)
        ]

    def _rank(self, one: Try) -> tuple[bool, bool, bool, int, dt.date]:
        return (
            bool(one.avoided),
            not self.window.prefers(one.date),
            one.busy,
            self.window.distance(one.date),
            one.date,
        )

    def _passed(self, chosen: dt.date, tries: Iterable[Try]) -> Try | None:
        """A preferred day that lies nearer to the best, or any where none was to be had."""
        wanted = (one for one in tries if self.window.prefers(one.date))
        if self.window.prefers(chosen):
            limit = self.window.distance(chosen)
            wanted = (one for one in wanted if self.window.distance(one.date) < limit)
        return min(wanted, key=self._regret, default=None)

    def _regret(self, passed: Try) -> tuple[bool, int, dt.date]:
        """What could be had goes first where the weekday had to give way, then what is nearest."""
        return (passed.hindrance is not None, self.window.distance(passed.date), passed.date)

    def _at(self, day: dt.date) -> Meeting:
        return replace(self.template, date=day)
