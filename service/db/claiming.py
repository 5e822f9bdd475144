"""What is due, and nobody is at work on: found and leased in one short transaction.

Statements are put together once: they are sent for every group in every round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from sqlalchemy import bindparam, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from service.db.base import UtcDateTime
from service.db.hosts import Hosts
from service.db.leases import LEASE, Lease, Seen, lease_of, targets_of
from service.db.tables_group import GroupRow, TargetRow
from service.db.tables_sync import HostRow
from service.domain.schedule import TOGETHER

PROVEN: Final = dt.timedelta(minutes=10)
"""How long after an account was last let in several groups may use it at the same time."""
_TRIES = 20  # groups that somebody else may take while we look
_Account = tuple[str, str]  # host and user name

_NOW = bindparam("now", type_=UtcDateTime())
_OTHER = aliased(TargetRow)
_AT_WORK = select(_OTHER.id).where(_OTHER.group_id == TargetRow.group_id, _OTHER.lease_until > _NOW)
_LEFT_ALONE = select(HostRow.host).where(HostRow.not_before > _NOW)
_ACCOUNT = tuple_(TargetRow.host, TargetRow.username)
# SQLite knows no lock of a row, and needs none: whoever may write there is alone.
_CANDIDATE = (
    select(TargetRow.group_id)
    .join(GroupRow, GroupRow.id == TargetRow.group_id)
    .where(TargetRow.next_due <= _NOW, TargetRow.host.not_in(_LEFT_ALONE), ~_AT_WORK.exists())
    .where(TargetRow.host.not_in(bindparam("busy", expanding=True)))
    .where(_ACCOUNT.not_in(bindparam("being_tried", expanding=True)))
    .order_by(TargetRow.next_due)
    .limit(1)
    .with_for_update(of=GroupRow, skip_locked=True, key_share=True)
)
_ACCOUNTS_AT_WORK = (
    select(TargetRow.host, TargetRow.username)
    .where(TargetRow.lease_until > _NOW, TargetRow.username != "")
    .distinct()
)
_LET_IN_SINCE = (
    select(TargetRow.id)
    .where(TargetRow.host == bindparam("host"), TargetRow.username == bindparam("username"))
    .where(TargetRow.last_ok_at > bindparam("since", type_=UtcDateTime()))
    .limit(1)
)
_DUE = select(TargetRow.id).where(TargetRow.next_due <= _NOW).limit(1)
_ALONE_WITH = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("account"), 0)))


def claim(
    session: Session,
    owner: str,
    now: dt.datetime,
    *,
    lease: dt.timedelta = LEASE,
    busy_hosts: Collection[str] = (),
) -> Lease | None:
    """Take what is due of one group that nobody is at work on; None where there is nothing.

    What people have just changed comes first, then what has waited longest. Left out are targets
    on ``busy_hosts``, on servers that are left alone now, and those of an account that somebody is
    just trying for the first time in a while: a wrong password must reach a server only once.
    """
    for _ in range(_TRIES):
        tried = [one for one in _at_work(session, now) if not _is_proven(session, one, now)]
        asked = {"now": now, "busy": list(busy_hosts), "being_tried": tried}
        group_id = session.scalar(_CANDIDATE, asked)
        if group_id is None:
            return None
        found = targets_of(session, group_id)  # anew: somebody may have been quicker than our lock
        free = _free(found, now, busy_hosts)
        ids = [one.id for one in _to_ask(session, list(_to_use(session, free, now)), now)]
        if ids:
            return lease_of(session, group_id, found, ids, owner, now, lease)
    return None


def anything_due(session: Session, now: dt.datetime) -> bool:
    """Whether a claim may find something."""
    return session.scalar(_DUE, {"now": now}) is not None


def _free(found: Iterable[Seen], now: dt.datetime, busy: Collection[str]) -> list[Seen]:
    """What is due of a group, or will be soon where all is well with it."""
    known = list(found)
    if any(one.is_held(now) for one in known):
        return []
    return [one for one in known if _is_due(one, now) and one.host not in busy]


def _is_due(target: Seen, now: dt.datetime) -> bool:
    if target.next_due is None:
        return False
    return target.next_due <= now + (dt.timedelta() if target.failures else TOGETHER)


def _to_ask(session: Session, targets: Collection[Seen], now: dt.datetime) -> Iterator[Seen]:
    """Those on servers that are well, or that it is our turn to try."""
    hosts = Hosts(session).may_try({one.host for one in targets}, at=now)
    return (one for one in targets if one.host in hosts)


def _to_use(session: Session, targets: Collection[Seen], now: dt.datetime) -> Iterator[Seen]:
    """Those whose account is known to be let in, or that nobody else is trying now."""
    accounts = sorted({(one.host, one.username) for one in targets if one.username})
    used = {one: _may_use(session, one, now) for one in accounts}
    return (one for one in targets if used.get((one.host, one.username), True))


def _may_use(session: Session, account: _Account, now: dt.datetime) -> bool:
    if _is_proven(session, account, now):
        return True
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_ALONE_WITH, {"account": "\n".join(account)})
    return account not in _at_work(session, now)


def _at_work(session: Session, now: dt.datetime) -> list[_Account]:
    found = session.execute(_ACCOUNTS_AT_WORK, {"now": now})
    return [(row.host, row.username) for row in found]


def _is_proven(session: Session, account: _Account, now: dt.datetime) -> bool:
    host, username = account
    asked = {"host": host, "username": username, "since": now - PROVEN}
    return session.scalar(_LET_IN_SINCE, asked) is not None
