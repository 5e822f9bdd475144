"""Half-years (halvår): "2026-1" is January to June 2026, "2026-2" July to December."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from service.domain.errors import InputError
from service.domain.model import Period

_FIRST_OF_AUTUMN = 7


def half_of(day: dt.date) -> str:
    """The half-year a day lies in."""
    return f"{day.year}-{1 if day.month < _FIRST_OF_AUTUMN else 2}"


def period_of(half: str) -> Period:
    """First and last day of a half-year.

    Raises:
        InputError: the text is not a half-year.
    """
    match = re.fullmatch(r"(20\d\d)-([12])", half)
    if match is None:
        raise InputError(f"«{half}» er ikke et halvår. Skriv året og 1 eller 2, som 2026-1.")
    year = int(match[1])
    first, last = ((1, 1), (6, 30)) if match[2] == "1" else ((7, 1), (12, 31))
    return Period(start=dt.date(year, *first), end=dt.date(year, *last))


def halves_with(days: Iterable[dt.date]) -> list[str]:
    """The half-years these days lie in, in order."""
    return sorted({half_of(day) for day in days})
