"""A group whose plan is approved, and whose council has published another one since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from web_support import COUNCIL, EXECUTIVE, SPRING, municipal

from service.db.meetings import Meetings
from service.domain.model import Meeting, Period
from service.journeys.plan_edits import Slot, move_meeting
from service.journeys.planning import approve_plan
from service.journeys.services import Services

HALF = "2026-1"
MOVED, BY_HAND = "gruppemote-ks-may", "gruppemote-ks-june"
PUBLISHED = (
    municipal("fsk-1", EXECUTIVE, 12, start=dt.time(9), place="Rådhuset"),
    municipal("ks-may", COUNCIL, 28, place="Kommunestyresalen"),
    municipal("ks-june", COUNCIL, 18, 6, place="Kommunestyresalen"),
)


def publish(services: Services, *meetings: Meeting, period: Period = SPRING) -> None:
    """The municipality's plan is now this."""
    with services.database.transaction() as session:
        Meetings(session, "prove").replace_municipal(meetings, period)


def plan(services: Services) -> None:
    """Kari has approved a plan; one of its meetings has been set by hand, and the council moves."""
    with services.database.transaction() as session:
        repository = Meetings(session, "prove")
        repository.delete([m.id for m in repository.all()])
    publish(services, *PUBLISHED)
    approve_plan(services, "prove", HALF, approved_by="kari")
    move_meeting(services, "prove", BY_HAND, Slot(date=dt.date(2026, 6, 9)))
    _, may, june = PUBLISHED
    publish(
        services,
        PUBLISHED[0],
        municipal("ks-new", COUNCIL, 20),
        replace(may, date=dt.date(2026, 6, 4)),
        replace(june, date=dt.date(2026, 6, 24)),
    )


def own(services: Services) -> dict[str, Meeting]:
    """The group's own meetings by id."""
    with services.database.reading() as session:
        return {m.id: m for m in Meetings(session, "prove").own()}
