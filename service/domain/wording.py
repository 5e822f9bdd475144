"""Dates and names of bodies as Norwegians write them, for reasons and calendar entries.

The two written languages share the months' names and differ in the days'. Nothing here translates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
_WEEKDAYS = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
}
_DEFINITE_ENDINGS = (
    ("styre", "styret"),
    ("ting", "tinget"),
    ("skap", "skapet"),
    ("utvalg", "utvalget"),
    ("utval", "utvalet"),
    ("råd", "rådet"),
    ("komité", "komiteen"),
    ("komite", "komiteen"),
    ("nemnd", "nemnda"),
    ("gruppe", "gruppa"),
    ("møte", "møtet"),
    ("ferie", "ferien"),
)


def day_month(day: dt.date) -> str:
    """A date without its year: "15. februar"."""
    return f"{day.day}. {MONTHS[day.month - 1]}"


def long_day(day: dt.date, language: str = "nb") -> str:
    """A date with its weekday: "mandag 12. mai"."""
    return f"{weekday_name(day.weekday(), language)} {day_month(day)}"


def date_range(first: dt.date, last: dt.date) -> str:
    """Two dates as a range: "7.–16. februar", "31. januar–7. februar", or one date."""
    if first == last:
        return day_month(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{day_month(last)}"
    return f"{day_month(first)}–{day_month(last)}"


def weekday_name(weekday: int, language: str = "nb") -> str:
    """The name of a weekday, 0 for Monday, in "nb" or "nn"."""
    return _WEEKDAYS[language][weekday]


def clock(time: dt.time) -> str:
    """A time of day: "18.30"."""
    return f"{time.hour:02}.{time.minute:02}"


@cache
def definite(name: str) -> str:
    """A body's name inside a sentence: "Kommunestyre" becomes "kommunestyret".

    Only the first word is bent ("hovedutvalget for helse"); abbreviations and words with an
    unknown ending stay as they are.
    """
    first, space, rest = name.partition(" ")
    if first.isupper():
        return name
    first = first[:1].lower() + first[1:]
    for ending, bent in _DEFINITE_ENDINGS:
        if first.endswith(ending):
            return first.removesuffix(ending) + bent + space + rest
    return first + space + rest


def listed(words: Sequence[str], last: str = "og") -> str:
    """A list in a sentence: "a, b og c"."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
