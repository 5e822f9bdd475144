"""Reading a year's published plan: 12 bodies, 150 meetings, four shapes; and ten times that."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from service.imports import read_plan
from service.imports.wording.dates import MONTH_NAMES
from tests.bench.table import Times, bound

_PROMISED = 0.3  # seconds: what was promised
_MEETINGS = 150
_BODIES = (
    "Kommunestyret", "Formannskapet", "Planutvalget", "Utvalg for helse og omsorg",
    "Utvalg for oppvekst og kultur", "Utvalg for næring og landbruk", "Administrasjonsutvalget",
    "Kontrollutvalget", "Eldrerådet", "Ungdomsrådet", "Klagenemnda",
    "Rådet for mennesker med nedsatt funksjonsevne",
)  # fmt: skip
_Meeting = tuple[dt.date, str]


def report(rounds: int) -> Iterator[str]:
    """A line for each shape, and one for ten times as many meetings in it."""
    for name, written in _SHAPES.items():
        once = _times(f"read, {name}", rounds * 3, written(_plan(_MEETINGS)))
        yield bound(f"read, {name}", once, _PROMISED)
        tenfold = _times(f"read, {name}, ten times", rounds, written(_plan(_MEETINGS * 10)))
        ratio = tenfold.median / once.median
        yield f"{'  ten times as many':<29} {tenfold!s:<24} {ratio:.1f} times"


def _plan(count: int) -> Sequence[_Meeting]:
    """Spread over a year's working days, one body after the other."""
    first = dt.date(2026, 1, 5)
    days = [day for n in range(350) if (day := first + dt.timedelta(days=n)).weekday() < 5]
    return sorted((days[n * len(days) // count], _BODIES[n % 12]) for n in range(count))


def _as_table(plan: Sequence[_Meeting]) -> str:
    rows = "".join(f"{day:%d.%m.%Y};{body};18:00\n" for day, body in plan)
    return f"Møteplan 2026\nDato;Utvalg;Tid\n{rows}"


def _as_lines(plan: Sequence[_Meeting]) -> str:
    lines = (f"{day.day}. {MONTH_NAMES[day.month - 1]} {body}\n" for day, body in plan)
    return "Møteplan 2026\n" + "".join(lines)


def _as_web_page(plan: Sequence[_Meeting]) -> str:
    rows = (
        f"<tr><td>{day.day}. {MONTH_NAMES[day.month - 1]}</td><td>{body}</td></tr>"
        for day, body in plan
    )
    head = "<tr><th>Dato</th><th>Utvalg</th></tr>"
    return f"<h1>Møteplan 2026</h1><table>{head}{''.join(rows)}</table>"


def _as_grid(plan: Sequence[_Meeting]) -> str:
    cells: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for day, body in plan:
        cells[body, day.month].add(day.day)
    head = "".join(f"<th>{name}</th>" for name in MONTH_NAMES)
    rows = "".join(
        f"<tr><td>{body}</td>"
        + "".join(f"<td>{_days(cells[body, month])}</td>" for month in range(1, 13))
        + "</tr>"
        for body in _BODIES
    )
    return f"<h1>Møteplan 2026</h1><table><tr><th>Utvalg</th>{head}</tr>{rows}</table>"


def _days(days: set[int]) -> str:
    return ", ".join(str(day) for day in sorted(days))


_SHAPES: Mapping[str, Callable[[Sequence[_Meeting]], str]] = {
    "list in a table": _as_table,
    "lines of text": _as_lines,
    "web page": _as_web_page,
    "grid": _as_grid,
}


def _times(name: str, rounds: int, text: str) -> Times:
    data = text.encode()
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        read_plan(data, "plan")
        seconds.append(time.perf_counter() - begun)
    return Times(name, seconds)
