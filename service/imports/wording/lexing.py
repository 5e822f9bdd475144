"""A line of a plan cut into what it says: dates, days, months, weekdays, times, weeks and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from service.imports.wording.clock import Span, read_time_cell, spans_in
from service.imports.wording.dates import MONTHS, WEEKDAYS, Day, Several, days_in_list, how_several


class Kind(Enum):
    """What a piece of a line is."""

    DATES = auto()  # days with their month: "14. januar", "14.1.", "2026-01-14"
    DAYS = auto()  # days without one: "14.", "5, 19", "7. og 28."
    MONTH = auto()
    WEEKDAY = auto()
    TIME = auto()
    WEEK = auto()
    YEAR = auto()
    MARK = auto()  # of a footnote
    NOTE = auto()  # in parentheses
    SEPARATOR = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One piece. ``number`` is a month, weekday (0 is Monday), week or year, by its kind."""

    kind: Kind
    text: str
    days: tuple[Day, ...] = ()
    number: int = 0
    year: int | None = None
    span: Span | None = None
    several: Several = Several.EACH


_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_LONG_WEEKDAY = "|".join(sorted((w for w in WEEKDAYS if len(w) > 2), key=len, reverse=True))
_SHORT_WEEKDAY = "|".join(w for w in WEEKDAYS if len(w) == 2)
_NUMBER = r"[0-9]{1,2}\.?"
_MORE = rf"(?:\s*(?:,|/|&|\+|-|–|\bog\b|\bsamt\b|\btil\b)\s*{_NUMBER})*"
_LIST = rf"{_NUMBER}{_MORE}"
_HOUR = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
_FIGURES = r"[0-9]{1,2}(?:[.:]?[0-9]{2})?"


_JOINTS = frozenset({",", "og", "-", "–", "til"})


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_SPACE = _pattern(r"[ \u00a0](?![ \u00a0])")
_GAP = _pattern(r"[ \u00a0]{2,}")
_NOTE = _pattern(r"[(\[]([^()\[\]]*)[)\]]")
_ISO = _pattern(r"(20[0-9]{2})([-./])([0-9]{2})\2([0-9]{2})(?![0-9])")
_SPOKEN = _pattern(
    rf"(?:kl(?:okka|okken|okkeslett)?\b\.?\s*{_FIGURES}|[0-9]{{1,2}}:[0-9]{{2}}|"
    rf"[0-9]{{1,2}}[.:][0-9]{{2}}(?=\s*[-–]\s*[0-9]{{1,2}}[.:][0-9]{{2}}(?![.0-9])))"
    rf"(?:\s*(?:-|–|til)\s*(?:kl\.?\s*)?{_HOUR}(?![.0-9]))?(?:\s*h\b)?"
)
_MAY_BE_DATES = _pattern(
    r"[0-3]?[0-9]\.(?:0?[1-9]|1[0-2])\s*[-–]\s*[0-3]?[0-9]\.(?:0?[1-9]|1[0-2])"
)
_NAMED = _pattern(
    rf"(?P<days>{_LIST})\s*(?P<month>{_MONTH})(?![^\W\d¹²³⁴⁵⁶⁷⁸⁹])\.?(?:,?\s*(?P<year>20[0-9]{{2}})(?![0-9]))?"
)
_NUMERIC = _pattern(
    r"(?P<day>[0-9]{1,2})(?P<by>[./-])(?P<month>[0-9]{1,2})"
    r"(?:[./-](?P<year>20[0-9]{2}|[0-9]{2})(?![0-9]|[./-][0-9]))?\.?(?![0-9]|:[0-9])"
)
_WEEK = _pattern(r"(?:uke|veke|uka|veka)\b\.?\s*(?:nr\.?\s*)?([0-9]{1,2})(?![0-9])")
_MONTH_ALONE = _pattern(
    rf"(?P<month>{_MONTH})(?![^\W\d¹²³⁴⁵⁶⁷⁸⁹])\.?(?:[\s,]*(?P<year>20[0-9]{{2}})(?![0-9]))?"
)
_WEEKDAY = _pattern(rf"(?P<day>{_LONG_WEEKDAY})\b\.?|(?P<short>{_SHORT_WEEKDAY})\.?(?=\s*[0-9])")
_WEEKDAY_AFTER = _pattern(  # the day it belongs to: "13 ti Formannskap", but not "3. to møter"
    rf"(?<=[0-9.][ \u00a0])(?P<day>)(?P<short>{_SHORT_WEEKDAY})\.?(?=\s+(?-i:[A-ZÆØÅ]))"
)
_YEAR = _pattern(r"(20[0-9]{2})(?![0-9/])")
_DAYS = _pattern(rf"{_LIST}(?![0-9%]|:[0-9])(?!\s*(?:stk|møter|møte|dager|dagar|timer|minutt)\b)")
_MARK = _pattern(r"\*+\)?|[¹²³⁴⁵⁶⁷⁸⁹]+\)?|[†‡#]")
_NUMBERED = _pattern(r"(?<=[0-9.\s])[1-9a-e]\)(?=\s|$|[,;])")
_SEPARATOR = _pattern(r"[\t;|:,•·–—/-]")
_WORD = _pattern(r"[^\s,;:|()\[\]•·*†‡#¹²³⁴⁵⁶⁷⁸⁹]+|\S")


