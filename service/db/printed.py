"""The PDFs that the service has laid beside one group's approved protocols."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.db.tables_sync import PrintedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A PDF as the service wrote it: where, which version, and of which content of the document.

    ``document_id`` is the document's identity; of one begun from a copy of another meeting's, with
    its own meeting's id behind a slash. Without an etag that content could not be made into one.
    ``content`` tells a PDF of ours from somebody else's where the server has another etag; "" where
    nothing but the etag does.
    """

    document_id: str
    href: str
    etag: str
    shows: str  # SHA-256 of the document it was made from
    content: str = ""  # SHA-256 of the PDF itself


class PrintedDocuments:
    """The PDFs in one folder of a group."""

    def __init__(self, session: Session, group_id: str, target_id: str) -> None:
        self._session = session
        self._group_id = group_id
        self._target_id = target_id

    def put(self, printed: Printed) -> None:
        """Remember a PDF in place of an earlier one of the same document."""
        self._session.merge(
            PrintedRow(
                group_id=self._group_id,
                target_id=self._target_id,
                document_id=printed.document_id,
                href=printed.href,
                etag=printed.etag,
                shows=printed.shows,
                content=printed.content,
            )
        )
        self._session.flush()

    def all(self) -> dict[str, Printed]:
        """All of them, by document."""
        found = select(PrintedRow).where(
            PrintedRow.group_id == self._group_id, PrintedRow.target_id == self._target_id
        )
        return {
            row.document_id: Printed(
                document_id=row.document_id,
                href=row.href,
                etag=row.etag,
                shows=row.shows,
                content=row.content,
            )
            for row in self._session.scalars(found)
        }
