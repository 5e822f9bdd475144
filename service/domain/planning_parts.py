"""Parts of a group's planning rule: named periods, and what it says of the other meetings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPeriod:
    """Days that people have a name for: a meeting round, a party congress, a school holiday."""

    name: str
    start: dt.date
    end: dt.date  # included

    def covers(self, day: dt.date) -> bool:
        """Whether ``day`` lies in it, both ends included."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """When and where a kind of meeting is held; time and place left open are the group's."""

    weekday: int | None = None  # 0 is Monday; None means any working day
    start: dt.time | None = None
    end: dt.time | None = None  # given where ``start`` is
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactionRule(Sitting):
    """A faction meeting (fraksjonsmøte) before each meeting of a committee (SP22-4.3)."""

    body: str  # the key of the committee
    lead_min_days: int = 1
    lead_max_days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRule(Sitting):
    """Group board meetings, closed (SP22-6.1, 6.2).

    One before each group meeting, early enough for its agenda (SP22-4.5), or so many in each
    half-year.
    """

    per_half_year: int | None = None  # None: before each group meeting
    lead_min_days: int | None = None  # None: at latest the day the group meeting's call goes out
    lead_max_days: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class RegularRule(Sitting):
    """Meetings that come so many times a half-year: members' meetings, social gatherings."""

    per_half_year: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSeat:
    """A person of the group who has a seat in another group of this service as well.

    It counts only when the other group says the same of the same person, so that nobody learns of
    a group's meetings by naming its people.
    """

    person: str
    group: str  # the other group's id
    known_as: str = ""  # the person's id there; "" means the same
