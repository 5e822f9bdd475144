"""Deriving a group's meetings from the municipality's published plan by the group's own rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.domain import reasons
from service.domain.model import BodyKind, Meeting, MeetingStatus, MeetingType
from service.domain.planning import (
    PlanningRule,
    Proposal,
    Trigger,
    Unplaced,
    UnplacedCause,
    serving,
)
from service.domain.short_meetings import beside_councils
from service.domain.slots import Window, chronological, collides, precedes, rounds

_KINDS = {
    MeetingType.MUN_COUNCIL: BodyKind.COUNCIL,
    MeetingType.MUN_EXEC: BodyKind.EXECUTIVE,
    MeetingType.MUN_COMMITTEE: BodyKind.COMMITTEE,
    MeetingType.OTHER: BodyKind.OTHER,
}


def propose(
    rule: PlanningRule,
    municipal: Sequence[Meeting],
    *,
    group_body: str,
    closed_days: Collection[dt.date],
    leader: str = "",
    names: Mapping[str, str] | None = None,
) -> Proposal:
    """Derive the group's meetings from the municipal ones (seed rules AP-LHM-4.1, SP22-5.1, 5.7).

    Cancelled meetings and meetings nobody has confirmed (confidence below 1) trigger nothing.
    ``closed_days`` are never used for ordinary meetings; short meetings follow the council's day.
    ``names`` gives a body's name by key, for the reasons; ``leader`` is the person id that calls.
    """
    certain = sorted(
        (m for m in municipal if m.status is not MeetingStatus.CANCELLED and m.confidence >= 1),
        key=chronological,
    )
    template = Meeting(
        id="",
        body=group_body,
        type=MeetingType.GRP_ORD,
        date=dt.date.min,
        place=rule.place,
        called_by=leader,
    )
    planner = _Planner(
        rule=rule,
        municipal=tuple(certain),
        template=template,
        taken=set(closed_days),
        speech=reasons.Speech(names or {}),
    )
    planner.place_ordinary()
    short = beside_councils(rule, certain, template, planner.speech)
    return Proposal(
        meetings=tuple(sorted((*planner.meetings, *short.meetings), key=chronological)),
        unplaced=(*planner.unplaced, *short.unplaced),
    )


@dataclass(slots=True, kw_only=True)
class _Planner:
    """One run of ``propose``: what is placed so far, and which days are taken."""

    rule: PlanningRule
    municipal: tuple[Meeting, ...]
    template: Meeting
    taken: set[dt.date]
    speech: reasons.Speech
    meetings: list[Meeting] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def place_ordinary(self) -> None:
        triggers = [m for m in self.municipal if _KINDS.get(m.type) in self.rule.kinds]
        if self.rule.trigger is Trigger.ROUND:
            self._before_rounds(rounds(triggers, self.rule.round_gap_days))
        else:
            self._before_each(triggers)

    def _before_rounds(self, found: Sequence[tuple[Meeting, ...]]) -> None:
        not_before = dt.date.min
        for one in found:
            self._place(self._window(one[0], not_before), one, self.speech.round(one))
            not_before = one[-1].date + dt.timedelta(days=1)

    def _before_each(self, waiting: list[Meeting]) -> None:
        while waiting:
            first, *waiting = waiting
            window = self._window(first, dt.date.min)
            slot = self._slot(window, first)
            served = (first, *self._sharing(slot, first, waiting)) if slot else (first,)
            self._place(window, served, self.speech.meeting(first))
            waiting = [m for m in waiting if m not in served]

    def _window(self, first: Meeting, not_before: dt.date) -> Window:
        """Where the rule looks for a day before ``first``; never before ``not_before``."""
        return Window(
            earliest=max(first.date - dt.timedelta(days=self.rule.lead_max_days), not_before),
            latest=first.date - dt.timedelta(days=self.rule.lead_min_days),
            weekday=self.rule.weekday,
        )

    def _slot(self, window: Window, first: Meeting) -> Meeting | None:
        """The group meeting on the best free day: the preferred weekday first, then the latest."""
        free = [slot for slot in map(self._at, window.days()) if self._fits(slot, window, first)]
        preferred = (slot for slot in free if window.prefers(slot.date))
        return next(preferred, next(iter(free), None))

    def _at(self, day: dt.date) -> Meeting:
        return replace(self.template, date=day, start=self.rule.start, end=self.rule.end)

    def _fits(self, slot: Meeting, window: Window, first: Meeting) -> bool:
        return (
            window.working(slot.date)
            and slot.date not in self.taken
            and precedes(slot, first)
            and not collides(slot, self.municipal)
        )

    def _sharing(self, slot: Meeting, first: Meeting, later: Sequence[Meeting]) -> list[Meeting]:
        """Those of ``later`` that the meeting at ``slot`` can prepare as well."""
        if self.rule.share_days <= 0:
            return []
        return [
            meeting
            for meeting in later
            if (meeting.date - first.date).days <= self.rule.share_days
            and (meeting.date - slot.date).days <= self.rule.lead_max_days
            and precedes(slot, meeting)
        ]

    def _place(self, window: Window, served: Sequence[Meeting], purpose: str) -> None:
        """Put one ordinary meeting before ``served``, or say that no day is free."""
        slot = self._slot(window, served[0])
        if slot is None:
            self.unplaced.append(self._no_free_day(served, purpose))
            return
        self.taken.add(slot.date)
        also = served[1:] if self.rule.trigger is Trigger.EACH_MEETING else ()
        beside = [m for m in self.municipal if m.date == slot.date and m.start is None]
        why = reasons.chosen_day(slot.date, window, served[0].date, purpose)
        reason = why + self.speech.also(also) + self.speech.same_day(beside)
        self.meetings.append(serving(slot, served, reason))

    def _no_free_day(self, served: Sequence[Meeting], purpose: str) -> Unplaced:
        return Unplaced(
            type=MeetingType.GRP_ORD,
            serves=tuple(m.id for m in served),
            date=served[0].date,
            cause=UnplacedCause.NO_FREE_DAY,
            message=reasons.no_free_day(purpose, self.rule.lead_min_days, self.rule.lead_max_days),
        )
