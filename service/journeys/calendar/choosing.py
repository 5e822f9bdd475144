"""What waits for a person's choice, what each answer would do, and the choice they make."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Final

from service.db.runs import Conflicts, WaitingConflict
from service.db.stops import StandingStop, Stops
from service.domain.errors import InputError
from service.domain.model import Audience
from service.domain.settings import DriftPolicy, GroupSettings, TargetKind
from service.journeys.calendar.taking_over import expressible, policy_for, takes_over
from service.journeys.results import Choice
from service.journeys.services import Services

ANSWERS: Final = (DriftPolicy.PLAN, DriftPolicy.CALENDAR)


def waiting_conflicts(services: Services, group_id: str) -> tuple[WaitingConflict, ...]:
    """Everything in the group's calendars that waits for a choice, the longest first."""
    with services.database.reading() as session:
        return Conflicts(session, group_id).all()


def standing_stops(services: Services, group_id: str) -> tuple[StandingStop, ...]:
    """What guards have stopped at the group's calendars."""
    with services.database.reading() as session:
        return Stops(session, group_id).all()


def id_of(conflict: WaitingConflict) -> str:
    """What a question is known by: short, and another as soon as anything in it has changed.

    So an answer from a page or a list that has grown old answers nothing.
    """
    c = conflict
    asked = [c.target_id, c.uid, c.reason, c.etag, dict(c.ours), dict(c.theirs)]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:8]


def answers_to(settings: GroupSettings, conflict: WaitingConflict) -> tuple[DriftPolicy, ...]:
    """The answers that lead anywhere; none where somebody must mend the calendar first."""
    possible = {
        DriftPolicy.PLAN: bool(conflict.by_plan),
        DriftPolicy.CALENDAR: bool(conflict.by_calendar)
        and takes_over(_audience(settings, conflict))
        and expressible(conflict.theirs),
    }
    return tuple(answer for answer in ANSWERS if possible[answer])


def decided_by(
    settings: GroupSettings, conflict: WaitingConflict, policy: DriftPolicy
) -> DriftPolicy | None:
    """How the next pass would answer, if that were the group's policy; None: it would ask."""
    holds = policy_for(policy, _audience(settings, conflict))
    if conflict.always or holds not in answers_to(settings, conflict):
        return None
    return holds


def choose(
    services: Services,
    group_id: str,
    policy: DriftPolicy,
    ids: Collection[str] | None = None,
) -> tuple[Choice, ...]:
    """A person's choice for all that waits and can be answered so, or for those with these ids.

    It holds for the version the question was about: if somebody has changed the object since, the
    next pass asks again. An id may be shortened as long as it means one question.

    Raises:
        InputError: nothing waits, an id is of no question that waits, or the answer leads nowhere.
    """
    settings = services.settings(group_id)
    waiting = waiting_conflicts(services, group_id)
    if not waiting:
        raise InputError("Ingenting venter på et valg. Synkroniser for å se om noe er endret.")
    if ids:
        found = [_with_id(waiting, one) for one in ids]
        for conflict in found:
            if policy not in answers_to(settings, conflict):
                raise InputError(_leads_nowhere(policy, [conflict]), where=id_of(conflict))
    else:
        found = [c for c in waiting if policy in answers_to(settings, c)]
        if not found:
            raise InputError(_leads_nowhere(policy, waiting))
    return tuple(
        Choice(target_id=c.target_id, uid=c.uid, href=c.href, etag=c.etag, policy=policy)
        for c in found
    )


def _with_id(waiting: Iterable[WaitingConflict], wanted: str) -> WaitingConflict:
    found = [one for one in waiting if wanted and id_of(one).startswith(wanted.lower())]
    if not found:
        raise InputError(
            "Spørsmålet er besvart eller endret siden du så det. Se på det på nytt, og velg da.",
            where=wanted,
        )
    if len(found) > 1:
        raise InputError("Flere spørsmål begynner slik. Skriv hele nummeret.", where=wanted)
    return found[0]


def _leads_nowhere(policy: DriftPolicy, conflicts: Iterable[WaitingConflict]) -> str:
    """Why an answer can't be given, and what to do instead."""
    if policy is DriftPolicy.PLAN or not any(one.by_plan for one in conflicts):
        return "Her er det ikke noe å velge. Rett oppføringen i kalenderen, eller slett den der."
    if any(one.by_calendar and not expressible(one.theirs) for one in conflicts):
        return (
            "Planen kan ikke ha et møte som går over flere dager. Legg møtet på én dag i "
            "kalenderen, eller velg planen."
        )
    return "Kommunens møter, fristene og forslagene kan ikke endres fra kalenderen. Velg planen."


def _audience(settings: GroupSettings, conflict: WaitingConflict) -> Audience:
    """Whose calendar it waits in; one that is no target any more decides nothing."""
    calendars = settings.targets_of(TargetKind.CALENDAR)
    found = (one.audience for one in calendars if one.id == conflict.target_id)
    return next(found, Audience.COUNCIL)
