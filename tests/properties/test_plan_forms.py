"""Every common way of writing a date, an hour and a name, in every common frame, reads the same."""

import datetime as dt
from collections.abc import Callable, Iterable

from hypothesis import example, given
from hypothesis import strategies as st

from service.imports import read_plan

Meetings = list[tuple[dt.date, str]]
Way = Callable[[dt.date], str]

MONTHS = ["januar", "februar", "mars", "april", "mai", "juni"]
WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag"]
MEETINGS: Meetings = [
    (dt.date(2026, 1, 13), "Formannskapet"),
    (dt.date(2026, 1, 29), "Kommunestyret"),
    (dt.date(2026, 2, 10), "Formannskapet"),
    (dt.date(2026, 2, 24), "Formannskapet"),
    (dt.date(2026, 2, 26), "Kommunestyret"),
    (dt.date(2026, 3, 17), "Planutvalget"),
]


def month(day: dt.date) -> str:
    return MONTHS[day.month - 1]


def weekday(day: dt.date) -> str:
    return WEEKDAYS[day.weekday()]


DATES: dict[str, Way] = {
    "13.01": lambda d: f"{d:%d.%m}",
    "13.01.": lambda d: f"{d:%d.%m}.",
    "13.1": lambda d: f"{d.day}.{d.month}",
    "13/1": lambda d: f"{d.day}/{d.month}",
    "13/1-26": lambda d: f"{d.day}/{d.month}-{d:%y}",
    "13.01.26": lambda d: f"{d:%d.%m.%y}",
    "13.01.2026": lambda d: f"{d:%d.%m.%Y}",
    "13-01-2026": lambda d: f"{d:%d-%m-%Y}",
    "2026-01-13": lambda d: d.isoformat(),
    "2026.01.13": lambda d: f"{d:%Y.%m.%d}",
    "13. januar": lambda d: f"{d.day}. {month(d)}",
    "13 januar": lambda d: f"{d.day} {month(d)}",
    "13.jan": lambda d: f"{d.day}.{month(d)[:3]}",
    "13. jan.": lambda d: f"{d.day}. {month(d)[:3]}.",
    "tirsdag 13. januar": lambda d: f"{weekday(d)} {d.day}. {month(d)}",
    "tirsdag den 13. januar": lambda d: f"{weekday(d)} den {d.day}. {month(d)}",
    "Tir 13/1": lambda d: f"{weekday(d)[:3].title()} {d.day}/{d.month}",
    "Tir. 13.01": lambda d: f"{weekday(d)[:3].title()}. {d:%d.%m}",
    "13.01. (tirsdag)": lambda d: f"{d:%d.%m}. ({weekday(d)})",
    "Uke 3, tirsdag 13.1": lambda d: f"Uke {d.isocalendar().week}, {weekday(d)} {d.day}.{d.month}",
}
DAYS: dict[str, Way] = {
    "13": lambda d: f"{d.day}",
    "13.": lambda d: f"{d.day}.",
    "13.1.": lambda d: f"{d.day}.{d.month}.",
    "Tirsdag 13.": lambda d: f"{weekday(d).title()} {d.day}.",
    "ti 13.": lambda d: f"{weekday(d)[:2]} {d.day}.",
    "13. tirsdag": lambda d: f"{d.day}. {weekday(d)}",
    "den 13.": lambda d: f"den {d.day}.",
}
HOURS = {
    "": None,
    " kl. 18": 18,
    " kl 18.00": 18,
    " 18:00": 18,
    ", 18.00–21.00": 18,
    " (kl. 18.00)": 18,
    " klokken 18:00": 18,
    " kl. 1800": 18,
}
CELL_HOURS = {
    "": None, "18": 18, "18.00": 18, "18:00": 18, "1800": 18, "kl. 18": 18, "18:00-21:00": 18,
}  # fmt: skip
BETWEEN = (": ", " - ", " – ", ", ", " ", "\t", "; ", " | ", "  ", ". ")
JOINTS = (", ", " og ", " & ", " + ", " ")
BULLETS = ("", "- ", "* ", "• ", "1) ")
MONTH_HEADS = ("{}", "{}:", "{} 2026", "### {}", "**{}**", "- {} -")
BODY_HEADS = ("{}", "{}:", "{} 2026", "## {}", "**{}**", "Møter i {}", "{}s møter")
GRID_HEADS: dict[str, Callable[[str], str]] = {
    "Januar": str.title,
    "JAN": lambda name: name[:3].upper(),
    "Jan.": lambda name: f"{name[:3].title()}.",
    "januar 2026": lambda name: f"{name} 2026",
}
GRID_NAMES = {
    "{}": None, "{}:": None, "{} (FSK)": None, "{} kl. 18.00": 18, "{} (kl. 18)": 18,
}  # fmt: skip


