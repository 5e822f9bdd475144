"""Norwegian public holidays (helligdager og offentlige høytidsdager), Sundays not counted.

Christmas Eve is no public holiday, but has the peace of one from 16 (helligdagsfredsloven § 3).
New Year's Eve is neither.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence

import holidays

from service.domain.planning_parts import NamedPeriod
from service.domain.wording import definite

_SUNDAY_NAMES = frozenset({"Søndag"})
_CHRISTMAS_EVE = (12, 24)
_NAMES = {
    "nb": {"Julaften": "julaften"},
    "nn": {"Julaften": "julaftan", "Arbeidernes dag": "arbeidarane sin dag"},
}
_TAKEN_BY = {"nb": "opptatt av {name}", "nn": "oppteken av {name}"}


@functools.lru_cache(maxsize=16)
def public_holidays(year: int) -> Mapping[dt.date, str]:
    """The holidays of a year by date, with their bokmål names."""
    listed = holidays.country_holidays("NO", years=year, language="no")
    return {day: name for day, name in listed.items() if name not in _SUNDAY_NAMES}


def closed_days(
    years: Iterable[int], party_dates: Sequence[NamedPeriod], language: str
) -> dict[dt.date, str]:
    """The days when a group never meets, and what each is, as one says "that day is …".

    Public holidays, Christmas Eve, and the party's own dates.
    """
    found: dict[dt.date, str] = {}
    for year in years:
        found |= {day: _said(name, language) for day, name in public_holidays(year).items()}
        found[dt.date(year, *_CHRISTMAS_EVE)] = _NAMES[language]["Julaften"]
    for period in party_dates:
        text = _TAKEN_BY[language].format(name=definite(period.name))
        for number in range((period.end - period.start).days + 1):
            found.setdefault(period.start + dt.timedelta(days=number), text)
    return found


def _said(name: str, language: str) -> str:
    """The name inside a sentence."""
    known = _NAMES[language].get(name, name)
    return known if known.startswith("Kristi") else known[:1].lower() + known[1:]
