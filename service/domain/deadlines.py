"""The deadlines around a group meeting (inventory 6.3): cases in, call out, protocol done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from service.domain.model import Meeting, MeetingStatus, MeetingType, Role
from service.domain.planning import PlanningRule


class DeadlineKind(StrEnum):
    """What is due."""

    INTAKE = "intake"  # cases are sent in (saker meldes)
    SUMMONS = "summons"  # the call goes out (innkalling)
    MINUTES = "minutes"  # the protocol is done


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which a role has done something for one meeting."""

    id: str
    kind: DeadlineKind
    date: dt.date
    meeting: str  # the id of the Meeting it belongs to
    owner: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedTask:
    """What a rule asks somebody to do by a day, as the deadlines calendar shows it.

    ``id`` is the same whenever the day moves. ``alarm_days`` are days before, ``meeting`` the id of
    the meeting it belongs to, if any. The texts are in the group's language and name nobody.
    """

    id: str
    date: dt.date
    title: str
    duty: str = ""
    alarm_days: tuple[int, ...] = ()
    meeting: str = ""
    owner: str = ""


def deadlines(rule: PlanningRule, meetings: Iterable[Meeting]) -> tuple[Deadline, ...]:
    """The deadlines of the ordinary group meetings among ``meetings``, by date.

    Cancelled meetings have none. The roster has no secretary's role, so the leader owns all three.
    """
    offsets = (
        (DeadlineKind.INTAKE, -rule.intake_days),
        (DeadlineKind.SUMMONS, -rule.summons_days),
        (DeadlineKind.MINUTES, rule.minutes_days),
    )
    found = (
        Deadline(
            id=f"{kind.value}-{meeting.id}",
            kind=kind,
            date=meeting.date + dt.timedelta(days=days),
            meeting=meeting.id,
            owner=Role.LEADER,
        )
        for meeting in meetings
        if meeting.type is MeetingType.GRP_ORD and meeting.status is not MeetingStatus.CANCELLED
        for kind, days in offsets
    )
    return tuple(sorted(found, key=lambda deadline: (deadline.date, deadline.id)))
