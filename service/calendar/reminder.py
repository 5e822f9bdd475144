"""A reminder that says nothing of what it is about, for a person's own calendar."""

from __future__ import annotations

import datetime as dt

from icalendar import vDate, vDatetime, vDuration, vText

from service.calendar.lines import Component, Line
from service.calendar.writing import PRODID

TITLE = "Frist"
DAYS_BEFORE = (7, 2)


def reminder(due: dt.date, uid: str, stamp: dt.datetime) -> bytes:
    """A VCALENDAR with one task that is due on a day, with alarms a week and two days before.

    ``stamp`` is an aware instant. Nothing but the title, the day and the alarms is in it.
    """
    task = Component(
        "VTODO",
        lines=(
            Line.of("DTSTAMP", vDatetime(stamp.astimezone(dt.UTC).replace(microsecond=0))),
            Line.of("UID", vText(uid)),
            Line.of("SUMMARY", vText(TITLE)),
            Line.of("DUE", vDate(due), {"VALUE": "DATE"}),
        ),
        children=tuple(_alarm(days) for days in DAYS_BEFORE),
    )
    calendar = Component(
        "VCALENDAR",
        lines=(Line.of("VERSION", vText("2.0")), Line.of("PRODID", vText(PRODID))),
        children=(task,),
    )
    return calendar.to_ical()


def _alarm(days: int) -> Component:
    return Component(
        "VALARM",
        lines=(
            Line.of("ACTION", vText("DISPLAY")),
            Line.of("DESCRIPTION", vText(TITLE)),
            Line.of("TRIGGER", vDuration(-dt.timedelta(days=days)), {"RELATED": "END"}),
        ),
    )
