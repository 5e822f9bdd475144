"""Calendar addresses: tokens as hashes only, and what one request to such an address needs.

A token has 256 random bits, so that a plain hash of it can't be undone by trying, and a look-up by
the hash tells nothing by how long it takes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_audiences import FeedRow
from service.db.tables_group import TargetRow
from service.db.tables_sync import AppliedRow
from service.domain.model import Audience
from service.domain.settings import TargetKind

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An address at which one audience's meetings can be read. Nobody knows its token from here.

    ``label`` is the admin's own word for whose it is; ``person``, if any, is an id of the roster:
    the address answers only while they belong. ``content`` is a hash of what it last showed, ""
    before the first time, and ``changed_at`` since when.
    """

    group_id: str
    id: str
    label: str
    audience: Audience
    person: str = ""
    created_at: dt.datetime
    created_by: str
    content: str = ""
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InCalendar:
    """What a calendar of the same audience has of a meeting, as far as a feed shows the same."""

    sequence: int
    cancelled_since: dt.datetime | None


class Feeds:
    """The addresses of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def add(
        self, *, label: str, audience: Audience, person: str, at: dt.datetime, by: str
    ) -> tuple[Feed, str]:
        """A new address, and its token: to be shown once, for it is not kept."""
        token = secrets.token_urlsafe(32)
        row = FeedRow(
            group_id=self._group_id,
            id=secrets.token_hex(4),
            token_hash=_hash(token),
            label=label,
            audience=audience.value,
            person_id=person,
            created_at=at,
            created_by=by,
            content="",
            changed_at=at,
        )
        self._session.add(row)
        self._session.flush()
        return _feed(row), token

    def all(self) -> tuple[Feed, ...]:
        """All of them, the oldest first."""
        found = select(FeedRow).where(FeedRow.group_id == self._group_id)
        ordered = found.order_by(FeedRow.created_at, FeedRow.id)
        return tuple(_feed(row) for row in self._session.scalars(ordered))

    def revoke(self, feed_id: str) -> bool:
        """Forget an address: its token opens nothing from here on. Says whether there was one."""
        row = self._session.get(FeedRow, (self._group_id, feed_id))
        if row is None:
            return False
        self._session.execute(
            delete(FeedRow).where(FeedRow.group_id == self._group_id, FeedRow.id == feed_id)
        )
        return True

    def record_change(self, feed_id: str, content: str, *, at: dt.datetime) -> None:
        """An address shows something else from now on; one revoked meanwhile stays so."""
        row = self._session.get(FeedRow, (self._group_id, feed_id))
        if row is not None:
            row.content, row.changed_at = content, at
            self._session.flush()

    def in_calendar(self, audience: Audience) -> Mapping[str, InCalendar]:
        """What lies in the audience's calendars, by the UID it has there, in one query."""
        found = (
            select(AppliedRow.uid, AppliedRow.sequence, AppliedRow.cancelled_since)
            .join(
                TargetRow,
                (TargetRow.group_id == AppliedRow.group_id)
                & (TargetRow.id == AppliedRow.target_id),
            )
            .where(
                AppliedRow.group_id == self._group_id,
                AppliedRow.etag != "",
                TargetRow.audience == audience.value,
                TargetRow.kind == TargetKind.CALENDAR.value,
            )
        )
        return {
            uid: InCalendar(sequence=sequence, cancelled_since=since)
            for uid, sequence, since in self._session.execute(found)
        }


def feed_of_token(session: Session, token: str) -> Feed | None:
    """The address a token opens, or None: of any group, in one query at most."""
    if not _TOKEN.fullmatch(token):
        return None
    wanted = _hash(token)
    row = session.scalars(select(FeedRow).where(FeedRow.token_hash == wanted)).one_or_none()
    if row is None or not hmac.compare_digest(row.token_hash, wanted):
        return None
    return _feed(row)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _feed(row: FeedRow) -> Feed:
    return Feed(
        group_id=row.group_id,
        id=row.id,
        label=row.label,
        audience=Audience(row.audience),
        person=row.person_id,
        created_at=row.created_at,
        created_by=row.created_by,
        content=row.content,
        changed_at=row.changed_at,
    )
