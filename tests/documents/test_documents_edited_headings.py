"""Titles, headings and sections in whatever style they have been given."""

from __future__ import annotations

import pytest

from service.documents import read
from tests.documents.docx_notation import STYLE_NAMES, W, docx, edited, runs
from tests.documents.edited_protocol import protocol


def test_a_section_holds_all_its_paragraphs_and_the_subheadings_people_put_in():
    reading = read(docx("^ Protokoll\n# Eventuelt\nEn ting.\n### Skolen\nTo ting.\n# Godkjenning"))
    assert reading.text("minutes.other") == "En ting.\nSkolen\nTo ting."


@pytest.mark.parametrize("line", ["Habilitet", "**Habilitet**", "**HABILITET:**"])
def test_a_section_heading_that_lost_its_style_is_still_one(line):
    reading = read(docx(f"^ Protokoll\n# Frammøte\nIngen liste.\n{line}\nIngen meldt"))
    assert reading.text("minutes.habilitet") == "Ingen meldt"


def test_styles_are_known_by_name_when_an_editor_renumbers_the_ids():
    ids = {style: str(900 + n) for n, style in enumerate(STYLE_NAMES)}
    reading = read(docx("^ Protokoll\n# Saker\n## Sak 3/18 Skole\nForslag: Ja", style_ids=ids))
    assert [(c.number, c.title, c.proposal) for c in reading.cases] == [("3/18", "Skole", "Ja")]
    assert reading.fields["document.title"].text == "Protokoll"


def test_a_style_derived_from_a_heading_and_a_bare_outline_level_are_headings_too():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="H"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Own"><w:name w:val="Partiets"/><w:basedOn w:val="H"/></w:style>'
        "</w:styles>"
    )
    outline = f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{runs("Eget punkt")}</w:p>'
    data = docx("x", word__styles_xml=styles.encode())
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr>{runs("Partinytt")}</w:p>'
        f"<w:p>{runs('Ingen')}</w:p>"
        f"{outline}<w:p>{runs('Kaffe')}</w:p>"
    )
    reading = read(edited(data, (f"<w:p>{runs('x')}</w:p>", body)))
    assert [(s.title, s.paragraphs) for s in reading.sections] == [
        ("Partinytt", ("Ingen",)),
        ("Eget punkt", ("Kaffe",)),
    ]


@pytest.mark.parametrize(
    ("top", "kind"),
    [
        ("^ Referat fra gruppemøtet", "protokoll"),
        ("# Protokoll", "protokoll"),
        ("Utkast til protokoll", "protokoll"),
        ("^ Innkalling til gruppemøte", "innkalling"),
        ("^ Saksliste", "innkalling"),
        ("^ Reglement for gruppa", "reglement"),
        ("^ Køyrereglar for samarbeidet", "kjoreregler"),
        ("# Frammøte\n# Habilitet\n# Saker", "protokoll"),
        ("^ Handleliste\nMelk", ""),
    ],
)
def test_a_document_without_identity_is_recognised_by_title_or_headings(top, kind):
    reading = read(docx(top))
    assert (reading.type, reading.document_id) == (kind, "")


def test_identity_survives_and_outranks_what_the_title_says():
    data = edited(protocol(), (">Protokoll<", ">Reglement<"))
    assert (read(data).type, read(data).document_id) == ("protokoll", "x")


def test_sections_of_a_regulation_have_number_title_and_paragraphs_without_guidance():
    reading = read(
        docx(
            "^ Reglement\n# 5.0 MØTER\nFast tid.\nSted: [regulation.place?Skriv stedet]\n"
            "# 6. Styret\nLukket."
        )
    )
    assert [(s.number, s.title, s.paragraphs) for s in reading.sections[1:]] == [
        ("5.0", "MØTER", ("Fast tid.", "Sted:")),
        ("6", "Styret", ("Lukket.",)),
    ]


def test_a_deleted_heading_leaves_the_text_to_its_tag_and_not_to_the_section_above():
    reading = read(
        docx(
            "^ Protokoll\n# Habilitet\n[minutes.habilitet=Ingen meldt]\n"
            "[minutes.factions=Teknisk fraksjon orienterte.]\n# Saker"
        )
    )
    assert reading.text("minutes.habilitet") == "Ingen meldt"
    assert reading.text("minutes.factions") == "Teknisk fraksjon orienterte."
    assert reading.fields["minutes.habilitet"].confidence == 1
