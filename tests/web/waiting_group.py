"""A group where every kind of question waits, a guard has stopped, and much has been done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from web_support import NOW

from service.db.audit import Audit
from service.db.runs import Conflicts, WaitingConflict
from service.db.stops import StandingStop, Stops
from service.domain.deeds import Actor, Deed, Ending
from service.domain.model import event_uid
from service.domain.projection import ActionKind, Reason, StopReason
from service.journeys.services import Services

OURS = {
    "summary": "Gruppemøte",
    "dtstart": "2026-05-12T18:00:00+02:00",
    "dtend": "2026-05-12T20:00:00+02:00",
    "location": "Møterom 2",
    "status": "CONFIRMED",
}
MOVED = {
    **OURS,
    "summary": "Gruppemøte, ta med sakspapirene",
    "dtstart": "2026-05-12T19:00:00+02:00",
    "dtend": "2026-05-12T21:00:00+02:00",
    "location": "",
}
CHANGED = WaitingConflict(
    target_id="kalender",
    uid="u1",
    href="u1.ics",
    etag="1",
    reason=Reason.CHANGED_BY_PERSON,
    ours=OURS,
    theirs=MOVED,
    since=NOW - dt.timedelta(hours=2),
    by_plan=ActionKind.RESTORE,
    by_calendar=ActionKind.TAKE_OVER,
)
DELETED = replace(
    CHANGED,
    uid="u2",
    reason=Reason.DELETED_BY_PERSON,
    etag=None,
    ours={**OURS, "dtstart": "2026-06-08T18:00:00+02:00", "dtend": "2026-06-08T20:00:00+02:00"},
    theirs={},
    by_plan=ActionKind.RECREATE,
)
UNREADABLE = replace(
    CHANGED,
    uid="u3",
    reason=Reason.UNREADABLE,
    theirs={},
    by_plan="",
    by_calendar="",
    always=True,
)
ORPHAN = replace(
    CHANGED,
    uid="u4",
    reason=Reason.ORPHAN,
    ours={},
    theirs=MOVED,
    by_plan=ActionKind.CANCEL,
    by_calendar="",
    always=True,
)
STOP = StandingStop(
    target_id="kalender",
    reason=StopReason.TOO_MANY_REMOVALS,
    count=4,
    total=9,
    steps=tuple(
        {
            "action": "cancel",
            "uid": f"s{day}",
            "summary": "Gruppemøte",
            "dtstart": f"2026-06-{day:02}T18:00:00+02:00",
        }
        for day in (1, 8, 15, 22)
    ),
    since=NOW - dt.timedelta(minutes=20),
)
CREATED = Deed(
    target_id="kalender",
    kind="event",
    action="create",
    reason="new",
    object=event_uid("prove", "g-1"),
)
MOVED_DEED = replace(
    CREATED, action="update", reason="plan_changed", fields=("dtend", "dtstart", "location")
)
DEEDS = (
    CREATED,
    replace(CREATED, object=event_uid("prove", "g-0")),
    replace(CREATED, object="borte@kjoreplan"),
    MOVED_DEED,
    replace(CREATED, action="restore", reason="changed_by_person", fields=("summary",)),
    Deed(target_id="mappe", kind="document", action="create", reason="new", object="ukjent"),
    replace(MOVED_DEED, ending=Ending.REFUSED),
    replace(MOVED_DEED, ending=Ending.UNKNOWN, target_id="fjernet"),
)


def let_wait(services: Services, *conflicts: WaitingConflict, stop: bool = False) -> None:
    """These wait in the group's calendar."""
    with services.database.transaction() as session:
        Conflicts(session, "prove").replace("kalender", conflicts)
        Stops(session, "prove").replace("kalender", [STOP] if stop else [])


def has_done(services: Services, *deeds: Deed) -> None:
    """The service has done these, an hour after each other."""
    with services.database.transaction() as session:
        for number, deed in enumerate(deeds):
            at = NOW - dt.timedelta(hours=len(deeds) - number)
            actor = Actor.WEB if number % 2 else Actor.WORKER
            Audit(session, "prove").add([deed], at=at, actor=actor, run=1)