def one_of(things: Iterable[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(things))


def check(lines: Iterable[str], name: str, hour: int | None) -> None:
    """Every meeting is sure, with its hour, and there is no other."""
    text = "\n".join(["Møteplan 2026", "", *lines]) + "\n"
    reading = read_plan(text.encode(), name, year=None)
    found = [(m.date, m.body, m.start and m.start.hour) for m in reading.meetings]

    assert found == [(day, body, hour) for day, body in MEETINGS], text
    assert reading.uncertain == ()


@given(one_of(DATES), one_of(BETWEEN), one_of(HOURS), st.booleans())
@example("13.01", ": ", " kl. 18", True)
@example("2026.01.13", ": ", "", False)
def test_a_line_for_each_meeting(form, between, hour, date_first):
    said = ((DATES[form](day), body) for day, body in MEETINGS)
    pairs = (one if date_first else one[::-1] for one in said)
    check([between.join(pair) + hour for pair in pairs], "plan.txt", HOURS[hour])


@given(one_of(MONTH_HEADS), one_of(DAYS), one_of(BETWEEN), one_of(HOURS), one_of(BULLETS))
def test_lines_below_their_month(head, form, between, hour, bullet):
    lines = []
    for name in MONTHS[:3]:
        lines += ["", head.format(name.title())]
        lines += [
            f"{bullet}{DAYS[form](day)}{between}{body}{hour}"
            for day, body in MEETINGS
            if month(day) == name
        ]
    check(lines, "plan.txt", HOURS[hour])


@given(one_of(BODY_HEADS), one_of(DATES), one_of(HOURS), one_of(BULLETS))
@example("## {}", "13. januar", "", "- ")
def test_lines_below_their_body(head, form, hour, bullet):
    lines = []
    for name in dict.fromkeys(body for _, body in MEETINGS):
        lines += ["", head.format(name)]
        lines += [f"{bullet}{DATES[form](day)}{hour}" for day, body in MEETINGS if body == name]
    check(lines, "plan.txt", HOURS[hour])


@given(one_of(DATES), one_of(CELL_HOURS), st.sampled_from(";\t|"), st.permutations(range(3)))
def test_a_row_for_each_meeting(form, hour, delimiter, order):
    rows = [("Dato", "Utvalg", "Tid")]
    rows += [(DATES[form](day), body, hour) for day, body in MEETINGS]
    lines = [delimiter.join(row[at] for at in order) for row in rows]
    check(lines, "plan.csv", CELL_HOURS[hour])


@given(one_of(GRID_HEADS), one_of(GRID_NAMES), one_of(DAYS), one_of(JOINTS), st.booleans())
def test_a_grid_of_bodies_and_months(head, name, form, joint, turned):
    rows = [["Utvalg", *map(GRID_HEADS[head], MONTHS)]]
    for body in dict.fromkeys(body for _, body in MEETINGS):
        days = [
            [DAYS[form](day) for day, one in MEETINGS if one == body and month(day) == column]
            for column in MONTHS
        ]
        rows.append([name.format(body), *map(joint.join, days)])
    if turned:
        rows = [list(column) for column in zip(*rows, strict=True)]
    check([";".join(row) for row in rows], "plan.csv", GRID_NAMES[name])
