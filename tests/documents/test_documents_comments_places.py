"""From a place as a finding names it to its paragraph, in documents that people have edited."""

from __future__ import annotations

import pytest

from service.documents import read, render
from service.documents.comments.annotate import annotate
from tests.documents import office
from tests.documents.commented import AT, note, ours
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import docx, edited

PROTOCOL = """
^ Protokoll
| Møtedato | [meeting.date=12. mai 2026] |
| Sted | |
# Frammøte
| Navn | Rolle | Møtt |
| Kari Nordmann | Leder | Møtt |
| Ola Nordmann | | Møtt |
# Habilitet
Ingen meldt.
# Saker
## Sak 9/18 Skolebruksplan
Drøfting: Vi drøftet.
Og mer.
Forslag: Vårt syn.
## Sak 10/18 Budsjett
Forslag:
Konklusjon: Ja.
# Eventuelt
"""


def words(data: bytes, **place: str) -> str:
    """The words that a finding at this place is hung on."""
    ((_, found),) = ours(annotate(data, [note(**place)], at=AT).data)
    return found


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ({"case": "9/18", "name": "proposal"}, "Forslag: Vårt syn."),
        ({"case": "9/18", "name": "discussion"}, "Drøfting: Vi drøftet."),
        ({"case": "10/18", "name": "proposal"}, "Forslag:"),
        ({"case": "9/18"}, "Sak 9/18 Skolebruksplan"),
        ({"case": "9/18", "name": "conclusion"}, "Sak 9/18 Skolebruksplan"),
        ({"name": "meeting.date"}, "12. mai 2026"),
        ({"name": "Møtedato"}, "12. mai 2026"),
        ({"name": "meeting.place"}, ""),
        ({"name": "minutes.habilitet"}, "Ingen meldt."),
        ({"name": "minutes.other"}, "Eventuelt"),
        ({"name": "Saker"}, "Saker"),
        ({"words": "Ola Nordmann", "name": "attendance"}, "Ola Nordmann"),
        ({"words": "kari nordmann"}, "Kari Nordmann"),
        ({"name": "attendance"}, "Navn"),
        ({}, "Protokoll"),
        ({"name": "meeting.secretary"}, "Protokoll"),
        ({"case": "11/18", "name": "proposal"}, "Protokoll"),
        ({"words": "Per Nordmann"}, "Protokoll"),
        ({"words": "Per Nordmann", "name": "attendance"}, "Navn"),
    ],
)
def test_each_place_is_the_paragraph_one_would_look_at(place, found):
    assert words(docx(PROTOCOL), **place) == found


REGULATION = "^ Reglement\n# 1.0 Formål\nTekst.\n# 2.0 Gruppa\nMedlemmer:\n* Kari Nordmann\n# Eget"


@pytest.mark.parametrize("name", ["2.0", "Gruppa", "2.0 Gruppa", "gruppa"])
def test_a_section_is_known_by_its_number_and_its_title(name):
    assert words(docx(REGULATION), name=name) == "2.0 Gruppa"


def test_a_phrase_is_found_in_its_section_before_anywhere_else():
    data = docx("^ Reglement\n# 1.0 Formål\nSett inn …… her.\n# 2.0 Gruppa\nOg …… her.")
    assert words(data, name="2.0 Gruppa", words="……") == "Og …… her."
    assert words(data, name="1.0 Formål", words="……") == "Sett inn …… her."
    assert words(data, name="Finnes ikke", words="Og ……") == "Og …… her."


def test_a_section_without_a_number_is_known_by_its_title():
    assert words(docx(REGULATION), name="Eget") == "Eget"


@pytest.mark.parametrize(
    ("body", "place", "found"),
    [
        ("**Sak 9/18** Skole\nForslag: Ja", {"case": "9/18", "name": "proposal"}, "Forslag: Ja"),
        ("**Sak 9/18 Skole**\n**Vårt forslag** Ja", {"case": "9/18", "name": "proposal"},
         "Vårt forslag Ja"),
        ("## Sak 9/18 Skole\n[case.1.proposal=Ja]", {"case": "9/18", "name": "proposal"}, "Ja"),
        ("## Sak Uten nummer\nForslag: Ja\n## Sak 1/18 A", {"case": "1/18"}, "Sak 1/18 A"),
        ("[meeting.place=Rådhuset]", {"name": "meeting.place"}, "Rådhuset"),
        ("[@Sted=Rådhuset]", {"name": "meeting.place"}, "Rådhuset"),
        ("Stad – Rådhuset", {"name": "meeting.place"}, "Stad – Rådhuset"),
        ("Sted:\n[meeting.place=Rådhuset]", {"name": "meeting.place"}, "Rådhuset"),
        ("**Habilitet**\nIngen.", {"name": "minutes.habilitet"}, "Ingen."),
        ("# Eventuelt\n## Kaffe\nDen var god.", {"name": "minutes.other"}, "Kaffe"),
        ("Sted: {-Skolen-}{+Rådhuset+}", {"name": "meeting.place"}, "Sted: Rådhuset"),
    ],
)  # fmt: skip
def test_a_place_is_found_when_people_have_changed_how_it_looks(body, place, found):
    assert words(docx(f"^ Protokoll\n{body}"), **place) == found


def test_a_case_of_a_call_is_a_row_of_its_agenda():
    call = docx(
        "^ Innkalling\n| Nr. | Saksnr. | Tittel |\n| 1 | 9/18 | Skole |\n| 2 | 10/18 | Vei |"
    )
    assert read(call).agenda
    assert words(call, case="10/18") == "10/18"


def test_a_text_box_is_commented_at_the_paragraph_it_hangs_on():
    box = (
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        "<w:p><w:r><w:t>Sted: Rådhuset</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    data = edited(docx("^ Protokoll\nHer:"), ("Her:</w:t></w:r>", f"Her:</w:t></w:r>{box}"))
    assert read(data).text("meeting.place") == "Rådhuset"
    assert words(data, name="meeting.place") == "Her:Sted: Rådhuset"


def test_in_a_paragraph_whose_mark_is_deleted_the_comment_is_where_the_value_begins():
    deleted = '<w:pPr><w:rPr><w:del w:id="9" w:author="Kari"/></w:rPr></w:pPr>'
    start = '<w:r><w:t xml:space="preserve">Sted:'
    data = edited(docx("^ Protokoll\nSted:\nRådhuset"), (start, f"{deleted}{start}"))
    assert read(data).text("meeting.place") == "Rådhuset"
    assert words(data, name="meeting.place") == "Sted:"


@pytest.mark.parametrize("key", [("protokoll", "nb"), ("reglement", "nn"), ("innkalling", "nb")])
def test_every_field_has_the_same_paragraph_after_libreoffice_has_saved_the_document(key, tmp_path):
    """LibreOffice 7.4 drops the tags and most names: labels and headings then have to do."""
    manifest = MANIFESTS[key]
    tags = [spec.tag for spec in manifest.fields]
    data = render(TEMPLATES[key], filled(manifest), document_id="x")
    path = tmp_path / "document.docx"
    path.write_bytes(data)
    (tmp_path / "saved").mkdir()
    saved = office.convert(path, "docx:MS Word 2007 XML", tmp_path / "saved").read_bytes()
    assert [words(saved, name=tag) for tag in tags] == [words(data, name=tag) for tag in tags]
