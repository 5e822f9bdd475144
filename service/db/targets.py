"""Targets of one group: addresses, sealed passwords, and how the last run to each went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, case, delete, or_, select, update
from sqlalchemy.orm import Session

from service.db.base import UtcDateTime
from service.db.sealing import SecretBox
from service.db.tables_group import TargetRow
from service.db.target_rows import TargetState, password_in, state_of, target_of
from service.domain.schedule import AT_ONCE
from service.domain.settings import Target

_ROWS = (
    select(TargetRow).where(TargetRow.group_id == bindparam("group")).order_by(TargetRow.position)
)
_INSTANT = UtcDateTime()
_QUIET = (
    update(TargetRow)
    .where(TargetRow.group_id == bindparam("group"), TargetRow.id == bindparam("target"))
    .values(
        last_ok_at=bindparam("at", type_=_INSTANT),
        sync_token=bindparam("token"),
        next_due=case(  # somebody may have changed something meanwhile
            (TargetRow.next_due == AT_ONCE, TargetRow.next_due),
            else_=bindparam("due", type_=_INSTANT),
        ),
    )
)


class Targets:
    """The targets of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def replace(self, targets: Iterable[Target]) -> None:
        """Make these the group's targets, in this order.

        A target that is gone takes its state with it. One that has got a new address, or has become
        another kind, starts afresh: what was written at the old address says nothing of the new
        one, and a password is never sent to an address it was not entered for.
        """
        wanted = {target.id: target for target in targets}
        for row in self._rows():
            target = wanted.get(row.id)
            if target is None or (row.url, row.kind) != (target.url, target.kind.value):
                self._remove(row)
        for position, target in enumerate(wanted.values()):
            self._put(position, target)
        self._session.flush()

    def save(self, target: Target) -> None:
        """Store one target: in its place if the group has it, else last. See `replace`."""
        present = [target_of(row) for row in self._rows()]
        ids = [one.id for one in present]
        if target.id in ids:
            present[ids.index(target.id)] = target
        else:
            present.append(target)
        self.replace(present)

    def set_password(self, target_id: str, password: str, box: SecretBox) -> None:
        """Store a password, sealed, and try it soon. An empty one removes what was stored.

        Raises:
            KeyError: the group has no such target.
        """
        row = self._row(target_id)
        row.secret = box.seal(password) if password else None
        row.next_due, row.failures = AT_ONCE, 0
        self._session.flush()

    def password(self, target_id: str, box: SecretBox, environ: Mapping[str, str]) -> str | None:
        """The password: from the environment variable the target names, else the stored one.

        Raises:
            KeyError: the group has no such target.
            SecretUnreadable: it was stored under a key that is no longer given.
        """
        return password_in(self._row(target_id), box, environ)

    def known(
        self, box: SecretBox, environ: Mapping[str, str]
    ) -> tuple[tuple[Target, TargetState, str], ...]:
        """The group's targets, in its order, each with how it stands with it and its password.

        Raises:
            SecretUnreadable: one was stored under a key that is no longer given.
        """
        return tuple(
            (target_of(row), state_of(row), password_in(row, box, environ) or "")
            for row in self._rows()
        )

    def states(self) -> tuple[TargetState, ...]:
        """How it stands with each target, in the group's order."""
        return tuple(state_of(row) for row in self._rows())

    def state(self, target_id: str) -> TargetState:
        """How it stands with one target.

        Raises:
            KeyError: the group has no such target.
        """
        return state_of(self._row(target_id))

    def record_ok(
        self,
        target_id: str,
        *,
        at: dt.datetime,
        next_due: dt.datetime | None = None,
        sync_token: str | None = None,
        settled: str | None = None,
        listed: bool = True,
    ) -> None:
        """A run went well; an error of an earlier run is over. ``listed``: it looked at everything.

        Raises:
            KeyError: the group has no such target.
        """
        row = self._row(target_id)
        row.last_ok_at, row.next_due, row.sync_token = at, next_due, sync_token
        row.settled = settled
        row.listed_at = at if listed else row.listed_at
        row.last_error, row.last_error_at, row.failures = None, None, 0
        self._session.flush()

    def record_quiet(
        self, tokens: Mapping[str, str | None], *, at: dt.datetime, next_due: dt.datetime
    ) -> None:
        """Nothing was new at these targets, by id; they are as settled as they were."""
        rows = [
            {"group": self._group_id, "target": target_id, "at": at, "due": next_due}
            | {"token": token}
            for target_id, token in tokens.items()
        ]
        self._session.connection().execute(_QUIET, rows)

    def record_error(
        self,
        target_id: str,
        message: str,
        *,
        at: dt.datetime,
        next_due: dt.datetime | None = None,
        failures: int = 0,
    ) -> None:
        """A run failed, said in words for people. ``next_due`` None: wait for a person.

        The sync token is forgotten, so that the next run looks at everything.

        Raises:
            KeyError: the group has no such target.
        """
        row = self._row(target_id)
        row.last_error, row.last_error_at = message, at
        row.next_due, row.sync_token, row.failures = next_due, None, failures
        row.settled = None
        self._session.flush()

    def make_due(self) -> None:
        """Let the group's targets be looked at soon, but for those that wait for a person."""
        tried = or_(TargetRow.next_due.is_not(None), TargetRow.last_error.is_(None))
        self._session.execute(
            update(TargetRow)
            .where(TargetRow.group_id == self._group_id, tried)
            .values(next_due=AT_ONCE)
        )

    def _rows(self) -> list[TargetRow]:
        return list(self._session.scalars(_ROWS, {"group": self._group_id}))

    def _row(self, target_id: str) -> TargetRow:
        row = self._session.get(TargetRow, (self._group_id, target_id))
        if row is None:
            raise KeyError(target_id)
        return row

    def _remove(self, row: TargetRow) -> None:
        """Delete the row in the database, which takes applied state and conflicts with it."""
        self._session.expunge(row)
        self._session.execute(
            delete(TargetRow).where(TargetRow.group_id == self._group_id, TargetRow.id == row.id)
        )

    def _put(self, position: int, target: Target) -> None:
        row = self._session.get(TargetRow, (self._group_id, target.id))
        if row is None:
            row = TargetRow(group_id=self._group_id, id=target.id)
            self._session.add(row)
        if (row.username, row.password_env) != (target.username, target.password_env):
            row.next_due, row.failures = AT_ONCE, 0  # another account: what was refused may do now
        row.position, row.kind, row.audience = position, target.kind.value, target.audience.value
        row.url, row.username, row.host = target.url, target.username, target.host
        row.password_env = target.password_env
        row.shares = [
            {
                "kind": share.sharee.kind.value,
                "id": share.sharee.id,
                "access": share.access.value,
                "person": share.person,
            }
            for share in target.shares
        ]
