"""Plans in PDFs, as LibreOffice makes them of what people write: rows, prose and their places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import docx.document
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement

from service.imports import read_plan
from service.imports.containers import open_source
from service.imports.source import Source
from tests.unit.imports.plan_documents import (
    GRID,
    LIST,
    LIST_STOPS,
    TITLE,
    as_pdfs,
    landscape,
    saved,
    shapes,
    tabbed,
    tabulated,
    texts,
    titled,
)

LONG_NAME = "Hovedutvalg for plan og miljø"
LONG = [
    LIST[0],
    *(
        (f"{day}. {month}", LONG_NAME if day % 9 == 4 else "Formannskap", "09.00", place)
        for month, place in (("januar", "Rådhuset"), ("mars", ""), ("mai", "Rådhuset"))
        for day in range(1, 29)
    ),
]
PARAGRAPH = (
    "Formannskapet møter kl. 09.00 på rådhuset, og kommunestyret møter i den store salen i "
    "kulturhuset om ikke noe annet står i innkallingen til det enkelte møtet i kommunestyret."
)


def long_table(*, header: bool) -> docx.document.Document:
    document = titled()
    table = tabulated(document, LONG)
    if header:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return document


def struck() -> docx.document.Document:
    document = titled()
    table = tabulated(document, LIST)
    for row, text in ((1, "19. januar"), (2, "21. januar")):
        paragraph = table.cell(row, 0).paragraphs[0]
        paragraph.runs[0].text = ""
        paragraph.add_run(text).font.strike = True
    table.cell(2, 0).paragraphs[0].add_run(" 22. januar")
    table.cell(3, 0).paragraphs[0].runs[0].font.underline = True
    return document


def merged() -> docx.document.Document:
    document = titled()
    table = tabulated(document, [LIST[0], *(("19. januar", body, "", "Rådhuset") for body in "AB")])
    for column in (0, 3):
        table.cell(2, column).text = ""
        table.cell(1, column).merge(table.cell(2, column)).text = LIST[1][column]
    return document


def two_grids() -> docx.document.Document:
    document = titled()
    landscape(document)
    tabulated(document, GRID)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    second = ("Utvalg", "Juli", "August", "September", "Oktober", "November", "Desember")
    tabulated(document, [second, ("Formannskap", "", "24.", "7.", "5.", "2.", "7.")])
    return document


def narrow() -> docx.document.Document:
    """Names longer than their column, in a style that has rules around some rows only."""
    document = titled()
    tabulated(document, GRID, style="Light List")
    return document


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory) -> Mapping[str, bytes]:
    plain = titled()
    tabulated(plain, LIST, style="Normal Table")
    long_lines = titled()
    tabbed(long_lines, LONG, LIST_STOPS)
    made = {
        "plain": plain,
        "long": long_table(header=True),
        "headless": long_table(header=False),
        "long_lines": long_lines,
        "struck": struck(),
        "merged": merged(),
        "two_grids": two_grids(),
        "narrow": narrow(),
        "told": titled(PARAGRAPH, "Møtested: rådhuset"),
    }
    documents = {f"{name}.docx": saved(document) for name, document in made.items()} | shapes()
    return as_pdfs(documents, tmp_path_factory.mktemp("pdfs"))


@pytest.fixture
def opened(pdfs):
    def open_one(name: str) -> Source:
        return open_source(pdfs[name], "plan.pdf")

    return open_one


@pytest.mark.parametrize(
    ("name", "rows"),
    [("list", LIST), ("grid", GRID), ("lines", LIST), ("plain", LIST), ("narrow", GRID)],
)
def test_each_shape_gives_its_rows_with_rules_and_without(opened, name, rows):
    source = opened(name)
    assert texts(source) == [list(rows)]
    assert source.prose[0].text == TITLE


def test_a_plan_in_a_pdf_is_read_to_meetings_with_the_year_of_its_title(pdfs):
    reading = read_plan(pdfs["list"], "plan.pdf")
    assert [(m.body, m.date, m.start, m.place, m.source_line) for m in reading.meetings] == [
        ("Formannskap", dt.date(2026, 1, 19), dt.time(9), "Rådhuset", 4),
        ("Kommunestyre", dt.date(2026, 1, 22), dt.time(18), "Kulturhuset", 5),
        ("Formannskap", dt.date(2026, 2, 2), None, "Rådhuset", 6),
        ("Hovedutvalg for oppvekst og levekår", dt.date(2026, 2, 3), dt.time(17), "", 7),
    ]


@pytest.mark.parametrize("name", ["long", "headless", "long_lines"])
def test_a_table_over_several_pages_is_one_and_its_header_stands_once(opened, name):
    source = opened(name)
    assert texts(source) == [LONG]
    rows = source.tables[0].rows
    assert rows[0].place == "side 1, linje 2"
    assert rows[-1].place.startswith("side 2")
    assert [row.line for row in rows] == sorted({row.line for row in rows})


def test_what_a_line_is_drawn_through_is_struck_and_an_underline_is_not(opened):
    rows = opened("struck").tables[0].rows
    assert [(row.cells[0], row.struck) for row in rows[1:]] == [
        ("19. januar", ((0, "19. januar"),)),
        ("22. januar", ((0, "21. januar"),)),
        ("2. februar", ()),
        ("3. februar", ()),
    ]


def test_cells_merged_over_rows_reach_every_row(opened):
    assert texts(opened("merged")) == [
        [LIST[0], ("19. januar", "A", "", "Rådhuset"), ("19. januar", "B", "", "Rådhuset")]
    ]


def test_a_table_with_another_header_is_another_table(opened):
    source = opened("two_grids")
    assert [rows[0][1] for rows in texts(source)] == ["Januar", "Juli"]
    assert source.tables[1].at(source.tables[1].rows[1].line) == "side 2, linje 2"


def test_lines_of_prose_are_joined_to_paragraphs_and_short_ones_are_not(opened):
    source = opened("told")
    assert [(p.text, p.place) for p in source.prose] == [
        (TITLE, "side 1, linje 1"),
        (PARAGRAPH, "side 1, linje 2"),
        ("Møtested: rådhuset", "side 1, linje 5"),
    ]
    assert source.tables == ()
