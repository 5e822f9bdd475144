"""K01, continued: a short meeting right before and right after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Meeting, MeetingType
from service.rules.checks.shared.ordering import any_true, demanding, failed, target_of, untimed
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.results import Missing, Passed, Result


class Around(CheckParams):
    """A short meeting both right before and right after each."""

    says: ClassVar = frozenset({"body", "date", "minutes"})
    variants: ClassVar = frozenset({"before", "after"})

    relation: Literal["around"]
    of: tuple[MeetingType, ...]
    before: tuple[MeetingType, ...] = (MeetingType.GRP_PRE,)
    after: tuple[MeetingType, ...] = (MeetingType.GRP_POST,)
    pre_window_minutes: int = Field(ge=1)
    post_window_minutes: int = Field(ge=1)
    max_minutes: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting: both are there, or which one is missing."""
        for meeting in demanding(facts, self.of):
            if isinstance(meeting, Missing):
                yield meeting
            else:
                yield self._result(facts, meeting)

    def _result(self, facts: Facts, meeting: Meeting) -> Result:
        before = any_true(self._before(g, meeting) for g in self._same_day(facts, meeting, 0))
        after = any_true(self._after(g, meeting) for g in self._same_day(facts, meeting, 1))
        if before is False or after is False:
            variant = "" if before == after else "after" if before is not False else "before"
            return failed(meeting, facts, variant, minutes=self.max_minutes)
        if before is None or after is None:
            return untimed(
                meeting, *self._same_day(facts, meeting, 0), *self._same_day(facts, meeting, 1)
            )
        return Passed(target_of(meeting))

    def _same_day(self, facts: Facts, meeting: Meeting, side: int) -> list[Meeting]:
        types = self.after if side else self.before
        days = (meeting.date, meeting.date + dt.timedelta(days=side))
        return [g for g in facts.of_types(types) if g.date in days]

    def _before(self, short: Meeting, meeting: Meeting) -> bool | None:
        begin, end, start = short.starts_at, short.ends_at, meeting.starts_at
        if begin is None or start is None:
            return None
        window, longest = self._lengths(self.pre_window_minutes)
        if end is None:  # nobody says how long it takes
            return begin < start <= begin + longest + window
        return end <= start <= end + window and end - begin <= longest

    def _after(self, short: Meeting, meeting: Meeting) -> bool | None:
        begin, end, start = short.starts_at, meeting.ends_at, meeting.starts_at
        if meeting.id in short.serves and (begin is None or end is None):
            return True  # planned for it: it begins when the council is done
        if begin is None or start is None:
            return None
        window, longest = self._lengths(self.post_window_minutes)
        short_enough = short.ends_at is None or short.ends_at - begin <= longest
        if end is None:  # no plan says when the council ends: the same evening must do
            return short.date == meeting.date and begin > start and short_enough
        return end <= begin <= end + window and short_enough

    def _lengths(self, window: int) -> tuple[dt.timedelta, dt.timedelta]:
        return dt.timedelta(minutes=window), dt.timedelta(minutes=self.max_minutes)
