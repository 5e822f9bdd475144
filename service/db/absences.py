"""Reports of absence by meeting, sealed, and which of its links a meeting has now."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.sealing import SecretBox
from service.db.tables_absence import AbsenceLinkRow, AbsenceRow
from service.domain.absence import Absences

_CONTENT = TypeAdapter(Absences)


class AbsenceReports:
    """What was said of one group's meetings.

    Sealed with ``box``: who takes part in a party's meetings must not lie open in a backup.
    """

    def __init__(self, session: Session, group_id: str, box: SecretBox) -> None:
        self._session = session
        self._group_id = group_id
        self._box = box

    def of(self, meeting_id: str) -> Absences:
        """What was said of one meeting.

        Raises:
            SecretUnreadable: it was sealed under a key that is no longer given.
        """
        row = self._session.get(AbsenceRow, (self._group_id, meeting_id))
        return Absences() if row is None else self._opened(row)

    def all(self) -> dict[str, Absences]:
        """What was said of each meeting that anything was said of, by its id.

        Raises:
            SecretUnreadable: as `of`.
        """
        found = select(AbsenceRow).where(AbsenceRow.group_id == self._group_id)
        rows = self._session.scalars(found.order_by(AbsenceRow.meeting_id))
        return {row.meeting_id: self._opened(row) for row in rows}

    def meetings(self) -> tuple[str, ...]:
        """The ids of the meetings that anything was said of; nothing is opened."""
        found = select(AbsenceRow.meeting_id).where(AbsenceRow.group_id == self._group_id)
        return tuple(self._session.scalars(found.order_by(AbsenceRow.meeting_id)))

    def save(self, meeting_id: str, absences: Absences) -> None:
        """Keep this in place of what was said before. Whoever reads and saves takes turns."""
        if absences == Absences():
            self.forget([meeting_id])
            return
        row = self._session.get(AbsenceRow, (self._group_id, meeting_id))
        row = row or AbsenceRow(group_id=self._group_id, meeting_id=meeting_id)
        row.content = self._box.seal(_CONTENT.dump_json(absences).decode())
        self._session.add(row)
        self._session.flush()

    def forget(self, meeting_ids: Collection[str]) -> None:
        """Delete all that was said of these meetings."""
        self._session.execute(
            delete(AbsenceRow).where(
                AbsenceRow.group_id == self._group_id, AbsenceRow.meeting_id.in_(meeting_ids)
            )
        )

    def _opened(self, row: AbsenceRow) -> Absences:
        return _CONTENT.validate_json(self._box.open(row.content))


class AbsenceLinks:
    """Which link each of a group's meetings has: the first is number 0."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def number(self, meeting_id: str) -> int:
        """That of one meeting."""
        row = self._session.get(AbsenceLinkRow, (self._group_id, meeting_id))
        return row.number if row else 0

    def numbers(self) -> dict[str, int]:
        """Those of the meetings whose first link is revoked."""
        found = select(AbsenceLinkRow).where(AbsenceLinkRow.group_id == self._group_id)
        return {row.meeting_id: row.number for row in self._session.scalars(found)}

    def renew(self, meeting_id: str) -> None:
        """Revoke a meeting's link: it gets another one. Whoever renews takes turns."""
        key = (self._group_id, meeting_id)
        row = self._session.get(AbsenceLinkRow, key)
        row = row or AbsenceLinkRow(group_id=self._group_id, meeting_id=meeting_id, number=0)
        row.number += 1
        self._session.add(row)
        self._session.flush()
