"""What was understood of a published meeting plan, and how surely."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from service.domain.errors import InputError
from service.domain.model import BodyKind


class YearNeeded(InputError):
    """The plan doesn't say which year it is for, and nobody has said it.

    Attributes:
        fits: the one year that its weekdays fit, None where they fit several or there are none.
    """

    def __init__(self, message: str, *, where: str, fits: int | None = None) -> None:
        super().__init__(message, where=where)
        self.fits = fits


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeeting:
    """One meeting as the plan has it, local time in Europe/Oslo.

    ``start`` is None where the plan says no time. ``note`` is for people: what was read where it
    differs from what is said here, or why the meeting is uncertain.
    """

    body: str
    kind: BodyKind
    date: dt.date
    start: dt.time | None = None
    end: dt.time | None = None
    place: str = ""
    type: str = ""  # as the plan calls it: "verksted", "ekstraordinært møte"
    confidence: float = 1.0  # 0 to 1
    source_line: int = 0  # line of the file, or row of the sheet, from 1
    note: str = ""
    source_id: str = ""  # the UID of an iCalendar event
    source: str = ""  # the row or line as it stands in the file
    written: str = ""  # the body's name as it stands there
    # Where the plan states another weekday than the date's: that, 0 for Monday. The note says it
    # too, so it is no part of what tells readings apart.
    stated_weekday: int | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProblem:
    """Something a person should look at."""

    line: int
    message: str
    lost: bool = False  # it may be a meeting, and couldn't be read


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReading:
    """A plan: meetings that are sure enough, those a person must confirm, and remarks.

    No meeting stands in both lists. Both are in order of date.
    """

    meetings: tuple[PlannedMeeting, ...]
    uncertain: tuple[PlannedMeeting, ...] = ()
    bodies: tuple[str, ...] = ()  # names, in the order of their first meeting
    problems: tuple[PlanProblem, ...] = ()
