"""When something in a register was: a day, perhaps with a clock time, or a clock time alone."""

from __future__ import annotations

import datetime as dt
import re

from service.domain.field_kinds import FieldKind
from service.domain.model import OSLO
from service.domain.spoken import clock_in, date_in

_SECONDS = 2  # colons in a time that has them
YEARS = range(1900, 2201)  # a year outside is a slip of the finger


def moment_in(value: object) -> dt.datetime | None:
    """A TOML date or time, or as text: in the ISO form, or as people write it."""
    if isinstance(value, dt.datetime):
        return _in_oslo(value)
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time(), OSLO)
    text = str(value).strip()
    try:
        return _in_oslo(dt.datetime.fromisoformat(text))
    except ValueError:
        return _spoken(text)


def _in_oslo(moment: dt.datetime) -> dt.datetime | None:
    """A time without a zone is Oslo's."""
    try:
        return moment.astimezone(OSLO) if moment.tzinfo else moment.replace(tzinfo=OSLO)
    except OverflowError:  # in the first or the last year there is
        return None


def _spoken(text: str) -> dt.datetime | None:
    """A day as people write it; what stands after it is a clock time: "12. mai 2026 kl. 10.00"."""
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2}|.*?\d{4})(?:[ ,]+(.+))?", text)
    day = date_in(found[1]) if found else None
    clock = clock_in(found[2]) if found and found[2] else dt.time()
    return dt.datetime.combine(day, clock, OSLO) if day and clock is not None else None


def as_kept(kind: FieldKind, text: str) -> str | None:
    """A date or time as it is kept, "2026-05-12", "2026-05-12 18.00" or "18.00"; None for others.

    Blank stays blank, and a person is not looked at.
    """
    if not text or kind is FieldKind.PERSON:
        return text
    if kind is FieldKind.CLOCK:
        clock = _clock(text)
        return clock.strftime("%H.%M") if clock else None
    moment = moment_in(text)
    if moment is None or moment.year not in YEARS:
        return None
    return moment.strftime("%Y-%m-%d %H.%M" if moment.time() != dt.time() else "%Y-%m-%d")


def _clock(text: str) -> dt.time | None:
    """As people write it, or with the seconds of a TOML time: "21:30:00"."""
    return clock_in(text.removesuffix(":00") if text.count(":") == _SECONDS else text)


UNREADABLE = {
    FieldKind.DATE: "«{text}» er ingen dato. Skriv den som 2026-05-12.",
    FieldKind.MOMENT: "«{text}» er ikke et tidspunkt. Skriv det som 2026-05-12 18.00.",
    FieldKind.CLOCK: "«{text}» er ikke et klokkeslett. Skriv det som 18.00.",
}
