"""A plan is read as the same meetings, whichever way it is written down."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.errors import InputError
from service.imports import read_plan
from service.imports.bodies.body_names import name_key
from service.imports.days_off.public_holidays import public_holidays

Row = tuple[str, dt.date]
Rows = list[Row]
Table = list[list[str]]

MONTHS = "januar februar mars april mai juni juli august september oktober november desember"
WEEKDAYS = {
    "nb": "mandag tirsdag onsdag torsdag fredag",
    "nn": "måndag tysdag onsdag torsdag fredag",
}
BODIES = {
    "nb": {
        "Formannskap": "Formannskapet",
        "Kommunestyre": "Kommunestyret",
        "Planutvalg": "Planutvalget",
        "Hovedutvalg for helse og omsorg": "Hovedutvalget for helse og omsorg",
        "Utvalg for oppvekst, kultur og idrett": "Utvalget for oppvekst, kultur og idrett",
        "Eldreråd": "Eldrerådet",
        "Plan- og miljøutvalg": "Plan- og miljøutvalget",
    },
    "nn": {
        "Formannskap": "Formannskapet",
        "Heradsstyre": "Heradsstyret",
        "Planutval": "Planutvalet",
        "Hovudutval for oppvekst og kultur": "Hovudutvalet for oppvekst og kultur",
        "Ungdomsråd": "Ungdomsrådet",
        "Næringsutval": "Næringsutvalet",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a plan writes its names and dates."""

    language: str
    definite: bool
    weekday: bool
    numeric: bool
    mistaken: dt.date | None = None  # the day whose weekday the plan has wrong

    def say(self, nb: str, nn: str) -> str:
        return nb if self.language == "nb" else nn

    def body(self, name: str) -> str:
        return BODIES[self.language][name] if self.definite else name

    def month(self, number: int) -> str:
        return MONTHS.split()[number - 1]

    def date(self, day: dt.date) -> str:
        text = f"{day:%d.%m}." if self.numeric else f"{day.day}. {self.month(day.month)}"
        return f"{self.day_of_week(day)} {text}" if self.weekday else text

    def day_of_week(self, day: dt.date) -> str:
        number = (day.weekday() + (day == self.mistaken)) % 5
        return WEEKDAYS[self.language].split()[number]


MANNERS = st.builds(
    Manner,
    language=st.sampled_from(sorted(BODIES)),
    definite=st.booleans(),
    weekday=st.booleans(),
    numeric=st.booleans(),
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Manner, Rows]:
    """Ordinary meetings of one year: no weekends, no holidays, each body once on a day."""
    manner = draw(MANNERS)
    year = draw(st.integers(2026, 2029))
    names = draw(
        st.lists(
            st.sampled_from(sorted(BODIES[manner.language])), min_size=2, max_size=4, unique=True
        )
    )
    rows = [
        (name, day)
        for name in names
        for week in draw(st.lists(st.integers(2, 52), min_size=3, max_size=7, unique=True))
        if (day := dt.date.fromisocalendar(year, week, draw(st.integers(1, 5))))
        not in public_holidays(year)
    ]
    return manner, sorted(rows, key=lambda row: row[1])


def _by(rows: Rows, part: Callable[[Row], object]) -> dict:
    found: dict = {}
    for row in rows:
        found.setdefault(part(row), []).append(row)
    return found


def _title(rows: Rows) -> str:
    return f"Møteplan {rows[0][1].year}"


def _text(rows: Rows, lines: Iterable[str]) -> str:
    return "\n".join([_title(rows), "", *lines, ""])


def by_date(manner: Manner, rows: Rows) -> str:
    return _text(rows, (f"{manner.date(day)} {manner.body(name)}" for name, day in rows))


def by_date_with_colons(manner: Manner, rows: Rows) -> str:
    return _text(rows, (f"{manner.date(day)}: {manner.body(name)}" for name, day in rows))


def by_date_with_dashes(manner: Manner, rows: Rows) -> str:
    return _text(rows, (f"{manner.date(day)} – {manner.body(name)}" for name, day in rows))


