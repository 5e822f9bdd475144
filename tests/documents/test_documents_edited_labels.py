"""Labels and the values under them as people type, move and delete them."""

from __future__ import annotations

import pytest

from service.documents import DocumentData, read, render
from service.domain.minutes import Source
from tests.documents.document_data import TEMPLATES
from tests.documents.docx_notation import docx, edited


def test_a_deleted_label_leaves_the_value_to_its_tag():
    reading = read(docx("^ Protokoll\n[meeting.place=Rådhuset]"))
    value = reading.fields["meeting.place"]
    assert (value.text, value.source) == ("Rådhuset", Source.TAG)


def test_a_deleted_label_and_a_lost_tag_leave_the_value_to_the_controls_name():
    reading = read(docx("^ Protokoll\n[@Sted=Rådhuset]"))
    value = reading.fields["meeting.place"]
    assert (value.text, value.source) == ("Rådhuset", Source.LABEL)


@pytest.mark.parametrize(
    "line",
    [
        "Sted: Rådhuset",
        "**Sted:** Rådhuset",
        "**Sted** Rådhuset",
        "STED – Rådhuset",
        "Møtested: Rådhuset",
        "| Sted: | Rådhuset |",
        "Stad: Rådhuset",
    ],
)
def test_a_label_is_found_however_it_is_typed_and_in_both_languages(line):
    assert read(docx(f"^ Protokoll\n{line}")).text("meeting.place") == "Rådhuset"


def test_a_list_under_its_label_is_the_value_and_the_text_after_it_is_not():
    reading = read(
        docx(
            "^ Reglement\n# 2.0 Gruppa\nMedlemmer:\n* Kari Nordmann\n* Ola Nordmann\n"
            "Vararepresentantene …"
        )
    )
    assert reading.text("regulation.members") == "Kari Nordmann\nOla Nordmann"


@pytest.mark.parametrize("lost", ["", '<w:tag w:val="regulation.board.deputy"/>'])
def test_a_line_whose_label_is_deleted_is_not_more_of_the_field_above_it(lost):
    data = DocumentData(fields={"regulation.board.deputy": "Ola Nordmann"})
    whole = render(TEMPLATES["reglement", "nb"], data, document_id="x")
    changes = [(change, "") for change in ("<w:t>Nestleder:</w:t>", lost) if change]
    reading = read(edited(whole, *changes))
    assert reading.text("regulation.board.leader") == ""
    assert reading.text("regulation.board.deputy") == "Ola Nordmann"


@pytest.mark.parametrize("value", [".", "–", "-"])
def test_a_lone_mark_after_a_label_is_its_value(value):
    assert read(docx(f"^ Protokoll\nSted: {value}")).text("meeting.place") == value


@pytest.mark.parametrize("item", ["– Medlemmer", "MEDLEMMER", "Nestleder"])
def test_a_word_alone_in_a_list_is_an_item_also_where_it_is_a_label(item):
    reading = read(docx(f"^ Reglement\nMedlemmer:\n* Kari\n* {item}\n* Ola"))
    assert reading.text("regulation.members") == f"Kari\n{item}\nOla"
