"""Which year a plan's dates are of: its headings say so, nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from service.imports.draft import Draft
from service.imports.source import Prose
from service.imports.wording.dates import Day
from service.imports.wording.sentences import years_in

_OF_A_PLAN = re.compile(
    r"møteplan|møtekalender|møteoversikt|møtedat|møtetid|møteliste|møterekk|halvår|kalender|vår\b|"
    r"våren|høst|haust|årshjul|møter\b|møta\b",
    re.IGNORECASE,
)
_FIRST_OF_AUTUMN = 7
_NEAR = 5  # years


def years_above(prose: Sequence[Prose], table: int | None) -> tuple[int, ...]:
    """The years that the text above a table names, or the whole text where it names none."""
    above = [p.text for p in prose if table is None or p.below <= table]
    return _nearest(above) or _only([p.text for p in prose])


def _nearest(texts: Sequence[str]) -> tuple[int, ...]:
    """The nearest heading of a plan; a nearer one may single out one of its years."""
    single: tuple[int, ...] = ()
    for text in reversed(texts):
        years = years_in([text])
        if years and _OF_A_PLAN.search(text):
            return single if single and set(single) < set(years) else years
        single = single or years
    return single


def _only(texts: Iterable[str]) -> tuple[int, ...]:
    found = list(texts)
    return years_in(text for text in found if _OF_A_PLAN.search(text)) or years_in(found)


def season(drafts: Sequence[Draft], years: tuple[int, ...]) -> bool:
    """Whether a plan of two years goes from one autumn to the next summer."""
    months = [draft.day.month for draft in drafts if draft.day.year is None]
    return (
        len(years) == 2
        and years[1] - years[0] == 1
        and bool(months)
        and months[0] >= _FIRST_OF_AUTUMN
        and min(months) < _FIRST_OF_AUTUMN
    )


def year_of_season(day: Day, years: tuple[int, ...]) -> int:
    """The year of a day in a plan that :func:`season` holds of."""
    return years[0] if day.month >= _FIRST_OF_AUTUMN else years[1]


def years_that_fit(days: Iterable[Day], around: int) -> tuple[int, ...]:
    """The years near ``around`` in which every stated weekday is right; none if nothing is said."""
    stated = [day for day in days if day.weekday is not None]
    if not stated:
        return ()
    return tuple(
        year
        for year in range(around - _NEAR, around + _NEAR + 1)
        if all(_fits(day, year) for day in stated)
    )


def _fits(day: Day, year: int) -> bool:
    try:
        return day.in_year(year).weekday() == day.weekday
    except ValueError:
        return False
