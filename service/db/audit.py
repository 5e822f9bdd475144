"""What the service has done on one group's servers, kept long enough to be asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, cast

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from service.db.tables_sync import AuditRow
from service.domain.deeds import Actor, Deed, Ending

KEPT: Final = dt.timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """A deed, when it was done, and what set it off. ``run`` None: no run, somebody asked for it.

    ``number`` grows with time within the group, and is what pages are turned by.
    """

    number: int
    at: dt.datetime
    actor: Actor
    run: int | None
    deed: Deed


class Audit:
    """The deeds of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def add(self, deeds: Iterable[Deed], *, at: dt.datetime, actor: Actor, run: int | None) -> None:
        """Note what was done.

        Call it in the transaction that remembers the write itself, so that a pass that is cut off
        leaves neither less nor more here than what is remembered.
        """
        rows = [
            {
                "group_id": self._group_id,
                "run_id": run,
                "target_id": deed.target_id,
                "at": at,
                "actor": actor.value,
                "kind": deed.kind,
                "action": deed.action,
                "reason": deed.reason,
                "object": deed.object,
                "fields": list(deed.fields),
                "ending": deed.ending.value,
            }
            for deed in deeds
        ]
        if rows:
            self._session.execute(insert(AuditRow), rows)

    def latest(
        self,
        count: int | None = None,
        *,
        before: int | None = None,
        since: dt.datetime | None = None,
    ) -> tuple[AuditEntry, ...]:
        """The last deeds, the newest first.

        Args:
            count: at most so many; None for all.
            before: only those noted before this number.
            since: only those done then or later.
        """
        found = select(AuditRow).where(AuditRow.group_id == self._group_id)
        if before is not None:
            found = found.where(AuditRow.id < before)
        if since is not None:
            found = found.where(AuditRow.at >= since)
        newest = found.order_by(AuditRow.id.desc()).limit(count)
        return tuple(_entry(row) for row in self._session.scalars(newest))

    def forget_before(self, instant: dt.datetime) -> None:
        """Delete what was done earlier."""
        self._session.execute(
            delete(AuditRow).where(AuditRow.group_id == self._group_id, AuditRow.at < instant)
        )


def _entry(row: AuditRow) -> AuditEntry:
    deed = Deed(
        target_id=row.target_id,
        kind=cast(Literal["event", "document", "share"], row.kind),
        action=row.action,
        reason=row.reason,
        object=row.object,
        fields=tuple(row.fields),
        ending=Ending(row.ending),
    )
    return AuditEntry(number=row.id, at=row.at, actor=Actor(row.actor), run=row.run_id, deed=deed)
