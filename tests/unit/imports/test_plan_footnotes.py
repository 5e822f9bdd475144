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

from service.imports import read_plan
from tests.unit.imports.plan_documents import (
    GRID,
    LIST,
    as_pdfs,
    saved,
    tabulated,
    titled,
    zipped,
)

RAISED = ((1, 1, "1", "2"), (1, 2, "9.", "1"))
NOTES = (("1", " Dagen er ikke avklart"), ("2", " Flyttet fra torsdag"))
HTML = (
    "<h1>Møteplan 2026</h1><table><tr><th>Utvalg<th>Januar<th>Februar<th>Mars</tr>"
    "<tr><td>Formannskap<td>1<sup>2</sup><td>9.<sup><a href='#1'>1</a></sup><td>2.</tr>"
    "<tr><td>Kommunestyre<td>22.<td><td>26.</tr></table><p>Møtene begynner kl. 18<sup>30</sup>.</p>"
    + "".join(f"<p><sup>{mark}</sup>{text}</p>" for mark, text in NOTES)
)


def in_word() -> bytes:
    document = titled()
    table = tabulated(document, [row[:4] for row in GRID[:3]])
    for row, column, text, raised in RAISED:
        paragraph = table.cell(row, column).paragraphs[0]
        paragraph.runs[0].text = text
        paragraph.add_run(raised).font.superscript = True
    document.add_paragraph("Møtene begynner kl. 18").add_run("30").font.superscript = True
    for mark, text in NOTES:
        paragraph = document.add_paragraph()
        paragraph.add_run(mark).font.superscript = True
        paragraph.add_run(text)
    return saved(document)


@pytest.fixture(scope="module")
def plans(tmp_path_factory) -> dict[str, bytes]:
    pdf = as_pdfs({"plan.docx": in_word()}, tmp_path_factory.mktemp("footnotes"))["plan"]
    return {"word": in_word(), "pdf": pdf, "web page": HTML.encode()}


@pytest.mark.parametrize("container", ["word", "pdf", "web page"])
def test_a_raised_number_is_a_footnotes_and_its_day_is_uncertain(container, plans):
    reading = read_plan(plans[container], "plan")
    assert [(m.body, m.date.month, m.date.day) for m in reading.uncertain] == [
        ("Formannskap", 1, 1),
        ("Formannskap", 2, 9),
    ]
    for meeting, said in zip(
        reading.uncertain, ("Flyttet fra torsdag", "Dagen er ikke avklart"), strict=True
    ):
        assert f"I planen står det «{said}»." in meeting.note
    assert {m.start for m in (*reading.meetings, *reading.uncertain)} == {dt.time(18, 30)}


def test_what_else_is_raised_makes_its_row_uncertain():
    reading = read_plan(HTML.replace("<sup>2</sup>", "<sup>a)</sup>").encode(), "plan.html")
    assert [(m.date.month, m.date.day) for m in reading.uncertain] == [(1, 1), (2, 9), (3, 2)]
    assert all("«a)» hevet, som en henvisning." in m.note for m in reading.uncertain)


@pytest.mark.parametrize(
    "plan",
    [
        "<p>Formannskap</p><p><s>12.</s> 19. januar</p><p>2. februar</p>",
        "<table><tr><td><s>19. januar</s><td>Formannskap<tr><td>2. februar<td>Formannskap</table>",
    ],
    ids=["lines", "table without a header"],
)
def test_what_is_struck_is_uncertain_in_a_list_without_columns_too(plan):
    reading = read_plan(f"<h1>Møteplan 2026</h1>{plan}".encode(), "plan.html")
    assert [m.date.day for m in reading.meetings] == [2]
    assert [m.date.day for m in reading.uncertain] == [19]
    assert "strøket over" in reading.uncertain[0].note


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
