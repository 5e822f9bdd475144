"""A meeting, its document and a conflict, as the database is given them."""

from __future__ import annotations

import datetime as dt

from service.db.documents import StoredDocument
from service.db.runs import WaitingConflict
from service.domain.model import Meeting, MeetingStatus, MeetingType

NOW = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
OWN = Meeting(
    id="g-1",
    body="gruppa",
    type=MeetingType.GRP_ORD,
    date=dt.date(2026, 5, 12),
    start=dt.time(18),
    end=dt.time(0, 30),
    place="Rådhuset",
    status=MeetingStatus.CONFIRMED,
    serves=("ks-1", "ks-2"),
    called_by="kari",
    reason="siste mandag før kommunestyret",
)
DOCUMENT = StoredDocument(
    target_id="arkiv",
    href="2026/Protokoll.docx",
    etag="v1",
    type="protokoll",
    language="nn",
    meeting_id="g-1",
    document_id="d-1",
)


def conflict(uid: str, since: dt.datetime = NOW) -> WaitingConflict:
    return WaitingConflict(
        target_id="kalender",
        uid=uid,
        href=f"{uid}.ics",
        etag=None if uid == "c" else "v1",
        reason="tiden er endret i kalenderen",
        ours={"DTSTART": "18:00"},
        theirs={"DTSTART": "19:00"},
        since=since,
    )
