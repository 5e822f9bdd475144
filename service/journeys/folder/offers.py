"""Copies that are laid beside a document which can't be brought in step: once for new values."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from service.db.documents import StoredDocument
from service.documents.merging.managed import DATE, MANAGED, PLACE, TIME
from service.domain.notices import NoticeCode
from service.journeys.folder.book import Did
from service.journeys.folder.contents import ROWS, Contents
from service.journeys.folder.creating import lay
from service.journeys.folder.desk import Desk, Said
from service.journeys.papers.wanted import document_id
from service.journeys.results import DocumentReason

_NAMES: Final = {
    "nb": {"time": "nytt tidspunkt", "place": "nytt sted", "other": "endret plan"},
    "nn": {"time": "nytt tidspunkt", "place": "ny stad", "other": "endra plan"},
}
_MOST: Final = 20  # copies of one name


@dataclass(frozen=True, slots=True)
class Offer:
    """New values that could not be brought into a document, and why, as far as it was known then.

    ``content`` is the document's hash at the time: when it is another, somebody may have cleared
    the way. ``details`` are codes: "meeting.time:own-value".
    """

    digest: str
    content: str
    details: tuple[str, ...]

    @classmethod
    def of(cls, document: StoredDocument) -> Offer:
        """What was offered beside a document, if anything was."""
        if not document.offered:
            return cls("", "", ())
        digest, content, *details = document.offered.split(" ")
        return cls(digest, content, tuple(details))

    def __str__(self) -> str:
        return " ".join((self.digest, self.content, *self.details))


def digest_of(values: Said) -> str:
    """What a set of values is known by."""
    own = {tag: values.get(tag, "") for tag in MANAGED}
    if ROWS in values:
        own[ROWS] = values[ROWS]
    return hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()[:20]


def is_settled(document: StoredDocument, values: Said) -> bool:
    """Whether a copy was laid for just these values, and nobody has written in it since."""
    told = Offer.of(document)
    return told.content == document.content_hash and told.digest == digest_of(values)


def offer(
    desk: Desk, document: StoredDocument, contents: Contents, base: Said, details: tuple[str, ...]
) -> StoredDocument:
    """Lay a copy with the new values beside the document, unless that has been done already.

    The document as it is known then; nothing is written in it.

    Raises:
        StoreError: the copy could not be written.
    """
    digest = digest_of(contents.values)
    if Offer.of(document).digest != digest and _copy(desk, document, digest) is None:
        _lay(desk, document, contents, digest, _kind(base, contents.values))
    told = Offer(digest, document.content_hash, details)
    offered = replace(document, offered=str(told))
    desk.remember(offered)
    return offered


def tell_of_offer(desk: Desk, document: StoredDocument) -> None:
    """Tell that a document could not be brought in step, why, and where the copy is."""
    told = Offer.of(document)
    copy = _copy(desk, document, told.digest)
    if copy is None:
        desk.tell(NoticeCode.NOT_UPDATED, document.href, "", *told.details)
    else:
        desk.tell(NoticeCode.COPY_LAID, document.href, copy.href, *told.details)


def _lay(desk: Desk, document: StoredDocument, contents: Contents, digest: str, kind: str) -> None:
    folder = PurePosixPath(document.href).parent
    stem = PurePosixPath(contents.wanted.href).stem
    words = _NAMES[contents.language][kind]
    for number in range(1, _MOST):
        name = f"{stem} ({words}{f' {number}' if number > 1 else ''}).docx"
        copy = StoredDocument(
            target_id=document.target_id,
            href=str(folder / name),
            etag="",
            type="",
            language=contents.language,
            document_id=_identity(desk, document, digest),
            copy_of=document.document_id,
        )
        if lay(desk, copy, contents, Did("copy", DocumentReason.CANT_MERGE)):
            return


def _copy(desk: Desk, document: StoredDocument, digest: str) -> StoredDocument | None:
    """The copy with these values, if it lies there."""
    identity = _identity(desk, document, digest)
    return next((d for d in desk.known.values() if d.document_id == identity and d.etag), None)


def _identity(desk: Desk, document: StoredDocument, digest: str) -> str:
    """A copy's identity: its own, so that it is never taken for the document."""
    return document_id(desk.group_id, f"{document.type}/{digest}", document.document_id)


def _kind(base: Said, values: Said) -> str:
    changed = {tag for tag in MANAGED if base.get(tag, "") != values.get(tag, "")}
    if changed & {DATE, TIME}:
        return "time"
    return "place" if PLACE in changed else "other"
