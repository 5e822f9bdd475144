"""The group's ordinary meetings: before each municipal meeting, or before each round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from service.domain.model import BodyKind, Meeting, MeetingType
from service.domain.placing.choosing import Choice, Search
from service.domain.placing.diary import Diary
from service.domain.planning import (
    PlanningRule,
    Proposal,
    Trigger,
    Unplaced,
    UnplacedCause,
    derived_id,
    serving,
)
from service.domain.planning_parts import NamedPeriod
from service.domain.reasons import Speech
from service.domain.slots import Window, chronological, precedes

_KINDS = {
    MeetingType.MUN_COUNCIL: BodyKind.COUNCIL,
    MeetingType.MUN_EXEC: BodyKind.EXECUTIVE,
    MeetingType.MUN_COMMITTEE: BodyKind.COMMITTEE,
    MeetingType.OTHER: BodyKind.OTHER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A meeting that has got its day. Its reason is said when all of them have."""

    choice: Choice
    window: Window
    served: tuple[Meeting, ...]
    purpose: str


@dataclass(slots=True, kw_only=True)
class Ordinary:
    """One run of placing the ordinary meetings (AP-LHM-4.1, SP22-5.1)."""

    rule: PlanningRule
    municipal: Sequence[Meeting]  # in chronological order
    template: Meeting
    diary: Diary
    speech: Speech
    kept: Sequence[Meeting] = ()  # the group's own that a person has set
    _placed: list[_Placed] = field(default_factory=list)
    _unplaced: list[Unplaced] = field(default_factory=list)

    def proposal(self) -> Proposal:
        """Place them all; the diary then has them, where a person has not set them elsewhere."""
        triggers = [m for m in self.municipal if _KINDS.get(m.type) in self.rule.kinds]
        if self.rule.trigger is Trigger.ROUND:
            self._before_rounds(triggers)
        else:
            self._before_each(triggers)
        return Proposal(meetings=tuple(self._said()), unplaced=tuple(self._unplaced))

    def _before_rounds(self, triggers: Sequence[Meeting]) -> None:
        not_before = dt.date.min
        for named, found in rounds(triggers, self.rule):
            search = self._search(found[0], not_before)
            self._place(search, search.choose(), found, self.speech.round(found, named))
            not_before = found[-1].date + dt.timedelta(days=1)

    def _before_each(self, triggers: Sequence[Meeting]) -> None:
        prepared: set[str] = set()
        for place, first in enumerate(triggers):
            if first.id in prepared:
                continue
            search = self._search(first, dt.date.min)
            choice = search.choose()
            served = [first]
            if choice:
                held = self._as_held(choice.slot)
                served += self._sharing(held, first, triggers, place + 1, prepared)
            prepared.update(m.id for m in served)
            self._place(search, choice, served, self.speech.meeting(first))

    def _search(self, first: Meeting, not_before: dt.date) -> Search:
        """Where the rule looks for a day before ``first``; never before ``not_before``."""
        window = Window(
            earliest=max(first.date - dt.timedelta(days=self.rule.lead_max_days), not_before),
            latest=first.date - dt.timedelta(days=self.rule.lead_min_days),
            weekday=self.rule.weekday,
        )
        return Search(
            window=window,
            template=replace(
                self.template,
                id=derived_id(MeetingType.GRP_ORD, first.id),
                start=self.rule.start,
                end=self.rule.end,
            ),
            diary=self.diary,
            before=first,
            not_before=not_before,
        )

    def _sharing(
        self,
        slot: Meeting,
        first: Meeting,
        triggers: Sequence[Meeting],
        start: int,
        prepared: set[str],
    ) -> Iterator[Meeting]:
        """Those after ``first`` that the meeting at ``slot`` can prepare as well."""
        for place in range(start, len(triggers) if self.rule.share_days > 0 else start):
            meeting = triggers[place]
            if (meeting.date - first.date).days > self.rule.share_days:
                return
            if (
                meeting.id not in prepared
                and (meeting.date - slot.date).days <= self.rule.lead_max_days
                and precedes(slot, meeting)
            ):
                yield meeting

    def _place(
        self, search: Search, choice: Choice | None, served: Sequence[Meeting], purpose: str
    ) -> None:
        """Put one ordinary meeting before ``served``, or say that no day is free."""
        if choice is None:
            self._unplaced.append(self._no_free_day(search, served, purpose))
            return
        self.diary.add(self._as_held(choice.slot))
        self._placed.append(
            _Placed(choice=choice, window=search.window, served=tuple(served), purpose=purpose)
        )

    def _as_held(self, slot: Meeting) -> Meeting:
        """The meeting where a person has set it, if somebody has."""
        return next((m for m in self.kept if m.id == slot.id), slot)

    def _said(self) -> Iterator[Meeting]:
        """Each meeting with its reason, which names no day that another meeting has taken."""
        taken = {one.choice.slot.date for one in self._placed}
        for one in self._placed:
            slot, first = one.choice.slot, one.served[0]
            also = one.served[1:] if self.rule.trigger is Trigger.EACH_MEETING else ()
            longest = dt.timedelta(days=self.rule.lead_max_days)
            earliest = max([first, *also], key=chronological).date - longest
            others = [d for d in one.choice.others if d not in taken and d >= earliest]
            reason = (
                self.speech.before(one.choice, one.window, first.date, one.purpose)
                + self.speech.also(also)
                + self.speech.possible(others)
                + self.speech.same_day(self.diary.untimed(slot, None))
            )
            yield serving(slot, one.served, reason)

    def _no_free_day(self, search: Search, served: Sequence[Meeting], purpose: str) -> Unplaced:
        alternatives = search.alternatives()
        leads = (self.rule.lead_min_days, self.rule.lead_max_days)
        return Unplaced(
            type=MeetingType.GRP_ORD,
            serves=tuple(m.id for m in served),
            date=served[0].date,
            cause=UnplacedCause.NO_FREE_DAY,
            message=self.speech.no_day_before(MeetingType.GRP_ORD, purpose, leads, alternatives),
            alternatives=alternatives,
        )


def rounds(
    meetings: Sequence[Meeting], rule: PlanningRule
) -> list[tuple[NamedPeriod | None, tuple[Meeting, ...]]]:
    """The meeting rounds (SP22-5.1), of meetings in chronological order.

    What lies in a round that the group has listed belongs to it; of the rest, a pause longer than
    ``round_gap_days`` starts a new one, as does a listed round between.
    """
    found: list[tuple[NamedPeriod | None, list[Meeting]]] = []
    for meeting in meetings:
        named = next((r for r in rule.rounds if r.covers(meeting.date)), None)
        if found and found[-1][0] == named and _goes_on(named, found[-1][1], meeting, rule):
            found[-1][1].append(meeting)
        else:
            found.append((named, [meeting]))
    return [(named, tuple(one)) for named, one in found]


def _goes_on(
    named: NamedPeriod | None, so_far: Sequence[Meeting], meeting: Meeting, rule: PlanningRule
) -> bool:
    return named is not None or (meeting.date - so_far[-1].date).days <= rule.round_gap_days
