"""Owned fields in canonical form: the same meeting always reads the same.

Instants are ISO 8601 in Europe/Oslo with the offset ("2018-02-12T18:00:00+01:00"), days are plain
dates, texts are NFC with single spaces, and what says nothing is left out. So nothing differs for
DTSTAMP, property order, folding, a VTIMEZONE's text, UTC or TZID of one instant, or a default.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

from service.domain.model import OSLO

Moment: TypeAlias = dt.date | dt.datetime

SUMMARY, LOCATION, DESCRIPTION, URL = "summary", "location", "description", "url"
DTSTART, DTEND, DUE = "dtstart", "dtend", "due"
STATUS, RELATED, ALARM = "status", "related-to", "alarm"
ABSENCE = "absence"  # where absence from the meeting is reported: a line of the description
OWN_UID = "@kjoreplan"

_DROPPED = {"Cc", "Cs"}
_SPACES = {"Zl", "Zp"}


def canonical(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields in canonical form, without empty ones.

    Raises:
        ValueError: a date or time is not in ISO 8601.
    """
    shaped = {name: _shape(name, value) for name, value in fields.items()}
    _drop_default_end(shaped)
    if DUE not in shaped and not shaped.get(STATUS):
        shaped[STATUS] = "CONFIRMED"
    return {name: value for name, value in sorted(shaped.items()) if value}


def moment_text(moment: Moment) -> str:
    """A date or instant as canonical text; a time without a zone is local."""
    if not isinstance(moment, dt.datetime):
        return moment.isoformat()
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=OSLO)
    # by way of UTC, so that a local time that never was becomes one that was
    local = moment.astimezone(dt.UTC).astimezone(OSLO)
    return local.replace(microsecond=0).isoformat()


def moment(text: str) -> Moment:
    """The date, or the instant in Europe/Oslo, of a canonical text.

    Raises:
        ValueError: it is neither.
    """
    if "T" not in text:
        return dt.date.fromisoformat(text)
    found = dt.datetime.fromisoformat(text)
    return found.replace(tzinfo=OSLO) if found.tzinfo is None else found.astimezone(OSLO)


def one_line(text: str) -> str:
    """A text on one line, in NFC, with single spaces and no control characters."""
    kept = (
        " " if char.isspace() or unicodedata.category(char) in _SPACES else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in _DROPPED
    )
    return " ".join("".join(kept).split())


def paragraph(text: str) -> str:
    """A text as one paragraph: its lines each on one line, blank ones left out."""
    lines = (one_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _shape(name: str, value: str) -> str:
    match name:
        case "dtstart" | "dtend" | "due":
            return moment_text(moment(value)) if value else ""
        case "description":
            return paragraph(value)
        case "related-to":
            return " ".join(sorted(set(value.split())))
        case "status":
            return value.strip().upper()
        case _:
            return one_line(value)


def _drop_default_end(fields: dict[str, str]) -> None:
    """An end that says no more than its absence would (RFC 5545 §3.6.1) is left out."""
    if not fields.get(DTSTART) or not fields.get(DTEND):
        fields.pop(DTEND, None)
        return
    start, end = moment(fields[DTSTART]), moment(fields[DTEND])
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        needless = end <= start
    elif isinstance(start, dt.datetime) or isinstance(end, dt.datetime):
        needless = True  # of two kinds: not allowed
    else:
        needless = end <= start + dt.timedelta(days=1)
    if needless:
        del fields[DTEND]
