"""Each body's meetings of a plan in one line, with whatever falls out of the pattern named."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.domain.wording import clock, day_month, listed, weekday_name
from service.imports.reading import PlannedMeeting

_MOST_NAMED = 3  # exceptions; more than these are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySummary:
    """A body's sure meetings by date, what most of them have in common, and how many are unsure.

    ``weekday`` and ``start`` are what more than half of them have; ``odd_days`` and ``odd_starts``
    are those that have something else. ``start`` is also None where most have no time.
    """

    name: str
    meetings: tuple[PlannedMeeting, ...]
    weekday: int | None
    start: dt.time | None
    odd_days: tuple[PlannedMeeting, ...]
    odd_starts: tuple[PlannedMeeting, ...]
    unsure: int = 0


def summaries(
    meetings: Iterable[PlannedMeeting], uncertain: Iterable[PlannedMeeting] = ()
) -> tuple[BodySummary, ...]:
    """One for each body, the one that meets first at the top."""
    sure: dict[str, list[PlannedMeeting]] = {}
    unsure: Counter[str] = Counter()
    marked = [*((m, True) for m in meetings), *((m, False) for m in uncertain)]
    for meeting, is_sure in sorted(marked, key=lambda pair: pair[0].date):
        found = sure.setdefault(meeting.body, [])
        found += [meeting] if is_sure else []
        unsure[meeting.body] += not is_sure
    return tuple(_summary(name, found, unsure[name]) for name, found in sure.items())


def _summary(name: str, meetings: Sequence[PlannedMeeting], unsure: int) -> BodySummary:
    if not meetings:
        return BodySummary(
            name=name,
            meetings=(),
            weekday=None,
            start=None,
            odd_days=(),
            odd_starts=(),
            unsure=unsure,
        )
    weekday, often = Counter(m.date.weekday() for m in meetings).most_common(1)[0]
    usual = weekday if often * 2 > len(meetings) else None
    start, count = Counter(m.start for m in meetings).most_common(1)[0]
    timed = count * 2 > len(meetings)
    return BodySummary(
        name=name,
        meetings=tuple(meetings),
        weekday=usual,
        start=start if timed else None,
        odd_days=tuple(m for m in meetings if usual is not None and m.date.weekday() != usual),
        odd_starts=tuple(m for m in meetings if not timed or m.start != start),
        unsure=unsure,
    )


def summary_said(summary: BodySummary, language: str = "nb") -> str:
    """How many, on which weekday and when: "5 møter, alltid torsdag kl. 18.00".

    In bokmål ("nb") or nynorsk ("nn").
    """
    meetings = summary.meetings
    if not meetings:
        return _ONLY_UNSURE[language]
    if len(meetings) == 1:
        return f"1 {_NOUN[language]}, {_day(meetings[0], language)} {_at(meetings[0], language)}"
    nouns = _NOUNS[language]
    days = _days(summary, language)
    times = _times(summary, language)
    plain = summary.weekday is not None and summary.start and not summary.odd_days
    return f"{len(meetings)} {nouns}, {days}{' ' if plain else ', '}{times}"


_ONLY_UNSURE = {"nb": "bare usikre møter", "nn": "berre usikre møte"}
_NOUN = {"nb": "møte", "nn": "møte"}
_NOUNS = {"nb": "møter", "nn": "møte"}
_ALWAYS = {"nb": "alltid {day}", "nn": "alltid {day}"}
_BUT = {"nb": "{usual}, bortsett fra {odd}", "nn": "{usual}, bortsett frå {odd}"}
_VARIES = {"nb": "ulike ukedager", "nn": "ulike vekedagar"}
_OTHERS = {"nb": "{count} andre", "nn": "{count} andre"}
_UNTOLD = {"nb": "uten klokkeslett", "nn": "utan klokkeslett"}
_TIMES_VARY = {"nb": "ulike klokkeslett", "nn": "ulike klokkeslett"}


def _days(summary: BodySummary, language: str) -> str:
    if summary.weekday is None:
        return _VARIES[language]
    usual = weekday_name(summary.weekday, language)
    if not summary.odd_days:
        return _ALWAYS[language].format(day=usual)
    odd = _named([_day(m, language) for m in summary.odd_days], language)
    return _BUT[language].format(usual=usual, odd=odd)


def _times(summary: BodySummary, language: str) -> str:
    if len(summary.odd_starts) == len(summary.meetings):
        return _TIMES_VARY[language]
    usual = f"kl. {clock(summary.start)}" if summary.start else _UNTOLD[language]
    if not summary.odd_starts:
        return usual
    odd = [f"{day_month(m.date)} {_at(m, language)}" for m in summary.odd_starts]
    return _BUT[language].format(usual=usual, odd=_named(odd, language))


def _named(said: Sequence[str], language: str) -> str:
    if len(said) > _MOST_NAMED:
        return _OTHERS[language].format(count=len(said))
    return listed(said)


def _day(meeting: PlannedMeeting, language: str) -> str:
    return f"{weekday_name(meeting.date.weekday(), language)} {day_month(meeting.date)}"


def _at(meeting: PlannedMeeting, language: str) -> str:
    return f"kl. {clock(meeting.start)}" if meeting.start else _UNTOLD[language]
