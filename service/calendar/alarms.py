"""The VALARMs we set, beside whatever alarms people have set themselves (RFC 5545 §3.6.6).

The field holds how many minutes before each of them rings, the earliest first: "43200 4320".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import zip_longest

from icalendar import vDuration, vText

from service.calendar.canonical import ALARM
from service.calendar.lines import Component, Line, UnreadableObject
from service.calendar.moments import read_duration

_UID = "kjoreplan-alarm"  # how our VALARM's UID begins; the object's own follows


def own_alarms(component: Component) -> tuple[Component, ...]:
    """The VALARMs we set, whatever a person has made of them."""
    return tuple(a for a in component.of_kind("VALARM") if _is_ours(a))


def alarm_minutes(component: Component) -> str:
    """How many minutes before our alarms ring; one that doesn't say so is left out."""
    found = (_minutes(alarm) for alarm in own_alarms(component))
    known = sorted((minutes for minutes in found if minutes is not None), reverse=True)
    return " ".join(str(minutes) for minutes in known)


def _minutes(alarm: Component) -> int | None:
    trigger = alarm.first("TRIGGER")
    if trigger is None:
        return None
    try:
        before = -read_duration(trigger)
    except UnreadableObject:  # a person's absolute time
        return None
    return int(before.total_seconds() // 60)


def _is_ours(alarm: Component) -> bool:
    uid = alarm.first("UID")
    return uid is not None and uid.value.strip().startswith(_UID)


def with_alarms(
    component: Component, fields: Mapping[str, str], before: str | None = None
) -> Component:
    """Our alarms set, changed or taken away, unless a person has changed or removed one."""
    old = own_alarms(component)
    if before is not None and alarm_minutes(component) != before:
        return component
    wanted = enumerate(fields.get(ALARM, "").split())
    new = [_alarm(component, int(minutes), number) for number, minutes in wanted]
    for pair in zip_longest(old, new):
        component = component.with_child(*pair)
    return component


def _alarm(component: Component, minutes: int, number: int) -> Component:
    params = {"RELATED": "END"} if component.name == "VTODO" else {}
    uid = component.first("UID")
    owner = uid.value.partition("@")[0] if uid else ""
    trigger = Line.of("TRIGGER", vDuration(dt.timedelta(minutes=-minutes)), params)
    which = f"-{number + 1}" if number else ""
    return Component(
        "VALARM",
        lines=(
            Line.of("ACTION", vText("DISPLAY")),
            Line.of("DESCRIPTION", vText("Påminnelse")),
            trigger,
            Line.of("UID", vText(f"{_UID}-{owner}{which}")),
        ),
    )
