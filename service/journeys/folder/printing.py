"""PDFs of approved protocols, laid beside them for those who only read.

A PDF follows its document: a new version of an approved protocol is printed anew in place of ours.
One that somebody has replaced, or thrown away, is theirs to decide about.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from connectors.store import AlreadyExists, Changed, NotFound
from service.db.documents import StoredDocument
from service.db.printed import Printed, PrintedDocuments
from service.documents.printing.bounded import ProgramError, ProgramMissing
from service.documents.printing.unguided import without_guidance
from service.domain.errors import InputError
from service.domain.notices import NoticeCode
from service.domain.projection import Reason
from service.journeys.folder.desk import PLANNED, Desk, content_hash
from service.rules.protocols import MINUTES

AT_MOST: Final = 10  # in one pass: LibreOffice takes seconds for each
_PDF: Final = ".pdf"


def print_approved(desk: Desk) -> None:
    """Lay a PDF beside every approved protocol that has none, or an old one of ours.

    Raises:
        StoreError: a document could not be fetched, or a PDF not be written.
    """
    with desk.services.database.reading() as session:
        printed = PrintedDocuments(session, desk.group_id, desk.target.id).all()
    due = [
        (document, printed.get(document.document_id))
        for document in desk.live
        if document.type in MINUTES and document.document_id and document.etag != PLANNED
        if _is_due(desk, document, printed.get(document.document_id))
        and desk.approved(document.href)
    ]
    failed = {one.shows for one in printed.values() if not one.etag}
    for document in desk.live:
        if document.content_hash in failed:
            desk.tell(NoticeCode.PDF_FAILED, document.href)
    for document, before in due[:AT_MOST]:
        try:
            _print(desk, document, before)
        except ProgramMissing:
            desk.tell(NoticeCode.NO_PDF, document.href)
            return


def _is_due(desk: Desk, document: StoredDocument, before: Printed | None) -> bool:
    """Whether the PDF is missing, or shows another version than the document has."""
    if before is None:
        return _beside(document.href) not in desk.here
    if not before.etag:
        return before.shows != document.content_hash
    etags = {resource.href: resource.etag for resource in desk.listing.resources}
    return etags.get(before.href) == before.etag and before.shows != document.content_hash


def _print(desk: Desk, document: StoredDocument, before: Printed | None) -> None:
    href = before.href if before and before.etag else _beside(document.href)
    if not desk.mode.dry_run:
        desk.mode.tick(href)
        try:
            pdf = _pdf(desk, document)
            desk.at_hand = href
            etag = _written(desk, href, pdf, before)
        except (AlreadyExists, Changed, NotFound):
            return  # somebody was quicker than we: the next pass looks again
        except ProgramMissing:
            raise
        except (InputError, ProgramError):
            _remember(desk, document, href, "")
            desk.tell(NoticeCode.PDF_FAILED, document.href)
            return
        _remember(desk, document, href, etag)
        desk.at_hand = ""
    desk.here.add(href)
    desk.note("update" if before else "create", href, Reason.APPROVED, writes=True)


def _pdf(desk: Desk, document: StoredDocument) -> bytes:
    """The PDF of the version that was read, without the guidance of fields left empty."""
    item = desk.store.get(document.href)
    if content_hash(item.data) != document.content_hash:
        raise Changed("written in since it was read")
    clean = without_guidance(item.data, desk.shelf.manifests)
    title = PurePosixPath(document.href).stem
    return desk.services.print_pdf(clean, language=document.language, title=title)


def _written(desk: Desk, href: str, pdf: bytes, before: Printed | None) -> str:
    if before is None or not before.etag:
        return desk.store.create(href, pdf).etag
    return desk.store.update(href, pdf, before.etag).etag


def _remember(desk: Desk, document: StoredDocument, href: str, etag: str) -> None:
    made = Printed(
        document_id=document.document_id, href=href, etag=etag, shows=document.content_hash
    )
    with desk.services.database.transaction() as session:
        PrintedDocuments(session, desk.group_id, desk.target.id).put(made)


def _beside(href: str) -> str:
    return str(PurePosixPath(href).with_suffix(_PDF))
