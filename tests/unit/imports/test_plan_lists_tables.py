"""Lists in XLSX and HTML."""

import datetime as dt
import io

import openpyxl

from service.imports import read_plan
from tests.unit.imports.plan_text import read

MONDAY = dt.datetime(2026, 1, 19)  # noqa: DTZ001 - a workbook's dates have no zone


def workbook(*rows: list[object], title: str = "Plan") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_gives_its_real_dates_and_times():
    data = workbook(
        ["Møteplan for kommunen"],
        ["Dato", "Utvalg", "Tid", "Sted"],
        [MONDAY, "Formannskap", dt.time(18, 30), "Salen"],
        ["22. januar 2026", "Kommunestyre", "18.30", "Salen"],
    )
    reading = read_plan(data, "plan.xlsx")
    assert [(m.date.day, m.start, m.source_line) for m in reading.meetings] == [
        (19, dt.time(18, 30), 3),
        (22, dt.time(18, 30), 4),
    ]


def test_a_month_grid_in_a_workbook_is_read_and_the_sheet_names_the_year():
    data = workbook(
        ["Utvalg", "Januar", "Februar", "Mars"],
        ["Formannskap", 19, "2. og 16.", None],
        ["Kommunestyre", "22.", "-", MONDAY.replace(month=3, day=26)],
        title="2026",
    )
    days = [(m.body, m.date.month, m.date.day) for m in read_plan(data, "plan.xlsx").meetings]
    assert days == [
        ("Formannskap", 1, 19),
        ("Kommunestyre", 1, 22),
        ("Formannskap", 2, 2),
        ("Formannskap", 2, 16),
        ("Kommunestyre", 3, 26),
    ]


def test_the_suffix_does_not_decide_what_a_file_is():
    assert (
        len(
            read_plan(
                workbook(["Dato", "Utvalg"], ["19.01.2026", "Formannskap"]), "plan.csv"
            ).meetings
        )
        == 1
    )
    assert len(read_plan(b"Dato;Utvalg\n19.01.2026;Formannskap\n", "plan.xlsx").meetings) == 1


def test_merged_cells_of_html_reach_every_row():
    html = (
        "<h1>Møteplan 2026</h1><table><tr><th>Dato<th>Utvalg</tr>"
        "<tr><td rowspan=2>19. januar<td>Formannskap</tr><tr><td>Kommunestyre</tr></table>"
    )
    assert [(m.body, m.date.day) for m in read(html, year=None).meetings] == [
        ("Formannskap", 19),
        ("Kommunestyre", 19),
    ]


def test_each_table_has_the_year_of_its_own_heading():
    table = "<table><tr><th>Dato<th>Utvalg</tr><tr><td>20. januar<td>Formannskap</tr></table>"
    html = f"<h1>Møteplan</h1><h2>2025</h2>{table}<h2>2026</h2>{table}"
    assert [m.date.year for m in read(html, year=None).meetings] == [2025, 2026]
