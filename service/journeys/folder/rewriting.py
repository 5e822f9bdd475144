"""Writing over what lies in a folder, always on condition that nobody else has written since."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NoReturn

from connectors.store import AlreadyExists, Busy, Changed, Forbidden, Item, NotFound
from service.db.documents import StoredDocument
from service.documents.reading.read import read as read_document
from service.domain.notices import NoticeCode
from service.domain.projection import Reason
from service.journeys.folder.book import Did
from service.journeys.folder.desk import PLANNED, UNTOLD, Desk, Said, content_hash
from service.journeys.folder.looking import lock_file
from service.journeys.folder.trying import trying
from service.journeys.results import DocumentReason

LOCKED: Final = 423  # RFC 4918 §11.3
_TOO_NEW: Final = 412  # the server does not vouch for its etag yet


class Later(Exception):
    """The document must be left for now. Whoever needs to know has been told."""


def check_free(desk: Desk, href: str) -> None:
    """Let a document pass that nobody has open.

    Raises:
        Later: an editor's own file says that somebody has.
    """
    mark = lock_file(desk, href)
    if mark:
        _locked(desk, href, mark)


def overwrite(desk: Desk, document: StoredDocument, data: bytes, etag: str, did: Did) -> str:
    """Replace the version ``etag`` of a document; its new etag.

    Raises:
        Later: somebody has it open, or has written since.
        StoreError: the server refused or was not reached.
    """
    if desk.mode.dry_run:
        return PLANNED
    desk.mode.tick(document.href)
    try:
        with trying(desk, document.href, document.document_id, did):
            made = desk.store.update(document.href, data, etag)
    except (Changed, NotFound):
        overtaken(desk, document.href)
    except Busy as busy:
        _kept_out(desk, document.href, busy)
    desk.at_hand = ""
    return made.etag or UNTOLD


def fetched(desk: Desk, document: StoredDocument) -> tuple[Item, StoredDocument]:
    """What lies there now, and the document as known by it.

    Raises:
        Later: it is gone.
        StoreError: the server refused or was not reached.
    """
    try:
        item = desk.store.get(document.href)
    except NotFound:
        overtaken(desk, document.href)
    digest = content_hash(item.data)
    return item, replace(document, etag=item.resource.etag, content_hash=digest)


def write_over(
    desk: Desk, document: StoredDocument, data: bytes, values: Said, *, rendered: bool
) -> StoredDocument:
    """Replace the version that was fetched; the document as it is known then.

    Args:
        desk: the folder.
        document: as `fetched`.
        data: its new bytes.
        values: what the service has given it.
        rendered: nobody but we has written in it.

    Raises:
        Later: somebody has it open, or has written since.
        StoreError: the server refused or was not reached.
    """
    did = Did("update" if rendered else "merge", Reason.PLAN_CHANGED)
    etag = overwrite(desk, document, data, document.etag, did)
    desk.note(did.action, document.href, did.reason, writes=True)
    digest = content_hash(data)
    written = replace(
        document,
        etag=etag,
        content_hash=digest,
        rendered_hash=digest if rendered else "",
        offered="",
    )
    reading = read_document(data, manifests=desk.shelf.manifests)
    desk.remember(written, reading, written=values, did=did)
    return written


def rename(desk: Desk, document: StoredDocument, to: str, *, named: str) -> StoredDocument:
    """Give the known version of a document another name of ours; it, with its etag there.

    Where the name is taken, or nothing may be renamed, it keeps its own, and that is told.

    Args:
        desk: the folder.
        document: as it is known.
        to: the new path.
        named: the path we would give it; another where people have moved it to a folder of theirs.

    Raises:
        Later: somebody has it open, or has written since.
        StoreError: the server refused or was not reached.
    """
    check_free(desk, document.href)
    told = document.etag
    if not desk.mode.dry_run:
        desk.mode.tick(document.href)
        desk.at_hand = document.href
        try:
            told = desk.store.move(document.href, to, document.etag).etag
        except AlreadyExists:
            desk.at_hand = ""
            desk.tell(NoticeCode.NAME_TAKEN, document.href, to)
            return document
        except Forbidden:  # Nextcloud asks for the right to delete, which not all who edit have
            desk.at_hand = ""
            desk.tell(NoticeCode.NOT_RENAMED, document.href, to)
            return document
        except (Changed, NotFound):
            overtaken(desk, document.href)
        except Busy as busy:
            _kept_out(desk, document.href, busy)
        desk.at_hand = ""
    desk.note("rename", to, Reason.PLAN_CHANGED, writes=True)
    desk.rename(document.href, to, Did("rename", Reason.PLAN_CHANGED))
    moved = replace(document, href=to, named=named, etag=told or UNTOLD)
    desk.remember(moved)
    return moved if told else replace(moved, etag=_etag_at(desk, moved))


def overtaken(desk: Desk, href: str) -> NoReturn:
    """Leave what somebody else was quicker to change; the next pass looks again."""
    desk.at_hand = ""
    desk.overtaken = True
    desk.note("left_alone", href, DocumentReason.OVERTAKEN)
    raise Later


def _kept_out(desk: Desk, href: str, busy: Busy) -> NoReturn:
    if busy.status == LOCKED:
        _locked(desk, href)
    if busy.status == _TOO_NEW:
        overtaken(desk, href)
    raise busy


def _locked(desk: Desk, href: str, mark: str = "") -> NoReturn:
    desk.at_hand = ""
    desk.note("left_alone", href, DocumentReason.LOCKED)
    desk.tell(NoticeCode.LEFT_OPEN if mark else NoticeCode.LOCKED, href, mark)
    raise Later


def _etag_at(desk: Desk, document: StoredDocument) -> str:
    """The etag under a new name, if what lies there is what was moved."""
    try:
        item = desk.store.get(document.href)
    except NotFound:
        overtaken(desk, document.href)
    if content_hash(item.data) != document.content_hash:
        overtaken(desk, document.href)
    return item.resource.etag
