"""DTSTART, DTEND and DUE: from lines to dates and instants, and back (RFC 5545 §3.3.4, 3.3.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from icalendar import Timezone, vDate, vDatetime, vDDDTypes, vDuration
from icalendar.timezone import tzp

from service.calendar.canonical import Moment
from service.calendar.lines import Component, Line, UnreadableObject
from service.domain.model import OSLO

# icalendar leaves these untyped
_date_or_time: Callable[[str], object] = vDDDTypes.from_ical
_duration: Callable[[str], object] = vDuration.from_ical
_usual_zone: Callable[[str], dt.tzinfo | None] = tzp.timezone

TZID = "Europe/Oslo"
# The rules in force since 1996, written out so that the bytes don't vary with the machine's tzdata.
VTIMEZONE = f"""\
BEGIN:VTIMEZONE
TZID:{TZID}
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def moment_line(name: str, when: Moment) -> Line:
    """The line of a date or an instant; local with a TZID, so that 18.00 stays 18.00.

    The hour that comes twice in October is written in UTC the second time it comes.
    """
    if not isinstance(when, dt.datetime):
        return Line.of(name, vDate(when), {"VALUE": "DATE"})
    if when.tzinfo is None or when.astimezone(OSLO).fold:
        return Line.of(name, vDatetime(when.astimezone(dt.UTC)))
    local = when.astimezone(OSLO).replace(tzinfo=None)
    return Line.of(name, vDatetime(local), {"TZID": TZID})


def read_moment(line: Line, calendar: Component) -> Moment:
    """The date or the aware datetime of a line; a floating time is taken for local.

    Raises:
        UnreadableObject: it holds neither.
    """
    value = line.value.strip()
    try:
        found = _date_or_time(value)
    except ValueError as error:
        raise UnreadableObject(f"{line.name} er ingen dato: «{value[:40]}».") from error
    if isinstance(found, dt.datetime):
        zone = found.tzinfo or _zone(line.param("TZID"), calendar)
        return within_reach(found.replace(tzinfo=zone))
    if isinstance(found, dt.date):
        return within_reach(found)
    raise UnreadableObject(f"{line.name} er ingen dato: «{value[:40]}».")


def within_reach(when: Moment) -> Moment:
    """The same, if it can be counted with: some programs write "never" as the last second there is.

    Raises:
        UnreadableObject: it lies in the first or the last year a date can have.
    """
    if not dt.MINYEAR < when.year < dt.MAXYEAR:
        raise UnreadableObject(f"Året {when.year} er ikke et år noen møtes.")
    return when


def read_duration(line: Line) -> dt.timedelta:
    """The duration of a line.

    Raises:
        UnreadableObject: it holds none.
    """
    try:
        found = _duration(line.value.strip())
    except (ValueError, OverflowError) as error:
        raise UnreadableObject(f"{line.name} er ingen varighet.") from error
    if not isinstance(found, dt.timedelta):
        raise UnreadableObject(f"{line.name} er ingen varighet.")
    return found


def _zone(tzid: str, calendar: Component) -> dt.tzinfo:
    """The zone by its usual name, else by the object's own definition, else ours."""
    if not tzid:
        return OSLO
    known = _usual(tzid)
    if known is not None:
        return known
    for zone in calendar.of_kind("VTIMEZONE"):
        named = zone.first("TZID")
        if named is not None and named.value.strip() == tzid:
            return _defined(zone)
    return OSLO


def _usual(tzid: str) -> dt.tzinfo | None:
    try:
        return _usual_zone(tzid)
    except (OSError, ValueError):  # zones are files: "Europe" is a folder, and names have an end
        return None


def _defined(zone: Component) -> dt.tzinfo:
    try:
        defined = Timezone.from_ical(zone.to_ical())
        return defined.to_tz(lookup_tzid=False) if isinstance(defined, Timezone) else OSLO
    except (ValueError, KeyError) as error:
        raise UnreadableObject("Tidssonen i oppføringen kan ikke leses.") from error
