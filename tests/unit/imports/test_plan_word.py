"""Plans in Word files: what people see is read, and where it stands is told."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile

import docx
import docx.document
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from service.domain.errors import InputError
from service.imports import read_plan
from service.imports.containers import open_source
from service.imports.source import Source
from tests.unit.imports.plan_documents import (
    GRID,
    LIST,
    TITLE,
    saved,
    shapes,
    tabbed,
    tabulated,
    texts,
    titled,
    zipped,
)


def opened(document: docx.document.Document) -> Source:
    return open_source(saved(document), "plan.docx")


@pytest.mark.parametrize(("name", "rows"), [("list", LIST), ("grid", GRID), ("lines", LIST)])
def test_each_shape_gives_its_rows(name, rows):
    source = open_source(shapes()[f"{name}.docx"], "plan.docx")
    assert texts(source) == [list(rows)]
    assert source.prose[0].text == TITLE
    assert source.remarks == ()


def test_a_plan_in_word_is_read_to_meetings_with_the_year_of_its_title():
    reading = read_plan(shapes()["list.docx"], "plan.docx")
    assert [(m.body, m.date, m.start, m.place, m.source_line) for m in reading.meetings] == [
        ("Formannskap", dt.date(2026, 1, 19), dt.time(9), "Rådhuset", 4),
        ("Kommunestyre", dt.date(2026, 1, 22), dt.time(18), "Kulturhuset", 5),
        ("Formannskap", dt.date(2026, 2, 2), None, "Rådhuset", 6),
        ("Hovedutvalg for oppvekst og levekår", dt.date(2026, 2, 3), dt.time(17), "", 7),
    ]


def test_rows_and_paragraphs_are_placed_as_people_count_them():
    document = titled("Første", "")
    tabulated(document, LIST)
    document.add_paragraph("Andre")
    tabulated(document, GRID)
    source = opened(document)
    assert [table.at(table.rows[1].line) for table in source.tables] == [
        "tabell 1, rad 2",
        "tabell 2, rad 2",
    ]
    assert [(p.text, p.line, p.below, p.place) for p in source.prose] == [
        (TITLE, 1, 0, "avsnitt 1"),
        ("Første", 2, 0, "avsnitt 2"),
        ("Andre", 8, 1, "avsnitt 3"),
    ]


def test_merged_cells_are_written_out_over_columns_and_rows():
    document = titled()
    table = tabulated(document, [("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i")])
    table.cell(0, 0).merge(table.cell(1, 0)).text = "19. januar"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "Kommunestyre"
    assert texts(opened(document)) == [
        [
            ("19. januar", "b", "c"),
            ("19. januar", "e", "f"),
            ("g", "Kommunestyre", "Kommunestyre"),
        ]
    ]


def test_what_is_struck_out_is_told_by_run_and_by_style():
    document = titled()
    struck = document.styles.add_style("Utgått", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    struck.font.strike = True
    heir = document.styles.add_style("Flyttet", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    heir.base_style = struck
    table = tabulated(document, [LIST[0], ("", "Formannskap", "", ""), ("", "Formannskap", "", "")])
    cell = table.cell(1, 0).paragraphs[0]
    cell.add_run("19. januar").font.strike = True
    cell.add_run(" 20. januar")
    table.cell(2, 0).paragraphs[0].add_run("2. februar", style="Flyttet")
    document.add_paragraph().add_run("Avlyst").font.double_strike = True
    source = opened(document)
    assert [(row.cells[0], row.struck) for row in source.tables[0].rows[1:]] == [
        ("20. januar", ((0, "19. januar"),)),
        ("2. februar", ((0, "2. februar"),)),
    ]
    assert [p.text for p in source.prose] == [TITLE]
    reading = read_plan(saved(document), "plan.docx")
    assert reading.meetings == ()
    assert len(reading.uncertain) == 2


def _change(kind: str, text: str) -> object:
    element = "delText" if kind == "del" else "t"
    return parse_xml(
        f'<w:{kind} {nsdecls("w")} w:id="1" w:author="Kari Nordmann">'
        f"<w:r><w:{element}>{text}</w:{element}></w:r></w:{kind}>"
    )


def test_tracked_deletions_are_not_read_and_what_is_inserted_is_uncertain():
    document = titled()
    table = tabulated(document, [*LIST[:2], ("", "Kommunestyre", "", ""), LIST[3]])
    for kind, text in (("del", "22. januar"), ("ins", "29. januar")):
        table.cell(2, 0).paragraphs[0]._p.append(_change(kind, text))
    gone = OxmlElement("w:del")
    gone.set(qn("w:id"), "3")
    gone.set(qn("w:author"), "Kari Nordmann")
    table.rows[3]._tr.get_or_add_trPr().append(gone)
    source = opened(document)
    assert [row.cells[0] for row in source.tables[0].rows] == ["Dato", "19. januar", "29. januar"]
    assert "sporede endringer" in source.remarks[0].text
    reading = read_plan(saved(document), "plan.docx")
    assert [m.date.day for m in reading.meetings] == [19]
    assert [(m.date.day, m.note) for m in reading.uncertain] == [
        (29, "Raden har en sporet endring som ingen har godtatt eller avvist.")
    ]


def test_content_controls_are_seen_through_and_hidden_text_is_not_seen():
    document = titled()
    table = tabulated(document, LIST)
    for element in (table.cell(1, 1).paragraphs[0]._p, table.cell(2, 1)._tc, table.rows[3]._tr):
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        element.addprevious(control)
        control[-1].append(element)
    hidden = table.cell(1, 3).paragraphs[0].add_run(" (hemmelig)")
    hidden.font.hidden = True
    assert texts(opened(document)) == [list(LIST)]


def test_headers_and_footers_come_first_and_once():
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Møteplan 2026"
    section.first_page_header.paragraphs[0].text = "Møteplan 2026"
    section.footer.paragraphs[0].text = "Eksempel kommune"
    tabulated(document, LIST)
    data = saved(document)
    source = open_source(data, "plan.docx")
    assert [(p.text, p.below, p.place) for p in source.prose] == [
        ("Møteplan 2026", 0, "topptekst"),
        ("Eksempel kommune", 0, "bunntekst"),
    ]
    assert {m.date.year for m in read_plan(data, "plan.docx").meetings} == {2026}


BOX = (
    '<w:r {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml">'
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
    "<w:p><w:r><w:t>Møteplan 2026</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>Møteplan 2026</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_title_in_a_text_box_is_read_once():
    document = docx.Document()
    paragraph = document.add_paragraph("Eksempel kommune")
    paragraph._p.append(parse_xml(BOX.format(w=nsdecls("w"))))
    tabulated(document, LIST)
    source = opened(document)
    assert [p.text for p in source.prose] == ["Eksempel kommune", "Møteplan 2026"]
    assert texts(source) == [list(LIST)]


def test_a_table_that_lays_out_the_page_gives_its_tables_and_its_text():
    document = docx.Document()
    page = document.add_table(1, 2)
    page.cell(0, 0).text = TITLE
    tabulated(page.cell(0, 1), LIST)
    source = opened(document)
    assert texts(source) == [list(LIST)]
    assert [p.text for p in source.prose] == [TITLE]


def test_several_tabs_in_a_row_align_and_a_single_line_with_tabs_is_prose():
    document = titled("Eksempel kommune\tSide 1")
    source = opened(document)
    assert texts(source) == []
    assert source.prose[-1].text == "Eksempel kommune Side 1"
    document = titled()
    tabbed(document, [("Dato", "", "Utvalg"), ("19. januar", "Formannskap")], (3, 6))
    assert texts(opened(document)) == [[("Dato", "Utvalg"), ("19. januar", "Formannskap")]]


def test_line_breaks_part_a_list_that_is_one_paragraph():
    document = titled("Møter i formannskapet:\n19. januar\n2. februar")
    assert [p.text for p in opened(document).prose[1:]] == [
        "Møter i formannskapet:",
        "19. januar",
        "2. februar",
    ]


def test_the_text_is_found_where_the_package_says_it_is():
    with zipfile.ZipFile(io.BytesIO(shapes()["list.docx"])) as archive:
        parts = {
            name.replace("word/document.xml", "word/document2.xml"): archive.read(name).replace(
                b"word/document.xml", b"word/document2.xml"
            )
            for name in archive.namelist()
        }
    assert texts(open_source(zipped(parts), "plan.docx")) == [list(LIST)]


def test_damaged_parts_of_a_word_file_are_read_or_refused():
    with zipfile.ZipFile(io.BytesIO(shapes()["list.docx"])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(1)
    for name in ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"):
        for _ in range(25):
            part = bytearray(parts[name])
            at = chance.randrange(len(part))
            part[at : at + chance.randint(0, 20)] = part[: chance.randint(0, 20)]
            understood(zipped({**parts, name: bytes(part)}))


def understood(data: bytes) -> None:
    """Read it, or be refused: any other exception fails the test."""
    try:
        read_plan(data, "plan.docx", year=2026)
    except InputError as error:
        assert error.where.startswith("plan.docx")