def body_before_date(manner: Manner, rows: Rows) -> str:
    return _text(rows, (f"{manner.body(name)} {manner.date(day)}" for name, day in rows))


def bodies_of_a_date(manner: Manner, rows: Rows) -> str:
    lines = []
    for day, of in _by(rows, lambda row: row[1]).items():
        lines.append(f"{manner.date(day)}: {' / '.join(manner.body(name) for name, _ in of)}")
    return _text(rows, lines)


def by_month(manner: Manner, rows: Rows) -> str:
    lines: list[str] = []
    for month, of in _by(rows, lambda row: row[1].month).items():
        lines += ["", manner.month(month).capitalize()]
        for name, day in of:
            weekday = f"{manner.day_of_week(day).capitalize()} " if manner.weekday else ""
            lines.append(f"{weekday}{day.day}. {manner.body(name)}")
    return _text(rows, lines)


def by_body(manner: Manner, rows: Rows) -> str:
    lines: list[str] = []
    for name, of in _by(rows, lambda row: row[0]).items():
        lines += ["", manner.body(name), *(manner.date(day).capitalize() for _, day in of)]
    return _text(rows, lines)


def by_body_with_commas(manner: Manner, rows: Rows) -> str:
    bodies = _by(rows, lambda row: row[0])
    return _text(
        rows,
        (
            f"{manner.body(n)}: {', '.join(manner.date(d) for _, d in of)}"
            for n, of in bodies.items()
        ),
    )


def in_prose(manner: Manner, rows: Rows) -> str:
    lines = []
    for name, of in _by(rows, lambda row: row[0]).items():
        dates = [manner.date(day) for _, day in of]
        listed = " og ".join([", ".join(dates[:-1]), dates[-1]] if dates[1:] else dates)
        lines.append(f"{manner.body(name)} har møte {listed}.")
    return _text(rows, lines)


def _month_cells(manner: Manner, rows: Rows) -> Table:
    names = list(dict.fromkeys(name for name, _ in rows))
    table = [
        [
            manner.say("Utvalg", "Utval"),
            *(manner.month(n).capitalize() for n in range(1, 13)),
        ]
    ]
    for name in names:
        cells = [
            [day for body, day in rows if body == name and day.month == n] for n in range(1, 13)
        ]
        table.append(
            [manner.body(name), *(" og ".join(f"{d.day}." for d in cell) for cell in cells)]
        )
    return table


def month_grid(manner: Manner, rows: Rows) -> Table:
    return _month_cells(manner, rows)


def month_grid_turned(manner: Manner, rows: Rows) -> Table:
    table = [list(row) for row in zip(*_month_cells(manner, rows), strict=True)]
    table[0][0] = manner.say("Måned", "Månad")
    return table


def date_table(manner: Manner, rows: Rows) -> Table:
    head = ["Dato", manner.say("Utvalg", "Utval"), "Tid"]
    return [head, *([manner.date(day), manner.body(name), "kl. 18.00"] for name, day in rows)]


def body_table(manner: Manner, rows: Rows) -> Table:
    head = [manner.say("Utvalg", "Utval"), "Dato", manner.say("Sted", "Stad")]
    return [head, *([manner.body(name), manner.date(day), "Salen"] for name, day in rows)]


def dates_under_bodies(manner: Manner, rows: Rows) -> Table:
    bodies = _by(rows, lambda row: row[0])
    depth = max(len(of) for of in bodies.values())
    columns = [
        [manner.body(n), *(manner.date(d) for _, d in of), *[""] * (depth - len(of))]
        for n, of in bodies.items()
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def crosses_under_bodies(manner: Manner, rows: Rows) -> Table:
    names = list(dict.fromkeys(name for name, _ in rows))
    return [
        ["Dato", *(manner.body(name) for name in names)],
        *(
            [manner.date(day), *("x" if name in {n for n, _ in of} else "" for name in names)]
            for day, of in _by(rows, lambda row: row[1]).items()
        ),
    ]


def tabs(table: Table, title: str) -> str:
    return "\n".join([title, "", *("\t".join(row) for row in table), ""])


def semicolons(table: Table, title: str) -> str:
    return "\n".join([title, *(";".join(row) for row in table), ""])


def aligned(table: Table, title: str) -> str:
    widths = [max(len(row[n]) for row in table) + 3 for n in range(len(table[0]))]
    lines = (
        "".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in table
    )
    return "\n".join([title, "", *lines, ""])


def html(table: Table, title: str) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in table
    )
    return f"<html><body><h1>{title}</h1><table>{rows}</table></body></html>"


