"""Meetings that come so many times a half-year: members' meetings, gatherings, the board's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from service.domain.halves import period_of
from service.domain.model import BodyKind, Meeting, MeetingType, Period, Role
from service.domain.placing.choosing import Search
from service.domain.placing.diary import Diary
from service.domain.placing.serving import board_template, seated
from service.domain.placing.surroundings import Surroundings
from service.domain.planning import PlanningRule, Proposal, Unplaced, UnplacedCause, derived_id
from service.domain.reasons import Speech
from service.domain.slots import Window
from service.domain.wording import date_range, day_month

_FROM_THE_END = dt.timedelta(days=21)  # a gathering comes when the work is nearly done


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """One kind of regular meeting: as it is held, on which weekday, and how often."""

    template: Meeting
    weekday: int | None
    count: int
    at_end: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regular:
    """One run of placing the regular meetings of a half-year (SP23-MEM-1, SP22-6.1, 12.1).

    The half-year is cut into as many equal parts as there are meetings, and each part has one. A
    meeting of the kind that a person has set counts for the part it lies in.
    """

    rule: PlanningRule
    template: Meeting
    diary: Diary
    speech: Speech
    surroundings: Surroundings

    def proposal(self) -> Proposal:
        """All of them; none without a half-year."""
        found = [one for kind in self._kinds() for one in self._of(kind)]
        return Proposal(
            meetings=tuple(one for one in found if isinstance(one, Meeting)),
            unplaced=tuple(one for one in found if isinstance(one, Unplaced)),
        )

    def _kinds(self) -> Iterator[_Kind]:
        rule = self.rule
        if not self.surroundings.half:
            return
        if rule.board and rule.board.per_half_year is not None:
            template = board_template(self.template, rule, self.diary.seats)
            count = rule.board.per_half_year
            yield _Kind(template=template, weekday=rule.board.weekday, count=count, closed=True)
        if rule.members:
            template = seated(self._members_template(), rule, rule.members)
            count = rule.members.per_half_year
            yield _Kind(template=template, weekday=rule.members.weekday, count=count)
        if rule.gatherings:
            template = seated(
                replace(self.template, type=MeetingType.SOSIAL), rule, rule.gatherings
            )
            count = rule.gatherings.per_half_year
            weekday = rule.gatherings.weekday
            yield _Kind(template=template, weekday=weekday, count=count, at_end=True)

    def _members_template(self) -> Meeting:
        """The party's leader calls members' meetings (AP-LHM-1.2, SP23-MEM-2)."""
        roster, day = self.surroundings.roster, period_of(self.surroundings.half).start
        of_kind = roster.of_kind if roster else lambda *_: ()
        leaders = [
            person.id
            for body in of_kind(BodyKind.PARTY_BOARD)
            if roster
            for person in roster.holders(Role.LEADER, body.key, day)
        ]
        bodies = [body.key for body in of_kind(BodyKind.MEMBERS)]
        return replace(
            self.template,
            type=MeetingType.MEDL,
            body=bodies[0] if bodies else self.template.body,
            called_by=leaders[0] if leaders else "",
        )

    def _of(self, kind: _Kind) -> Iterator[Meeting | Unplaced]:
        parts = list(_parts(period_of(self.surroundings.half), kind.count))
        ids = [
            derived_id(kind.template.type, f"{self.surroundings.half}-{n + 1}")
            for n in range(kind.count)
        ]
        own = [m for m in self.surroundings.kept if m.type is kind.template.type]
        accounted = {m.id for m in own}
        strangers = [m for m in own if m.id not in ids]
        for identity, part in zip(ids, parts, strict=True):
            if identity in accounted or any(part.covers(m.date) for m in strangers):
                continue
            placed = self._place(kind, identity, part)
            if placed:
                yield placed

    def _place(self, kind: _Kind, identity: str, part: Period) -> Meeting | Unplaced | None:
        first, last = part.start, part.end or part.start
        middle = first + (last - first) / 2
        target = last - _FROM_THE_END if kind.at_end else middle
        earliest = max(first, self.surroundings.today or first)
        if earliest > last:
            return None
        window = Window(earliest=earliest, latest=last, weekday=kind.weekday, target=target)
        people = self.diary.seats.board(target) if kind.closed else None
        template = replace(kind.template, id=identity)
        search = Search(window=window, template=template, diary=self.diary, people=people)
        choice = search.choose()
        period = date_range(first, last)
        if choice is None:
            offers = search.alternatives()
            return Unplaced(
                type=template.type,
                serves=(),
                date=earliest,
                cause=UnplacedCause.NO_FREE_DAY,
                message=self.speech.no_day_in(template.type, period, offers),
                alternatives=offers,
            )
        self.diary.add(choice.slot, people)
        why = (
            self.speech.words.near_end.format(end=day_month(last))
            if kind.at_end
            else self.speech.words.near_middle.format(period=period)
        )
        reason = (
            self.speech.chosen(choice, window, why)
            + self.speech.possible(choice.others)
            + self.speech.same_day(self.diary.untimed(choice.slot, people))
        )
        return replace(choice.slot, reason=reason)


def _parts(whole: Period, count: int) -> Iterator[Period]:
    """The period in so many equal parts."""
    last = whole.end or whole.start
    days = (last - whole.start).days + 1
    edges = [whole.start + dt.timedelta(days=days * n // count) for n in range(count + 1)]
    for start, after in pairwise(edges):
        yield Period(start=start, end=after - dt.timedelta(days=1))
