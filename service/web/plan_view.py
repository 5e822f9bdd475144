"""A half-year of meetings as a list by week, and what the first page says of the next days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from service.db.documents import StoredDocument
from service.domain.halves import half_of, halves_with
from service.domain.model import OSLO, Audience, Body, Meeting, MeetingStatus, MeetingType
from service.domain.unsettled import is_unsettled
from service.rules.results import Finding, Report
from service.web.ports import GroupPage
from service.web.presenting import bodies_by_key, is_municipal
from service.web.words import SEVERITY_ORDER

_SUMMONED = {MeetingType.GRP_ORD, MeetingType.GRP_EXTRA, MeetingType.GRP_BOARD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A meeting on the page. ``serves`` are the meetings it prepares or follows.

    ``unsettled``: what it serves has changed, and the group hasn't approved what follows.
    """

    meeting: Meeting
    municipal: bool
    unsettled: bool = False
    serves: tuple[Meeting, ...] = ()
    documents: tuple[StoredDocument, ...] = ()

    @property
    def uncertain(self) -> bool:
        """Whether a person has still to confirm what was read."""
        return self.meeting.confidence < 1

    @property
    def cancelled(self) -> bool:
        """Whether it will not be held."""
        return self.meeting.status is MeetingStatus.CANCELLED

    @property
    def summoned(self) -> bool:
        """Whether people are called to it in writing; short meetings beside the council are not."""
        return self.meeting.type in _SUMMONED

    @property
    def proposed(self) -> bool:
        """Whether it is the group's own and not yet approved."""
        return self.meeting.status is MeetingStatus.TENTATIVE and not self.municipal


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """An ISO week with meetings."""

    number: int
    year: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A group's meetings, ready to show."""

    lines: tuple[Line, ...]
    bodies: Mapping[str, Body]
    today: dt.date

    @property
    def halves(self) -> tuple[str, ...]:
        """The half-years with meetings, and the present one."""
        return tuple(halves_with([self.today, *(line.meeting.date for line in self.lines)]))

    def weeks(self, half: str) -> tuple[Week, ...]:
        """The weeks of a half-year that have meetings."""
        chosen = [line for line in self.lines if half_of(line.meeting.date) == half]
        grouped = groupby(chosen, key=lambda line: line.meeting.date.isocalendar()[:2])
        return tuple(
            Week(number=number, year=year, lines=tuple(lines)) for (year, number), lines in grouped
        )

    def this_week(self) -> tuple[Line, ...]:
        """What is left of today's week, today included."""
        week = self.today.isocalendar()[:2]
        return tuple(
            line
            for line in self.lines
            if line.meeting.date >= self.today and line.meeting.date.isocalendar()[:2] == week
        )

    def next_own(self) -> Line | None:
        """The group's next meeting that will be held."""
        coming = (x for x in self.lines if x.meeting.date >= self.today and not x.municipal)
        return next((line for line in coming if not line.cancelled), None)


def plan_view(page: GroupPage) -> PlanView:
    """Order the group's meetings and tie derived ones to what they serve."""
    bodies = bodies_by_key(page.settings)
    by_id = {meeting.id: meeting for meeting in page.meetings}
    published = {i: m for i, m in by_id.items() if m.audience is Audience.COUNCIL}
    today = page.now.astimezone(OSLO).date()
    lines = tuple(
        Line(
            meeting=meeting,
            municipal=is_municipal(meeting, bodies),
            unsettled=is_unsettled(meeting, published, today),
            serves=tuple(by_id[served] for served in meeting.serves if served in by_id),
            documents=tuple(d for d in page.documents if d.meeting_id == meeting.id),
        )
        for meeting in page.meetings
    )
    return PlanView(lines=lines, bodies=bodies, today=today)


def by_half(lines: Iterable[Line]) -> dict[str, tuple[Line, ...]]:
    """Lines that stand in order of date, by half-year."""
    grouped = groupby(lines, key=lambda line: half_of(line.meeting.date))
    return {half: tuple(found) for half, found in grouped}


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first, and among equals what is due first."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (SEVERITY_ORDER.index(f.severity), f.due or dt.date.max, f.code),
        )
    )


def about(report: Report, *subjects: str) -> tuple[Finding, ...]:
    """The findings about these meetings or documents (by id or path) and the cases in them."""
    wholes = {f"{kind}:{subject}" for subject in subjects for kind in ("meeting", "document")}
    ends = tuple(f"@{subject}" for subject in subjects)
    return by_severity(f for f in report.findings if f.target in wholes or f.target.endswith(ends))
