"""From owned fields to an object's bytes: a new object, or a person's object with ours changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from icalendar import vDatetime, vInt, vText, vUri

from service.calendar import notes
from service.calendar.absence_line import with_line
from service.calendar.alarms import with_alarms
from service.calendar.canonical import (
    ABSENCE,
    ALARM,
    DESCRIPTION,
    DTEND,
    DTSTART,
    DUE,
    LOCATION,
    RELATED,
    STATUS,
    SUMMARY,
    URL,
    canonical,
    moment,
)
from service.calendar.lines import Component, Line, Value, parse
from service.calendar.moments import TZID, VTIMEZONE, moment_line
from service.calendar.reading import (
    CALLED_OFF,
    WRITTEN,
    all_day,
    description_parts,
    is_done,
    main_component,
    own_relations,
    read_component,
)
from service.calendar.theirs import keeping_words, with_their_link, without_their_line

PRODID = "-//Kjoreplan//Kjoreplan//NO"
ZONE = parse(f"BEGIN:VCALENDAR\n{VTIMEZONE}END:VCALENDAR\n".encode()).children
_Writer = Callable[[Component, Mapping[str, str]], Component]


def new_object(
    uid: str, fields: Mapping[str, str], *, sequence: int = 0, stamp: dt.datetime
) -> bytes:
    """A VCALENDAR with one event, or one task where the fields have ``due``.

    The bytes depend on the arguments alone. ``stamp`` is an aware instant.
    """
    component = new_component(uid, fields, sequence=sequence, stamp=stamp)
    return _with_zone(calendar_of(component)).to_ical()


def calendar_of(*children: Component, lines: Sequence[Line] = ()) -> Component:
    """A VCALENDAR of ours with these components, and these lines below its own."""
    own = (Line.of("VERSION", vText("2.0")), Line.of("PRODID", vText(PRODID)))
    return Component("VCALENDAR", lines=(*own, *lines), children=children)


def new_component(
    uid: str, fields: Mapping[str, str], *, sequence: int = 0, stamp: dt.datetime
) -> Component:
    """The event or task alone; arguments as for `new_object`."""
    wanted = canonical(fields)
    component = Component(
        "VTODO" if DUE in wanted else "VEVENT",
        lines=(_stamp("DTSTAMP", stamp), Line.of("UID", vText(uid))),
    )
    for write in _WRITERS.values():
        component = write(component, wanted)
    component = with_alarms(component, wanted)
    return _stamped(component, sequence, stamp)


def merge(
    data: bytes,
    fields: Mapping[str, str],
    *,
    sequence: int,
    stamp: dt.datetime,
    base: Mapping[str, str] | None = None,
) -> bytes:
    """The same object with our fields changed and everything else as it was, to the letter.

    Only properties whose value differs are touched. A person's text in the description stays. Where
    a person has rewritten title or place and that is now undone, their wording is kept as COMMENT.
    The alarm is touched only if ours changed since ``base``: a person's choice of alarm stands, and
    so does a person's link; a link for absence that somebody has taken out stays out.

    Args:
        data: the object as it lies on the server.
        fields: all our fields as they shall be.
        sequence: our SEQUENCE; a higher one in the object stays.
        stamp: an aware instant, for DTSTAMP and LAST-MODIFIED.
        base: our fields as we last wrote them, if known.

    Raises:
        UnreadableObject: the object can't be understood; nothing is known of what is in it.
    """
    calendar = parse(data)
    old = main_component(calendar)
    wanted = canonical(fields)
    known = canonical(base) if base else {}
    marked = _marked(old, known or wanted)
    now = read_component(calendar, marked)
    wanted = without_their_line(now.fields, with_their_link(now.fields, wanted, known), known)
    component = keeping_words(marked, now.fields, wanted, known)
    for name, write in _WRITERS.items():
        if any(now.fields.get(n) != wanted.get(n) for n in _GROUPS.get(name, (name,))):
            component = write(component, wanted)
    if known and known.get(ALARM) != wanted.get(ALARM):
        component = with_alarms(component, wanted, known.get(ALARM))
    component = _stamped(component, max(sequence, now.sequence), stamp)
    return _with_zone(calendar.with_child(old, component)).to_ical()


def _text(name: str, key: str) -> _Writer:
    """A writer that sets a text property, or removes it. Parameters go with the old text."""

    def write(component: Component, fields: Mapping[str, str]) -> Component:
        return component.with_lines(name, _optional(name, vText, fields.get(key)))

    return write


def _url(component: Component, fields: Mapping[str, str]) -> Component:
    """Ours, which stands first; further ones a person's program has put there stay."""
    others = component.all("URL")[1:]
    return component.with_lines("URL", [*_optional("URL", vUri, fields.get(URL)), *others])


