"""What is remembered of findings between runs: the baseline, and when each was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_rules import BaselineRow, SightingRow
from service.db.turns import take_turns

_FIRST_RUN = ""


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

    def strike(self, findings: Collection[str]) -> None:
        """Delete some of them: what is mended and comes back is new."""
        self._session.execute(
            delete(BaselineRow).where(
                BaselineRow.group_id == self._group_id, BaselineRow.finding.in_(findings)
            )
        )

    def all(self) -> tuple[Known, ...]:
        """The findings of the baseline."""
        found = select(BaselineRow).where(BaselineRow.group_id == self._group_id)
        rows = self._session.scalars(found.order_by(BaselineRow.code, BaselineRow.target))
        return tuple(Known(row.finding, row.code, row.target) for row in rows)


class Sightings:
    """Since when each finding has been there, and since when anything has been looked for.

    The row without a finding is the first run's, which may have found nothing.
    """

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def record(self, severities: Mapping[str, tuple[str, str]], at: dt.datetime) -> None:
        """What a run found: code and severity by finding. What it did not find, is gone.

        A finding that comes back is new again. Two runs at once, a page's and a pass's, write one
        after the other.
        """
        take_turns(self._session, self._group_id)
        known = {row.finding: row for row in self._rows()}
        if self.since() is None:
            began = min((row.first_seen for row in known.values()), default=at)
            self._session.add(self._row(_FIRST_RUN, began, code="", severity=""))
        for finding, (code, severity) in severities.items():
            row = known.get(finding)
            if row is None:
                self._session.add(self._row(finding, at, code=code, severity=severity))
                continue
            if row.gone is not None:
                row.first_seen, row.gone = at, None
            row.code, row.severity = code, severity
        for finding, row in known.items():
            if finding not in severities and row.gone is None:
                row.gone = at
        self._session.flush()

    def since(self) -> dt.datetime | None:
        """When the first run was; None before it."""
        row = self._session.get(SightingRow, (self._group_id, _FIRST_RUN))
        return row.first_seen if row else None

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

    def _row(self, finding: str, at: dt.datetime, *, code: str, severity: str) -> SightingRow:
        return SightingRow(
            group_id=self._group_id,
            finding=finding,
            code=code,
            severity=severity,
            first_seen=at,
            gone=None,
        )

    def _rows(self) -> tuple[SightingRow, ...]:
        found = select(SightingRow).where(
            SightingRow.group_id == self._group_id, SightingRow.finding != _FIRST_RUN
        )
        return tuple(self._session.scalars(found.order_by(SightingRow.finding)))
