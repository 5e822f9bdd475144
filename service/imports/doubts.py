"""Why a date may be wrong: the stated weekday or week, a weekend, a public holiday."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import replace

import holidays

from service.imports.wording.dates import WEEKDAY_NAMES, Day

_SATURDAY = 5


def doubts_about(date: dt.date, written: Day, week: int | None = None) -> tuple[str, ...]:
    """Every reason to ask a person about this date, in words for people."""
    return tuple(
        doubt
        for doubt in (_weekday(date, written), _week(date, week), _day_off(date))
        if doubt is not None
    )


def _weekday(date: dt.date, written: Day) -> str | None:
    if written.weekday is None or written.weekday == date.weekday():
        return None
    stated, true = WEEKDAY_NAMES[written.weekday], WEEKDAY_NAMES[date.weekday()]
    return f"Planen sier {stated}, men {replace(written, year=date.year)} er en {true}."


def _week(date: dt.date, week: int | None) -> str | None:
    true = date.isocalendar().week
    if week is None or week == true:
        return None
    return f"Planen sier uke {week}, men datoen er i uke {true}."


def _day_off(date: dt.date) -> str | None:
    # The weekend first: some versions of the library list every Sunday as a holiday.
    if date.weekday() >= _SATURDAY:
        return f"Datoen er en {WEEKDAY_NAMES[date.weekday()]}."
    name = _holidays(date.year).get(date)
    return f"Datoen er en helligdag ({name})." if name else None


@functools.lru_cache(maxsize=16)
def _holidays(year: int) -> dict[dt.date, str]:
    return dict(holidays.country_holidays("NO", years=year, language="no").items())
