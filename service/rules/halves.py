"""Half-years: "2026-1" is January to June 2026, "2026-2" July to December."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from service.domain.model import Period


def half_of(day: dt.date) -> str:
    """The half-year a day lies in."""
    return f"{day.year}-{1 if day.month < 7 else 2}"


def period_of(half: str) -> Period:
    """First and last day of a half-year."""
    year, _, number = half.partition("-")
    first, last = ((1, 1), (6, 30)) if number == "1" else ((7, 1), (12, 31))
    return Period(start=dt.date(int(year), *first), end=dt.date(int(year), *last))


def halves_with(days: Iterable[dt.date]) -> list[str]:
    """The half-years these days lie in, in order."""
    return sorted({half_of(day) for day in days})
