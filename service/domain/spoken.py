"""What a person writes in a field: weekdays, times, numbers, lengths and dates in Norwegian words.

A field is understood whole or not at all. A word that is not known makes it not understood, for
"annenhver mandag" is not "mandag", and "3 eller 4" is no number. None always means that.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from service.domain.wording import MONTHS, weekday_name

_NUMBERS: Final[Mapping[str, int]] = {
    "en": 1, "én": 1, "ett": 1, "ein": 1, "éin": 1, "eitt": 1, "to": 2, "tre": 3, "fire": 4,
    "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12,
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+|\d+(?:[.:,/]\d+)*|[^\s\w.,;:()!«»\"']")
_IN_A_YEAR: Final = re.compile(r"\b(?:i|per|pr\.?|hvert|kvart|om) år(?:et)?\b")
_DAY_ENDINGS: Final = ("", "er", "ar", "en", "ene", "ane")
_WEEKDAYS: Final[Mapping[str, int]] = {
    name + ending: number
    for number in range(7)
    for name in {weekday_name(number), weekday_name(number, "nn"), "sundag" if number == 6 else ""}
    if name
    for ending in _DAY_ENDINGS
}
_AROUND_WEEKDAY: Final = frozenset({
    "hver", "kvar", "på", "som", "regel", "fast", "faste", "vanligvis", "vanlegvis", "normalt",
    "kveld", "kvelden",
})  # fmt: skip
_AROUND_COUNT: Final = frozenset({
    "minst", "minimum", "stk", "stykk", "stykker", "medlem", "medlemmer", "medlemmar", "medlemer",
    "medlemmene", "medlemene", "av", "i", "de", "dei", "faste", "representanter",
    "representantar", "representantene", "personer", "personar", "gruppa", "gruppas", "ganger",
    "gonger", "gong", "gang", "samlinger", "samlingar",
})  # fmt: skip
_MONTH_WORDS: Final = frozenset(("måned", "måneder", "månad", "månader", "månadar", "mnd", "md"))
_NONE_WORDS: Final = frozenset(("ingen", "inga", "ikke", "ikkje"))
_QUARANTINE: Final = frozenset(("karantene", "karantenetid", "karantenen", "karantenetida"))
_DAY_WORDS: Final = frozenset(("dag", "dager", "dagar", "døgn"))
_WEEK_WORDS: Final = frozenset(("uke", "uker", "veke", "veker"))
_AROUND_DAYS: Final = frozenset({
    "før", "etter", "møtet", "gruppemøtet", "innen", "innan", "senest", "seinest", "seinast",
    "sist",
})  # fmt: skip
_CLOCK: Final = re.compile(
    r"(?:fra |frå |til )?(?:kl(?:okka|okken)?\.?\s*)?(?:([01]?\d|2[0-3])(?:[.:]([0-5]\d))?"
    r"|([01]\d|2[0-3])([0-5]\d))\.?"
)
_LONGEST_PLACE: Final = 200  # letters
_MOST_DIGITS: Final = 9
_LONGEST: Final = 366  # days
_EVENING: Final = 7  # "kl. 6" may be said of either half of the day; "06.00" may not
_LEAST_AMOUNT: Final = 1000  # a bare "50" may be millions
_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMERIC: Final = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_WORDED: Final = re.compile(rf"(?<![\d.])(\d{{1,2}})\.?\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b")
_YEARS: Final = re.compile(r"\b(\d{4})\s*[-–—/]\s*(\d{4}|\d{2})\b")
_AMOUNT: Final = re.compile(
    r"(?:kr\.?\s*)?(\d{1,3}(?:[ .]\d{3}){1,4}|\d{1,15}(?:,\d{1,6})?)"
    r"\s*(mill(?:ion(?:er|ar)?)?\b\.?)?\s*(?:kroner|kr)?\.?(?:,-)?"
)


def folded(text: str) -> str:
    """The text for comparing: NFC and single spaces, letters as they are."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def plain(text: str) -> str:
    """The text for looking up words: folded, and in lower case."""
    return folded(text).casefold()


def is_blank(text: str) -> bool:
    """Whether nothing was filled in: empty, or only dots and lines."""
    return not re.sub(r"[\s.…_\-–—:•|]", "", text)


