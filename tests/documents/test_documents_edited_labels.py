"""Labels and the values under them as people type, move and delete them."""

from __future__ import annotations

import pytest

from service.documents import read
from service.domain.minutes import Source
from tests.documents.docx_notation import docx


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
