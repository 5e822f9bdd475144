"""The group's plan on the real thing: what is proposed, who has approved what, what people set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from service.db.meetings import Meetings
from service.db.plan_versions import PlanVersion
from service.domain.errors import InputError
from service.domain.halves import period_of
from service.domain.model import OSLO, Meeting, MeetingType
from service.domain.plan_speech import PlanSpeech
from service.journeys.plan_edits import (
    Slot,
    add_meeting,
    cancel_meeting,
    follow_rule,
    move_meeting,
)
from service.journeys.plan_proposals import coming_proposals
from service.journeys.planning import (
    PlanProposal,
    Undone,
    approve_plan,
    plan_history,
    propose_plan,
    undo_plan,
)
from service.journeys.services import Services
from service.web.trouble import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDesk:
    """All there is to decide about a half-year's plan.

    ``proposal`` is None where there is nothing to propose from, and ``problem`` says what is wrong,
    if something is. ``manual`` are ids of meetings.
    """

    proposal: PlanProposal | None
    problem: str
    versions: tuple[PlanVersion, ...]
    manual: frozenset[str]
    speech: PlanSpeech


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGateway:
    """A group's plan. What changes it raises InputError in words."""

    journeys: Services

    def desk(self, group_id: str, half: str) -> PlanDesk:
        """What is proposed for a half-year that isn't over, and what has been approved."""
        group = self.journeys.own_settings(group_id).group
        today = self.journeys.now(group_id).astimezone(OSLO).date()
        with self.journeys.database.reading() as session:
            meetings = Meetings(session, group_id)
            manual, published = meetings.manual_ids(), meetings.municipal(period_of(half))
        proposal, problem = None, ""
        ends = period_of(half).end
        coming = ends is None or ends >= today
        if coming and published:
            try:
                with in_words():
                    proposal = propose_plan(self.journeys, group_id, half)
            except InputError as error:
                problem = str(error)
        return PlanDesk(
            proposal=proposal,
            problem=problem,
            versions=plan_history(self.journeys, group_id, half),
            manual=manual,
            speech=PlanSpeech(names=group.roster.names(), language=group.language),
        )

    def waiting(self, group_id: str) -> Mapping[str, int]:
        """How many changes wait for approval, by half-year; none where nothing can be proposed."""
        try:
            with in_words():
                settings = self.journeys.settings(group_id)
                with self.journeys.database.reading() as session:
                    found = tuple(coming_proposals(self.journeys, session, settings))
        except InputError:  # the plan's own page says what is wrong
            return {}
        return {one.half: len(one.changes) for one in found if one.changes}

    def approve(
        self, group_id: str, half: str, *, by: str, seen: str, only: Collection[str]
    ) -> None:
        """Approve what was ticked of what was seen."""
        with in_words():
            approve_plan(self.journeys, group_id, half, approved_by=by, seen=seen, only=only)

    def undo(self, group_id: str, half: str, *, by: str, seen: int) -> Undone:
        """Undo the version that was seen as the last one."""
        with in_words():
            return undo_plan(self.journeys, group_id, by=by, half=half, seen=seen)

    def move(self, group_id: str, meeting_id: str, slot: Slot) -> Meeting:
        """Set a meeting by hand."""
        with in_words():
            return move_meeting(self.journeys, group_id, meeting_id, slot)

    def cancel(self, group_id: str, meeting_id: str) -> Meeting:
        """Call a meeting off by hand."""
        with in_words():
            return cancel_meeting(self.journeys, group_id, meeting_id)

    def add(
        self, group_id: str, type_: MeetingType, slot: Slot, serves: tuple[str, ...]
    ) -> Meeting:
        """Enter a meeting of the group's own."""
        with in_words():
            return add_meeting(self.journeys, group_id, type_, slot, serves=serves)

    def follow(self, group_id: str, meeting_id: str) -> Meeting:
        """Give a meeting that was set by hand back to the rule."""
        with in_words():
            return follow_rule(self.journeys, group_id, meeting_id)
