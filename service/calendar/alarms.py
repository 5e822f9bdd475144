"""The one VALARM we set, beside whatever alarms people have set themselves (RFC 5545 §3.6.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from icalendar import vDuration, vText

from service.calendar.canonical import ALARM
from service.calendar.lines import Component, Line, UnreadableObject
from service.calendar.moments import read_duration

_UID = "kjoreplan-alarm"  # how our VALARM's UID begins; the object's own follows


def own_alarm(component: Component) -> Component | None:
    """The VALARM we set, whatever a person has made of it."""
    return next((a for a in component.of_kind("VALARM") if _is_ours(a)), None)


def alarm_minutes(component: Component) -> str:
    """How many minutes before the start our alarm rings, or "" if it doesn't say so."""
    alarm = own_alarm(component)
    trigger = alarm.first("TRIGGER") if alarm else None
    if trigger is None:
        return ""
    try:
        before = -read_duration(trigger)
    except UnreadableObject:  # a person's absolute time
        return ""
    return str(int(before.total_seconds() // 60))


def _is_ours(alarm: Component) -> bool:
    uid = alarm.first("UID")
    return uid is not None and uid.value.strip().startswith(_UID)


def with_alarm(
    component: Component, fields: Mapping[str, str], before: str | None = None
) -> Component:
    """Our alarm set, changed or taken away, unless a person has changed or removed it."""
    old = own_alarm(component)
    if before is not None and (old is None or alarm_minutes(component) != before):
        return component
    minutes = fields.get(ALARM)
    new = _alarm(component, int(minutes)) if minutes else None
    return component.with_child(old, new)


def _alarm(component: Component, minutes: int) -> Component:
    params = {"RELATED": "END"} if component.name == "VTODO" else {}
    uid = component.first("UID")
    owner = uid.value.partition("@")[0] if uid else ""
    trigger = Line.of("TRIGGER", vDuration(dt.timedelta(minutes=-minutes)), params)
    return Component(
        "VALARM",
        lines=(
            Line.of("ACTION", vText("DISPLAY")),
            Line.of("DESCRIPTION", vText("Påminnelse")),
            trigger,
            Line.of("UID", vText(f"{_UID}-{owner}")),
        ),
    )
