"""Documents of one group: where they lie, which version was last seen, what was read of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.sealing import SecretBox
from service.db.tables_sync import DocumentRow
from service.domain.minutes import DocumentReading

_READING = TypeAdapter(DocumentReading)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document in the shared folder, as last seen. ``read_at`` None: not read yet."""

    target_id: str
    href: str
    etag: str
    type: str  # protokoll, innkalling, reglement, kjoreregler
    language: str = "nb"
    meeting_id: str | None = None
    document_id: str = ""
    read_at: dt.datetime | None = None


class Documents:
    """The documents of one group.

    What was read is sealed with ``box``: a protocol holds dissent and attendance, which must not
    lie open in a backup of the database.
    """

    def __init__(self, session: Session, group_id: str, box: SecretBox) -> None:
        self._session = session
        self._group_id = group_id
        self._box = box

    def record(self, document: StoredDocument) -> None:
        """Remember a document. A reading stays only as long as the etag does."""
        row = self._row(document.target_id, document.href) or DocumentRow(
            group_id=self._group_id, target_id=document.target_id, href=document.href
        )
        if row.etag != document.etag:
            row.reading, row.read_at = None, None
        row.etag, row.document_id = document.etag, document.document_id
        row.type, row.language = document.type, document.language
        row.meeting_id = document.meeting_id
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

    def get(self, target_id: str, href: str) -> StoredDocument | None:
        """One document, or None if it was never recorded."""
        row = self._row(target_id, href)
        return None if row is None else _document(row)

    def all(self) -> tuple[StoredDocument, ...]:
        """All of them, by folder and path."""
        found = select(DocumentRow).where(DocumentRow.group_id == self._group_id)
        ordered = found.order_by(DocumentRow.target_id, DocumentRow.href)
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
    )
