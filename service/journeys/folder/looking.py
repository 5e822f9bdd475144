"""Looking into a folder: reading what is new there, and seeing what was moved or deleted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from connectors.store import Item, Resource
from service.db.documents import StoredDocument
from service.documents.reading.read import read as read_document
from service.domain.errors import InputError
from service.domain.minutes import DocumentReading
from service.domain.notices import NoticeCode
from service.domain.projection import Reason
from service.journeys.folder.belonging import Belonging
from service.journeys.folder.desk import FOREIGN, Desk, content_hash
from service.journeys.templates.own_templates import is_template

_CHUNK: Final = 20  # documents held in memory at a time
_LOCKS: Final = ("~$", ".")  # how Word and LibreOffice name the files that say "being edited"


def look(desk: Desk) -> None:
    """Read every document that is new here or has changed, and see which are gone.

    Raises:
        StoreError: a document could not be fetched.
    """
    news = [r.href for r in desk.listing.resources if _is_news(desk, r)]
    for start in range(0, len(news), _CHUNK):
        items = desk.store.get_many(news[start : start + _CHUNK])
        for href, item in items.items():
            _read(desk, href, item)
    if desk.listing.complete:
        _miss(desk)


def place(desk: Desk) -> None:
    """Keep each document under the meeting it is about, as the plan is today."""
    belonging = Belonging(
        audience=desk.audience,
        meetings=desk.meetings,
        identities=desk.possible,
        dates={one.href: desk.date_of(one.href) for one in desk.live},
    )
    for document, meeting_id in tuple(belonging.misplaced(desk.known.values())):
        desk.remember(replace(document, meeting_id=meeting_id))


def lock_file(desk: Desk, href: str) -> str:
    """The path of an editor's own file that says that somebody has the document open, or ""."""
    path = PurePosixPath(href)
    marks = (f".~lock.{path.name}#", *(f"~${path.name[cut:]}" for cut in range(3)))
    found = (str(path.with_name(mark)) for mark in marks)
    return next((one for one in found if one in desk.here), "")


def _is_news(desk: Desk, resource: Resource) -> bool:
    name = PurePosixPath(resource.href).name
    if not name.lower().endswith(".docx") or name.startswith(_LOCKS) or is_template(resource.href):
        return False
    before = desk.known.get(resource.href)
    if before is None or before.etag != resource.etag or before.read_at is None:
        return True
    # The plan may have grown since, so that what was another's is the group's, or the reverse.
    return bool(before.document_id) and bool(before.type) != (before.document_id in desk.possible)


def _read(desk: Desk, href: str, item: Item) -> None:
    before = desk.known.get(href)
    try:
        reading = read_document(item.data, manifests=desk.shelf.manifests)
    except InputError as error:
        if before is not None and _is_ours(desk, before):
            desk.errors.append(f"{href}: {error.message}")
            desk.tell(NoticeCode.UNREADABLE, href)
        reading = None
        desk.said.pop(href, None)
    found = reading or FOREIGN
    identity = found.document_id or (before.document_id if before else "")
    moved = None if before else _moved(desk, identity)
    if moved is not None:
        before = desk.rename(moved.href, href)
    document = _document(desk, href, item, before, found, identity)
    if not document.type:
        desk.remember(document, FOREIGN)
        return
    desk.remember(document, reading)
    if reading is None:
        return
    if before is None or moved is not None or not (before.etag and before.type):
        desk.note("read", href, Reason.FOUND_AGAIN)
    elif before.content_hash != document.content_hash:
        desk.note("read", href, Reason.CHANGED_BY_PERSON)


def _document(
    desk: Desk,
    href: str,
    item: Item,
    before: StoredDocument | None,
    found: DocumentReading,
    identity: str,
) -> StoredDocument:
    """What is known of a file now. What was written in another document says nothing of it."""
    known = before or StoredDocument(target_id=desk.target.id, href=href, etag="", type="")
    if known.document_id != identity:
        known = StoredDocument(target_id=desk.target.id, href=href, etag="", type="")
    possible = desk.possible.get(identity)
    type_ = found.type or (possible.type if possible else "") or known.type
    return replace(
        known,
        etag=item.resource.etag,
        type="" if identity and possible is None else type_,
        language=found.language if found.type else known.language,
        document_id=identity,
        content_hash=content_hash(item.data),
    )


def _is_ours(desk: Desk, document: StoredDocument) -> bool:
    """Whether it is a document of the group's, and not a file of somebody else's."""
    named = not document.document_id or document.document_id in desk.possible
    return named and bool(document.type or document.document_id)


def _moved(desk: Desk, identity: str) -> StoredDocument | None:
    """The document with this identity that lay where nothing lies now."""
    if not desk.listing.complete or identity not in desk.possible:
        return None
    gone = (
        one
        for href, one in desk.known.items()
        if one.document_id == identity and href not in desk.here
    )
    return max(gone, key=lambda one: (one.href in desk.written, one.etag != ""), default=None)


def _miss(desk: Desk) -> None:
    """Forget the old path of what lies at a new one; report what is nowhere."""
    lying = {one.document_id for href, one in desk.known.items() if href in desk.here}
    standing_in = {one.copy_of for one in desk.live if one.copy_of}
    for href in [href for href in desk.known if href not in desk.here]:
        gone = desk.known[href]
        if gone.document_id not in desk.possible or gone.document_id in lying:
            desk.forget(href)
            continue
        if gone.etag:
            desk.remember(replace(gone, etag=""))
        if gone.document_id in standing_in:
            continue
        desk.note("left_alone", href, Reason.DELETED_BY_PERSON)
        desk.tell(NoticeCode.DELETED, href)
