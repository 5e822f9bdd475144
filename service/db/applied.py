"""What the service last wrote to one group's targets: the base of every comparison."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from service.db.tables_sync import AppliedRow
from service.domain.projection import Applied


class AppliedState:
    """What was last written to each target of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def load(self, target_id: str) -> Mapping[str, Applied]:
        """Everything last written to a target, by UID."""
        return {row.uid: _applied(row) for row in self._rows(target_id)}

    def cancelled_since(self, target_id: str) -> Mapping[str, dt.datetime]:
        """Since when the cancelled objects of a target have been cancelled, by UID."""
        return {
            row.uid: row.cancelled_since
            for row in self._rows(target_id)
            if row.cancelled_since is not None
        }

    def record(
        self, target_id: str, applied: Applied, *, cancelled_since: dt.datetime | None = None
    ) -> None:
        """Remember one write, in place of what was remembered of the same UID.

        Call it right after each write, in a transaction of its own: a run that is cut off then
        goes on where it was.
        """
        self.record_all(target_id, [(applied, cancelled_since)])

    def record_all(
        self, target_id: str, writes: Iterable[tuple[Applied, dt.datetime | None]]
    ) -> None:
        """Remember several writes, each with the moment since when it is cancelled, if it is.

        In two statements for them all. Of two writes of one UID the last counts.
        """
        rows = {
            applied.uid: {
                "group_id": self._group_id,
                "target_id": target_id,
                "uid": applied.uid,
                "href": applied.href,
                "etag": applied.etag,
                "fields": dict(applied.fields),
                "generation": applied.generation,
                "sequence": applied.sequence,
                "cancelled_since": since,
            }
            for applied, since in writes
        }
        if rows:
            self._forget(target_id, AppliedRow.uid.in_(rows))
            self._session.execute(insert(AppliedRow), list(rows.values()))

    def forget(self, target_id: str, uid: str) -> None:
        """Forget an object that is no longer ours: removed after cancelling, or taken over."""
        self._forget(target_id, AppliedRow.uid == uid)

    def _forget(self, target_id: str, which: ColumnElement[bool]) -> None:
        self._session.execute(
            delete(AppliedRow).where(
                AppliedRow.group_id == self._group_id, AppliedRow.target_id == target_id, which
            )
        )

    def _rows(self, target_id: str) -> list[AppliedRow]:
        found = select(AppliedRow).where(
            AppliedRow.group_id == self._group_id, AppliedRow.target_id == target_id
        )
        return list(self._session.scalars(found.order_by(AppliedRow.uid)))


def _applied(row: AppliedRow) -> Applied:
    return Applied(
        uid=row.uid,
        href=row.href,
        etag=row.etag,
        fields=row.fields,
        generation=row.generation,
        sequence=row.sequence,
    )
