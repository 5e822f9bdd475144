"""Why a date may be wrong: the stated weekday or week, a weekend, a public holiday."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import replace

import holidays

from service.imports.reading import PlannedMeeting
from service.imports.wording.dates import WEEKDAY_NAMES, Day

_SATURDAY = 5
_WEEK = 7
_NEAR = 3  # days either way: each weekday lies there once


def doubts_about(date: dt.date, written: Day, week: int | None = None) -> tuple[str, ...]:
    """Every reason to ask a person about this date, in words for people."""
    return tuple(
        doubt
        for doubt in (_weekday(date, written), _week(date, week), _day_off(date))
        if doubt is not None
    )


def contradicting_weekday(date: dt.date, written: Day) -> int | None:
    """The weekday that the plan states, 0 for Monday, where the date has another."""
    return written.weekday if written.weekday != date.weekday() else None


def stated_instead(meeting: PlannedMeeting) -> dt.date | None:
    """The nearest day that has the weekday the plan states, where its date has another.

    There is just one within three days. None as well where that is a holiday.
    """
    if meeting.stated_weekday is None:
        return None
    days = (meeting.stated_weekday - meeting.date.weekday() + _NEAR) % _WEEK - _NEAR
    date = meeting.date + dt.timedelta(days=days)
    return None if date in _holidays(date.year) else date


def _weekday(date: dt.date, written: Day) -> str | None:
    weekday = contradicting_weekday(date, written)
    if weekday is None:
        return None
    stated, true = WEEKDAY_NAMES[weekday], WEEKDAY_NAMES[date.weekday()]
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
