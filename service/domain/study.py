"""Study work: what a course's sessions, and those who were there, entitle to.

Times are whole minutes: a study hour is a clock hour. Shares are compared as whole numbers and
inclusively: 180 of 240 minutes are 75 per cent.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from service.domain.presence import (
    Session,
    Span,
    Stay,
    crowded,
    merged,
    minutes_at,
    overlap,
    span_of,
)
from service.domain.spoken import plain

HOUR: Final = 60
_WHOLE: Final = 100  # per cent
_HOURS: Final = re.compile(
    r"(\d{1,4})(?:[.,](\d{1,2}))? ?(?:t|h|timer?|timar|klokketim(?:er|ar))?\.?"
)
_PARTS: Final = re.compile(
    r"(?:(\d{1,4}) ?(?:t|h|timer?|timar)\.? ?(?:og )?)?(\d{1,4}) ?min(?:utt(?:er|ar)?)?\.?"
)
Quarter = tuple[int, int]  # the year, and 1 to 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The held sessions of a course, and who was there.

    ``totals`` are minutes by person where a list tells only the sum. ``approved`` are the minutes
    the study federation has approved, None while that is not known.
    """

    sessions: tuple[Session, ...] = ()
    stays: tuple[Stay, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    approved: int | None = None

    @property
    def minutes(self) -> int:
        """The length of all sessions."""
        return sum(session.minutes for session in self.sessions)

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone who is on a list, in order."""
        return tuple(sorted({stay.person for stay in self.stays} | self.totals.keys()))

    def presence(self, person: str) -> int:
        """The minutes a person was there, by what tells most of it."""
        own = [stay for stay in self.stays if stay.person == person]
        told = sum(
            minutes_at(session, [stay for stay in own if stay.session == session.id])
            for session in self.sessions
        )
        return max(told, self.totals.get(person, 0))


def minutes_in(text: str) -> int | None:
    """A length as people write it: "2", "2,5 timer", "2 t 45 min"; None where it isn't one."""
    said = plain(text)
    if found := _PARTS.fullmatch(said):
        return int(found[1] or 0) * HOUR + int(found[2])
    if found := _HOURS.fullmatch(said):
        return int(found[1]) * HOUR + _of_an_hour(found[2] or "0")
    return None


def _of_an_hour(decimals: str) -> int:
    """The minutes of a decimal part, rounded: "75" is 45, "33" is 20."""
    parts: int = 10 ** len(decimals)
    return (int(decimals) * HOUR * 2 + parts) // (parts * 2)


def reaches(part: int, whole: int, percent: int) -> bool:
    """Whether the part is at least so many per cent of the whole; of nothing it never is."""
    return whole > 0 and part * _WHOLE >= percent * whole


def percent_of(part: int, whole: int) -> int:
    """The part in whole per cent, rounded down: what is not enough never looks as if it were."""
    return min(_WHOLE, part * _WHOLE // whole) if whole > 0 else 0


def qualified(course: Course, percent: int) -> tuple[str, ...]:
    """Everyone who was there for at least so many per cent of the course."""
    return entitled(course, percent, course.minutes)


def entitled(course: Course, percent: int, minutes: int) -> tuple[str, ...]:
    """Everyone there for at least so many per cent of ``minutes``, and so due a certificate."""
    return tuple(p for p in course.people if reaches(course.presence(p), minutes, percent))


def may_be_exempted(representatives: int, below: int) -> bool:
    """Whether a group is small enough to apply for exemption from the number of participants."""
    return representatives < below


def digital_minutes(course: Course) -> int:
    """The length of the sessions that anybody takes part in from elsewhere."""
    return sum(session.minutes for session in course.sessions if session.is_digital)


def crowded_minutes(course: Course, people: int) -> tuple[int, bool]:
    """For how long at least so many were there at once, and whether that is all there can be.

    Where only the length of somebody's stay is known, it counts for nothing, and isn't sure.
    """
    spans = [_spans(course, session) for session in course.sessions]
    known = sum(crowded((s for own in by.values() for s in own), people) for by, _ in spans)
    return known, all(sure for _, sure in spans)


def apart(course: Course, session: Session) -> tuple[str, ...] | None:
    """Those who shared no moment of the session with anybody; None where that can't be known."""
    spans, sure = _spans(course, session)
    if not sure:
        return None
    return tuple(
        sorted(
            person
            for person, own in spans.items()
            if not any(
                overlap(mine, theirs)
                for other, others in spans.items()
                if other != person
                for mine in own
                for theirs in others
            )
        )
    )


def _spans(course: Course, session: Session) -> tuple[dict[str, list[Span]], bool]:
    """When each person was at a session, and whether that is known of everybody."""
    found: dict[str, list[Span]] = {}
    sure = True
    for stay in course.stays:
        if stay.session != session.id:
            continue
        span = span_of(session, stay)
        sure = sure and span is not None
        found.setdefault(stay.person, []).extend([span] if span else [])
    timed = {stay.person for stay in course.stays}
    for person, total in course.totals.items():
        if person not in timed and total >= course.minutes:
            found[person] = [(session.start, session.end)]
        elif person not in timed and total:
            sure = False
    return {person: list(merged(own)) for person, own in found.items()}, sure


def quarter_of(day: dt.date) -> Quarter:
    """The quarter a day lies in."""
    return day.year, (day.month + 2) // 3


def grant_minutes(course: Course) -> dict[Quarter, int]:
    """The approved minutes by the quarter they were held in, whoever and how many were there.

    Nothing while nothing is approved; where less is approved than was held, the last sessions lack.
    """
    left = course.approved or 0
    granted: Counter[Quarter] = Counter()
    for session in sorted(course.sessions, key=lambda s: (s.start, s.id)):
        counted = min(left, session.minutes)
        left -= counted
        if counted:
            granted[quarter_of(session.start.date())] += counted
    return dict(granted)
