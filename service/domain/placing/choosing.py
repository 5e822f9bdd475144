"""Choosing the day of one meeting: the best free one in its window, and what else there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from service.domain.model import Meeting
from service.domain.placing.diary import Diary, Hindrance, People
from service.domain.planning import Alternative, GivesWay
from service.domain.slots import Window, precedes

_LONGER_LEAD_DAYS = 14  # how far before its window an alternative is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A day the rule would rather have had: what was in the way, or what the day is."""

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
    passed: PassedOver | None = None
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
        free = sorted(self._free(self.window), key=self._rank)
        if not free:
            return None
        best, *rest = free
        ease = self._rank(best)[:3]
        return Choice(
            slot=self._at(best),
            others=tuple(day for day in rest if self._rank(day)[:3] == ease),
            passed=self._passed(best),
            avoided=self.diary.avoided.get(best, ""),
            busy=self.diary.somebody_busy(self._at(best), self.people),
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
        return min(self._free(window, weekends=weekends), key=self._rank, default=None)

    def _free(self, window: Window, *, weekends: bool = False) -> Iterator[dt.date]:
        """The days that can be used: working days, or only the others."""
        for day in window.days():
            if window.working(day) is not weekends and self._fits(day):
                yield day

    def _fits(self, day: dt.date) -> bool:
        slot = self._at(day)
        in_time = self.before is None or precedes(slot, self.before)
        return in_time and self.diary.hindrance(slot, self.people) is None

    def _rank(self, day: dt.date) -> tuple[bool, bool, bool, int, dt.date]:
        return (
            day in self.diary.avoided,
            not self.window.prefers(day),
            self.diary.somebody_busy(self._at(day), self.people),
            self.window.distance(day),
            day,
        )

    def _passed(self, chosen: dt.date) -> PassedOver | None:
        """A preferred day that lies nearer to the best, or any where none was to be had."""
        nearer = [
            PassedOver(
                date=day,
                hindrance=self.diary.hindrance(self._at(day), self.people),
                avoided=self.diary.avoided.get(day, ""),
                busy=self.diary.somebody_busy(self._at(day), self.people),
            )
            for day in self.window.days()
            if self.window.working(day)
            and self.window.prefers(day)
            and (not self.window.prefers(chosen) or self._is_nearer(day, chosen))
            and (self.before is None or precedes(self._at(day), self.before))
        ]
        return min(nearer, key=self._regret, default=None)

    def _regret(self, passed: PassedOver) -> tuple[bool, int, dt.date]:
        """What could be had goes first where the weekday had to give way, then what is nearest."""
        return (passed.hindrance is not None, self.window.distance(passed.date), passed.date)

    def _is_nearer(self, day: dt.date, chosen: dt.date) -> bool:
        return self.window.distance(day) < self.window.distance(chosen)

    def _at(self, day: dt.date) -> Meeting:
        return replace(self.template, date=day)
