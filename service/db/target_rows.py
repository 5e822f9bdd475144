"""What a target's row says: where it is, how it stands with it, and its password."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from service.db.sealing import SecretBox
from service.db.tables_group import TargetRow
from service.domain.model import Audience
from service.domain.settings import Target, TargetKind
from service.domain.sharing import Access, Share, Sharee, ShareeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetState:
    """How it stands with one target. Instants are in UTC; ``last_error`` is text for people.

    ``last_error`` is empty when the last run went well. ``next_due`` None: it waits for a person.
    ``failures`` is how often in a row it has failed. ``settled``: what the last pass rested on,
    where it found nothing to do. ``listed_at``: when everything there was last looked at.
    """

    target_id: str
    has_password: bool = False
    next_due: dt.datetime | None = None
    last_ok_at: dt.datetime | None = None
    last_error: str = ""
    last_error_at: dt.datetime | None = None
    failures: int = 0
    sync_token: str | None = None
    settled: str | None = None
    listed_at: dt.datetime | None = None


def target_of(row: TargetRow) -> Target:
    """The domain's view of a row: no password, no state."""
    return Target(
        id=row.id,
        kind=TargetKind(row.kind),
        audience=Audience(row.audience),
        url=row.url,
        username=row.username,
        password_env=row.password_env,
        shares=tuple(
            Share(
                sharee=Sharee(ShareeKind(one["kind"]), one["id"]),
                access=Access(one["access"]),
                person=one["person"],
            )
            for one in row.shares
        ),
    )


def password_in(row: TargetRow, box: SecretBox, environ: Mapping[str, str]) -> str | None:
    """The password: from the environment variable that the row names, else the one in it.

    Raises:
        SecretUnreadable: it was stored under a key that is no longer given.
    """
    if row.password_env:
        return environ.get(row.password_env)
    return None if row.secret is None else box.open(row.secret)


def state_of(row: TargetRow) -> TargetState:
    """How the row says that it stands with it."""
    return TargetState(
        target_id=row.id,
        has_password=row.secret is not None,
        next_due=row.next_due,
        last_ok_at=row.last_ok_at,
        last_error=row.last_error or "",
        last_error_at=row.last_error_at,
        failures=row.failures,
        sync_token=row.sync_token,
        settled=row.settled,
        listed_at=row.listed_at,
    )
