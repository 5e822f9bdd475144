"""Writing the documents that a folder should have and has not, create-only."""

from __future__ import annotations

from dataclasses import replace

from connectors.store import AlreadyExists
from service.db.documents import StoredDocument
from service.documents.reading.read import read as read_document
from service.domain.halves import period_of
from service.domain.model import Audience
from service.domain.notices import NoticeCode
from service.domain.projection import Reason
from service.journeys.folder.book import Did
from service.journeys.folder.contents import (
    PLAN,
    VERSION,
    Contents,
    contents_of,
    make,
    new_contents_of_half,
)
from service.journeys.folder.desk import FOREIGN, PLANNED, UNTOLD, Desk, content_hash
from service.journeys.folder.trying import trying
from service.journeys.papers.wanted import wanted_documents


def create_missing(desk: Desk) -> None:
    """Write every document that is due and has never been there.

    Raises:
        StoreError: a document could not be written.
    """
    if _is_recovering(desk):
        return
    ever = {one.document_id for one in desk.known.values()}
    served = {(one.meeting_id, one.type) for one in desk.known.values() if one.meeting_id}
    meetings, today = desk.meetings.values(), desk.now.date()
    due = wanted_documents(desk.settings, meetings, desk.audience, today, desk.packs, desk.away)
    for wanted in due:
        if wanted.document_id in ever or (wanted.meeting_id, wanted.type) in served:
            continue
        _create(desk, contents_of(desk, wanted))


def create_adopted_plans(desk: Desk) -> None:
    """Write the meeting plan of each half-year whose plan the group has approved.

    One that a person has deleted is not made again before the group approves another plan.

    Raises:
        StoreError: a document could not be written.
    """
    if desk.audience is not Audience.GROUP or _is_recovering(desk):
        return
    for adoption in desk.adoptions:
        ends = period_of(adoption.half).end
        if (ends is None or desk.now.date() <= ends) and not _has_plan(desk, adoption.half):
            contents = new_contents_of_half(desk, PLAN, adoption.half, desk.settings.group.language)
            if not _deleted_since(desk, contents):
                _create(desk, contents)


def _is_recovering(desk: Desk) -> bool:
    """Whether our memory was lost, and a document may be what was not listed."""
    found = any(step.reason == Reason.FOUND_AGAIN for step in desk.steps)
    return found and not desk.listing.complete


def _has_plan(desk: Desk, half: str) -> bool:
    """Whether it lies there, wherever it has been moved to."""
    found = (desk.possible.get(one.document_id) for one in desk.known.values() if one.etag)
    return any(one is not None and (one.type, one.half) == (PLAN, half) for one in found)


def _deleted_since(desk: Desk, contents: Contents) -> bool:
    """Whether somebody has deleted the one that said this plan, or what it said isn't known."""
    wanted = contents.wanted.document_id
    gone = (one.href for one in desk.known.values() if one.document_id == wanted)
    said = [desk.written.get(href, {}).get(VERSION) for href in gone]
    return bool({None, contents.values[VERSION]}.intersection(said))


def _create(desk: Desk, contents: Contents) -> None:
    wanted = contents.wanted
    if not lay(desk, new_document(desk, contents), contents, Did("create", Reason.NEW)):
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


def lay(desk: Desk, document: StoredDocument, contents: Contents, did: Did) -> bool:
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
        try:
            with trying(desk, document.href, document.document_id, did):
                etag = desk.store.create(document.href, data).etag or UNTOLD
        except AlreadyExists:
            return False
    digest = content_hash(data)
    made = replace(document, etag=etag, content_hash=digest, rendered_hash=digest)
    reading = read_document(data, manifests=desk.shelf.manifests) if document.type else FOREIGN
    desk.remember(made, reading, written=contents.values, did=did)
    desk.note(did.action, document.href, did.reason, writes=True)
    desk.here.add(document.href)
    desk.at_hand = ""
    return True
