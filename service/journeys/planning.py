"""Approving a half-year's proposal, undoing the approval, and what has been approved so far."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from service.db.meetings import Meetings, PlanAdoption
from service.db.plan_versions import PlanState, PlanVersion, PlanVersions, VersionKind
from service.domain.approving import approved_meetings
from service.domain.errors import InputError
from service.domain.halves import period_of
from service.domain.model import OSLO, Meeting
from service.domain.reverting import LeftReason, Plan, reverted
from service.domain.threeway import meetings_of_half, rests_on
from service.journeys.plan_proposals import PlanProposal, propose_plan, proposed
from service.journeys.services import Services

__all__ = [
    "PlanProposal",
    "ProposalChangedError",
    "Undone",
    "approve_plan",
    "plan_history",
    "propose_plan",
    "undo_plan",
]

_MOST = 200  # characters in the name of who approves


class ProposalChangedError(InputError):
    """Somebody approves, or undoes, what they saw, and it isn't so any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """An approval that was undone: the version that says so, and what stays as it is, and why."""

    version: PlanVersion
    undone: PlanVersion
    left: tuple[tuple[Meeting, LeftReason], ...]


def approve_plan(
    services: Services,
    group_id: str,
    half: str,
    *,
    approved_by: str,
    protocol_ref: str = "",
    only: Collection[str] | None = None,
    seen: str | None = None,
) -> PlanProposal:
    """Make the proposal the group's plan: what was proposed is CONFIRMED, withdrawn is CANCELLED.

    ``approved_by`` is the body or meeting that decided, or the user name of who pressed the button.
    With ``only``, the ids of meetings, the others stay as they are and are proposed again.
    ``seen`` is the fingerprint of the proposal that somebody has looked at.

    Raises:
        InputError: as for `propose_plan`; nobody is named, or nothing is chosen.
        ProposalChangedError: the proposal is another than the one seen. Nothing is stored then.
    """
    settings = services.settings(group_id)
    by, now = _named(approved_by), services.now(group_id)
    with services.changing(group_id) as session:
        proposal = proposed(services, session, settings, half)
        if seen is not None and seen != proposal.fingerprint:
            raise ProposalChangedError(
                "Forslaget er endret siden du så det, så ingenting er godkjent. Se på det nye "
                "forslaget, og godkjenn det."
            )
        _check_choice(proposal, only)
        meetings, versions = Meetings(session, group_id), PlanVersions(session, group_id)
        before = _state(meetings, versions, half)
        number = meetings.plan_version() + 1
        manual = meetings.manual_ids()
        adoption = PlanAdoption(
            half=half,
            adopted_on=now.astimezone(OSLO).date(),
            adopted_by=by,
            protocol_ref=protocol_ref,
            plan_version=number,
            recorded_at=now,
        )
        if not proposal.changes and _says_the_same(before.adoption, adoption):
            return proposal
        approved = approved_meetings(proposal.replan.changes, only)
        meetings.save((m for m in approved if m.id not in manual), plan_version=number)
        meetings.save((m for m in approved if m.id in manual), plan_version=number, manual=True)
        meetings.adopt(adoption)
        published = meetings.municipal(period_of(half))
        rests = rests_on(proposal.replan.changes, only, before.municipal, published)
        versions.add(
            PlanVersion(
                version=number,
                half=half,
                kind=VersionKind.APPROVED,
                by=by,
                at=now,
                protocol_ref=protocol_ref,
                before=before,
                after=_state(meetings, versions, half, rests),
            )
        )
    return proposal


