"""What stands raised in a plan: a footnote's number is no part of a date, minutes are of a time.

A footnote may say that the meeting is moved, so its dates are offered as uncertain.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from service.imports import PlanReading, read_plan
from tests.unit.imports.plan_documents import (
    GRID,
    LIST,
    as_pdfs,
    saved,
    tabulated,
    titled,
    zipped,
)

RAISED = ((1, 1, "1", "2"), (1, 2, "9.", "1"), (2, 0, "Kommunestyre", "*"))
HTML = (
    "<h1>Møteplan 2026</h1><table><tr><th>Utvalg<th>Januar<th>Februar<th>Mars</tr>"
    "<tr><td>Formannskap<td>1<sup>2</sup><td>9.<sup><a href='#1'>1</a></sup><td>2.</tr>"
    "<tr><td>Kommunestyre<td>22.<td><td>26.</tr></table><p>Møtene begynner kl. 18<sup>30</sup>.</p>"
)


def in_word() -> bytes:
    document = titled()
    table = tabulated(document, GRID[:3])
    for row, column, text, raised in RAISED:
        paragraph = table.cell(row, column).paragraphs[0]
        paragraph.runs[0].text = text
        paragraph.add_run(raised).font.superscript = True
    document.add_paragraph("Møtene begynner kl. 18").add_run("30").font.superscript = True
    return saved(document)


def days(reading: PlanReading) -> list[tuple[str, int, int]]:
    return [(m.body, m.date.month, m.date.day) for m in reading.uncertain]


@pytest.fixture(scope="module")
def in_pdf(tmp_path_factory) -> bytes:
    return as_pdfs({"plan.docx": in_word()}, tmp_path_factory.mktemp("footnotes"))["plan"]


@pytest.mark.parametrize("container", ["word", "pdf"])
def test_raised_numbers_and_stars_make_their_row_uncertain(container, in_pdf):
    reading = read_plan(in_word() if container == "word" else in_pdf, "plan")
    assert reading.meetings == ()
    assert days(reading)[:3] == [
        ("Formannskap", 1, 1),
        ("Kommunestyre", 1, 22),
        ("Formannskap", 2, 9),
    ]
    notes = {m.body: m.note.partition(" Datoen")[0] for m in reading.uncertain}
    assert "I planen viser «2, 1» til en fotnote." in notes["Formannskap"]
    assert "I planen viser «*» til en fotnote." in notes["Kommunestyre"]
    assert {m.start for m in reading.uncertain} == {dt.time(18, 30)}


def test_a_web_page_raises_in_its_own_way():
    reading = read_plan(HTML.encode(), "plan.html")
    assert [m.body for m in reading.meetings] == ["Kommunestyre"] * 2
    assert days(reading) == [("Formannskap", 1, 1), ("Formannskap", 2, 9), ("Formannskap", 3, 2)]
    assert {m.start for m in (*reading.meetings, *reading.uncertain)} == {dt.time(18, 30)}


def test_a_footnote_of_word_stands_where_its_number_does():
    document = titled()
    table = tabulated(document, LIST)
    for row, column, number in ((1, 0, 2), (2, 1, 3)):
        mark = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{number}"/></w:r>'
        table.cell(row, column).paragraphs[0]._p.append(parse_xml(mark))
    with zipfile.ZipFile(BytesIO(saved(document))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    notes = ((2, "Flyttet fra 12. januar"), (3, "Budsjettmøte"))
    parts["word/footnotes.xml"] = (
        f"<w:footnotes {nsdecls('w')}>"
        + "".join(
            f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
            for number, text in notes
        )
        + "</w:footnotes>"
    ).encode()
    relations = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    parts[relations] = parts[relations].replace(
        b"</Relationships>",
        f'<Relationship Id="n" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    reading = read_plan(zipped(parts), "plan.docx")
    assert [(m.date.day, m.note) for m in reading.uncertain] == [
        (19, "I planen står det «(flyttet fra 12. januar)».")
    ]
    assert next(m.note for m in reading.meetings if m.date.day == 22) == "Budsjettmøte"
