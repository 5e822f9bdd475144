"""The approvals of a group's plan, one version each: the plan before it, and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.db.meetings import PlanAdoption
from service.db.tables_plan import PlanVersionRow
from service.domain.model import Meeting


class VersionKind(StrEnum):
    """What made a version."""

    APPROVED = "approved"
    UNDONE = "undone"  # the last approval was undone
    REDONE = "redone"  # and the undoing of it


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """A half-year's plan at one moment: the group's own meetings, and what they rest on.

    ``manual`` are the ids of those a person has set, ``municipal`` the published meetings as they
    were when the group approved what follows from them.
    """

    meetings: tuple[Meeting, ...] = ()
    manual: tuple[str, ...] = ()
    municipal: tuple[Meeting, ...] = ()
    adoption: PlanAdoption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """An approval, or its undoing: who and when, and the plan before and after."""

    version: int
    half: str
    kind: VersionKind
    by: str
    at: dt.datetime
    protocol_ref: str = ""
    before: PlanState = PlanState()
    after: PlanState = PlanState()


_STATE = TypeAdapter(PlanState)


class PlanVersions:
    """The versions of one group's plan."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def all(self, half: str | None = None) -> tuple[PlanVersion, ...]:
        """Every version, or those of one half-year, the latest first."""
        return tuple(map(_version, self._rows(half)))

    def latest(self, half: str | None = None) -> PlanVersion | None:
        """The latest version, or that of a half-year."""
        return next(map(_version, self._rows(half)), None)

    def add(self, version: PlanVersion) -> None:
        """Keep a new version."""
        self._session.add(
            PlanVersionRow(
                group_id=self._group_id,
                version=version.version,
                half=version.half,
                kind=version.kind.value,
                by=version.by,
                protocol_ref=version.protocol_ref,
                at=version.at,
                before=_STATE.dump_python(version.before, mode="json"),
                after=_STATE.dump_python(version.after, mode="json"),
            )
        )
        self._session.flush()

    def _rows(self, half: str | None) -> Iterable[PlanVersionRow]:
        found = select(PlanVersionRow).where(PlanVersionRow.group_id == self._group_id)
        if half is not None:
            found = found.where(PlanVersionRow.half == half)
        return self._session.scalars(found.order_by(PlanVersionRow.version.desc()))


def _version(row: PlanVersionRow) -> PlanVersion:
    return PlanVersion(
        version=row.version,
        half=row.half,
        kind=VersionKind(row.kind),
        by=row.by,
        at=row.at,
        protocol_ref=row.protocol_ref,
        before=_STATE.validate_python(row.before),
        after=_STATE.validate_python(row.after),
    )
