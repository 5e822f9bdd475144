"""Times of day as Norwegian plans write them: "kl. 18.30", "18:30–20:30", "1830"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_HOUR = r"([0-9]{1,2})(?:[.:]([0-9]{2}))?"
_HOUR_OR_FIGURES = r"([0-9]{1,2})(?:[.:]?([0-9]{2}))?"
_UNTIL = rf"(?:\s*(?:-|–|til)\s*(?:kl\.?\s*)?{_HOUR})?"
_SPOKEN = re.compile(
    rf"\bkl(?:okka|okken)?\b\.?\s*{_HOUR_OR_FIGURES}{_UNTIL}(?![0-9]|:[0-9])", re.IGNORECASE
)
_COLON = re.compile(
    r"(?<![0-9.:])([0-9]{1,2}):([0-9]{2})(?:\s*(?:-|–|til)\s*([0-9]{1,2}):([0-9]{2}))?"
)
_BARE = re.compile(rf"(?:kl\.?\s*)?{_HOUR}{_UNTIL}", re.IGNORECASE)
_FIGURES = re.compile(r"([0-9]{2})([0-9]{2})(?:\s*[-–]\s*([0-9]{2})([0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class Span:
    """From when, and till when if it was said."""

    start: dt.time
    end: dt.time | None = None


def spans_in(text: str) -> tuple[Span, ...]:
    """Every time that a text surely gives: after "kl", or with a colon.

    Raises:
        ValueError: a time such as 25:00.
    """
    found = list(_SPOKEN.finditer(text))
    rest = _SPOKEN.sub(" ", text)
    return tuple(_span(match) for match in (*found, *_COLON.finditer(rest)))


def without_spans(text: str) -> str:
    """The text with its times taken out."""
    return " ".join(_COLON.sub(" ", _SPOKEN.sub(" ", text)).split()).strip(" ,;")


def read_time_cell(text: str) -> Span | None:
    """The time in a cell that should hold one, or None if it holds something else.

    Raises:
        ValueError: a time such as 25:00.
    """
    bare = text.strip().rstrip(".")
    found = _FIGURES.fullmatch(bare) or _BARE.fullmatch(bare)
    return _span(found) if found else None


def _span(found: re.Match[str]) -> Span:
    hour, minute, end_hour, end_minute = found.groups()
    start = dt.time(int(hour), int(minute or 0))
    return Span(start, dt.time(int(end_hour), int(end_minute or 0)) if end_hour else None)
