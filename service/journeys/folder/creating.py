"""Writing the documents that a folder should have and has not, create-only."""

from __future__ import annotations

from dataclasses import replace

from connectors.store import AlreadyExists
from service.db.documents import StoredDocument
from service.documents.reading.read import read as read_document
from service.domain.notices import NoticeCode
from service.domain.projection import Reason
from service.journeys.folder.contents import Contents, contents_of, make
from service.journeys.folder.desk import FOREIGN, PLANNED, UNTOLD, Desk, content_hash
from service.journeys.papers.wanted import wanted_documents


def create_missing(desk: Desk) -> None:
    """Write every document that is due and has never been there.

    Raises:
        StoreError: a document could not be written.
    """
    ever = {one.document_id for one in desk.known.values()}
    served = {(one.meeting_id, one.type) for one in desk.known.values() if one.meeting_id}
    meetings, today = desk.meetings.values(), desk.now.date()
    for wanted in wanted_documents(desk.settings, meetings, desk.audience, today, desk.packs):
        if wanted.document_id in ever or (wanted.meeting_id, wanted.type) in served:
            continue
        contents = contents_of(desk, wanted)
        if lay(desk, new_document(desk, contents), contents):
            desk.note("create", wanted.href, Reason.NEW, writes=True)
        else:
            desk.note("left_alone", wanted.href, Reason.NAME_TAKEN)
            desk.tell(NoticeCode.PLACE_TAKEN, wanted.href)


def new_document(desk: Desk, contents: Contents) -> StoredDocument:
    """What will be known of a document once it is laid into the folder."""
    wanted = contents.wanted
    return StoredDocument(
        target_id=desk.target.id,
        href=wanted.href,
        etag="",
        type=wanted.type,
        language=contents.language,
        meeting_id=wanted.meeting_id,
        document_id=wanted.document_id,
        named=wanted.href,
    )


def lay(desk: Desk, document: StoredDocument, contents: Contents) -> bool:
    """Lay a new document into the folder, as ``document`` says; False where something lies there.

    Without a type it is nobody's document, and is neither listed nor judged.

    Raises:
        StoreError: it could not be written.
    """
    if document.href in desk.here:
        return False
    data = make(desk, contents, document.document_id)
    etag = PLANNED
    if not desk.mode.dry_run:
        desk.mode.tick(document.href)
        desk.at_hand = document.href
        try:
            etag = desk.store.create(document.href, data).etag or UNTOLD
        except AlreadyExists:
            return False
    digest = content_hash(data)
    made = replace(document, etag=etag, content_hash=digest, rendered_hash=digest)
    reading = read_document(data, manifests=desk.shelf.manifests) if document.type else FOREIGN
    desk.remember(made, reading, written=contents.values)
    desk.here.add(document.href)
    desk.at_hand = ""
    return True
