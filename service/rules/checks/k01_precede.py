"""K01: a meeting of one type is held before or after each meeting of another.

Decided from the meeting plan alone. Cancelled meetings neither demand nor satisfy. Not evaluated
where the municipality's plan is not read, where its date is unconfirmed, where two meetings on one
day can't be ordered because a time is unknown, or where the plan doesn't say who called a meeting
that only some may call.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.model import Meeting, MeetingType
from service.rules.checks.sequence.precede_around import Around
from service.rules.checks.shared.ordering import any_true, demanding, failed, target_of, untimed
from service.rules.facts import MUNICIPAL_TYPES, Facts, precedes
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import faction_of, holders, holds, with_faction
from service.rules.phrasing import Word
from service.rules.records import RecordKind
from service.rules.results import Failed, Missing, Passed, Result

GROUP_TYPES = (MeetingType.GRP_ORD, MeetingType.GRP_EXTRA)


class Before(CheckParams):
    """A meeting before each of the other's, at most so many days ahead."""

    says: ClassVar = frozenset({"body", "date", "days", "caller"})
    variants: ClassVar = frozenset({"caller"})

    relation: Literal["before"]
    wanted: tuple[MeetingType, ...] = GROUP_TYPES
    of: tuple[MeetingType, ...]
    max_lead_days: int = Field(ge=0)
    share: bool = True  # one meeting may prepare several
    called_by: tuple[OfficeParam, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting that demands one ahead of it."""
        free = list(facts.of_types(self.wanted))
        for meeting in demanding(facts, self.of):
            if isinstance(meeting, Missing):
                yield meeting
                continue
            near = [g for g in free if 0 <= (meeting.date - g.date).days <= self.max_lead_days]
            ahead = [g for g in near if precedes(g, meeting)]
            if ahead and not self.share:
                free.remove(ahead[-1])
            yield from self._results(facts, meeting, near, ahead)

    def _results(
        self, facts: Facts, meeting: Meeting, near: list[Meeting], ahead: list[Meeting]
    ) -> Iterator[Result]:
        """A meeting whose caller isn't told is there: only who called it is not judged."""
        if not ahead:
            unknown = next((g for g in near if precedes(g, meeting) is None), None)
            yield (
                untimed(unknown, meeting)
                if unknown
                else failed(meeting, facts, days=self.max_lead_days)
            )
            return
        caller = self._caller(facts, ahead)
        if caller is False:
            said = tuple(Word("holders", str(office)) for office in self.called_by)
            yield failed(meeting, facts, "caller", caller=said)
            return
        yield Passed(target_of(meeting))
        if isinstance(caller, Missing):
            yield caller

    def _caller(self, facts: Facts, ahead: list[Meeting]) -> bool | Missing:
        """Whether one of the meetings was called by whoever's task it is."""
        if not self.called_by:
            return True
        if any(holds(facts, one.called_by, self.called_by, one.date) for one in ahead):
            return True
        for one in ahead:
            if not holders(facts, self.called_by, one.date):
                return Missing("holder", {"office": self.called_by[0]})
            if not one.called_by:
                return Missing("caller", {"what": one})
        return False


class BeforeCommittee(CheckParams):
    """A faction meeting before each committee meeting, where the group has a faction."""

    says: ClassVar = frozenset({"body", "date", "days"})

    relation: Literal["before_committee"]
    of: tuple[MeetingType, ...] = (MeetingType.MUN_COMMITTEE, MeetingType.MUN_EXEC)
    window_days: int = Field(ge=0)
    threshold: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting of a committee with a faction."""
        if not with_faction(facts, facts.today, 1):
            yield Missing("seats")
            return
        for meeting in demanding(facts, self.of):
            if isinstance(meeting, Missing):
                yield meeting
            elif meeting.body in {b.key for b in with_faction(facts, meeting.date, self.threshold)}:
                yield self._result(facts, meeting)

    def _result(self, facts: Facts, meeting: Meeting) -> Result:
        committee = facts.roster.body(meeting.body)
        faction = committee and faction_of(facts, committee)
        own = {meeting.body, faction.key} if faction else {meeting.body}
        near = [
            f
            for f in facts.of_types([MeetingType.FRAK])
            if (f.body in own or meeting.id in f.serves)
            and 0 <= (meeting.date - f.date).days <= self.window_days
        ]
        held = any_true(precedes(f, meeting) for f in near)
        if held is None:
            return untimed(meeting, *near)
        return Passed(target_of(meeting)) if held else failed(meeting, facts, days=self.window_days)


class BeforeRound(CheckParams):
    """A group meeting ahead of each round: municipal meetings without a long pause between."""

    says: ClassVar = frozenset({"date", "body", "days"})

    relation: Literal["before_round"]
    wanted: tuple[MeetingType, ...] = GROUP_TYPES
    of: tuple[MeetingType, ...] = MUNICIPAL_TYPES
    gap_days: int = Field(ge=1)
    lead_min_hours: int = Field(ge=0)
    lead_max_days: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each round, about its first meeting."""
        known: list[Meeting] = []
        for meeting in demanding(facts, self.of):
            if isinstance(meeting, Missing):
                yield meeting
            else:
                known.append(meeting)
        previous: Meeting | None = None
        for first, last in _rounds(known, self.gap_days):
            yield self._result(facts, first, previous)
            previous = last

    def _result(self, facts: Facts, first: Meeting, previous: Meeting | None) -> Result:
        near = [
            g
            for g in facts.of_types(self.wanted)
            if 0 <= (first.date - g.date).days <= self.lead_max_days
        ]
        held = any_true(self._in_time(g, first, previous) for g in near)
        if held is None:
            return untimed(first, *near, *((previous,) if previous else ()))
        return Passed(target_of(first)) if held else failed(first, facts, days=self.lead_max_days)

    def _in_time(self, ahead: Meeting, first: Meeting, previous: Meeting | None) -> bool | None:
        """Whether it lies after the round before, and early enough."""
        order = {precedes(ahead, first), precedes(previous, ahead) if previous else True}
        if order != {True}:
            return False if False in order else None
        if not self.lead_min_hours:
            return True
        end, start = ahead.ends_at or ahead.starts_at, first.starts_at
        if end is None or start is None:
            return None
        return start - end >= dt.timedelta(hours=self.lead_min_hours)


def _rounds(meetings: list[Meeting], gap_days: int) -> Iterator[tuple[Meeting, Meeting]]:
    """First and last meeting of each round."""
    rounds: list[list[Meeting]] = []
    for meeting in meetings:
        if rounds and (meeting.date - rounds[-1][-1].date).days <= gap_days:
            rounds[-1].append(meeting)
        else:
            rounds.append([meeting])
    return ((one[0], one[-1]) for one in rounds)


class NotForCommittees(CheckParams):
    """No group meeting is called for a committee's sake alone, unless the need is recorded."""

    says: ClassVar = frozenset({"date", "body"})

    relation: Literal["not_for"]
    wanted: tuple[MeetingType, ...] = GROUP_TYPES
    of: tuple[MeetingType, ...] = (MeetingType.MUN_COMMITTEE,)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each group meeting that says what it prepares."""
        for meeting in facts.of_types(self.wanted):
            served = [m for m in map(facts.meeting, meeting.serves) if m]
            if not served:
                continue
            needs = facts.entries(RecordKind.DISCUSSION_NEED)
            explained = any(r.meeting == meeting.id for r in needs)
            if explained or any(m.type not in self.of for m in served):
                yield Passed(target_of(meeting))
            else:
                yield Failed(
                    target=target_of(meeting),
                    values={"date": meeting.date, "body": facts.body_called(served[0].body)},
                    facts=(meeting, *served),
                    due=meeting.date,
                )


Params = Annotated[
    Before | BeforeCommittee | BeforeRound | Around | NotForCommittees,
    Field(discriminator="relation"),
]
