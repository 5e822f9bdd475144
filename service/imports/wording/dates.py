"""Dates as Norwegian plans write them: "tirsdag 23. januar", "7. og 28. mai", "23.01.2018"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

MONTHS = {
    "januar": 1, "jan": 1, "februar": 2, "feb": 2, "febr": 2, "mars": 3, "mar": 3,
    "april": 4, "apr": 4, "mai": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7,
    "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10,
    "november": 11, "nov": 11, "desember": 12, "des": 12,
}  # fmt: skip
WEEKDAYS = {
    "mandag": 0, "måndag": 0, "man": 0, "mån": 0, "mand": 0, "månd": 0, "ma": 0, "må": 0,
    "tirsdag": 1, "tysdag": 1, "tir": 1, "tirs": 1, "tirsd": 1, "tys": 1, "tysd": 1,
    "ti": 1, "ty": 1,
    "onsdag": 2, "ons": 2, "onsd": 2, "on": 2,
    "torsdag": 3, "tor": 3, "tors": 3, "torsd": 3, "to": 3,
    "fredag": 4, "fre": 4, "fred": 4, "fr": 4,
    "lørdag": 5, "laurdag": 5, "lør": 5, "lau": 5, "lø": 5, "la": 5,
    "søndag": 6, "sundag": 6, "søn": 6, "sun": 6, "sø": 6, "su": 6,
}  # fmt: skip
#: The weekdays in full, as one day or as a habit: "torsdag", "torsdager", "torsdagane".
USUAL_WEEKDAYS = {
    name + ending: number
    for name, number in WEEKDAYS.items()
    if name.endswith("dag")
    for ending in ("", "er", "ar", "ene", "ane")
}
WEEKDAY_NAMES = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTH_NAMES = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_NUMBER = r"[0-9]{1,2}\.?"
_NAMED = re.compile(
    rf"(?<![0-9.:])(?P<days>{_NUMBER}(?:\s*(?:,|/|&|\+|-|–|og|til)\s*{_NUMBER})*)\s*"
    rf"(?P<month>{_MONTH})\b\.?(?:\s*(?P<year>[0-9]{{4}}))?",
)
_NUMERIC = re.compile(
    r"(?<![0-9.:])(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})"
    r"(?:[./-](?P<year>[0-9]{4}|[0-9]{2}))?\.?(?![0-9]|:[0-9])"
)
_ISO = re.compile(
    r"(?<![0-9])(?P<year>[0-9]{4})(?P<by>[-./])(?P<month>[0-9]{2})(?P=by)(?P<day>[0-9]{2})(?![0-9])"
)
_STATED_WEEKDAY = re.compile(rf"^\W*(?P<name>{_WEEKDAY})\b\.?,?\s*(?:den\s+)?(?=[0-9])")
_MONTH_HEADER = re.compile(
    rf"(?P<month>{_MONTH})\.?(?:[\s.,'’-]*(?P<year>20[0-9]{{2}}|[0-9]{{2}}))?"
)
_LONGEST_CELL = 200
_RANGE = re.compile(r"-|–|til", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day as written: the year and the weekday may be unsaid. It need not exist."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    def __str__(self) -> str:
        month = MONTH_NAMES[self.month - 1] if 1 <= self.month <= 12 else f"{self.month}."
        return f"{self.day}. {month}" + (f" {self.year}" if self.year else "")

    def in_year(self, year: int) -> dt.date:
        """The date.

        Raises:
            ValueError: there is no such day.
        """
        return dt.date(self.year or year, self.month, self.day)


class Several(Enum):
    """How several days were given as one."""

    EACH = auto()  # "7. og 28.": a meeting each
    RANGE = auto()  # "14.-15.": from the first to the last
    CHOICE = auto()  # "14./15.": both, or one of them


@dataclass(frozen=True, slots=True, kw_only=True)
class DateText:
    """The days found in a text, what is left of it, and how several were given."""

    days: tuple[Day, ...]
    rest: str
    several: Several = Several.EACH


def day_of(date: dt.date) -> Day:
    """A real date as a day with its year."""
    return Day(day=date.day, month=date.month, year=date.year)


def read_month(text: str) -> int | None:
    """The month that ``text`` names and nothing else: "Sept." is 9."""
    return MONTHS.get(text.strip().rstrip(".").casefold())


def read_month_header(text: str) -> tuple[int, int | None] | None:
    """The month that a column's name is, and its year if it says it: "Jan. 2026", "jan-26"."""
    found = _MONTH_HEADER.fullmatch(text.strip().casefold())
    if found is None:
        return None
    year = found["year"]
    full = None if year is None else int(year) if len(year) > 2 else 2000 + int(year)
    return MONTHS[found["month"]], full


