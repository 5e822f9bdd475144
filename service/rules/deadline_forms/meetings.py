"""Deadlines around meetings of the municipality or the group's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from service.domain.model import OSLO, Meeting, MeetingType
from service.rules.checks.shared.ordering import demanding
from service.rules.checks.shared.traces import Before, Trigger, target_of
from service.rules.deadline_forms.base import DAY, Instance, When, the_day_after
from service.rules.facts import MUNICIPAL_TYPES, Facts
from service.rules.people import with_faction
from service.rules.results import Missing, Target

_GROUP_TYPES = (MeetingType.GRP_ORD, MeetingType.GRP_EXTRA)


class EachMeeting(When):
    """Around each meeting of some types; ``faction`` above 0 asks for so many own members there.

    With ``at = "group_meeting"`` it is counted from the group's last meeting ahead of it, if there
    is one. With ``cases`` it is settled when each of those entries about the meeting is in order.
    """

    each: Literal["meeting"]
    types: tuple[MeetingType, ...]
    faction: int = Field(default=0, ge=0)
    at: Before = "meeting"
    cases: Trigger | None = None

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each such meeting with a sure date."""
        for meeting in _sure(facts, self.types):
            if not self._has_faction(facts, meeting):
                continue
            date = self._date(self._start(facts, meeting))
            yield Instance(
                key=meeting.id,
                target=Target("meeting", meeting.id),
                date=date,
                judged=the_day_after(facts, date),
                anchor=meeting.date,
                meeting=meeting,
                parts=self._parts(facts, meeting),
            )

    def _has_faction(self, facts: Facts, meeting: Meeting) -> bool:
        if not self.faction:
            return True
        return meeting.body in {b.key for b in with_faction(facts, meeting.date, self.faction)}

    def _start(self, facts: Facts, meeting: Meeting) -> dt.date:
        if self.at != "group_meeting":
            return meeting.date
        own = [m.date for m in facts.of_types(_GROUP_TYPES) if m.date <= meeting.date]
        return own[-1] if own else meeting.date

    def _parts(self, facts: Facts, meeting: Meeting) -> tuple[Target, ...]:
        if self.cases is None:
            return ()
        known = facts.entries(self.cases.record)
        return tuple(
            target_of(r) for r in known if r.meeting == meeting.id and self.cases.demands(r)
        )


class EachRound(When):
    """The last whole day before each round, as K01's ``before_round`` cuts and counts them."""

    each: Literal["round"]
    gap_days: int = Field(ge=1)
    lead_hours: int = Field(default=0, ge=0)

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each round."""
        last: dt.date | None = None
        for meeting in _sure(facts, MUNICIPAL_TYPES):
            if last is None or (meeting.date - last).days > self.gap_days:
                date = self._date(self._whole_day_before(meeting))
                yield Instance(
                    key=meeting.id,
                    target=Target("meeting", meeting.id),
                    date=date,
                    judged=the_day_after(facts, date),
                    anchor=meeting.date,
                    meeting=meeting,
                )
            last = meeting.date

    def _whole_day_before(self, meeting: Meeting) -> dt.date:
        midnight = dt.datetime.combine(meeting.date, dt.time(), OSLO)
        start = meeting.starts_at or midnight
        return (start - dt.timedelta(hours=self.lead_hours)).date() - DAY


def _sure(facts: Facts, types: tuple[MeetingType, ...]) -> Iterator[Meeting]:
    return (m for m in demanding(facts, types) if not isinstance(m, Missing))
