"""Who is at work on which group: the truth is in the rows of its targets, whoever asks.

A lease is short and renewed while work goes on, so that what a killed process held is free again
within a minute. Whoever comes back after having lost one finds a higher fence, and may not write.

Statements are put together once: they are sent for every group in every round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, bindparam, case, select, tuple_, update
from sqlalchemy.orm import Session

from service.db.base import UtcDateTime
from service.db.database import Database
from service.db.tables_group import GroupRow, TargetRow
from service.domain.schedule import AT_ONCE

LEASE: Final = dt.timedelta(seconds=60)

_INSTANT = UtcDateTime()
_ONE_GROUP = TargetRow.group_id == bindparam("group")
_HELD = and_(
    _ONE_GROUP,
    TargetRow.id.in_(bindparam("ids", expanding=True)),
    TargetRow.lease_owner == bindparam("who"),
    TargetRow.fence == bindparam("number"),
)
_LOCK_GROUP = (
    select(GroupRow.id).where(GroupRow.id == bindparam("group")).with_for_update(key_share=True)
)
_TARGETS = (
    select(
        TargetRow.id,
        TargetRow.host,
        TargetRow.username,
        TargetRow.next_due,
        TargetRow.failures,
        TargetRow.lease_owner,
        TargetRow.lease_until,
        TargetRow.fence,
    )
    .where(_ONE_GROUP)
    .order_by(TargetRow.position)
)
_TAKE = (
    update(TargetRow)
    .where(_ONE_GROUP, TargetRow.id.in_(bindparam("ids", expanding=True)))
    .values(
        lease_owner=bindparam("who"),
        lease_until=bindparam("until", type_=_INSTANT),
        fence=bindparam("number"),
        next_due=case(
            (TargetRow.next_due == AT_ONCE, bindparam("now", type_=_INSTANT)),
            else_=TargetRow.next_due,
        ),
    )
)
_RELEASE = update(TargetRow).where(_HELD).values(lease_owner=None, lease_until=None)
_REQUIRE = select(TargetRow.id).where(_HELD).with_for_update(key_share=True)
_UNSYNCED = {"synchronize_session": False}  # no rows of these are loaded


class LeaseLost(Exception):
    """Somebody else is at work on the group by now: what is known here may be old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Some of a group's targets, to ``owner`` alone until the lease runs out.

    ``hosts`` are the servers they lie on.
    """

    group_id: str
    target_ids: tuple[str, ...]
    owner: str
    fence: int
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What matters of one target to those who would take it."""

    id: str
    host: str
    username: str
    next_due: dt.datetime | None
    failures: int
    lease_owner: str | None
    lease_until: dt.datetime | None
    fence: int

    def is_held(self, now: dt.datetime) -> bool:
        """Whether somebody is at work on it."""
        return self.lease_until is not None and self.lease_until > now


class FencedDatabase(Database):
    """A database whose transactions are refused once a lease is lost."""

    def __init__(self, database: Database, lease: Lease) -> None:
        self.engine = database.engine
        self._database, self._lease = database, lease

    def unfenced(self) -> Database:
        """The database that everybody may write to."""
        return self._database

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that may write, and until whose end nobody can take the lease over.

        Raises:
            LeaseLost: somebody has done so already; nothing is written.
        """
        with self._database.transaction() as session:
            require(session, self._lease)
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        with self._database.reading() as session:
            yield session


def targets_of(session: Session, group_id: str) -> tuple[Seen, ...]:
    """A group's targets as they are now, in its own order."""
    found = session.execute(_TARGETS, {"group": group_id})
    return tuple(Seen(**row) for row in found.mappings())


def take_all(
    session: Session, group_id: str, owner: str, now: dt.datetime, *, lease: dt.timedelta = LEASE
) -> Lease | None:
    """Take all of a group's targets, due or not; None where somebody is at work on some."""
    session.execute(_LOCK_GROUP, {"group": group_id})
    found = targets_of(session, group_id)
    if any(one.is_held(now) for one in found):
        return None
    return lease_of(session, group_id, found, [one.id for one in found], owner, now, lease)


def lease_of(
    session: Session,
    group_id: str,
    found: Collection[Seen],
    ids: Collection[str],
    owner: str,
    now: dt.datetime,
    lease: dt.timedelta,
) -> Lease:
    """Write down that some of the targets found are the owner's; nobody else has them.

    What was due at once is due now, so that it shows whether somebody changes more meanwhile.
    """
    fence = max((one.fence for one in found), default=0) + 1
    taken = {"group": group_id, "ids": list(ids), "who": owner, "number": fence}
    session.execute(_TAKE, {**taken, "now": now, "until": now + lease}, execution_options=_UNSYNCED)
    hosts = frozenset(one.host for one in found if one.id in ids)
    return Lease(group_id=group_id, target_ids=tuple(ids), owner=owner, fence=fence, hosts=hosts)


def renew(
    session: Session, leases: Iterable[Lease], now: dt.datetime, *, lease: dt.timedelta = LEASE
) -> None:
    """Hold on to these a while longer; those that are lost stay so."""
    held = [(one.group_id, one.fence, one.owner) for one in leases]
    if held:
        mine = tuple_(TargetRow.group_id, TargetRow.fence, TargetRow.lease_owner).in_(held)
        session.execute(update(TargetRow).where(mine).values(lease_until=now + lease))


def release(session: Session, lease: Lease) -> None:
    """Let others at it. Nothing happens where it was lost."""
    session.execute(_RELEASE, _words(lease), execution_options=_UNSYNCED)


def free(session: Session, group_id: str, owner: str) -> None:
    """Let others at what was held by an owner who is known to be gone."""
    his = and_(TargetRow.group_id == group_id, TargetRow.lease_owner == owner)
    session.execute(update(TargetRow).where(his).values(lease_owner=None, lease_until=None))


def require(session: Session, lease: Lease) -> None:
    """Until this transaction ends nobody can take the lease over.

    A target that is no longer the group's, or has got another address, is lost too.

    Raises:
        LeaseLost: somebody has taken it over.
    """
    held = session.scalars(_REQUIRE, _words(lease)).all()
    if len(held) < len(lease.target_ids):
        raise LeaseLost(lease.group_id)


def _words(lease: Lease) -> dict[str, Any]:
    return {
        "group": lease.group_id,
        "ids": list(lease.target_ids),
        "who": lease.owner,
        "number": lease.fence,
    }
