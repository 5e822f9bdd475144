"""What waits for a person's choice, and the choice they make."""

from __future__ import annotations

from service.db.runs import Conflicts, WaitingConflict
from service.domain.errors import InputError
from service.domain.settings import DriftPolicy, TargetKind
from service.journeys.calendar.taking_over import expressible, takes_over
from service.journeys.results import Choice
from service.journeys.services import Services


def waiting_conflicts(services: Services, group_id: str) -> tuple[WaitingConflict, ...]:
    """Everything in the group's calendars that waits for a choice, the longest first."""
    with services.database.reading() as session:
        return Conflicts(session, group_id).all()


def question_of(conflict: WaitingConflict) -> str:
    """What was asked, as a page can carry it: why, and about which version."""
    return f"{conflict.reason} {conflict.etag or ''}".strip()


def _can_take_over(services: Services, group_id: str, conflict: WaitingConflict) -> bool:
    calendars = services.settings(group_id).targets_of(TargetKind.CALENDAR)
    return any(t.id == conflict.target_id and takes_over(t.audience) for t in calendars)


def choose(
    services: Services,
    group_id: str,
    policy: DriftPolicy,
    uid: str | None = None,
    *,
    question: str | None = None,
) -> tuple[Choice, ...]:
    """A person's choice for all that waits, or for the one object with ``uid``.

    It holds for the version the question was about. If somebody has changed the object since, the
    next pass asks again. ``question`` is what the person saw (see `question_of`): an answer from a
    page that has grown old answers nothing.

    Raises:
        InputError: nothing waits, the question is another by now, or the calendar was chosen for
            what the plan can't take over.
    """
    found = [c for c in waiting_conflicts(services, group_id) if uid in {None, c.uid}]
    if question is not None and any(question_of(c) != question for c in found):
        raise InputError(
            "Møtet er endret igjen siden du åpnet siden. Se på spørsmålet på nytt, og velg da."
        )
    if not found:
        raise InputError("Ingenting venter på et valg. Synkroniser for å se om noe er endret.")
    if policy is DriftPolicy.CALENDAR:
        own = [c for c in found if _can_take_over(services, group_id, c)]
        if not own:
            raise InputError(
                "Kommunens møter, fristene og forslagene kan ikke endres fra kalenderen. Velg "
                "planen."
            )
        found = [c for c in own if expressible(c.theirs)]
        if not found:
            raise InputError(
                "Planen kan ikke ha et møte som går over flere dager. Legg møtet på én dag i "
                "kalenderen, eller velg planen."
            )
    return tuple(Choice(uid=c.uid, href=c.href, etag=c.etag, policy=policy) for c in found)
