"""Addresses of published plans that groups follow, and what each last gave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_published import PlanAddressRow, PlanWatchRow


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedAddress:
    """An address, and what it last gave; nothing here tells which groups follow it.

    ``etag`` and ``last_modified`` are the server's words as they came, to be sent back to it.
    ``trouble`` says why the last check gave nothing, "" where it did.
    """

    url: str
    data: bytes | None = field(default=None, repr=False)
    filename: str = ""
    etag: str = ""
    last_modified: str = ""
    checked_at: dt.datetime | None = None
    next_check: dt.datetime
    failures: int = 0  # in a row
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWatch:
    """That a group follows an address.

    ``seen`` is the fingerprint of the reading it last was told of, "" before the first.
    ``unreadable`` says why the page is no plan any more, "" where it is one.
    """

    group_id: str
    url: str
    year: int | None = None
    seen: str = ""
    unreadable: str = ""
    started_at: dt.datetime
    started_by: str = ""


class PlanWatches:
    """What all groups follow."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_group(self, group_id: str) -> PlanWatch | None:
        """What a group follows, if anything."""
        row = self._session.get(PlanWatchRow, group_id)
        return None if row is None else _watch(row)

    def all(self) -> tuple[PlanWatch, ...]:
        """Everything that is followed, by group."""
        found = select(PlanWatchRow).order_by(PlanWatchRow.group_id)
        return tuple(_watch(row) for row in self._session.scalars(found))

    def put(self, watch: PlanWatch) -> None:
        """Let a group follow an address, in place of the one it followed."""
        self._session.merge(
            PlanWatchRow(
                group_id=watch.group_id,
                url=watch.url,
                year=watch.year,
                seen=watch.seen,
                unreadable=watch.unreadable,
                started_at=watch.started_at,
                started_by=watch.started_by,
            )
        )
        self._session.flush()

    def stop(self, group_id: str) -> None:
        """Let a group follow nothing."""
        self._session.execute(delete(PlanWatchRow).where(PlanWatchRow.group_id == group_id))
        self._session.expire_all()

    def address(self, url: str, *, alone: bool = False) -> WatchedAddress | None:
        """What is known of an address, if it is watched; ``alone`` lets others wait for us."""
        row = self._session.get(PlanAddressRow, url, with_for_update=alone)
        return None if row is None else _address(row)

    def remember(self, address: WatchedAddress) -> None:
        """Store what is known of an address."""
        self._session.merge(
            PlanAddressRow(
                url=address.url,
                data=address.data,
                filename=address.filename,
                etag=address.etag,
                last_modified=address.last_modified,
                checked_at=address.checked_at,
                next_check=address.next_check,
                failures=address.failures,
                trouble=address.trouble,
            )
        )
        self._session.flush()

    def forget_unwatched(self) -> None:
        """Forget addresses that nobody follows any more."""
        followed = select(PlanWatchRow.url)
        self._session.execute(delete(PlanAddressRow).where(PlanAddressRow.url.not_in(followed)))
        self._session.expire_all()


def _watch(row: PlanWatchRow) -> PlanWatch:
    return PlanWatch(
        group_id=row.group_id,
        url=row.url,
        year=row.year,
        seen=row.seen,
        unreadable=row.unreadable,
        started_at=row.started_at,
        started_by=row.started_by,
    )


def _address(row: PlanAddressRow) -> WatchedAddress:
    return WatchedAddress(
        url=row.url,
        data=row.data,
        filename=row.filename,
        etag=row.etag,
        last_modified=row.last_modified,
        checked_at=row.checked_at,
        next_check=row.next_check,
        failures=row.failures,
        trouble=row.trouble,
    )
