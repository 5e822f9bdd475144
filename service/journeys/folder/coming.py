"""Which documents are a coming meeting's, and so may still be brought in step with the plan."""

from __future__ import annotations

from collections.abc import Iterator

from service.db.documents import StoredDocument
from service.documents.merging.managed import DATE
from service.domain.model import Meeting, MeetingStatus
from service.journeys.folder.desk import Desk
from service.rules.texts import parse_date


def is_coming(desk: Desk, meeting: Meeting) -> bool:
    """Whether a meeting is in the plan and has not begun."""
    starts = meeting.starts_at
    begun = meeting.date < desk.now.date() if starts is None else starts <= desk.now
    return meeting.status is MeetingStatus.CONFIRMED and not begun


def originals(desk: Desk) -> Iterator[StoredDocument]:
    """Of each document with an identity the one that is no copy, if that can be told."""
    carriers: dict[str, list[StoredDocument]] = {}
    for one in desk.live:
        if one.document_id:
            carriers.setdefault(one.document_id, []).append(one)
    for found in carriers.values():
        ours = found if len(found) == 1 else [one for one in found if one.href == one.named]
        if len(ours) == 1:
            yield ours[0]


def is_elsewhere(desk: Desk, document: StoredDocument) -> bool:
    """Whether somebody has made it another meeting's, by writing that one's date in it."""
    own = desk.meeting_of(document)
    says, wrote = desk.date_of(document.href), desk.written.get(document.href, {}).get(DATE, "")
    if own is None or says in {None, own.date, parse_date(wrote)}:
        return False
    return document.meeting_id not in {None, own.id}
