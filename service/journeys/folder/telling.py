"""What somebody must know about the documents of a folder, as a pass leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePosixPath

from connectors.store import Forbidden, OutOfSpace, StoreError
from service.db.documents import StoredDocument
from service.documents.merging.managed import DATE, PLACE, TIME
from service.domain.model import Meeting, MeetingStatus
from service.domain.notices import Notice, NoticeCode
from service.journeys.folder.coming import is_coming, originals
from service.journeys.folder.contents import contents_for
from service.journeys.folder.desk import Desk
from service.rules.protocols import CALL
from service.rules.texts import parse_date

_BESIDE = {
    NoticeCode.NAME_DIFFERS,
    NoticeCode.RENAMED,
    NoticeCode.NAME_TAKEN,
    NoticeCode.NOT_RENAMED,
    NoticeCode.DOUBLED,
}


def tell(desk: Desk, *, done: bool = True) -> tuple[Notice, ...]:
    """All there is to know: what the pass met, and what there is to see when it is over.

    Where it was not ``done``, a document may differ from the plan because we have not come to it.
    """
    _tell_of_doubles(desk)
    for document in originals(desk):
        meeting = desk.meeting_of(document)
        coming = meeting if done and meeting is not None and is_coming(desk, meeting) else None
        if coming is not None and _says_another_day(desk, document, coming):
            desk.tell(NoticeCode.NAME_DIFFERS, document.href)
        elif document.named and document.href != document.named and not _is_over(desk, meeting):
            desk.tell(NoticeCode.RENAMED, document.href, document.named)
        if coming is not None:
            _tell_of_values(desk, document, coming)
        if _is_called_off(desk, document, meeting):
            desk.tell(NoticeCode.CALLED_OFF, document.href)
    _tell_of_old_copies(desk)
    return tuple(dict.fromkeys(desk.notices))


def tell_of_refusal(desk: Desk, error: StoreError) -> None:
    """Tell which document could not be written, where somebody must make room or let us in."""
    codes = ((Forbidden, NoticeCode.READ_ONLY), (OutOfSpace, NoticeCode.OUT_OF_SPACE))
    for kind, code in codes:
        if isinstance(error, kind) and desk.at_hand:
            lesser = NoticeCode.NOT_RENAMED, desk.at_hand  # follows from what is told now
            desk.notices = [n for n in desk.notices if (n.code, n.href) != lesser]
            desk.tell(code, desk.at_hand)


def _says_another_day(desk: Desk, document: StoredDocument, meeting: Meeting) -> bool:
    """Whether people have given it a name with another date; what is told of ours is told."""
    path = PurePosixPath(document.href)
    ours = path.name == PurePosixPath(document.named).name or _waits(desk, document)
    return not ours and parse_date(path.stem) not in {None, meeting.date}


def _tell_of_values(desk: Desk, document: StoredDocument, meeting: Meeting) -> None:
    """Where the document says something else of the meeting than the plan, or nothing at all."""
    said = desk.said.get(document.href)
    contents = contents_for(desk, document, meeting)
    if said is None or contents is None or _waits(desk, document):
        return
    if DATE in contents.values and DATE not in said:
        desk.tell(NoticeCode.FIELDS_GONE, document.href)
        return
    differing = tuple(
        tag
        for tag in (DATE, TIME, PLACE)
        if said.get(tag) and said[tag].split() != contents.values.get(tag, said[tag]).split()
    )
    if differing:
        desk.tell(NoticeCode.DIFFERS, document.href, "", *differing)


def _waits(desk: Desk, document: StoredDocument) -> bool:
    """Whether it is known why the document does not say what the plan does, or will soon."""
    told = any(n.href == document.href and n.code not in _BESIDE for n in desk.notices)
    left = any(s.href == document.href and s.action == "left_alone" for s in desk.steps)
    return told or left


def _tell_of_doubles(desk: Desk) -> None:
    """Two files with one identity that are about the same meeting: nobody knows which holds."""
    for found in _carriers(desk):
        first = min(found, key=lambda one: (one.href != one.named, len(one.href), one.href))
        for other in found:
            if other is not first and _are_one(desk, first, other):
                desk.tell(NoticeCode.DOUBLED, other.href, first.href)


def _are_one(desk: Desk, one: StoredDocument, other: StoredDocument) -> bool:
    """Whether two files with one identity are about the same meeting.

    While it is still to come, so is a file with a day on which nothing is: somebody had the
    document open when its meeting moved, and saved it under the name that it had.
    """
    if one.meeting_id == other.meeting_id:
        return True
    meeting = desk.meeting_of(one)
    nowhere = None in {one.meeting_id, other.meeting_id}
    return nowhere and meeting is not None and is_coming(desk, meeting)


def _carriers(desk: Desk) -> Iterator[list[StoredDocument]]:
    live = sorted((d for d in desk.live if d.document_id), key=lambda one: one.document_id)
    for _, found in groupby(live, key=lambda one: one.document_id):
        yield list(found)


def _tell_of_old_copies(desk: Desk) -> None:
    """Copies laid for values that hold no more, or that the document has taken up."""
    holding = {notice.other for notice in desk.notices if notice.code is NoticeCode.COPY_LAID}
    for one in desk.known.values():
        if not (one.copy_of and one.etag) or one.document_id in desk.possible:
            continue
        identity = desk.possible.get(one.copy_of)
        meeting = desk.meetings.get((identity and identity.meeting_id) or "")
        if one.href not in holding and not _is_over(desk, meeting):
            desk.tell(NoticeCode.COPY_OUTDATED, one.href)


def _is_called_off(desk: Desk, document: StoredDocument, meeting: Meeting | None) -> bool:
    off = meeting is not None and meeting.status is MeetingStatus.CANCELLED
    return document.type == CALL and off and not _is_over(desk, meeting)


def _is_over(desk: Desk, meeting: Meeting | None) -> bool:
    return meeting is not None and meeting.date < desk.now.date()
