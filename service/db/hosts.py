"""Servers in trouble: until when everybody leaves one alone, and who tries it next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.db.tables_sync import HostRow
from service.domain.schedule import after_failure

_LUCK = 0.0  # one tries at a time, so there is nobody to be spread from
_TROUBLED = (
    select(HostRow.host, HostRow.failures, HostRow.not_before)
    .where(HostRow.host.in_(bindparam("hosts", expanding=True)))
    .order_by(HostRow.host)
)
_WELL = delete(HostRow).where(HostRow.host == bindparam("host"))


class Hosts:
    """The servers that are in trouble, for all groups together."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def left_alone_until(self, host: str) -> dt.datetime | None:
        """Until when nobody shall try it; None where it is well."""
        return self._session.scalar(select(HostRow.not_before).where(HostRow.host == host))

    def trouble(self, host: str, *, at: dt.datetime, retry_after: float | None = None) -> None:
        """It did not answer, or asked to be left alone for ``retry_after`` seconds.

        Those who were at it already when the first one told of it make the pause no longer.
        """
        row = self._session.get(HostRow, host, with_for_update=True)
        if row is None:
            then = after_failure(at, 1, _LUCK, retry_after)
            try:
                with self._session.begin_nested():
                    self._session.add(HostRow(host=host, failures=1, not_before=then))
            except IntegrityError:  # somebody has told of it at the same moment
                return
        elif row.not_before <= at:
            row.failures += 1
            row.not_before = after_failure(at, row.failures, _LUCK, retry_after)
        elif retry_after is not None:
            row.not_before = max(row.not_before, after_failure(at, 1, _LUCK, retry_after))
        self._session.flush()

    def well(self, host: str) -> None:
        """It answered: nobody needs to wait any more."""
        self._session.execute(
            _WELL, {"host": host}, execution_options={"synchronize_session": False}
        )

    def may_try(self, hosts: Collection[str], *, at: dt.datetime) -> frozenset[str]:
        """Those the caller may ask now: they are well, or it is the caller's turn to see.

        The one whose turn it is counts as having failed until it tells that all is `well`, so that
        nobody else tries meanwhile, and nothing needs mending if it never comes back.
        """
        found = self._session.execute(_TROUBLED, {"hosts": list(hosts)}).all()
        troubled = {row.host for row in found}
        turns = (row.host for row in found if row.not_before <= at and self._takes_turn(row, at))
        return frozenset(hosts) - troubled | frozenset(turns)

    def _takes_turn(self, row: Row[str, int, dt.datetime], at: dt.datetime) -> bool:
        host, failures, not_before = row
        then = after_failure(at, failures + 1, _LUCK)
        mine = self._session.execute(
            update(HostRow)
            .where(HostRow.host == host, HostRow.not_before == not_before)
            .values(failures=failures + 1, not_before=then)
            .returning(HostRow.host)
        )
        return mine.first() is not None
