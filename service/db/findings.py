"""What is remembered of findings between runs: the baseline, and when each was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_rules import BaselineRow, SightingRow


@dataclass(frozen=True, slots=True)
class Known:
    """A finding by its id, and what it was about; its words are never stored."""

    finding: str
    code: str
    target: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """When a finding was first seen, and when it was gone again."""

    finding: str
    code: str
    severity: str
    first_seen: dt.datetime
    gone: dt.datetime | None


class Baseline:
    """The findings that were there when a group began."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def set(self, findings: Iterable[Known], at: dt.datetime) -> None:
        """Store these in place of what was there; none of them takes the baseline away."""
        self._session.execute(delete(BaselineRow).where(BaselineRow.group_id == self._group_id))
        self._session.add_all(
            BaselineRow(
                group_id=self._group_id,
                finding=one.finding,
                code=one.code,
                target=one.target,
                recorded_at=at,
            )
            for one in findings
        )
        self._session.flush()

    def all(self) -> tuple[Known, ...]:
        """The findings of the baseline."""
        found = select(BaselineRow).where(BaselineRow.group_id == self._group_id)
        rows = self._session.scalars(found.order_by(BaselineRow.code, BaselineRow.target))
        return tuple(Known(row.finding, row.code, row.target) for row in rows)


class Sightings:
    """Since when each finding has been there."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def record(self, severities: Mapping[str, tuple[str, str]], at: dt.datetime) -> None:
        """What a run found: code and severity by finding. What it did not find, is gone.

        A finding that comes back is new again.
        """
        known = {row.finding: row for row in self._rows()}
        for finding, (code, severity) in severities.items():
            row = known.get(finding)
            if row is None:
                row = SightingRow(
                    group_id=self._group_id, finding=finding, first_seen=at, gone=None
                )
                self._session.add(row)
            elif row.gone is not None:
                row.first_seen, row.gone = at, None
            row.code, row.severity = code, severity
        for finding, row in known.items():
            if finding not in severities and row.gone is None:
                row.gone = at
        self._session.flush()

    def forget_before(self, at: dt.datetime) -> None:
        """Delete what was gone before then."""
        self._session.execute(
            delete(SightingRow).where(SightingRow.group_id == self._group_id, SightingRow.gone < at)
        )

    def all(self) -> tuple[Sighting, ...]:
        """Every finding remembered."""
        return tuple(
            Sighting(row.finding, row.code, row.severity, row.first_seen, row.gone)
            for row in self._rows()
        )

    def _rows(self) -> tuple[SightingRow, ...]:
        found = select(SightingRow).where(SightingRow.group_id == self._group_id)
        return tuple(self._session.scalars(found.order_by(SightingRow.finding)))
