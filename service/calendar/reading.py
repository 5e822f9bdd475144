"""From an object's bytes to its owned fields in canonical form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from service.calendar import notes
from service.calendar.absence_line import without_line
from service.calendar.alarms import alarm_minutes
from service.calendar.canonical import (
    ABSENCE,
    ALARM,
    DESCRIPTION,
    DTEND,
    DTSTART,
    DUE,
    LOCATION,
    OWN_UID,
    RELATED,
    STATUS,
    SUMMARY,
    URL,
    Moment,
    canonical,
    moment_text,
)
from service.calendar.lines import COMPONENTS, Component, Line, UnreadableObject, parse
from service.calendar.moments import read_duration, read_moment, within_reach

CALLED_OFF = "X-KJOREPLAN-STATUS"  # our CANCELLED, beside a person's word that the task is done
WRITTEN = "X-KJOREPLAN-DESCRIPTION"  # "=" and our part of the description, as we wrote it
_EVENT_STATUSES = {"TENTATIVE", "CONFIRMED", "CANCELLED"}  # RFC 5545 §3.8.1.11
_LARGEST_SEQUENCE = 2**31 - 2  # an INTEGER (RFC 5545 §3.3.8) with room for our next one


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadObject:
    """What is ours in an object, and the person's own text in its description."""

    uid: str
    fields: dict[str, str]
    sequence: int
    note: str = ""


def read(data: bytes) -> ReadObject:
    """Read an object's UID, owned fields (canonical) and SEQUENCE.

    Of a recurring series the master is read. An alarm counts as long as it is the one we set.

    Raises:
        UnreadableObject: it is no event or task, has no UID, or its dates make no sense.
    """
    calendar = parse(data)
    return read_component(calendar, main_component(calendar))


def main_component(calendar: Component) -> Component:
    """The event or task itself, not one of its exceptions.

    Raises:
        UnreadableObject: there is none.
    """
    found = calendar.of_kind(*COMPONENTS)
    master = next((c for c in found if c.first("RECURRENCE-ID") is None), None)
    if master is None:
        raise UnreadableObject("Oppføringen er verken et møte eller en frist.")
    return master


def read_component(calendar: Component, component: Component) -> ReadObject:
    """The same for a component already found."""
    uid = _text(component, "UID")
    if not uid:
        raise UnreadableObject("Oppføringen har ingen UID.")
    parts = description_parts(component)
    description, absence = without_line(parts.owned)
    fields = {
        SUMMARY: _text(component, "SUMMARY"),
        LOCATION: _text(component, "LOCATION"),
        DESCRIPTION: description,
        ABSENCE: absence,
        URL: _raw(component, "URL"),
        RELATED: " ".join(line.words for line in own_relations(component)),
        ALARM: alarm_minutes(component),
        **_times(calendar, component),
        **_status(component),
    }
    return ReadObject(
        uid=uid, fields=canonical(fields), sequence=_sequence(component), note=parts.note
    )


def description_parts(component: Component) -> notes.Parts:
    """Our part of the description, the line for absence included, and the person's."""
    mark = _text(component, WRITTEN)
    written = mark.removeprefix("=") if mark.startswith("=") else None
    return notes.split(_text(component, "DESCRIPTION"), written)


def own_relations(component: Component) -> tuple[Line, ...]:
    """The RELATED-TO lines that point to objects of ours."""
    return tuple(
        line for line in component.all("RELATED-TO") if line.words.strip().endswith(OWN_UID)
    )


def all_day(component: Component) -> bool:
    """Whether the event has a date and no time."""
    start = component.first("DTSTART")
    return start is not None and "T" not in start.value


def _times(calendar: Component, component: Component) -> dict[str, str]:
    start, end = (_moment(calendar, component, name) for name in ("DTSTART", "DTEND"))
    if component.name == "VTODO":
        due = _moment(calendar, component, "DUE")
        return {DUE: moment_text(due)} if due else {}
    if start is None:
        raise UnreadableObject("Møtet har ingen dato.")
    length = component.first("DURATION")
    if end is None and length is not None:
        end = _after(start, read_duration(length))
    return {DTSTART: moment_text(start), DTEND: moment_text(end) if end else ""}


def _after(start: Moment, length: dt.timedelta) -> Moment:
    """A duration of days is counted by the clock on the wall, one of hours by the clock."""
    try:
        if not isinstance(start, dt.datetime) or not length.seconds:
            return within_reach(start + length)
        return within_reach((start.astimezone(dt.UTC) + length).astimezone(start.tzinfo))
    except OverflowError as error:
        raise UnreadableObject("Møtet varer lenger enn kalenderen rekker.") from error


def is_done(component: Component) -> bool:
    """Whether a person has ticked the task off."""
    return component.name == "VTODO" and _text(component, "STATUS").strip().upper() == "COMPLETED"


def _status(component: Component) -> dict[str, str]:
    """An event's status; of a task only whether it is cancelled: done is the person's word.

    A status that no event has says nothing.
    """
    status = _text(component, "STATUS").strip().upper()
    if is_done(component):
        status = _text(component, CALLED_OFF).strip().upper()
    if component.name == "VTODO" and status != "CANCELLED":
        return {}
    if component.name == "VEVENT" and status not in _EVENT_STATUSES:
        return {}
    return {STATUS: status}


def _moment(calendar: Component, component: Component, name: str) -> Moment | None:
    line = component.first(name)
    return read_moment(line, calendar) if line else None


def _sequence(component: Component) -> int:
    """The SEQUENCE; one that is no number, or larger than one may be, counts as none."""
    text = _raw(component, "SEQUENCE").lstrip("0")
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(_LARGEST_SEQUENCE)):
        return 0
    number = int(text)
    return number if number <= _LARGEST_SEQUENCE else 0


def _text(component: Component, name: str) -> str:
    line = component.first(name)
    return line.words if line else ""


def _raw(component: Component, name: str) -> str:
    line = component.first(name)
    return line.value.strip() if line else ""
