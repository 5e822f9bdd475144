"""Norwegian public holidays (helligdager og offentlige høytidsdager), Sundays not counted."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping

import holidays

_SUNDAY_NAMES = frozenset({"Søndag"})


@functools.lru_cache(maxsize=16)
def public_holidays(year: int) -> Mapping[dt.date, str]:
    """The holidays of a year by date, with their bokmål names."""
    listed = holidays.country_holidays("NO", years=year, language="no")
    return {day: name for day, name in listed.items() if name not in _SUNDAY_NAMES}
