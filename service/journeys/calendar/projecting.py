"""What each calendar shall hold: the plan as desired objects, by audience."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from service.calendar.describing import (
    deadline_fields,
    meeting_fields,
    proposal_fields,
    task_fields,
)
from service.domain.deadlines import DatedTask, deadlines
from service.domain.model import Audience, Group, Meeting, MeetingStatus
from service.domain.projection import Desired, desired
from service.domain.replanning import PlanChange
from service.domain.settings import GroupSettings
from service.domain.unsettled import is_unsettled

# Minutes before: the group's meetings two hours, deadlines a day, the council's own none.
_ALARMS = {Audience.GROUP: 120, Audience.GROUP_BOARD: 120, Audience.DEADLINES: 24 * 60}
# The leader has both calendars, and servers refuse two events of one UID for the same person.
PROPOSAL: Final = "forslag/"


def desired_objects(
    settings: GroupSettings,
    meetings: Iterable[Meeting],
    audience: Audience,
    links: Mapping[str, str],
    written: Collection[str] = (),
    tasks: Iterable[DatedTask] = (),
    today: dt.date = dt.date.min,
    absence: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Desired, ...]:
    """The objects of one audience's calendar, but for the leader's (see `desired_proposals`).

    Proposed meetings and dates read with doubt are left out: a wrong date is never shown as sure.
    Those that lie in the calendar already are shown there as tentative, for doubt calls nothing
    off, and so are approved meetings while what they serve has changed (see `is_unsettled`);
    ``written`` holds the UIDs of what lies there. ``links`` holds the address of a meeting's
    call by meeting id. ``tasks`` are what the group's rules ask for by a day, beside the deadlines
    around its meetings; those whose day has passed before ``today`` stay where they lie, but are
    not written anew. ``absence`` holds where absence from a meeting is reported, by meeting id.
    """
    group = settings.group
    everything = tuple(meetings)
    approved = {m.id: m for m in everything if m.status is not MeetingStatus.TENTATIVE}
    published = {m.id: m for m in everything if m.audience is Audience.COUNCIL}
    unsettled = {m.id for m in everything if is_unsettled(m, published, today)}
    alarm = _ALARMS.get(audience)
    if audience is Audience.DEADLINES:
        around = (
            desired(
                group.id,
                one.id,
                deadline_fields(
                    one,
                    approved[one.meeting],
                    group,
                    alarm_minutes=alarm,
                    unsettled=one.meeting in unsettled,
                ),
            )
            for one in deadlines(settings.planning, approved.values())
        )
        return (*around, *_asked_for(group, tasks, today, written))
    events = (
        (
            meeting,
            desired(
                group.id,
                meeting.id,
                meeting_fields(
                    meeting,
                    group,
                    plan=approved,
                    url=links.get(meeting.id, ""),
                    alarm_minutes=alarm,
                    unsettled=meeting.id in unsettled,
                    absence=absence.get(meeting.id, ""),
                ),
            ),
        )
        for meeting in everything
        if meeting.audience is audience
    )
    return tuple(e for m, e in events if m.id in approved or not e.uids.isdisjoint(written))


def desired_proposals(
    settings: GroupSettings, meetings: Iterable[Meeting], changes: Iterable[PlanChange]
) -> tuple[Desired, ...]:
    """The leader's calendar: what is proposed and waits for approval, and nothing that others have.

    An approved proposal is gone from here, and stands in everybody's calendar under another UID.
    """
    group = settings.group
    plan = {m.id: m for m in meetings if m.audience is Audience.COUNCIL}
    return tuple(
        desired(
            group.id,
            PROPOSAL + change.id,
            proposal_fields(change.after, group, plan=plan, was=change.before),
        )
        for change in changes
        if change.after is not None and not change.quiet
    )


def _asked_for(
    group: Group, tasks: Iterable[DatedTask], today: dt.date, written: Collection[str]
) -> Iterator[Desired]:
    for task in tasks:
        one = desired(group.id, task.id, task_fields(task, group))
        if task.date >= today or not one.uids.isdisjoint(written):
            yield one
