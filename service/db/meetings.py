"""Meetings of one group: the municipality's, as published, and the group's own, as planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_plan import AdoptionRow, MeetingRow, PlanVersionRow, RetiredMeetingRow
from service.domain.model import Audience, Meeting, MeetingStatus, MeetingType, Period

_MEETING = TypeAdapter(Meeting)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAdoption:
    """A half-year's plan as the group adopted it: ``half`` is "2026-1" or "2026-2"."""

    half: str
    adopted_on: dt.date
    adopted_by: str  # the body or meeting that decided, as the protocol names it
    protocol_ref: str
    plan_version: int
    recorded_at: dt.datetime


class Meetings:
    """The meetings of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def all(self, period: Period | None = None) -> tuple[Meeting, ...]:
        """All meetings, by date and time; of a period, both ends included, if one is given."""
        return self._find(period)

    def municipal(self, period: Period | None = None) -> tuple[Meeting, ...]:
        """The municipality's meetings."""
        return self._find(period, municipal=True)

    def own(self, period: Period | None = None) -> tuple[Meeting, ...]:
        """The group's own meetings, derived ones and those a person has entered."""
        return self._find(period, municipal=False)

    def get(self, meeting_id: str) -> Meeting | None:
        """One meeting, or None if the group has no such meeting."""
        row = self._session.get(MeetingRow, (self._group_id, meeting_id))
        return None if row is None else _meeting(row)

    def manual_ids(self) -> frozenset[str]:
        """Which of the group's meetings a person has entered or moved: planning leaves them be."""
        found = select(MeetingRow.id).where(
            MeetingRow.group_id == self._group_id, MeetingRow.manual
        )
        return frozenset(self._session.scalars(found))

    def ids(self) -> frozenset[str]:
        """Every id that a meeting of the group has, or has had in a published plan."""
        own = select(MeetingRow.id).where(MeetingRow.group_id == self._group_id)
        gone = select(RetiredMeetingRow.id).where(RetiredMeetingRow.group_id == self._group_id)
        return frozenset((*self._session.scalars(own), *self._session.scalars(gone)))

    def retired(self) -> tuple[Meeting, ...]:
        """The municipal meetings that published plans have dropped, as they were then."""
        found = select(RetiredMeetingRow).where(RetiredMeetingRow.group_id == self._group_id)
        rows = self._session.scalars(found.order_by(RetiredMeetingRow.id))
        return tuple(_MEETING.validate_python(row.meeting) for row in rows)

    def plan_version(self) -> int:
        """The number of the plan last approved, 0 before the first."""
        found = select(MeetingRow.plan_version).where(MeetingRow.group_id == self._group_id)
        known = select(PlanVersionRow.version).where(PlanVersionRow.group_id == self._group_id)
        return max((*self._session.scalars(found), *self._session.scalars(known)), default=0)

    def save(
        self, meetings: Iterable[Meeting], *, plan_version: int = 0, manual: bool = False
    ) -> None:
        """Store meetings of the group's own, new ones and changed ones; others stay."""
        for meeting in meetings:
            self._put(meeting, municipal=False, manual=manual, plan_version=plan_version)
        self._session.flush()

    def replace_municipal(self, meetings: Iterable[Meeting], period: Period) -> None:
        """Make these the municipality's meetings in ``period``.

        Those that are gone from the published plan are retired; what the group planned for them
        stays, and is for a person to decide.

        Raises:
            ValueError: a meeting lies outside the period.
        """
        kept = tuple(meetings)
        for meeting in kept:
            if not period.covers(meeting.date):
                raise ValueError(f"{meeting.id} is not in the period")
        ids = {m.id for m in kept}
        self._retire(m for m in self.municipal(period) if m.id not in ids)
        self._forget(RetiredMeetingRow, ids)
        for meeting in kept:
            self._put(meeting, municipal=True, manual=False, plan_version=0)
        self._session.flush()

    def delete(self, meeting_ids: Iterable[str]) -> None:
        """Delete meetings from the plan. Cancelling is `save` with another status."""
        self._forget(MeetingRow, meeting_ids)

    def adopt(self, adoption: PlanAdoption) -> None:
        """Record that a half-year's plan was adopted; a later record replaces an earlier one."""
        self._session.merge(
            AdoptionRow(
                group_id=self._group_id,
                half=adoption.half,
                adopted_on=adoption.adopted_on,
                adopted_by=adoption.adopted_by,
                protocol_ref=adoption.protocol_ref,
                plan_version=adoption.plan_version,
                recorded_at=adoption.recorded_at,
            )
        )
        self._session.flush()

    def withdraw_adoption(self, half: str) -> None:
        """A half-year's plan is no longer adopted."""
        row = self._session.get(AdoptionRow, (self._group_id, half))
        if row is not None:
            self._session.delete(row)
            self._session.flush()

    def adoptions(self) -> tuple[PlanAdoption, ...]:
        """The plans adopted, by half-year."""
        found = select(AdoptionRow).where(AdoptionRow.group_id == self._group_id)
        return tuple(
            PlanAdoption(
                half=row.half,
                adopted_on=row.adopted_on,
                adopted_by=row.adopted_by,
                protocol_ref=row.protocol_ref,
                plan_version=row.plan_version,
                recorded_at=row.recorded_at,
            )
            for row in self._session.scalars(found.order_by(AdoptionRow.half))
        )

    def _retire(self, gone: Iterable[Meeting]) -> None:
        """Keep what the published plan dropped; it is in the plan no longer."""
        retired = tuple(gone)
        for meeting in retired:
            record = _MEETING.dump_python(meeting, mode="json")
            row = RetiredMeetingRow(group_id=self._group_id, id=meeting.id, meeting=record)
            self._session.merge(row)
        self.delete(meeting.id for meeting in retired)

    def _forget(
        self, table: type[MeetingRow | RetiredMeetingRow], meeting_ids: Iterable[str]
    ) -> None:
        ids = list(meeting_ids)
        self._session.execute(
            delete(table).where(table.group_id == self._group_id, table.id.in_(ids))
        )

    def _find(self, period: Period | None, *, municipal: bool | None = None) -> tuple[Meeting, ...]:
        return tuple(_meeting(row) for row in self._rows(period, municipal=municipal))

    def _rows(self, period: Period | None, *, municipal: bool | None) -> list[MeetingRow]:
        found = select(MeetingRow).where(MeetingRow.group_id == self._group_id)
        if municipal is not None:
            found = found.where(MeetingRow.municipal == municipal)
        if period is not None:
            found = found.where(MeetingRow.date >= period.start)
            if period.end is not None:
                found = found.where(MeetingRow.date <= period.end)
        return sorted(
            self._session.scalars(found),
            key=lambda row: (row.date, row.start or dt.time.max, row.id),
        )

    def _put(self, meeting: Meeting, *, municipal: bool, manual: bool, plan_version: int) -> None:
        self._session.merge(
            MeetingRow(
                group_id=self._group_id,
                id=meeting.id,
                municipal=municipal,
                manual=manual,
                plan_version=plan_version,
                body=meeting.body,
                type=meeting.type.value,
                date=meeting.date,
                start=meeting.start,
                end=meeting.end,
                place=meeting.place,
                status=meeting.status.value,
                audience=meeting.audience.value,
                serves=list(meeting.serves),
                called_by=meeting.called_by,
                confidence=meeting.confidence,
                reason=meeting.reason,
            )
        )


def _meeting(row: MeetingRow) -> Meeting:
    return Meeting(
        id=row.id,
        body=row.body,
        type=MeetingType(row.type),
        date=row.date,
        start=row.start,
        end=row.end,
        place=row.place,
        status=MeetingStatus(row.status),
        audience=Audience(row.audience),
        serves=tuple(row.serves),
        called_by=row.called_by,
        confidence=row.confidence,
        reason=row.reason,
    )