def undo_plan(
    services: Services,
    group_id: str,
    *,
    by: str,
    half: str | None = None,
    seen: int | None = None,
) -> Undone:
    """Let the plan before the last approval stand again; undone once more, the approval holds.

    The meetings keep their ids: what the approval added is CANCELLED, what it moved goes back.
    Meetings that somebody has set by hand since, or that have been held, stay as they are. ``seen``
    is the number of the version that somebody has looked at.

    Raises:
        InputError: nobody is named, no approval is known, or nothing of it can be undone.
        ProposalChangedError: another version is the last one by now. Nothing is stored then.
    """
    named, now = _named(by), services.now(group_id)
    services.own_settings(group_id)
    with services.changing(group_id) as session:
        meetings, versions = Meetings(session, group_id), PlanVersions(session, group_id)
        last = versions.latest(half)
        if last is None:
            raise InputError("Planen er ikke godkjent ennå, så det er ingenting å angre.")
        if seen is not None and seen != last.version:
            raise ProposalChangedError(
                "Planen er endret siden du åpnet siden, så ingenting er angret. Se på historikken, "
                "og prøv igjen."
            )
        before = _state(meetings, versions, last.half)
        today = now.astimezone(OSLO).date()
        found = reverted(_plan(last.before), _plan(last.after), _all(meetings), today)
        if found.left and not found.restored:
            raise InputError(
                "Ingenting kan angres: møtene er holdt, eller satt for hånd siden. Flytt eller "
                "avlys dem hver for seg."
            )
        number = meetings.plan_version() + 1
        for manual in (False, True):
            some = (m for m, by_hand in found.restored if by_hand is manual)
            meetings.save(some, plan_version=number, manual=manual)
        _adopt_again(meetings, last)
        undone = PlanVersion(
            version=number,
            half=last.half,
            kind=_opposite(last.kind),
            by=named,
            at=now,
            before=before,
            after=_state(meetings, versions, last.half, last.before.municipal),
        )
        versions.add(undone)
    return Undone(version=undone, undone=last, left=found.left)


def plan_history(
    services: Services, group_id: str, half: str | None = None
) -> tuple[PlanVersion, ...]:
    """Every approval of the group's plan and every undoing, the latest first.

    Raises:
        InputError: there is no such group.
    """
    services.own_settings(group_id)
    with services.database.reading() as session:
        return PlanVersions(session, group_id).all(half)


def _check_choice(proposal: PlanProposal, only: Collection[str] | None) -> None:
    if only is None:
        return
    offered = {change.id for change in proposal.changes}
    if unknown := sorted(set(only) - offered):
        raise InputError(
            f"Forslaget endrer ikke noe møte «{unknown[0]}». Se hva det endrer: "
            "kjoreplan plan propose"
        )
    if offered and not only:
        raise InputError("Ingen endringer er valgt. Velg minst én, eller la forslaget ligge.")


def _named(by: str) -> str:
    name = " ".join(by.split())
    if not name or len(name) > _MOST:
        raise InputError(f"Skriv hvem det er som bestemmer, med høyst {_MOST} tegn.")
    return name


def _says_the_same(known: PlanAdoption | None, new: PlanAdoption) -> bool:
    return known is not None and (
        (known.adopted_on, known.adopted_by, known.protocol_ref)
        == (new.adopted_on, new.adopted_by, new.protocol_ref)
    )


def _state(
    meetings: Meetings,
    versions: PlanVersions,
    half: str,
    municipal: tuple[Meeting, ...] | None = None,
) -> PlanState:
    """The half-year's plan as it is stored, and the published plan it rests on."""
    known = (*meetings.municipal(), *meetings.retired())
    own = meetings_of_half(meetings.own(), known, period_of(half))
    if municipal is None:
        last = versions.latest(half)
        municipal = last.after.municipal if last else ()
    manual = meetings.manual_ids()
    return PlanState(
        meetings=own,
        manual=tuple(m.id for m in own if m.id in manual),
        municipal=municipal,
        adoption=next((a for a in meetings.adoptions() if a.half == half), None),
    )


def _plan(state: PlanState) -> Plan:
    return {m.id: (m, m.id in state.manual) for m in state.meetings}


def _all(meetings: Meetings) -> Plan:
    manual = meetings.manual_ids()
    return {m.id: (m, m.id in manual) for m in meetings.own()}


def _adopt_again(meetings: Meetings, undone: PlanVersion) -> None:
    if undone.before.adoption is not None:
        meetings.adopt(undone.before.adoption)
    else:
        meetings.withdraw_adoption(undone.half)


def _opposite(kind: VersionKind) -> VersionKind:
    return VersionKind.REDONE if kind is VersionKind.UNDONE else VersionKind.UNDONE
