"""What each calendar shall hold: the approved plan as desired objects, by audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from service.calendar.describing import deadline_fields, meeting_fields
from service.domain.deadlines import deadlines
from service.domain.model import Audience, Meeting, MeetingStatus
from service.domain.projection import Desired, desired
from service.domain.settings import GroupSettings

# Minutes before: the group's meetings two hours, deadlines a day, the council's own none.
_ALARMS = {Audience.GROUP: 120, Audience.GROUP_BOARD: 120, Audience.DEADLINES: 24 * 60}


def desired_objects(
    settings: GroupSettings,
    meetings: Iterable[Meeting],
    audience: Audience,
    links: Mapping[str, str],
) -> tuple[Desired, ...]:
    """The objects of one audience's calendar.

    Proposed meetings and dates read with doubt are left out: a wrong date is never shown as sure.
    ``links`` holds the address of a meeting's call by meeting id.
    """
    group = settings.group
    approved = {m.id: m for m in meetings if m.status is not MeetingStatus.TENTATIVE}
    alarm = _ALARMS.get(audience)
    if audience is Audience.DEADLINES:
        return tuple(
            desired(
                group.id,
                one.id,
                deadline_fields(one, approved[one.meeting], group, alarm_minutes=alarm),
            )
            for one in deadlines(settings.planning, approved.values())
        )
    return tuple(
        desired(
            group.id,
            meeting.id,
            meeting_fields(
                meeting,
                group,
                plan=approved,
                url=links.get(meeting.id, ""),
                alarm_minutes=alarm,
            ),
        )
        for meeting in approved.values()
        if meeting.audience is audience
    )
