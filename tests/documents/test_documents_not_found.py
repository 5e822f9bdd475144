"""What a document of ours should have and no longer has is named, with where to look."""

from __future__ import annotations

import re

import pytest

from service.documents import DocumentData, read, render
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import docx, edited, unpacked
from tests.documents.edited_protocol import protocol

BODY = "word/document.xml"


def without(data: bytes, pattern: str) -> bytes:
    """The document without what the pattern finds, which must be there."""
    body = unpacked(data)[BODY].decode()
    return edited(data, (body, re.sub(pattern, "", body)))


def told(data: bytes) -> list[tuple[str, str]]:
    return [(p.message, p.location) for p in read(data).problems if p.code == "not-found"]


def row_with(words: str) -> str:
    return rf"<w:tr>(?:(?!<w:tr>).)*{words}(?:(?!<w:tr>).)*</w:tr>"


def test_a_field_whose_row_is_deleted_is_named_with_what_stood_above_it():
    data = without(protocol(meeting_place="Rådhuset"), row_with("Rådhuset"))
    ((message, location),) = told(data)
    assert "«Sted»" in message
    assert location == "Etter «Tid»"
    assert read(data).text("meeting.place") is None


def test_the_first_field_is_to_be_looked_for_at_the_top():
    ((message, location),) = told(without(protocol(group_name="Gruppa"), row_with("Gruppa")))
    assert "«Gruppe»" in message
    assert location == "Etter «Tittel»"


def test_a_heading_that_is_deleted_with_its_text_is_named_as_a_heading():
    heading = r"<w:p>(?:(?!<w:p>).)*<w:t>Habilitet</w:t></w:r></w:p><w:p>.*?</w:p>"
    ((message, _),) = told(without(protocol(), heading))
    assert "overskriften «Habilitet»" in message


def test_a_table_whose_header_row_is_deleted_is_named_by_its_columns():
    ((message, _),) = told(without(protocol(), row_with("<w:t>Hva</w:t>")))
    assert "«Hva», «Ansvarlig»" in message


def test_a_table_that_may_be_left_out_is_named_only_where_a_table_stands_that_we_dont_know():
    data = filled(MANIFESTS["innkalling", "nb"])
    whole = render(TEMPLATES["innkalling", "nb"], data, document_id="x")
    ((message, _),) = told(without(whole, row_with("<w:t>Navn</w:t>")))
    assert "«Navn», «Rolle»" in message
    assert told(render(TEMPLATES["innkalling", "nb"], DocumentData(), document_id="x")) == []


@pytest.mark.parametrize("key", TEMPLATES)
def test_nothing_is_missing_from_a_new_document(key):
    for data in (DocumentData(), filled(MANIFESTS[key])):
        assert told(render(TEMPLATES[key], data, document_id="x")) == []


def test_rows_that_are_split_off_into_a_table_without_a_header_are_told():
    whole = render(
        TEMPLATES["protokoll", "nb"], filled(MANIFESTS["protokoll", "nb"]), document_id="x"
    )
    row = re.search(row_with("Kari Nordmann d.e."), unpacked(whole)[BODY].decode())[0]
    reading = read(edited(whole, (row, f"</w:tbl><w:p/><w:tbl>{row}")))
    assert [a.name for a in reading.attendance] == ["Kari Nordmann", "Ola Nordmann"]
    assert [(p.code, p.location) for p in reading.problems] == [("unread-table", "Frammøte")]


def test_a_document_of_somebody_elses_has_promised_nothing():
    assert told(docx("^ Protokoll\n| Sted | Rådhuset |")) == []


def test_a_label_of_a_case_is_named_where_its_text_may_still_stand():
    bare = (
        r'<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>Drøfting:</w:t></w:r>'
        r'|<w:tag w:val="case.1.discussion"/>|<w:alias w:val="Drøfting"/>'
    )
    ((message, location),) = told(without(protocol(), bare))
    assert "«Drøfting»" in message
    assert location == "Sak 3/18"


def test_a_label_of_a_case_is_named_where_it_stands_within_another_text():
    line = r"<w:p>(?:(?!<w:p>).)*<w:t>Forslag:</w:t>.*?</w:p>"
    joined = edited(without(protocol(), line), ("Vi drøftet.", "Vi drøftet. Forslag: Vårt syn"))
    ((message, location),) = told(joined)
    assert "«Forslag»" in message
    assert location == "Sak 3/18"


def test_a_label_of_a_case_that_is_deleted_with_its_text_is_not_missed():
    line = r"<w:p>(?:(?!<w:p>).)*<w:t>Drøfting:</w:t>.*?</w:p>"
    assert told(without(protocol(), line)) == []
