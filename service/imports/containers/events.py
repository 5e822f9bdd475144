"""iCalendar (RFC 5545): each VEVENT becomes a row, its times told in Europe/Oslo.

Series are written out, one row an occurrence, with exceptions and moved occurrences (§3.8.4.4,
§3.8.5); a series without an end is refused, since where it should stop would be our guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import icalendar
import recurring_ical_events

from service.domain.errors import InputError
from service.domain.model import OSLO
from service.imports.source import Prose, Row, Source, Table

HEADER = ("Dato", "Fra", "Til", "Møte", "Sted", "UID", "Merknad", "Id")
_LONGEST_DESCRIPTION = 200  # letters; a longer one is the agenda
_LONGEST = dt.timedelta(days=3 * 366)
_MOST_OCCURRENCES = 200
_DATES = frozenset(("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"))
_SERIES = ("RRULE", "RDATE", "RECURRENCE-ID")
# Series are the calendar's own program: what is wrong with one shows wherever it is carried out.
_BROKEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class _Placed:
    event: icalendar.Event
    where: str
    line: int

    def text(self, name: str) -> str:
        return " ".join(str(self.event.get(name, "")).split())

    def error(self, message: str) -> InputError:
        return InputError(message, where=self.where)


def read_events(text: str, filename: str) -> Source:
    """The events of a calendar as a table with the columns of :data:`HEADER`.

    Raises:
        InputError: no valid iCalendar, an event without a date, or a series without an end.
    """
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
        events = [
            event
            for calendar in calendars
            for event in calendar.walk("VEVENT")
            if isinstance(event, icalendar.Event)
        ]
    except _BROKEN as error:
        message = "Kalenderfila er skadet og kan ikke leses. Eksporter den på nytt."
        raise InputError(message, where=filename) from error
    lines = [n for n, line in enumerate(text.split("\n"), 1) if line.upper() == "BEGIN:VEVENT"]
    placed = [
        _Placed(event, f"{filename}, linje {line}", line)
        for event, line in zip(events, lines, strict=False)
    ]
    if not placed:
        message = "Kalenderen har ingen hendelser. Velg kalenderen der møtene står."
        raise InputError(message, where=filename)
    for event in placed:
        _refuse_broken(event)
    rows, remarks = [Row(placed[0].line, HEADER)], []
    for series in _by_uid(placed):
        for occurrence in _occurrences(series):
            if occurrence.text("STATUS").upper() == "CANCELLED":
                message = f"«{occurrence.text('SUMMARY')}» er avlyst og er ikke tatt med."
                remarks.append(Prose(occurrence.line, message))
            else:
                rows.append(_row(occurrence))
    return Source(filename=filename, tables=(Table(rows=tuple(rows)),), remarks=tuple(remarks))


def _by_uid(placed: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    """Events of one UID together, of each only the newest version (RFC 5545 §3.8.7.4)."""
    series: dict[object, dict[str, _Placed]] = {}
    for number, event in enumerate(placed):
        uid = event.text("UID") or number
        versions = series.setdefault(uid, {})
        recurrence = event.event.get("RECURRENCE-ID")
        which = "" if recurrence is None else str(recurrence.to_ical())
        if which not in versions or _version(versions[which]) <= _version(event):
            versions[which] = event
    return (list(versions.values()) for versions in series.values())


def _version(placed: _Placed) -> int:
    text = placed.text("SEQUENCE")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _occurrences(series: list[_Placed]) -> Iterator[_Placed]:
    if not any(name in placed.event for placed in series for name in _SERIES):
        yield from series
        return
    for placed in series:
        _refuse_endless(placed)
        _start_of(placed)
    first = min(_day_of(_start_of(placed)) for placed in series)
    calendar = icalendar.Calendar()
    for placed in series:
        calendar.add_component(placed.event)
    try:
        found = recurring_ical_events.of(calendar).between(first, first + _LONGEST)
    except _BROKEN as error:
        message = "Hendelsen gjentas på en måte som ikke kan leses. Skriv møtene hver for seg."
        raise series[0].error(message) from error
    if len(found) > _MOST_OCCURRENCES:
        message = (
            f"Hendelsen gjentas over {_MOST_OCCURRENCES} ganger. Velg kalenderen med møteplanen."
        )
        raise series[0].error(message)
    for event in found:
        if isinstance(event, icalendar.Event):
            yield _Placed(event, series[0].where, series[0].line)


def _refuse_broken(placed: _Placed) -> None:
    broken = [str(name) for name, _ in placed.event.errors if name in _DATES]
    if broken:
        message = f"Hendelsen har en dato som ikke kan leses ({broken[0]}). Rett den i kalenderen."
        raise placed.error(message)


def _refuse_endless(placed: _Placed) -> None:
    rules = placed.event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        frequency = str((rule.get("FREQ") or [""])[0]).upper()
        if frequency not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
            message = "Hendelsen gjentas oftere enn daglig. Velg kalenderen med møteplanen."
            raise placed.error(message)
        until = (rule.get("UNTIL") or [None])[0]
        late = isinstance(until, dt.date) and (
            _day_of(until) > _day_of(_start_of(placed)) + _LONGEST
        )
        if late or not (rule.get("UNTIL") or rule.get("COUNT")):
            message = "Hendelsen gjentas uten en sluttdato. Eksporter kalenderen for ett år."
            raise placed.error(message)


def _start_of(placed: _Placed) -> dt.date:
    """DTSTART, in Oslo's time where it has a time.

    Raises:
        InputError: it is missing, no date, or in a time zone nobody has explained.
    """
    start = _local(placed, "DTSTART")
    if start is None:
        raise placed.error("Hendelsen mangler en gyldig dato (DTSTART). Rett den i kalenderen.")
    return start


def _local(placed: _Placed, name: str) -> dt.date | None:
    stated = placed.event.get(name)
    value = stated.dt if isinstance(stated, icalendar.vDDDTypes) else None
    if not isinstance(value, dt.datetime):
        return value if isinstance(value, dt.date) else None
    if value.tzinfo is not None:
        try:
            return value.astimezone(OSLO)
        except OverflowError:
            return None
    if zone := stated.params.get("TZID"):
        message = f"Tidssonen «{zone}» er ukjent, så klokkeslettet er usikkert. Bruk Europe/Oslo."
        raise placed.error(message)
    return value


def _day_of(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _end_of(placed: _Placed, start: dt.date) -> dt.date | None:
    stated = placed.event.get("DURATION")
    duration = stated.dt if isinstance(stated, icalendar.vDDDTypes) else None
    if isinstance(duration, dt.timedelta):
        try:
            return start + duration
        except OverflowError:
            return None
    return _local(placed, "DTEND")


def _row(placed: _Placed) -> Row:
    start = _start_of(placed)
    end = _end_of(placed, start)
    timed = isinstance(start, dt.datetime)
    return Row(
        placed.line,
        (
            _day_of(start),
            start.time().replace(second=0, microsecond=0) if isinstance(start, dt.datetime) else "",
            end.time().replace(second=0, microsecond=0)
            if timed and isinstance(end, dt.datetime) and end != start
            else "",
            placed.text("SUMMARY"),
            placed.text("LOCATION"),
            placed.text("UID"),
            ". ".join(
                note
                for note in (_several_days(_day_of(start), end, timed=timed), _unsettled(placed))
                if note
            ),
            _description(placed),
        ),
    )


def _description(placed: _Placed) -> str:
    """What is said of the event, where it is short: that it is moved may stand only here."""
    text = placed.text("DESCRIPTION")
    return text if len(text) <= _LONGEST_DESCRIPTION else ""


def _unsettled(placed: _Placed) -> str:
    """RFC 5545 §3.8.1.11: who owns the calendar hasn't confirmed the event."""
    tentative = placed.text("STATUS").upper() == "TENTATIVE"
    return "Foreløpig, ikke bekreftet i kalenderen" if tentative else ""


def _several_days(start: dt.date, end: dt.date | None, *, timed: bool) -> str:
    if end is None:
        return ""
    last = _day_of(end) - (dt.timedelta() if timed else dt.timedelta(days=1))
    return "Går over flere dager" if last > start else ""
