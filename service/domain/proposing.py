"""Deriving a group's meetings from the municipality's published plan by the group's own rule."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

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
    by_day: defaultdict[dt.date, list[Meeting]] = field(init=False)

    def __post_init__(self) -> None:
        """Lay the municipal meetings out by day."""
        self.by_day = defaultdict(list)
        for meeting in self.municipal:
            self.by_day[meeting.date].append(meeting)

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
        done: set[str] = set()
        for place, first in enumerate(waiting):
            if first.id in done:
                continue
            window = self._window(first, dt.date.min)
            slot = self._slot(window, first)
            later = (m for m in islice(waiting, place + 1, None) if m.id not in done)
            served = (first, *self._sharing(slot, first, later)) if slot else (first,)
            self._place(window, served, self.speech.meeting(first))
            done.update(m.id for m in served)

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
            and not collides(slot, self._around(slot.date))
        )

    def _around(self, day: dt.date) -> list[Meeting]:
        """The municipal meetings of a day and its neighbours, which may run past midnight."""
        return [m for n in (-1, 0, 1) for m in self.by_day[day + dt.timedelta(days=n)]]

    def _sharing(self, slot: Meeting, first: Meeting, later: Iterable[Meeting]) -> list[Meeting]:
        """Those of ``later``, which are in order, that the one at ``slot`` can prepare as well."""
        if self.rule.share_days <= 0:
            return []
        near = takewhile(lambda m: (m.date - first.date).days <= self.rule.share_days, later)
        return [
            meeting
            for meeting in near
            if (meeting.date - slot.date).days <= self.rule.lead_max_days
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
        beside = [m for m in self.by_day[slot.date] if m.start is None]
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
