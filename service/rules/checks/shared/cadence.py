"""How often something recurs, and which of its rounds runs today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from service.domain.halves import half_of, period_of
from service.domain.model import Period
from service.rules.facts import Facts
from service.rules.phrasing import Half

Cadence = Literal["term", "year", "half_year"]


@dataclass(frozen=True, slots=True)
class Round:
    """One round: its key ("2026", "2026-1", "2023-2027") and the days it covers."""

    key: str
    period: Period

    def said(self) -> object:
        """As findings say it: "2026", "våren 2026"."""
        year, _, half = self.key.partition("-")
        return Half(self.key) if len(half) == 1 else f"{year}–{half}" if half else year


def round_now(facts: Facts, cadence: Cadence) -> Round:
    """The round that runs today: the term, the calendar year, or the half-year."""
    if cadence == "term":
        term = facts.group.term
        end = f"-{term.end.year}" if term.end else ""
        return Round(f"{term.start.year}{end}", term)
    if cadence == "half_year":
        half = half_of(facts.today)
        return Round(half, period_of(half))
    year = facts.today.year
    return Round(str(year), Period(start=dt.date(year, 1, 1), end=dt.date(year, 12, 31)))
