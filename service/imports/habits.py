"""The day of the week a body usually meets on, as a check on the one date that lies elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from service.imports.reading import PlannedMeeting
from service.imports.wording.dates import WEEKDAY_NAMES

_FEWEST = 5  # meetings, before a weekday is a habit
_STRAYS = 1  # more than one on other days is no habit
_LESS_SURE = 0.85


def with_habits(meetings: Sequence[PlannedMeeting]) -> list[PlannedMeeting]:
    """The meetings, each that alone breaks its body's habit a little less sure, and saying so.

    A plan moves meetings for good reasons, so this alone makes none uncertain.
    """
    days: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for meeting in meetings:
        days[meeting.body][meeting.date.weekday()] += 1
    return [_checked(meeting, days[meeting.body]) for meeting in meetings]


def _checked(meeting: PlannedMeeting, days: Counter[int]) -> PlannedMeeting:
    usual, times = days.most_common(1)[0]
    total = days.total()
    if meeting.date.weekday() == usual or total < _FEWEST or total - times > _STRAYS:
        return meeting
    names = WEEKDAY_NAMES[meeting.date.weekday()], WEEKDAY_NAMES[usual]
    note = f"Datoen er en {names[0]}; ellers møtes organet på {names[1]}er."
    return replace(
        meeting,
        confidence=round(meeting.confidence * _LESS_SURE, 3),
        note=f"{meeting.note} {note}".strip(),
    )
