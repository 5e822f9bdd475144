"""When a row of a change log was, as people write it: a day, a case of a year, or some months.

Logs kept over decades say "87/96", "15.10.2003" and "Nov./des. 2003" in the same column.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from service.domain.model import Period
from service.rules.texts import MONTHS, parse_date, plain

_PIVOT = 70  # "70" to "99" are years of the 1900s, as is "70/1993" from 1993
_MONTH = "|".join((*MONTHS, *(rf"{name[:3]}t?" for name in MONTHS)))
_MONTH_AND_YEAR = re.compile(rf"\b({_MONTH})\b\.?(?:\s*(\d{{4}}))?")
_SLASHED_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})[\s.–-]+(\d{4})\b")
CASE_REFERENCE = re.compile(r"\b(\d{1,4})/(\d{4}|\d{2})\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def span_of(text: str) -> Period | None:
    """The days a row can be from: one day, the months named, or the year of the case."""
    return _day_or_months(text) or _years(text)


def is_dated(text: str) -> bool:
    """Whether it tells a day or some months, and not the year alone."""
    return _day_or_months(text) is not None


def has_case_reference(text: str) -> bool:
    """Whether a case is named by number and year: "87/96" or "12/2024"."""
    return CASE_REFERENCE.search(text) is not None


def _day_or_months(text: str) -> Period | None:
    day = parse_date(text) or _slashed_day(text)
    return Period(start=day, end=day) if day else _months(text)


def _slashed_day(text: str) -> dt.date | None:
    found = _SLASHED_DAY.search(text)
    return parse_date(f"{found[1]}.{found[2]}.{found[3]}") if found else None


def _months(text: str) -> Period | None:
    """As in "Mars 2008" and "Nov./des. 2003"; a month without a year has that of the next one."""
    named = [(_number(m[1]), m[2]) for m in _MONTH_AND_YEAR.finditer(plain(text))]
    if not named or not named[-1][1]:
        return None
    month, year = named[-1][0], int(named[-1][1])
    end = dt.date(year, month, calendar.monthrange(year, month)[1])
    for earlier, own in reversed(named[:-1]):
        year = int(own) if own else year - (earlier > month)
        month = earlier
    return Period(start=dt.date(year, month, 1), end=end)


def _number(month: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month[:3]))


def _years(text: str) -> Period | None:
    if case := CASE_REFERENCE.search(text):
        year = int(case[2])
        years = [year if year > 99 else year + (1900 if year >= _PIVOT else 2000)]
    else:
        years = [int(found) for found in _YEAR.findall(text)]
    if not years:
        return None
    return Period(start=dt.date(min(years), 1, 1), end=dt.date(max(years), 12, 31))