def read_weekday(text: str) -> int | None:
    """The weekday that ``text`` names and nothing else; 0 is Monday."""
    return WEEKDAYS.get(text.strip().rstrip(".,").casefold())


def read_date_cell(text: str) -> DateText | None:
    """The days in a cell that should hold a date, or None if there is none."""
    lowered = text.casefold()
    if len(lowered) > _LONGEST_CELL:
        return None
    weekday = None
    if stated := _STATED_WEEKDAY.match(lowered):
        weekday = WEEKDAYS[stated["name"]]
        lowered = lowered[stated.end() :]
    found = _first(lowered)
    if found is None:
        return None
    if weekday is None:
        return found
    return replace(found, days=(replace(found.days[0], weekday=weekday), *found.days[1:]))


def dates_in_prose(text: str) -> tuple[Day, ...]:
    """The days a sentence names surely: with the month's name, or in figures with the year."""
    lowered = text.casefold()
    days = [day for found in _NAMED.finditer(lowered) for day in _named(found)]
    days += [_numeric(found) for found in _ISO.finditer(lowered)]
    days += [_numeric(found) for found in _NUMERIC.finditer(lowered) if found["year"]]
    return tuple(days)


def months_in(text: str) -> tuple[int, ...]:
    """The months that a sentence names by their whole names."""
    words = re.findall(r"[^\W\d]+", text.casefold())
    return tuple(MONTHS[word] for word in words if word in MONTH_NAMES)


def days_in_note(text: str) -> tuple[Day, ...]:
    """Every day that a note may name, also in figures without the year: "til 29.5"."""
    lowered = text.casefold()
    short = [_numeric(f) for f in _NUMERIC.finditer(lowered) if not f["year"] and "-" not in f[0]]
    possible = [day for day in short if 1 <= day.day <= 31 and 1 <= day.month <= 12]
    return (*dates_in_prose(text), *possible)


def how_several(days: str) -> Several:
    """How a list of days was written."""
    if _RANGE.search(days):
        return Several.RANGE
    return Several.CHOICE if "/" in days else Several.EACH


def doubts_of_several(days: Sequence[Day], number: int, several: Several) -> tuple[str, ...]:
    """Why one of several days may be no meeting of its own.

    A meeting that goes over several days begins on the first of them; the day after a day may be
    its second, however they are written.
    """
    doubt = ("Planen gir flere dager under ett.",)
    if several is Several.CHOICE:
        return doubt
    if number == 0:
        return ()
    before, day = days[number - 1], days[number]
    follows = (before.month, before.day + 1) == (day.month, day.day)
    return doubt if several is Several.RANGE or follows else ()


def days_in_list(text: str) -> tuple[int, ...]:
    """The numbers of a list of days: "7. og 28." is 7 and 28."""
    return tuple(int(number) for number in re.findall(r"[0-9]{1,2}", text))


def _first(text: str) -> DateText | None:
    if found := _ISO.search(text):
        return DateText(days=(_numeric(found),), rest=_without(text, found))
    if found := _NAMED.search(text):
        return DateText(
            days=_named(found),
            rest=_without(text, found),
            several=how_several(found["days"]),
        )
    if found := _NUMERIC.search(text):
        return DateText(days=(_numeric(found),), rest=_without(text, found))
    return None


def _named(found: re.Match[str]) -> tuple[Day, ...]:
    year = int(found["year"]) if found["year"] else None
    month = MONTHS[found["month"]]
    return tuple(Day(day=number, month=month, year=year) for number in days_in_list(found["days"]))


def _numeric(found: re.Match[str]) -> Day:
    year = found["year"]
    full = None if year is None else int(year) if len(year) > 2 else 2000 + int(year)
    return Day(day=int(found["day"]), month=int(found["month"]), year=full)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;")
