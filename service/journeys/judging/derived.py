"""Register entries that the group's documents tell: nobody enters twice what a protocol says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from service.domain.minutes import CaseItem
from service.domain.model import OSLO, Meeting, MeetingType
from service.rules.facts import MeetingDocument
from service.rules.protocols import MINUTES, is_written
from service.rules.records import Record, RecordKind
from service.rules.texts import is_blank

_OF_THE_GROUP = frozenset({MeetingType.GRP_ORD, MeetingType.GRP_EXTRA, MeetingType.GRP_PRE})


def derived_records(
    documents: Iterable[MeetingDocument] | None, meetings: Iterable[Meeting]
) -> dict[str, tuple[Record, ...]]:
    """What the protocols say of the cases in the group; {} where no folder was read.

    Only what a written protocol of an approved group meeting says is told.
    """
    if documents is None:
        return {}
    planned = {m.id: m for m in meetings if m.type in _OF_THE_GROUP}
    items = [
        item
        for document in documents
        if document.reading.type in MINUTES and is_written(document.reading)
        if (meeting := planned.get(document.meeting_id or "")) is not None
        for item in _items(document, meeting)
    ]
    return {RecordKind.GROUP_ITEM: tuple(items)} if items else {}


def _items(document: MeetingDocument, meeting: Meeting) -> Iterator[Record]:
    at = meeting.starts_at or dt.datetime.combine(meeting.date, dt.time(), OSLO)
    for case in document.reading.cases or ():
        if not is_blank(case.number):
            yield _item(case, meeting, at)


def _item(case: CaseItem, meeting: Meeting, at: dt.datetime) -> Record:
    return Record(
        id=f"{meeting.id}/{case.number}",
        register=RecordKind.GROUP_ITEM,
        case=case.number,
        meeting=meeting.id,
        at=at,
        values={"conclusion": case.conclusion or "", "title": case.title},
    )
