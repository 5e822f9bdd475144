"""Documents of one group: where they lie, the version last seen, what was read and written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, defer

from service.db.sealing import SecretBox
from service.db.tables_sync import DocumentRow
from service.domain.minutes import DocumentReading

_READING = TypeAdapter(DocumentReading)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document in the shared folder, as last seen. ``read_at`` None: not read yet.

    Attributes:
        content_hash: SHA-256 of its bytes when last seen; "" if not known.
        rendered_hash: the same of its bytes as they were last rendered whole: while the two are
            equal, nobody has written in it. "" for what people have made.
        named: the path the service gave it; "" if it gave none.
        offered: for which new values a copy has been laid beside it; "" for none.
        copy_of: the identity of the document that this is such a copy of; "" for others.
    """

    target_id: str
    href: str
    etag: str
    type: str  # as the template's folder is called
    language: str = "nb"
    meeting_id: str | None = None
    document_id: str = ""
    read_at: dt.datetime | None = None
    content_hash: str = ""
    rendered_hash: str = ""
    named: str = ""
    offered: str = ""
    copy_of: str = ""

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has written in it since the service rendered it."""
        return bool(self.rendered_hash) and self.content_hash == self.rendered_hash


class Documents:
    """The documents of one group.

    What was read and written is sealed with ``box``: a protocol holds dissent and attendance, which
    must not lie open in a backup of the database.
    """

    def __init__(self, session: Session, group_id: str, box: SecretBox) -> None:
        self._session = session
        self._group_id = group_id
        self._box = box

    def record(self, document: StoredDocument) -> None:
        """Remember a document. A reading stays as long as the bytes, what was written longer."""
        row = self._row(document.target_id, document.href) or DocumentRow(
            group_id=self._group_id, target_id=document.target_id, href=document.href
        )
        if row.etag != document.etag and not _same_bytes(row, document):
            row.reading, row.read_at = None, None
        if row.document_id != document.document_id:
            row.written = None
        row.etag, row.document_id = document.etag, document.document_id
        row.type, row.language = document.type, document.language
        row.meeting_id, row.copy_of = document.meeting_id, document.copy_of
        row.content_hash, row.rendered_hash = document.content_hash, document.rendered_hash
        row.named, row.offered = document.named, document.offered
        self._session.add(row)
        self._session.flush()

    def record_reading(
        self, target_id: str, href: str, etag: str, reading: DocumentReading, *, at: dt.datetime
    ) -> None:
        """Remember what was read of the version ``etag``.

        Raises:
            KeyError: the document was never recorded.
        """
        row = self._row(target_id, href)
        if row is None:
            raise KeyError(href)
        row.etag, row.read_at = etag, at
        row.reading = self._box.seal(_READING.dump_json(reading).decode())
        self._session.flush()

    def reading(self, target_id: str, href: str) -> DocumentReading | None:
        """What was last read of the present version, or None.

        Raises:
            SecretUnreadable: it was sealed under a key that is no longer given.
        """
        row = self._row(target_id, href)
        if row is None or row.reading is None:
            return None
        return _READING.validate_json(self._box.open(row.reading))

    def record_written(self, target_id: str, href: str, values: Mapping[str, str]) -> None:
        """Remember the managed values that the document was given, by tag.

        Raises:
            KeyError: the document was never recorded.
        """
        row = self._row(target_id, href)
        if row is None:
            raise KeyError(href)
        row.written = self._box.seal(json.dumps(dict(values), ensure_ascii=False))
        self._session.flush()

    def written(self, target_id: str, href: str) -> dict[str, str] | None:
        """The managed values that the document was last given, or None if that isn't known.

        Raises:
            SecretUnreadable: they were sealed under a key that is no longer given.
        """
        row = self._row(target_id, href)
        if row is None or row.written is None:
            return None
        found: dict[str, str] = json.loads(self._box.open(row.written))
        return found

    def rename(self, target_id: str, href: str, to: str) -> None:
        """The same document lies at another path; all that is known of it goes along."""
        self.forget(target_id, to)
        self._session.execute(
            update(DocumentRow)
            .where(
                DocumentRow.group_id == self._group_id,
                DocumentRow.target_id == target_id,
                DocumentRow.href == href,
            )
            .values(href=to)
        )

    def get(self, target_id: str, href: str) -> StoredDocument | None:
        """One document, or None if it was never recorded."""
        row = self._row(target_id, href)
        return None if row is None else _document(row)

    def all(self) -> tuple[StoredDocument, ...]:
        """All of them, by folder and path."""
        found = select(DocumentRow).where(DocumentRow.group_id == self._group_id)
        ordered = found.order_by(DocumentRow.target_id, DocumentRow.href)
        return tuple(_document(row) for row in self._session.scalars(ordered))

    def listed(self) -> tuple[StoredDocument, ...]:
        """The same, for those who only look: what is sealed is not even fetched."""
        found = select(DocumentRow).where(DocumentRow.group_id == self._group_id)
        light = found.options(
            defer(DocumentRow.reading, raiseload=True), defer(DocumentRow.written, raiseload=True)
        )
        ordered = light.order_by(DocumentRow.target_id, DocumentRow.href)
        return tuple(_document(row) for row in self._session.scalars(ordered))

    def of_meeting(self, meeting_id: str) -> tuple[StoredDocument, ...]:
        """The documents of one meeting."""
        return tuple(one for one in self.all() if one.meeting_id == meeting_id)

    def forget(self, target_id: str, href: str) -> None:
        """Forget a document that is no longer in the folder."""
        self._session.execute(
            delete(DocumentRow).where(
                DocumentRow.group_id == self._group_id,
                DocumentRow.target_id == target_id,
                DocumentRow.href == href,
            )
        )

    def _row(self, target_id: str, href: str) -> DocumentRow | None:
        return self._session.get(DocumentRow, (self._group_id, target_id, href))


def _same_bytes(row: DocumentRow, document: StoredDocument) -> bool:
    """Whether what was read holds under another etag too; what is deleted has none."""
    known = bool(document.etag) and bool(row.content_hash)
    return known and row.content_hash == document.content_hash


def _document(row: DocumentRow) -> StoredDocument:
    return StoredDocument(
        target_id=row.target_id,
        href=row.href,
        etag=row.etag,
        type=row.type,
        language=row.language,
        meeting_id=row.meeting_id,
        document_id=row.document_id,
        read_at=row.read_at,
        content_hash=row.content_hash,
        rendered_hash=row.rendered_hash,
        named=row.named,
        offered=row.offered,
        copy_of=row.copy_of,
    )
