"""Taking into the plan what a person has decided in the calendar (drift policy "calendar")."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from service.calendar.canonical import DTEND, DTSTART, LOCATION, moment
from service.domain.model import Audience, Meeting, MeetingStatus
from service.domain.projection import STATUS, Fields
from service.domain.settings import DriftPolicy

_OWN = {Audience.GROUP, Audience.GROUP_BOARD}


def takes_over(audience: Audience) -> bool:
    """Whether the plan can take over what a person decides in that audience's calendar.

    Only the group's own meetings: when the council meets, and what is due when, the plan derives
    from elsewhere.
    """
    return audience in _OWN


def policy_for(policy: DriftPolicy, audience: Audience) -> DriftPolicy:
    """Who is right in one audience's calendar, where the group has decided on ``policy``.

    Where the plan can't take over, a person is asked.
    """
    wants = policy is DriftPolicy.CALENDAR
    return DriftPolicy.ASK if wants and not takes_over(audience) else policy


def take_over(meeting: Meeting, fields: Fields) -> Meeting:
    """The meeting at the time, place and status the calendar says; empty fields: called off.

    Title and description are the service's own and stay.
    """
    if not fields:
        return replace(meeting, status=MeetingStatus.CANCELLED)
    start = moment(fields[DTSTART])
    end = moment(fields[DTEND]) if DTEND in fields else None
    moved = replace(
        meeting,
        place=fields.get(LOCATION, ""),
        status=MeetingStatus(fields.get(STATUS, MeetingStatus.CONFIRMED)),
    )
    if not isinstance(start, dt.datetime):
        return replace(moved, date=start, start=None, end=None)
    ends_at = end.time() if isinstance(end, dt.datetime) else None
    return replace(moved, date=start.date(), start=start.time(), end=ends_at)
