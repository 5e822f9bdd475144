"""Sync runs in numbers, and what waits for a person's choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import String, and_, cast, delete, func, or_, select
from sqlalchemy.orm import Session

from service.db.tables_sync import ConflictRow, RunRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One sync run of one group. ``counts`` is by action; ``errors`` names no person.

    ``finished`` None: it is going on, or was cut off.
    """

    started: dt.datetime
    finished: dt.datetime | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    written: int = 0
    conflicts: int = 0
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingConflict:
    """What a person must choose about one object: what the plan says and what the calendar says.

    ``etag`` is the version the question is about, None where nothing lies at ``href``. ``by_plan``
    and ``by_calendar`` are what is done if that is the answer (an `ActionKind`), "" for nothing;
    ``always``: it is asked under every policy.
    """

    target_id: str
    uid: str
    href: str
    etag: str | None
    reason: str
    ours: Mapping[str, str]
    theirs: Mapping[str, str]
    since: dt.datetime
    by_plan: str = ""
    by_calendar: str = ""
    always: bool = False


class Runs:
    """The sync runs of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def start(self, at: dt.datetime) -> int:
        """Record that a run begins; the number returned ends it."""
        row = RunRow(
            group_id=self._group_id,
            started=at,
            finished=None,
            counts={},
            written=0,
            conflicts=0,
            errors=[],
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def finish(
        self,
        run_id: int,
        *,
        at: dt.datetime,
        counts: Mapping[str, int],
        written: int,
        conflicts: int,
        errors: Iterable[str] = (),
    ) -> None:
        """Record how the run went.

        Raises:
            KeyError: the group has no such run.
        """
        row = self._session.get(RunRow, run_id)
        if row is None or row.group_id != self._group_id:
            raise KeyError(run_id)
        row.finished, row.counts = at, dict(counts)
        row.written, row.conflicts, row.errors = written, conflicts, list(errors)
        self._session.flush()

    def latest(self, count: int = 10) -> tuple[Run, ...]:
        """The last runs, the newest first."""
        found = select(RunRow).where(RunRow.group_id == self._group_id)
        newest = found.order_by(RunRow.started.desc(), RunRow.id.desc()).limit(count)
        return tuple(_run(row) for row in self._session.scalars(newest))

    def forget_before(self, instant: dt.datetime) -> None:
        """Delete runs that started earlier."""
        self._session.execute(
            delete(RunRow).where(RunRow.group_id == self._group_id, RunRow.started < instant)
        )


class Conflicts:
    """What waits for a person's choice in one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def replace(self, target_id: str, conflicts: Iterable[WaitingConflict]) -> None:
        """Make these what waits at a target. One that waited before keeps its ``since``."""
        before = {c.uid: c.since for c in self.all() if c.target_id == target_id}
        self._session.execute(
            delete(ConflictRow).where(
                ConflictRow.group_id == self._group_id, ConflictRow.target_id == target_id
            )
        )
        self._session.add_all(
            ConflictRow(
                group_id=self._group_id,
                target_id=target_id,
                uid=conflict.uid,
                href=conflict.href,
                etag=conflict.etag,
                reason=conflict.reason,
                ours=dict(conflict.ours),
                theirs=dict(conflict.theirs),
                since=before.get(conflict.uid, conflict.since),
                by_plan=conflict.by_plan,
                by_calendar=conflict.by_calendar,
                always=conflict.always,
            )
            for conflict in conflicts
        )
        self._session.flush()

    def all(self) -> tuple[WaitingConflict, ...]:
        """All that waits, the longest first."""
        found = select(ConflictRow).where(ConflictRow.group_id == self._group_id)
        return tuple(
            WaitingConflict(
                target_id=row.target_id,
                uid=row.uid,
                href=row.href,
                etag=row.etag,
                reason=row.reason,
                ours=row.ours,
                theirs=row.theirs,
                since=row.since,
                by_plan=row.by_plan,
                by_calendar=row.by_calendar,
                always=row.always,
            )
            for row in self._session.scalars(found.order_by(ConflictRow.since, ConflictRow.uid))
        )


def _run(row: RunRow) -> Run:
    return Run(
        started=row.started,
        finished=row.finished,
        counts=row.counts,
        written=row.written,
        conflicts=row.conflicts,
        errors=tuple(row.errors),
    )


def forget_runs(session: Session, *, before: dt.datetime, quiet_before: dt.datetime) -> None:
    """Delete every group's runs that started before then, and earlier those in which nothing was.

    The last run of a group stays.
    """
    last = select(func.max(RunRow.id)).group_by(RunRow.group_id)
    quiet = and_(
        RunRow.started < quiet_before,
        RunRow.written == 0,
        RunRow.conflicts == 0,
        cast(RunRow.errors, String) == "[]",
    )
    old = or_(RunRow.started < before, quiet)
    session.execute(delete(RunRow).where(old, RunRow.id.not_in(last)))