def _note(found: re.Match[str]) -> Token:
    return Token(kind=Kind.NOTE, text=found[1].strip())


def _iso(found: re.Match[str]) -> Token:
    day = Day(day=int(found[4]), month=int(found[3]), year=int(found[1]))
    return Token(kind=Kind.DATES, text=found[0], days=(day,))


def _time(found: re.Match[str]) -> Token | None:
    if _MAY_BE_DATES.fullmatch(found[0]):
        return None
    try:
        span = next(iter(spans_in(found[0])), None) or read_time_cell(found[0])
    except ValueError:
        return None
    return Token(kind=Kind.TIME, text=found[0], span=span) if span else None


def _named(found: re.Match[str]) -> Token | None:
    month = MONTHS[found["month"].casefold()]
    year = int(found["year"]) if found["year"] else None
    numbers = days_in_list(found["days"])
    if not all(1 <= number <= 31 for number in numbers):
        return None
    days = tuple(Day(day=number, month=month, year=year) for number in numbers)
    return Token(kind=Kind.DATES, text=found[0], days=days, several=how_several(found["days"]))


def _numeric(found: re.Match[str]) -> Token | None:
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return _clock(found)
    if found["by"] == "-" and year is None:
        return None
    full = None if year is None else int(year) if len(year) > 2 else 2000 + int(year)
    return Token(kind=Kind.DATES, text=found[0], days=(Day(day=day, month=month, year=full),))


def _clock(found: re.Match[str]) -> Token | None:
    """The time in what looks like a date: no month is 0 or 30, so "18.00" and "09.30" are."""
    if found["by"] != "." or found["year"] or len(found["month"]) < 2:
        return None
    return _time(found)


def _week(found: re.Match[str]) -> Token:
    return Token(kind=Kind.WEEK, text=found[0], number=int(found[1]))


def _month(found: re.Match[str]) -> Token:
    year = int(found["year"]) if found["year"] else None
    number = MONTHS[found["month"].casefold()]
    return Token(kind=Kind.MONTH, text=found[0], number=number, year=year)


def _weekday(found: re.Match[str]) -> Token:
    name = (found["day"] or found["short"]).casefold()
    return Token(kind=Kind.WEEKDAY, text=found[0], number=WEEKDAYS[name])


def _year(found: re.Match[str]) -> Token:
    return Token(kind=Kind.YEAR, text=found[0], number=int(found[1]))


def _days(found: re.Match[str]) -> Token | None:
    numbers = days_in_list(found[0])
    if not all(1 <= number <= 31 for number in numbers):
        return None
    days = tuple(Day(day=number, month=0) for number in numbers)
    return Token(kind=Kind.DAYS, text=found[0], days=days, several=how_several(found[0]))


def _plain(kind: Kind) -> Callable[[re.Match[str]], Token]:
    return lambda found: Token(kind=kind, text=found[0])


#: Tried in this order wherever a piece begins.
_MATCHERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Token | None]], ...] = (
    (_GAP, lambda _: Token(kind=Kind.SEPARATOR, text="\t")),
    (_NOTE, _note),
    (_NUMBERED, _plain(Kind.MARK)),
    (_ISO, _iso),
    (_SPOKEN, _time),
    (_NAMED, _named),
    (_NUMERIC, _numeric),
    (_WEEK, _week),
    (_MONTH_ALONE, _month),
    (_WEEKDAY, _weekday),
    (_WEEKDAY_AFTER, _weekday),
    (_YEAR, _year),
    (_DAYS, _days),
    (_MARK, _plain(Kind.MARK)),
    (_SEPARATOR, _plain(Kind.SEPARATOR)),
)


def lex(line: str) -> tuple[Token, ...]:
    """The pieces of a line, in its order. Days that no month can have are words."""
    return tuple(_with_months(list(_pieces(line))))


def _pieces(line: str) -> Iterator[Token]:
    at = 0
    while at < len(line):
        if space := _SPACE.match(line, at):
            at = space.end()
            continue
        token, at = _piece(line, at)
        yield token


def _piece(line: str, at: int) -> tuple[Token, int]:
    for pattern, make in _MATCHERS:
        found = pattern.match(line, at)
        token = make(found) if found else None
        if found and token:
            return token, found.end()
    word = _WORD.match(line, at)
    end = word.end() if word else at + 1
    return Token(kind=Kind.WORD, text=line[at:end]), end


def _with_months(tokens: list[Token]) -> list[Token]:
    """Days right before a date are of its month: "14. og onsdag 15. januar"."""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].kind is Kind.DAYS and (date := _date_after(tokens, at)):
            days = tuple(replace(d, month=date.month, year=date.year) for d in tokens[at].days)
            tokens[at] = replace(tokens[at], kind=Kind.DATES, days=days)
    return tokens


def _date_after(tokens: list[Token], at: int) -> Day | None:
    """The date that days are listed with; "2. Tirsdag 9. februar" is the second of a list."""
    joined = False
    for token in tokens[at + 1 :]:
        if token.kind is Kind.DATES:
            return token.days[0] if joined else None
        joined = joined or token.text in _JOINTS
        between = token.kind in {Kind.WEEKDAY, Kind.NOTE, Kind.MARK} or token.text in _JOINTS
        if not between:
            return None
    return None