def _times(component: Component, fields: Mapping[str, str]) -> Component:
    """Start and end. A day without a time does not make anybody busy."""
    if DTSTART not in fields:
        return component
    whole_day = "T" not in fields[DTSTART]
    if component.first("DTSTART") is None or all_day(component) != whole_day:
        transparency = "TRANSPARENT" if whole_day else "OPAQUE"
        component = component.with_lines("TRANSP", [Line.of("TRANSP", vText(transparency))])
    component = component.with_lines("DTSTART", _moments("DTSTART", fields.get(DTSTART)))
    component = component.with_lines("DTEND", _moments("DTEND", fields.get(DTEND)))
    return component.with_lines("DURATION", ())


def _due(component: Component, fields: Mapping[str, str]) -> Component:
    return component.with_lines("DUE", _moments("DUE", fields.get(DUE)))


def _status(component: Component, fields: Mapping[str, str]) -> Component:
    """Ours; of a task that a person has ticked off it stands beside their word."""
    status = fields.get(STATUS)
    if is_done(component):
        return component.with_lines(CALLED_OFF, _optional(CALLED_OFF, vText, status))
    if component.name == "VTODO" and status is None and component.first("STATUS") is not None:
        status = "NEEDS-ACTION"
    return component.with_lines("STATUS", _optional("STATUS", vText, status))


def _description(component: Component, fields: Mapping[str, str]) -> Component:
    text = notes.join(_own_text(fields), description_parts(component).note)
    component = component.with_lines("DESCRIPTION", _optional("DESCRIPTION", vText, text))
    return component.with_lines(WRITTEN, [_mark(fields)])


def _marked(component: Component, fields: Mapping[str, str]) -> Component:
    """The component with the mark of what we wrote, where a program has dropped it."""
    if component.first(WRITTEN) is not None:
        return component
    return component.with_lines(WRITTEN, [_mark(fields)])


def _mark(fields: Mapping[str, str]) -> Line:
    return Line.of(WRITTEN, vText(f"={_own_text(fields)}"))


def _own_text(fields: Mapping[str, str]) -> str:
    return with_line(fields.get(DESCRIPTION, ""), fields.get(ABSENCE, ""))


def _relations(component: Component, fields: Mapping[str, str]) -> Component:
    """Ours are replaced; relations a person or their program made stay."""
    own = own_relations(component)
    theirs = [line for line in component.all("RELATED-TO") if line not in own]
    ours = [Line.of("RELATED-TO", vText(uid)) for uid in fields.get(RELATED, "").split()]
    return component.with_lines("RELATED-TO", [*ours, *theirs])


_WRITERS: Mapping[str, _Writer] = {
    DTSTART: _times,
    DUE: _due,
    SUMMARY: _text("SUMMARY", SUMMARY),
    LOCATION: _text("LOCATION", LOCATION),
    STATUS: _status,
    URL: _url,
    RELATED: _relations,
    DESCRIPTION: _description,
}
_GROUPS = {DTSTART: (DTSTART, DTEND), DESCRIPTION: (DESCRIPTION, ABSENCE)}


def _stamped(component: Component, sequence: int, stamp: dt.datetime) -> Component:
    component = component.with_lines("SEQUENCE", [Line.of("SEQUENCE", vInt(sequence))])
    component = component.with_lines("LAST-MODIFIED", [_stamp("LAST-MODIFIED", stamp)])
    return component.with_lines("DTSTAMP", [_stamp("DTSTAMP", stamp)])


def _with_zone(calendar: Component) -> Component:
    """The object with the definition of our zone, where it is used and missing."""
    defined = any(
        (named := zone.first("TZID")) is not None and named.value.strip() == TZID
        for zone in calendar.of_kind("VTIMEZONE")
    )
    used = any(
        line.param("TZID") == TZID for line in main_component(calendar).lines if _dated(line)
    )
    if defined or not used:
        return calendar
    return replace(calendar, children=(*ZONE, *calendar.children))


def _dated(line: Line) -> bool:
    return line.name in {"DTSTART", "DTEND", "DUE"}


def _optional(name: str, kind: Callable[[str], Value], value: str | None) -> Iterator[Line]:
    if value:
        yield Line.of(name, kind(value))


def _moments(name: str, value: str | None) -> Iterator[Line]:
    if value:
        yield moment_line(name, moment(value))


def _stamp(name: str, stamp: dt.datetime) -> Line:
    return Line.of(name, vDatetime(stamp.astimezone(dt.UTC).replace(microsecond=0)))
