"""The wheels of the planning: a year's meetings, deadlines and fixed times, and a term's.

A wheel is what is drawn and what is listed in the table beside it; both have the same items.
Nothing in it names a person or a party, and meetings of a closed audience are never given to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from service.domain.model import Period


class Certainty(StrEnum):
    """How sure the time of an item is. Each has a shape and a word of its own."""

    FIXED = "fixed"  # a day in the approved or published plan, or entered in a register
    PROPOSED = "proposed"  # the group's own, not yet approved
    UNSURE = "unsure"  # read with doubt, and nobody has confirmed it
    LIMIT = "limit"  # the last day, by a rule of the group
    USUAL = "usual"  # a customary time; nobody has set a day


class RingKind(StrEnum):
    """What a ring of a wheel holds."""

    PLANNING = "planning"  # the fixed times of a year
    COUNCIL = "council"
    EXECUTIVE = "executive"
    COMMITTEE = "committee"
    GROUP = "group"
    DEADLINES = "deadlines"
    ELECTED = "elected"  # of a term: election, constitution, training, delegation
    PLANS = "plans"  # of a term: planning strategy to municipal plan
    ECONOMY = "economy"  # of a term: budgets and reports, year by year


CERTAINTIES: Final[Mapping[str, Mapping[Certainty, str]]] = {
    "nb": {
        Certainty.FIXED: "fastsatt dato",
        Certainty.PROPOSED: "foreslått dato",
        Certainty.UNSURE: "usikker dato",
        Certainty.LIMIT: "frist",
        Certainty.USUAL: "vanlig tid, ingen dato satt",
    },
    "nn": {
        Certainty.FIXED: "fastsett dato",
        Certainty.PROPOSED: "føreslått dato",
        Certainty.UNSURE: "usikker dato",
        Certainty.LIMIT: "frist",
        Certainty.USUAL: "vanleg tid, ingen dato sett",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A ring of a wheel; rings stand from the outermost inwards."""

    key: str
    name: str
    kind: RingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelItem:
    """Something in a ring, on one day or over a stretch of time.

    ``key`` is the same for what returns every year, and ``label`` what it is called then; ``name``
    tells the years apart. ``number`` leads from the drawing to the table. A ``minor`` item is
    drawn smaller: the short meetings right before and after the council's.
    """

    key: str
    ring: str  # the key of a Ring
    name: str
    first: dt.date
    last: dt.date
    certainty: Certainty
    when: str
    source: str = ""
    label: str = ""
    number: int | None = None
    minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """A wheel, in one written language; ``period`` is what one turn of it covers."""

    title: str
    place: str
    period: Period
    rings: tuple[Ring, ...]
    items: tuple[WheelItem, ...]
    language: str

    @property
    def last_day(self) -> dt.date:
        """The last day of the turn."""
        return self.period.end or self.period.start

    def of(self, ring: Ring) -> tuple[WheelItem, ...]:
        """The items of a ring, by date."""
        return tuple(item for item in self.items if item.ring == ring.key)

    @property
    def numbered(self) -> tuple[WheelItem, ...]:
        """The items that have a number, by date."""
        return tuple(item for item in self.items if item.number is not None)

    def returns(self, item: WheelItem) -> bool:
        """Whether the same comes again in the turn."""
        return sum(other.key == item.key for other in self.numbered) > 1

    def without(self, kind: RingKind) -> Wheel:
        """The wheel without its rings of a kind."""
        left_out = {ring.key for ring in self.rings if ring.kind is kind}
        return replace(
            self,
            rings=tuple(ring for ring in self.rings if ring.key not in left_out),
            items=tuple(item for item in self.items if item.ring not in left_out),
        )

    def certainty(self, item: WheelItem) -> str:
        """How sure an item is, in a word."""
        return CERTAINTIES[self.language][item.certainty]
