"""What planning looks at besides the rule and the municipality's plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.model import Meeting, Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A time when a person is somewhere else. Nothing says where, or with whom."""

    person: str
    start: dt.datetime  # aware
    end: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """All of it may be left out.

    Without a ``roster`` every municipal meeting is taken for a clash; with one only those of bodies
    where somebody of the group sits. ``avoided`` are days that are used only if nothing else is
    free, with what they are, definite and in the group's language: "vinterferien".
    """

    language: str = "nb"  # nb or nn
    half: str = ""  # the half-year for which regular meetings are planned; "": none are
    today: dt.date | None = None  # no regular meeting is put before it
    roster: Roster | None = None
    avoided: Mapping[dt.date, str] = field(default_factory=dict)
    kept: tuple[Meeting, ...] = ()  # the group's own that a person has set
    beside: tuple[Meeting, ...] = ()  # municipal meetings that are clashes and nothing else
    busy: tuple[Busy, ...] = ()  # of people with a second seat
