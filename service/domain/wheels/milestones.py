"""The fixed times of a year and of a term, as the sources give them.

The order of plans and the yearly budget and report are the planning wheel's of the training
programme for elected representatives (KS-WHEEL-1 and -2); the limits are those that the rules have
unless a group has chosen others. Where a source gives an order and no time, the text says that the
time is a suggestion. No statute is cited here: no source we have gives its paragraphs in force.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from service.domain.wheels.model import RingKind

Text = Mapping[str, str]  # by written language
_MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Something that returns every year, or has its place in a term.

    Attributes:
        entered: what a register calls it; an entry with a date goes before the usual time.
        tasks: the deadlines of rule packs that set its last day for a group that has them.
    """

    key: str
    ring: RingKind
    names: Text
    usual: Text
    source: Text
    entered: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly(Milestone):
    """A milestone of every year; ``first`` and ``last`` are month and day of its usual time.

    Its name is told apart by the year that it is about, ``about`` years after the one it lies in.
    ``per`` is the day up to which a report tells, where several bear one name.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    about: int = 0
    per: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InTerm(Milestone):
    """A milestone of a term: its usual time, in months after the term's start.

    An entry of it is looked for in the months ``within``; None is the whole term.
    """

    first: int
    last: int
    within: tuple[int, int] | None = None


_WHEEL_1: Final = {
    "nb": "Folkevalgtprogrammet, delen om ettårshjulet",
    "nn": "Folkevalgtprogrammet, delen om eittårshjulet",
}
_REPORTS: Final = {
    "nb": "Kjørereglene for samspillet, punkt A6",
    "nn": "Køyrereglane for samspelet, punkt A6",
}
_BOTH: Final = {
    "nb": f"{_WHEEL_1['nb']}; {_REPORTS['nb']}",
    "nn": f"{_WHEEL_1['nn']}; {_REPORTS['nn']}",
}


YEARLY: Final = (
    Yearly(
        key="annual_report",
        ring=RingKind.ECONOMY,
        names={"nb": "Årsmelding", "nn": "Årsmelding"},
        usual={
            "nb": "per 31. desember, vanligvis lagt fram innen utgangen av mars",
            "nn": "per 31. desember, vanlegvis lagd fram innan utgangen av mars",
        },
        source=_BOTH,
        entered=("årsmelding", "årsmeldinga", "årsmeldingen"),
        tasks=("DL-REPORT-1231",),
        first=(1, 1),
        last=(3, 31),
        about=-1,
    ),
    Yearly(
        key="tertial_1",
        ring=RingKind.ECONOMY,
        names={"nb": "Tertialrapport per 30. april", "nn": "Tertialrapport per 30. april"},
        usual={
            "nb": "vanligvis lagt fram innen midten av juni",
            "nn": "vanlegvis lagd fram innan midten av juni",
        },
        source=_REPORTS,
        entered=("tertialrapport",),
        tasks=("DL-REPORT-0430",),
        first=(5, 1),
        last=(6, 14),
        per=(4, 30),
    ),
    Yearly(
        key="tertial_2",
        ring=RingKind.ECONOMY,
        names={"nb": "Tertialrapport per 31. august", "nn": "Tertialrapport per 31. august"},
        usual={
            "nb": "vanligvis lagt fram innen midten av oktober",
            "nn": "vanlegvis lagd fram innan midten av oktober",
        },
        source=_REPORTS,
        entered=("tertialrapport",),
        tasks=("DL-REPORT-0831",),
        first=(9, 1),
        last=(10, 15),
        per=(8, 31),
    ),
    Yearly(
        key="budget",
        ring=RingKind.ECONOMY,
        names={
            "nb": "Budsjett og økonomiplan med handlingsdel",
            "nn": "Budsjett og økonomiplan med handlingsdel",
        },
        usual={"nb": "vanligvis vedtatt i desember", "nn": "vanlegvis vedteke i desember"},
        source={
            "nb": f"{_WHEEL_1['nb']} og fireårshjulet",
            "nn": f"{_WHEEL_1['nn']} og fireårshjulet",
        },
        entered=("budsjett", "økonomiplan", "handlingsdel"),
        first=(12, 1),
        last=(12, 31),
        about=1,
    ),
)


def months_after(day: dt.date, months: int) -> dt.date:
    """The day so many months later or, where it is negative, earlier; at most the month's last."""
    count = day.year * _MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(count, _MONTHS_A_YEAR)
    first = dt.date(year, month + 1, 1)
    following = dt.date(year + month // 11, (month + 1) % _MONTHS_A_YEAR + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))
