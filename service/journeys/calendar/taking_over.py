"""Taking into the plan what a person has decided in the calendar (drift policy "calendar")."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from service.calendar.canonical import DTEND, DTSTART, LOCATION, moment, moment_text
from service.domain.model import Audience, Meeting, MeetingStatus, MeetingType
from service.domain.projection import CANCELLED, STATUS, Fields
from service.domain.settings import DriftPolicy

_OWN = {Audience.GROUP, Audience.GROUP_BOARD}
_ANY = Meeting(id="", body="", type=MeetingType.OTHER, date=dt.date.min)


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


def expressible(fields: Fields) -> bool:
    """Whether a meeting of the plan can have the time the calendar says; empty fields: yes.

    A meeting begins on a day, perhaps at a time, and ends within 24 hours. Of anything else the
    plan would keep a part only, and the next pass would cut the event down to that.
    """
    if not fields:
        return True
    if DTSTART not in fields:
        return False
    taken = take_over(_ANY, fields)
    begins, ends = taken.starts_at or taken.date, taken.ends_at
    said = (moment_text(begins), moment_text(ends) if ends else None)
    return said == (fields[DTSTART], fields.get(DTEND))


def take_over(meeting: Meeting, fields: Fields) -> Meeting:
    """The meeting at the time, place and status the calendar says; empty fields: called off.

    Title and description are the service's own and stay. A person who marks an approved meeting
    as tentative calls nothing off: the mark stands in the calendar, the meeting in the plan.
    """
    if not fields:
        return replace(meeting, status=MeetingStatus.CANCELLED)
    start = moment(fields[DTSTART])
    end = moment(fields[DTEND]) if DTEND in fields else None
    called_off = fields.get(STATUS) == CANCELLED
    moved = replace(
        meeting,
        place=fields.get(LOCATION, ""),
        status=MeetingStatus.CANCELLED if called_off else MeetingStatus.CONFIRMED,
    )
    if not isinstance(start, dt.datetime):
        return replace(moved, date=start, start=None, end=None)
    ends_at = end.time() if isinstance(end, dt.datetime) else None
    return replace(moved, date=start.date(), start=start.time(), end=ends_at)
