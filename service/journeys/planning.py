"""Proposing a half-year's group meetings, and approving them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.db.meetings import Meetings, PlanAdoption
from service.domain.errors import InputError
from service.domain.halves import period_of
from service.domain.model import (
    OSLO,
    Body,
    BodyKind,
    Group,
    Meeting,
    MeetingStatus,
    Period,
    Role,
)
from service.domain.planning import Unplaced
from service.domain.proposing import propose
from service.domain.replanning import PlanChange, PlanChangeKind, Replan, replan
from service.journeys.services import Services
from service.journeys.surroundings import half_year


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProposal:
    """A half-year as the group's rule would have it, against the plan as it is."""

    half: str
    replan: Replan
    unplaced: tuple[Unplaced, ...]
    uncertain: tuple[Meeting, ...]  # municipal meetings that a person must confirm first
    notes: tuple[str, ...] = ()  # what planning could not take into account

    @property
    def changes(self) -> tuple[PlanChange, ...]:
        """What approval would change, unchanged meetings left out."""
        quiet = {PlanChangeKind.UNCHANGED, PlanChangeKind.KEPT}
        return tuple(c for c in self.replan.changes if c.kind not in quiet)


def propose_plan(services: Services, group_id: str, half: str) -> PlanProposal:
    """Derive the group's meetings of a half-year and compare them with the present plan.

    Nothing is stored. Meetings already held are left as they are.

    Raises:
        InputError: no such group or half-year, or no municipal plan for it has been read in.
    """
    settings = services.settings(group_id)
    period = period_of(half)
    today = services.now(group_id).astimezone(OSLO).date()
    with services.database.reading() as session:
        now = half_year(session, settings, half, period, today)
    if not now.municipal:
        raise InputError(
            f"Kommunens møteplan for {half} er ikke lest inn. "
            f"Les den inn først: kjoreplan plan import {group_id} FIL"
        )
    group = settings.group
    uncertain = tuple(m for m in now.municipal if m.confidence < 1)
    proposal = propose(
        settings.planning,
        now.municipal,
        group_body=_group_body(group).key,
        closed_days=now.closed,
        leader=_leader(group, period),
        names=group.roster.names(),
        surroundings=now.surroundings,
    )
    return PlanProposal(
        half=half,
        replan=replan(
            now.own,
            proposal.meetings,
            manual=now.manual,
            today=today,
            uncertain=[m.id for m in uncertain],
        ),
        unplaced=proposal.unplaced,
        uncertain=uncertain,
        notes=now.notes,
    )


def approve_plan(
    services: Services,
    group_id: str,
    half: str,
    *,
    approved_by: str,
    protocol_ref: str = "",
) -> PlanProposal:
    """Make the proposal the group's plan: what was proposed is CONFIRMED, withdrawn is CANCELLED.

    ``approved_by`` is the body or meeting that decided, or the user name of who pressed the button.

    Raises:
        InputError: as for `propose_plan`.
    """
    proposal = propose_plan(services, group_id, half)
    now = services.now(group_id)
    with services.database.transaction() as session:
        meetings = Meetings(session, group_id)
        version = meetings.plan_version() + 1
        manual = meetings.manual_ids()
        approved = tuple(_approved(proposal.replan.changes))
        meetings.save((m for m in approved if m.id not in manual), plan_version=version)
        meetings.save((m for m in approved if m.id in manual), plan_version=version, manual=True)
        meetings.adopt(
            PlanAdoption(
                half=half,
                adopted_on=now.astimezone(OSLO).date(),
                adopted_by=approved_by,
                protocol_ref=protocol_ref,
                plan_version=version,
                recorded_at=now,
            )
        )
    return proposal


def _approved(changes: Iterable[PlanChange]) -> Iterable[Meeting]:
    for change in changes:
        if change.kind is PlanChangeKind.WITHDRAWN and change.before is not None:
            yield replace(change.before, status=MeetingStatus.CANCELLED)
        elif change.after is not None and change.after.status is MeetingStatus.TENTATIVE:
            yield replace(change.after, status=MeetingStatus.CONFIRMED)
        elif change.after is not None:
            yield change.after


def _group_body(group: Group) -> Body:
    bodies = group.roster.of_kind(BodyKind.GROUP)
    if not bodies:
        raise InputError(
            'Gruppa mangler et organ av slaget "group". Legg det til i gruppefila.',
            where="bodies",
        )
    return bodies[0]


def _leader(group: Group, period: Period) -> str:
    """The group leader's person id at the start of the period, or the first one in it."""
    body = _group_body(group).key
    for day in (max(period.start, group.term.start), period.end or period.start):
        leaders = group.roster.holders(Role.LEADER, body, day)
        if leaders:
            return leaders[0].id
    return ""
