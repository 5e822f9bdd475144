"""PDFs of approved protocols, laid beside them for those who only read.

A PDF follows its document: a new version of an approved protocol is printed anew in place of ours.
One that somebody has replaced, or thrown away, is theirs to decide about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from connectors.store import AlreadyExists, Busy, Changed, NotFound
from service.db.documents import StoredDocument
from service.db.printed import Printed, PrintedDocuments
from service.documents.printing.bounded import ProgramError, ProgramMissing
from service.documents.printing.unguided import without_guidance
from service.domain.errors import InputError
from service.domain.notices import NoticeCode
from service.domain.projection import Reason
from service.journeys.folder.book import Did
from service.journeys.folder.desk import UNTOLD, Desk, content_hash
from service.journeys.folder.rewriting import LOCKED
from service.journeys.folder.trying import trying
from service.journeys.results import DocumentReason
from service.rules.protocols import MINUTES

AT_MOST: Final = 10  # in one pass: LibreOffice takes seconds for each
_PDF: Final = ".pdf"


@dataclass(frozen=True, slots=True)
class _Order:
    """A protocol to print, what its PDF is known by, and what is remembered of that."""

    key: str
    document: StoredDocument
    before: Printed | None

    @property
    def laid(self) -> Printed | None:
        """The PDF that lies beside it; None where the version before could not be printed."""
        return self.before if self.before and (self.before.etag or self.before.content) else None

    def made(self, href: str, *, etag: str = "", content: str = "") -> Printed:
        """What to remember of the PDF of this version."""
        return Printed(
            document_id=self.key,
            href=href,
            etag=etag,
            shows=self.document.content_hash,
            content=content,
        )


def print_approved(desk: Desk) -> None:
    """Lay a PDF beside every approved protocol that has none, or an old one of ours.

    Raises:
        StoreError: a document could not be fetched, or a PDF not be written.
    """
    with desk.services.database.reading() as session:
        printed = PrintedDocuments(session, desk.group_id, desk.target.id).all()
    orders = [
        order
        for key, document in _minutes(desk)
        if _is_due(desk, order := _Order(key, document, printed.get(key)))
        and desk.approved(document.href)
    ]
    failed = {one.shows for one in printed.values() if not one.etag}
    for document in desk.live:
        if document.content_hash in failed:
            desk.tell(NoticeCode.PDF_FAILED, document.href)
    for order in orders[:AT_MOST]:
        try:
            _print(desk, order)
        except ProgramMissing:
            desk.tell(NoticeCode.NO_PDF, order.document.href)
            return


def _minutes(desk: Desk) -> Iterator[tuple[str, StoredDocument]]:
    """The protocols and what the PDF of each is known by; of two that are one, the original.

    One that was begun from a copy of another meeting's has that one's identity as well.
    """
    found: dict[str, list[StoredDocument]] = {}
    for one in desk.live:
        if one.type in MINUTES and one.document_id:
            own = desk.meeting_of(one)
            others = own is not None and one.meeting_id not in {None, own.id}
            key = f"{one.document_id}/{one.meeting_id}" if others else one.document_id
            found.setdefault(key, []).append(one)
    for key, some in found.items():
        ours = some if len(some) == 1 else [one for one in some if one.href == one.named]
        if len(ours) == 1:
            yield key, ours[0]


def _is_due(desk: Desk, order: _Order) -> bool:
    """Whether the PDF is missing, or shows another version than the document has."""
    document, before = order.document, order.before
    if before is None:
        return _beside(document.href) not in desk.here
    if before.shows == document.content_hash:
        return False
    if order.laid is None:
        return True  # nothing is laid yet: the version before could not be printed
    listed = _listed(desk, before)
    return listed == before.etag or bool(listed and before.content)


def _print(desk: Desk, order: _Order) -> None:
    laid = order.laid
    href = laid.href if laid else _beside(order.document.href)
    etag = etag_of_ours(desk, laid) if laid else ""
    if etag is None:
        return
    did = Did("update" if order.before else "create", Reason.APPROVED)
    if desk.mode.dry_run or _carry_out(desk, order, href, etag, did):
        desk.here.add(href)
        desk.note(did.action, href, did.reason, writes=True)


def _carry_out(desk: Desk, order: _Order, href: str, etag: str, did: Did) -> bool:
    """Print a document over the version ``etag`` of what was laid; whether that went well."""
    document = order.document
    desk.mode.tick(href)
    try:
        pdf = _pdf(desk, document)
        with trying(desk, href, document.document_id, did):
            made = desk.store.update(href, pdf, etag) if etag else desk.store.create(href, pdf)
    except (AlreadyExists, Changed, NotFound):
        desk.at_hand = ""
        return False  # somebody was quicker than we: the next pass looks again
    except ProgramMissing:
        raise
    except (InputError, ProgramError):
        remember_printed(desk, order.made(href, content=order.laid.content if order.laid else ""))
        desk.tell(NoticeCode.PDF_FAILED, document.href)
        return False
    except Busy as busy:
        if busy.status != LOCKED:
            raise
        desk.at_hand = ""
        desk.note("left_alone", href, DocumentReason.LOCKED)
        return False
    desk.at_hand = ""
    told = made.etag or UNTOLD
    remember_printed(desk, order.made(href, etag=told, content=content_hash(pdf)), did)
    return True


def _listed(desk: Desk, printed: Printed) -> str | None:
    """The etag of what lies where a PDF of ours was laid; None where nothing does."""
    found = (r.etag for r in desk.listing.resources if r.href == printed.href)
    return next(found, None)


def etag_of_ours(desk: Desk, printed: Printed) -> str | None:
    """The etag that our PDF has now; None where it is gone, or somebody has replaced it.

    Nextcloud gives a file another etag when somebody locks it. What has once been seen to be
    another's is not fetched again.
    """
    listed = _listed(desk, printed)
    if listed == printed.etag:
        return listed
    try:
        item = desk.store.get(printed.href)
    except NotFound:
        return None
    if content_hash(item.data) == printed.content:
        return item.resource.etag
    if not desk.mode.dry_run:
        remember_printed(desk, replace(printed, content=""))
    return None


def _pdf(desk: Desk, document: StoredDocument) -> bytes:
    """The PDF of the version that was read, without the guidance of fields left empty."""
    item = desk.store.get(document.href)
    if content_hash(item.data) != document.content_hash:
        raise Changed("written in since it was read")
    clean = without_guidance(item.data, desk.shelf.manifests)
    title = PurePosixPath(document.href).stem
    return desk.services.print_pdf(clean, language=document.language, title=title)


def remember_printed(desk: Desk, made: Printed, did: Did | None = None) -> None:
    """Keep what is known of a file of ours, and what was done to make it so."""
    with desk.services.database.transaction() as session:
        PrintedDocuments(session, desk.group_id, desk.target.id).put(made)
        desk.book.enter(session, did, made.document_id)


def _beside(href: str) -> str:
    return str(PurePosixPath(href).with_suffix(_PDF))
