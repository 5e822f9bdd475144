"""When schools are customarily closed in a county. No county publishes it for programs to read."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from service.domain.planning_parts import NamedPeriod
from service.domain.wording import definite
from service.imports.days_off.public_holidays import public_holidays

_USUALLY = {
    "nb": "{name} (vanligvis {weeks} i {county})",
    "nn": "{name} (vanlegvis {weeks} i {county})",
}
_WEEKS = {"nb": "uke", "nn": "veke"}
_BEFORE_MAUNDY_THURSDAY = 3  # Monday to Wednesday; the rest of that week is public holidays
_WORKING_DAYS = 5


def counties() -> tuple[str, ...]:
    """The counties whose customary weeks are known."""
    return tuple(_data()["counties"])


def school_holidays(
    county: str, years: Sequence[int], own: Sequence[NamedPeriod], language: str
) -> dict[dt.date, str]:
    """The days schools are closed in these years, and what each is, definite: "vinterferien".

    ``own`` are the group's, which count as they are; of a holiday it has in a year, the customary
    weeks then don't. Without a county only ``own`` count. What is only customary says so.
    """
    known = {(period.start.year, _kind_named(period.name)) for period in own}
    found: dict[dt.date, str] = {}
    for year in years if county else ():
        for kind, days in _customary(county, year):
            names = _data()["names"][kind]
            if known.isdisjoint((year, name) for name in names.values()):
                found |= dict.fromkeys(days, _said(kind, county, language))
    for period in own:
        found |= dict.fromkeys(_days(period.start, period.end), definite(period.name))
    return found


def _kind_named(name: str) -> str:
    """The holiday a group means: "Vinterferie 2026" is "vinterferien"."""
    return definite(name).partition(" ")[0]


def _customary(county: str, year: int) -> Iterator[tuple[str, list[dt.date]]]:
    for kind, weeks in _data()["counties"][county].items():
        yield kind, [day for week in weeks for day in _week(year, week)]
    thursday = next(day for day, name in public_holidays(year).items() if name == "Skjærtorsdag")
    yield "easter", [thursday - dt.timedelta(days=n + 1) for n in range(_BEFORE_MAUNDY_THURSDAY)]
    for kind, season in _data()["everywhere"].items():
        first = dt.date.fromisoformat(f"{year}-{season['first']}")
        ends_in = year + (season["last"] < season["first"])
        yield kind, _days(first, dt.date.fromisoformat(f"{ends_in}-{season['last']}"))


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def _week(year: int, week: int) -> list[dt.date]:
    return [dt.date.fromisocalendar(year, week, day + 1) for day in range(_WORKING_DAYS)]


def _said(kind: str, county: str, language: str) -> str:
    name = str(_data()["names"][kind][language])
    weeks = _data()["counties"][county].get(kind)
    if weeks is None:
        return name
    listed = f"{_WEEKS[language]} {' eller '.join(map(str, weeks))}"
    return _USUALLY[language].format(name=name, weeks=listed, county=county)


@functools.cache
def _data() -> Mapping[str, Any]:
    text = (
        files("service.imports.days_off")
        .joinpath("school_holidays.toml")
        .read_text(encoding="utf-8")
    )
    return tomllib.loads(text)