def weekday_in(text: str) -> int | None:
    """The one weekday named, 0 for Monday: "hver mandag", "kvar tysdag"."""
    words = _words(text)
    days = {_WEEKDAYS[word] for word in words if word in _WEEKDAYS}
    known = all(word in _WEEKDAYS or word in _AROUND_WEEKDAY for word in words)
    return days.pop() if known and len(days) == 1 else None


def clock_in(text: str) -> dt.time | None:
    """The one time of day: "kl. 18.00", "kl 18", "18:30", "1830"."""
    found = _CLOCK.fullmatch(plain(text))
    if found is None:
        return None
    hour, minute = found[1] or found[3], found[2] or found[4] or "0"
    if len(hour) == 1 and int(hour) < _EVENING:
        return None
    return dt.time(int(hour), int(minute))


def count_in(text: str) -> int | None:
    """The one whole number from 1: "3", "tre", "minst 3 stk.", "to ganger i året"."""
    return _number(_words(_IN_A_YEAR.sub(" ", plain(text))), _AROUND_COUNT) or None


def months_in(text: str) -> int | None:
    """A length in months: "ingen" is 0, "seks måneder" 6, "ett år" 12, and a bare number itself."""
    words = _words(text)
    if words and set(words) <= _NONE_WORDS | _QUARANTINE and _NONE_WORDS.intersection(words):
        return 0
    if "år" in words:
        return _times(12, _number(words, _QUARANTINE | {"år"}))
    return _number(words, _QUARANTINE | _MONTH_WORDS)


def days_in(text: str) -> int | None:
    """A length in days, at most a year: "6 dager før møtet", "seks dagar", "en uke" is 7."""
    words = _words(text)
    if _WEEK_WORDS.intersection(words):
        days = _times(7, _number(words, _AROUND_DAYS | _WEEK_WORDS))
    else:
        days = _number(words, _AROUND_DAYS | _DAY_WORDS)
    return days if days is not None and days <= _LONGEST else None


def amount_in(text: str) -> int | None:
    """An amount in kroner: "50 millioner kroner", "kr 50 000 000,-"."""
    found = _AMOUNT.fullmatch(plain(text))
    if found is None:
        return None
    number = re.sub(r"[ .]", "", found[1])
    if found[2] is None:
        sure = number.isdecimal() and ("kr" in plain(text) or int(number) >= _LEAST_AMOUNT)
        return int(number) if sure else None
    whole, _, part = number.partition(",")
    return int(whole + part.ljust(6, "0"))


def date_in(text: str) -> dt.date | None:
    """The one date in a text that may say more: "gruppemøtet 12. mai 2026"."""
    words = plain(text)
    days = {_date(int(y), int(m), int(d)) for y, m, d in _ISO.findall(words)}
    days |= {_date(int(y), int(m), int(d)) for d, m, y in _NUMERIC.findall(words)}
    days |= {_date(int(y), MONTHS.index(m) + 1, int(d)) for d, m, y in _WORDED.findall(words)}
    return days.pop() if len(days) == 1 else None


def years_in(text: str) -> str | None:
    """The period named by its years, "2023–2027"."""
    found = _YEARS.findall(text)
    if len(found) != 1:
        return None
    start, end = found[0]
    return f"{start}–{end if len(end) == 4 else start[:2] + end}"


def place_in(text: str) -> str | None:
    """A place, in one line."""
    place = folded(text)
    return place if 0 < len(place) <= _LONGEST_PLACE and place.isprintable() else None


def name_in(text: str) -> str | None:
    """One person's name."""
    name = place_in(text)
    return None if name is None or re.search(r"[,;/]| og ", name) else name


def _words(text: str) -> list[str]:
    """Words, numbers and signs in lower case; what only ends or divides sentences is left out."""
    return _WORD.findall(plain(text))


def _number(words: Iterable[str], around: frozenset[str]) -> int | None:
    """The number in the words, where the rest of them mean nothing else."""
    rest = [word for word in words if word not in around]
    numbers = {_NUMBERS.get(word, _figures(word)) for word in rest}
    return numbers.pop() if len(numbers) == 1 else None


def _figures(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) <= _MOST_DIGITS else None


def _times(factor: int, number: int | None) -> int | None:
    return None if number is None else factor * number


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:  # 31 February is no date
        return None
