"""A calendar to be subscribed to: many events in one object (RFC 5545, RFC 7986)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from icalendar import vDuration, vText

from service.calendar.canonical import ALARM, URL
from service.calendar.lines import Line
from service.calendar.moments import TZID
from service.calendar.reading import WRITTEN
from service.calendar.writing import ZONE, calendar_of, new_component

REFRESH = dt.timedelta(hours=1)  # how often programs are asked to look again
_LEFT_OUT = frozenset({ALARM, URL})


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """One event: its UID, its owned fields, and how often its time has changed."""

    uid: str
    fields: Mapping[str, str]
    sequence: int = 0

    @property
    def shown(self) -> dict[str, str]:
        """The fields that a subscriber gets.

        No alarm, for it would be somebody else's choice, and no link, for it leads where an
        account is needed.
        """
        return {name: text for name, text in self.fields.items() if name not in _LEFT_OUT}


def feed(name: str, events: Iterable[FeedEvent], *, stamp: dt.datetime) -> bytes:
    """The bytes of a calendar called ``name``; they depend on the arguments alone.

    Args:
        name: what the subscriber's program calls it.
        events: in the order they are written.
        stamp: an aware instant: since when it says this (DTSTAMP, LAST-MODIFIED).
    """
    ttl = vDuration(REFRESH)
    head = (
        Line.of("NAME", vText(name)),
        Line.of("X-WR-CALNAME", vText(name)),  # what programs read that are older than RFC 7986
        Line.of("X-WR-TIMEZONE", vText(TZID)),
        Line.of("REFRESH-INTERVAL", ttl, {"VALUE": "DURATION"}),
        Line.of("X-PUBLISHED-TTL", ttl),
    )
    components = (
        new_component(one.uid, one.shown, sequence=one.sequence, stamp=stamp).with_lines(
            WRITTEN,
            (),  # for merging into what people edit, which nobody can here
        )
        for one in events
    )
    return calendar_of(*ZONE, *components, lines=head).to_ical()
