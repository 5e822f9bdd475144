"""What a guard has stopped at one group's targets, until a person has looked at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_sync import StopRow


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingStop:
    """A stop at a target: which guard, of how many, and each thing that "go on" would do.

    A step has our own words only: ``action``, ``uid``, and of the object's fields ``summary`` and
    ``dtstart`` or ``due``, as we last wrote them.
    """

    target_id: str
    reason: str
    count: int
    total: int
    steps: tuple[Mapping[str, str], ...]
    since: dt.datetime


class Stops:
    """The stops of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def replace(self, target_id: str, stops: Iterable[StandingStop]) -> None:
        """Make this what stands at a target; nothing, where the last pass went through."""
        before = {one.target_id: one.since for one in self.all()}
        self._session.execute(
            delete(StopRow).where(
                StopRow.group_id == self._group_id, StopRow.target_id == target_id
            )
        )
        self._session.add_all(
            StopRow(
                group_id=self._group_id,
                target_id=target_id,
                reason=stop.reason,
                count=stop.count,
                total=stop.total,
                steps=[dict(step) for step in stop.steps],
                since=before.get(target_id, stop.since),
            )
            for stop in stops
        )
        self._session.flush()

    def all(self) -> tuple[StandingStop, ...]:
        """All that stand, by target."""
        found = select(StopRow).where(StopRow.group_id == self._group_id)
        return tuple(
            StandingStop(
                target_id=row.target_id,
                reason=row.reason,
                count=row.count,
                total=row.total,
                steps=tuple(row.steps),
                since=row.since,
            )
            for row in self._session.scalars(found.order_by(StopRow.target_id))
        )
