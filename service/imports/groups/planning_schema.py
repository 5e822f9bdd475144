"""The shape of [planning]: how a group places its meetings."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from service.domain.model import BodyKind
from service.domain.planning import Trigger
from service.imports.days_off.school_holidays import counties
from service.imports.groups import terms
from service.imports.groups.fields import (
    Clock,
    Days,
    Key,
    Minutes,
    Optional,
    Strict,
    Text,
    Weekday,
    term,
)

T = TypeVar("T")

Listed = Annotated[tuple[T, ...], Field(strict=False)]  # TOML has lists, not tuples
Often = Annotated[int, Field(ge=1, le=12)]


def _county(value: str) -> str:
    if value and value not in counties():
        raise ValueError(terms.one_of(value, dict.fromkeys(counties())))
    return value


class PeriodEntry(Strict):
    """Days with a name, both included."""

    name: Text
    start: dt.date
    end: dt.date


class SittingEntry(Strict):
    """When and where a kind of meeting is held."""

    weekday: Weekday | None = None
    start: Clock | None = None
    end: Clock | None = None
    place: Optional = ""


class FactionEntry(SittingEntry):
    """Faction meetings before a committee's."""

    body: Key
    lead_min_days: Days = 1
    lead_max_days: Days = 7


class BoardEntry(SittingEntry):
    """The group board's meetings."""

    per_half_year: Often | None = None
    lead_min_days: Days | None = None
    lead_max_days: Days = 14


class RegularEntry(SittingEntry):
    """Meetings that come so many times a half-year."""

    per_half_year: Often = 1


class SeatEntry(Strict):
    """A person's seat in another group of this service."""

    person: Key
    group: Key
    known_as: Optional = ""


class PlanningEntry(Strict):
    """[planning]."""

    trigger: Annotated[Trigger, term(terms.TRIGGERS)]
    kinds: Annotated[list[Annotated[BodyKind, term(terms.KINDS)]], Field(min_length=1)]
    weekday: Weekday | None = None
    start: Clock
    end: Clock
    place: Optional = ""
    lead_min_days: Days = 1
    lead_max_days: Days = 14
    share_days: Days = 14
    round_gap_days: Days = 10
    pre_minutes: Minutes | None = None
    post_minutes: Minutes | None = None
    intake_days: Days = 6
    summons_days: Days = 4
    minutes_days: Days = 7
    rounds: Listed[PeriodEntry] = ()
    party_dates: Listed[PeriodEntry] = ()
    school_county: Annotated[str, AfterValidator(_county)] = ""
    school_holidays: Listed[PeriodEntry] = ()
    factions: Listed[FactionEntry] = ()
    board: BoardEntry | None = None
    members: RegularEntry | None = None
    gatherings: RegularEntry | None = None
    second_seats: Listed[SeatEntry] = ()
