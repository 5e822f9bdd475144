"""What was last read in a group's folders, each document once, for those who judge it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from service.db.documents import Documents, StoredDocument
from service.domain.minutes import DocumentReading
from service.domain.model import Meeting
from service.domain.settings import GroupSettings, TargetKind
from service.journeys.folder.belonging import date_borne
from service.journeys.papers.wanted import usual_paths
from service.journeys.services import Services
from service.rules.facts import MeetingDocument


def documents_as_read(
    services: Services,
    session: Session,
    settings: GroupSettings,
    meetings: Iterable[Meeting],
    *,
    folder: str = "",
) -> tuple[MeetingDocument, ...] | None:
    """What was last read in the group's folders; None where the group has no folder.

    Of several copies of a document only the one at its usual path is given, else the one with the
    shortest path: a stale copy must not speak against anybody. ``meetings`` are those whose
    documents have a usual path. Where two folders have something at the same path, only what lies
    in ``folder`` (a target's id) is given: findings name a document by its path alone.
    """
    folders = {t.id: t.audience for t in settings.targets_of(TargetKind.FOLDER)}
    if not folders:
        return None
    usual = usual_paths(settings, meetings)
    repository = Documents(session, settings.group.id, services.box)
    stored = repository.all()
    hidden = {one.href for one in stored if one.target_id == folder}
    judged: dict[tuple[object, ...], MeetingDocument] = {}
    for one in sorted(stored, key=lambda d: (d.href not in usual, len(d.href), d.href)):
        if one.target_id != folder and one.href in hidden:
            continue
        reading = repository.reading(one.target_id, one.href)
        if reading is None or not reading.type:
            continue
        document = MeetingDocument(
            reading=reading,
            meeting_id=one.meeting_id,
            path=one.href,
            audience=folders.get(one.target_id),
            modified_at=one.read_at,
            version=f"{one.etag}/{one.read_at}",
        )
        judged.setdefault(_sameness(one, reading), document)
    return tuple(sorted(judged.values(), key=lambda d: d.path))


def _sameness(document: StoredDocument, reading: DocumentReading) -> tuple[object, ...]:
    """What copies of one document have in common."""
    if not document.document_id:
        return document.target_id, document.href
    day = None if document.meeting_id else date_borne(reading)
    return document.document_id, document.meeting_id, reading.type, day
