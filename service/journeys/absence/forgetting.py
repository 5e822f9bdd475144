"""Deleting reports of absence that are no longer needed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from service.db.absences import AbsenceReports
from service.db.documents import Documents
from service.db.meetings import Meetings
from service.domain.absence import is_kept
from service.domain.approval import is_approved
from service.journeys.services import Services
from service.rules.protocols import MINUTES


def forget_absences(services: Services, group_id: str) -> None:
    """Delete what was said of meetings whose protocol is approved, or that are long over.

    From then on the protocol alone says who was away. So is what was said of a meeting that is no
    longer in the plan.
    """
    with services.database.reading() as session:
        done = tuple(_done_with(services, session, group_id))
    if done:
        with services.database.transaction() as session:
            AbsenceReports(session, group_id, services.box).forget(done)


def _done_with(services: Services, session: Session, group_id: str) -> Iterator[str]:
    said = AbsenceReports(session, group_id, services.box).meetings()
    if not said:
        return
    meetings = {m.id: m for m in Meetings(session, group_id).own()}
    now = services.now(group_id)
    for meeting_id in said:
        meeting = meetings.get(meeting_id)
        kept = meeting is not None and is_kept(meeting, now)
        over = meeting is not None and meeting.is_over(now)
        if not kept or (over and _is_approved(services, session, group_id, meeting_id)):
            yield meeting_id


def _is_approved(services: Services, session: Session, group_id: str, meeting_id: str) -> bool:
    documents = Documents(session, group_id, services.box)
    readings = (
        documents.reading(one.target_id, one.href)
        for one in documents.of_meeting(meeting_id)
        if one.type in MINUTES and one.etag
    )
    return any(reading is not None and is_approved(reading) for reading in readings)
