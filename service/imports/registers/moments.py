"""When something in a register was: a day, perhaps with a clock time."""

from __future__ import annotations

import datetime as dt
import re

from service.domain.model import OSLO
from service.domain.spoken import clock_in, date_in


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
