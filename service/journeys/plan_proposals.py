"""Proposing a half-year's group meetings, and approving them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy.orm import Session

from service.db.meetings import Meetings
from service.db.plan_versions import PlanVersions
from service.domain.approving import fingerprint
from service.domain.errors import InputError
from service.domain.halves import half_of, halves_with, period_of
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
from service.domain.plan_speech import PlanSpeech
from service.domain.planning import Proposal, Unplaced, UnplacedCause
from service.domain.proposing import propose
from service.domain.replanning import PlanChange, PlanChangeKind, Replan, replan
from service.domain.settings import GroupSettings
from service.domain.threeway import ThreeWay, three_way
from service.journeys.services import Services
from service.journeys.surroundings import HalfYear, half_year


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProposal:
    """A half-year as the group's rule would have it, against the plan as it is.

    ``diff`` ties each line to what the municipality has published since the last approval.
    """

    half: str
    replan: Replan
    unplaced: tuple[Unplaced, ...]
    uncertain: tuple[Meeting, ...]  # municipal meetings that a person must confirm first
    diff: ThreeWay = field(default_factory=lambda: ThreeWay(lines=()))
    notes: tuple[str, ...] = ()  # what planning could not take into account

    @property
    def changes(self) -> tuple[PlanChange, ...]:
        """What approval would change, unchanged meetings left out."""
        return tuple(change for change in self.replan.changes if not change.quiet)

    @property
    def fingerprint(self) -> str:
        """By what the proposal is known again when somebody approves what they have seen."""
        return fingerprint(self.replan.changes)


def propose_plan(services: Services, group_id: str, half: str) -> PlanProposal:
    """Derive the group's meetings of a half-year and compare them with the present plan.

    Nothing is stored. Meetings already held are left as they are.

    Raises:
        InputError: no such group or half-year, or no municipal plan for it has been read in.
    """
    settings = services.settings(group_id)
    with services.database.reading() as session:
        return proposed(services, session, settings, half)


def proposed(
    services: Services,
    session: Session,
    settings: GroupSettings,
    half: str,
    assumed: Mapping[str, Meeting] = MappingProxyType({}),
) -> PlanProposal:
    """The same in a transaction of the caller's.

    ``assumed`` are meetings as somebody would have set them by hand, by id.

    Raises:
        InputError: no such half-year, or no municipal plan for it has been read in.
    """
    group_id, period = settings.group.id, period_of(half)
    today = services.now(group_id).astimezone(OSLO).date()
    now = half_year(session, settings, half, period, today, assumed)
    municipal = now.municipal
    if not municipal:
        raise InputError(
            f"Kommunens møteplan for {half} er ikke lest inn. "
            f"Les den inn først: kjoreplan plan import {group_id} FIL"
        )
    uncertain = tuple(m for m in municipal if m.confidence < 1)
    derived = _derived(settings, now, period)
    compared = replan(
        now.own,
        derived.meetings,
        manual=now.manual,
        today=today,
        uncertain=[m.id for m in uncertain],
        used=Meetings(session, group_id).ids(),
    )
    last = PlanVersions(session, group_id).latest(half)
    group = settings.group
    speech = PlanSpeech(names=group.roster.names(), language=group.language)
    return PlanProposal(
        half=half,
        replan=compared,
        unplaced=tuple(
            _left_over(
                (*derived.unplaced, *_too_late(compared, municipal, speech, today)),
                compared,
            )
        ),
        uncertain=uncertain,
        diff=three_way(compared, last.after.municipal if last else None, municipal),
        notes=now.notes,
    )


def coming_proposals(
    services: Services,
    session: Session,
    settings: GroupSettings,
    assumed: Mapping[str, Meeting] = MappingProxyType({}),
) -> Iterator[PlanProposal]:
    """What waits for approval in this half-year and the next, where the council has a plan.

    Raises:
        InputError: the group's own settings can't be planned by.
    """
    today = services.now(settings.group.id).astimezone(OSLO).date()
    this = period_of(half_of(today))
    following = (this.end or today) + dt.timedelta(days=1)
    with_plan = halves_with(m.date for m in Meetings(session, settings.group.id).municipal())
    for half in (half_of(today), half_of(following)):
        if half in with_plan:
            yield proposed(services, session, settings, half, assumed)


def waiting_changes(
    services: Services,
    session: Session,
    settings: GroupSettings,
    assumed: Mapping[str, Meeting] = MappingProxyType({}),
) -> tuple[PlanChange, ...]:
    """All that waits for approval from today on, and what somebody has entered as a proposal.

    Raises:
        InputError: the group's own settings can't be planned by.
    """
    group_id = settings.group.id
    today = services.now(group_id).astimezone(OSLO).date()
    found = [c for p in coming_proposals(services, session, settings, assumed) for c in p.changes]
    known = {change.id for change in found}
    entered = (assumed.get(m.id, m) for m in Meetings(session, group_id).own())
    found += [
        PlanChange(kind=PlanChangeKind.ADDED, before=meeting, after=meeting)
        for meeting in entered
        if meeting.status is MeetingStatus.TENTATIVE and meeting.id not in known
    ]
    return tuple(c for c in found if c.after is None or c.after.date >= today)


def _derived(settings: GroupSettings, now: HalfYear, period: Period) -> Proposal:
    group = settings.group
    return propose(
        settings.planning,
        now.municipal,
        group_body=group_body(group).key,
        closed_days=now.closed,
        leader=_leader(group, period),
        names=group.roster.names(),
        surroundings=now.surroundings,
    )


def _left_over(unplaced: Iterable[Unplaced], compared: Replan) -> Iterator[Unplaced]:
    """What has no place: not what a person has set a meeting for by hand."""
    held = [m for m in compared.meetings if m.status is not MeetingStatus.CANCELLED]
    for one in unplaced:
        served = {s for m in held if m.type is one.type for s in m.serves}
        if not served.issuperset(one.serves):
            yield one


def _too_late(
    compared: Replan, municipal: Iterable[Meeting], speech: PlanSpeech, today: dt.date
) -> Iterator[Unplaced]:
    """What the rule would put on a day that has passed, before a meeting that hasn't been."""
    published = {m.id: m for m in municipal}
    for meeting in compared.past:
        served = [published[s] for s in meeting.serves if s in published]
        if served and served[0].date >= today:
            yield Unplaced(
                type=meeting.type,
                serves=meeting.serves,
                date=served[0].date,
                cause=UnplacedCause.DAY_PASSED,
                message=speech.day_passed(meeting, served[0]),
            )


def group_body(group: Group) -> Body:
    """The body that the group itself is.

    Raises:
        InputError: it has none.
    """
    bodies = group.roster.of_kind(BodyKind.GROUP)
    if not bodies:
        raise InputError(
            'Gruppa mangler et organ av slaget "group". Legg det til i gruppefila.',
            where="bodies",
        )
    return bodies[0]


def _leader(group: Group, period: Period) -> str:
    """The group leader's person id at the start of the period, or the first one in it."""
    body = group_body(group).key
    for day in (max(period.start, group.term.start), period.end or period.start):
        leaders = group.roster.holders(Role.LEADER, body, day)
        if leaders:
            return leaders[0].id
    return ""
