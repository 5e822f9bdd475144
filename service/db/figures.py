"""How all groups together stand, in numbers: what an operator's alarms are set on.

The number of queries is the same however many groups there are, and no number can be traced to one
of them: who is in which party is nobody's business, and a label for each group would tell.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Integer, case, func, literal, select
from sqlalchemy.orm import Session

from service.db.tables_group import GroupRow, TargetRow
from service.db.tables_sync import ConflictRow, NoticeRow, RunRow
from service.domain.schedule import AT_ONCE

_LEASED_UNTIL: Final = TargetRow.__table__.columns.get("lease_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers at one moment. Ages are in seconds, 0 where nothing waits.

    Attributes:
        groups: how many there are.
        targets: calendars and folders of all groups.
        due: targets that should be synced by now.
        waiting: targets that are not tried again before a person has acted.
        failing: targets whose last pass failed, and that are tried again by themselves.
        never_synced: targets where no pass has gone well yet.
        leased: targets that a worker holds at the moment.
        longest_due: how long the longest due target has been.
        oldest_good_sync: how long ago a pass went well at the target where that is longest ago, of
            those that don't wait for a person.
        conflicts: objects that wait for a person's choice.
        oldest_conflict: how long the one that has waited longest has done so.
        notices: what people are told to know about documents.
        last_pass: how long ago any pass ended, None if none ever did.
    """

    groups: int
    targets: int
    due: int
    waiting: int
    failing: int
    never_synced: int
    leased: int
    longest_due: float
    oldest_good_sync: float
    conflicts: int
    oldest_conflict: float
    notices: int
    last_pass: float | None


def figures(session: Session, now: dt.datetime) -> Figures:
    """Count, in four queries."""
    failed = TargetRow.last_error.is_not(None)
    waits = failed & TargetRow.next_due.is_(None)
    seen = TargetRow.last_ok_at.is_not(None)
    targets = session.execute(
        select(
            func.count(),
            _sum(TargetRow.next_due <= now),
            _sum(waits),
            _sum(failed & TargetRow.next_due.is_not(None)),
            _sum(~seen),
            _sum(now < _LEASED_UNTIL) if _LEASED_UNTIL is not None else literal(0),
            func.min(case((TargetRow.next_due != AT_ONCE, TargetRow.next_due))),
            func.min(case((~waits, TargetRow.last_ok_at))),
            func.max(TargetRow.last_ok_at),
            func.max(TargetRow.last_error_at),
        ).select_from(TargetRow)
    ).one()
    conflicts = session.execute(select(func.count(), func.min(ConflictRow.since))).one()
    others = select(
        select(func.count()).select_from(GroupRow).scalar_subquery(),
        select(func.count()).select_from(NoticeRow).scalar_subquery(),
    )
    groups, notices = session.execute(others).one()
    run = session.scalar(select(func.max(RunRow.finished)))
    last = max((one for one in (run, targets[8], targets[9]) if one is not None), default=None)
    return Figures(
        groups=groups,
        targets=targets[0],
        due=targets[1],
        waiting=targets[2],
        failing=targets[3],
        never_synced=targets[4],
        leased=targets[5],
        longest_due=_age(targets[6], now),
        oldest_good_sync=_age(targets[7], now),
        conflicts=conflicts[0],
        oldest_conflict=_age(conflicts[1], now),
        notices=notices,
        last_pass=None if last is None else _age(last, now),
    )


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows meet the condition; one whose value isn't known doesn't."""
    return func.coalesce(func.sum(case((condition, 1), else_=0), type_=Integer), 0)


def _age(since: dt.datetime | None, now: dt.datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