TEXTS = [
    by_date,
    by_date_with_colons,
    by_date_with_dashes,
    body_before_date,
    bodies_of_a_date,
    by_month,
    by_body,
    by_body_with_commas,
    in_prose,
]
TABLES = [
    month_grid,
    month_grid_turned,
    date_table,
    body_table,
    dates_under_bodies,
    crosses_under_bodies,
]
WRITERS = [tabs, semicolons, html, aligned]
#: Columns that only stand aligned, where a row may have nothing but its month: read in part.
IN_PART = {(month_grid_turned, aligned)}
AGAINST = [
    " – avlyst",
    " (utgår)",
    " (reserve)",
    " (førebels)",
    " (?)",
    " – flyttet til uka etter",
    " (kan bli flyttet)",
    " ved behov",
    ", dato må bekreftes",
]
WRITTEN_TABLES = [
    pytest.param(shape, writer, id=f"{shape.__name__}-{writer.__name__}")
    for shape in TABLES
    for writer in WRITERS
]


def _sure(text: str) -> set[Row]:
    reading = read_plan(text.encode(), "plan.txt")
    return {(name_key(meeting.body), meeting.date) for meeting in reading.meetings}


def _keys(rows: Rows) -> set[Row]:
    return {(name_key(name), day) for name, day in rows}


@pytest.mark.parametrize("shape", TEXTS, ids=lambda shape: shape.__name__)
@settings(max_examples=8, derandomize=True)
@given(plan=plans())
def test_every_meeting_of_a_text_is_read_and_no_other(shape, plan):
    manner, rows = plan
    assert _sure(shape(manner, rows)) == _keys(rows)


@pytest.mark.parametrize(("shape", "writer"), WRITTEN_TABLES)
@settings(max_examples=8, derandomize=True)
@given(plan=plans())
def test_every_meeting_of_a_table_is_read_and_no_other(shape, writer, plan):
    manner, rows = plan
    text = writer(shape(manner, rows), _title(rows))
    if (shape, writer) in IN_PART:
        assert _sure_if_any(text) <= _keys(rows)
    else:
        assert _sure(text) == _keys(rows)


def _sure_if_any(text: str) -> set[Row]:
    try:
        return _sure(text)
    except InputError:
        return set()


@pytest.mark.parametrize("shape", TEXTS, ids=lambda shape: shape.__name__)
@settings(max_examples=5, derandomize=True)
@given(plan=plans(), number=st.integers(0, 11))
def test_a_date_that_its_weekday_contradicts_is_offered_and_never_sure(shape, plan, number):
    manner, rows = plan
    mistaken = rows[number % len(rows)][1]
    text = shape(replace(manner, weekday=True, mistaken=mistaken), rows)
    reading = read_plan(text.encode(), "plan.txt")
    assert {meeting.date for meeting in reading.uncertain} == {mistaken}
    assert _sure(text) == _keys([row for row in rows if row[1] != mistaken])


@pytest.mark.parametrize("note", AGAINST)
@settings(max_examples=5, derandomize=True)
@given(plan=plans(), number=st.integers(0, 11))
def test_a_meeting_that_its_line_calls_in_doubt_is_never_sure(note, plan, number):
    manner, rows = plan
    name, day = doubtful = rows[number % len(rows)]
    line = f"{manner.date(day)} {manner.body(name)}\n"
    text = by_date(manner, rows).replace(line, f"{line[:-1]}{note}\n", 1)
    assert _sure(text) == _keys([row for row in rows if row != doubtful])
