"""Reading what people write in a field: blanks, names, numbers, dates and times."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from service.domain.spoken import clock_in, count_in

MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
WEEKDAYS = (
    ("mandag", "måndag"), ("tirsdag", "tysdag"), ("onsdag",), ("torsdag",),
    ("fredag",), ("lørdag", "laurdag"), ("søndag", "sundag"),
)  # fmt: skip
_FILLER = re.compile(r"[\s.…_\-–:•]*")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_WORDED = re.compile(rf"\b(\d{{1,2}})\.?\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b")
_TIME = re.compile(r"\b([01]?\d|2[0-3])[.:]([0-5]\d)\b")
_THOUSANDS = re.compile(r"(?<=\d)[ .\xa0](?=\d{3}(?!\d))")
_YEARS = re.compile(r"\b((?:19|20)\d{2})\s*[-–—/]\s*((?:19|20)?\d{2})\b")


def is_blank(text: str | None) -> bool:
    """Whether nothing was filled in: empty, or only dots, lines and spaces."""
    return text is None or _FILLER.fullmatch(text) is not None


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """The text for comparing: NFC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def mentions(text: str, word: str) -> bool:
    """Whether ``word`` stands in the text, in any letter case, as a word or the start of one."""
    return mentions_any(text, (word,))


def mentions_any(text: str, words: Iterable[str]) -> bool:
    """Whether any of the words stands in the text."""
    pattern = _any_of(tuple(words))
    return pattern is not None and pattern.search(plain(text)) is not None


@lru_cache(maxsize=1024)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    choices = "|".join(re.escape(plain(word)) for word in words)
    return re.compile(rf"(?<!\w)(?:{choices})") if choices else None


def parse_date(text: str) -> dt.date | None:
    """The first date in the text, as ISO, "12.05.2026" or "12. mai 2026"; None if there is none."""
    if found := _ISO.search(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMERIC.search(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _WORDED.search(plain(text)):
        day, month, year = int(found[1]), MONTHS.index(found[2]) + 1, int(found[3])
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:  # 31 February is no date
        return None


def parse_time(text: str) -> dt.time | None:
    """The first time of day in the text, "18.30", "18:30" or "kl 18"; None if there is none."""
    found = _TIME.search(text)
    return dt.time(int(found[1]), int(found[2])) if found else clock_in(text)


def parse_weekdays(text: str) -> frozenset[int]:
    """The weekdays named, 0 for Monday: "mandager" or "tysdag og torsdag"."""
    return frozenset(number for number, names in enumerate(WEEKDAYS) if mentions_any(text, names))


def parse_years(text: str) -> tuple[int, int] | None:
    """The period named by years, "2015–2019" or "2015-19"; None if there is none."""
    found = _YEARS.search(text)
    if found is None:
        return None
    start, end = int(found[1]), found[2]
    return start, int(end) if len(end) == 4 else start // 100 * 100 + int(end)


def parse_number(text: str) -> int | None:
    """The first whole number in the text, or the one it says in words."""
    found = re.search(r"\d+", text)
    return int(found[0]) if found else count_in(text)


def parse_amount(text: str) -> int | None:
    """The same of an amount, however its thousands are set apart: "3 000" or "3.000"."""
    return parse_number(_THOUSANDS.sub("", text))


@lru_cache(maxsize=16384)
def case_key(text: str) -> str:
    """A case number for comparing: "Sak 012/26" and "12/2026" are the same."""
    found = re.search(r"0*(\d+)\s*/\s*(?:20)?(\d{2})\b", text)
    return f"{found[1]}/{found[2]}" if found else plain(text)
