"""Runs, controls and tags as editors and people leave them."""

from __future__ import annotations

import re

import pytest

from service.documents import DocumentData, read, render
from service.domain.minutes import FollowUp, Source
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import docx, edited, runs, unpacked
from tests.documents.edited_protocol import codes, protocol


def test_text_split_over_runs_by_a_spelling_checker_is_one_value():
    data = edited(
        protocol(meeting_place="Rådhuset"),
        (
            '<w:t xml:space="preserve">Rådhuset</w:t></w:r>',
            (
                '<w:t>Råd</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:i/></w:rPr>'
                "<w:t>huset</w:t></w:r>"
            ),
        ),
    )
    assert read(data).text("meeting.place") == "Rådhuset"


@pytest.mark.parametrize("key", TEMPLATES)
def test_without_any_tag_every_value_is_found_by_what_people_see(key):
    """LibreOffice 7.4 drops the tags, the placeholder flag and its look, and keeps the words."""
    data, manifest = filled(MANIFESTS[key]), MANIFESTS[key]
    whole = render(TEMPLATES[key], data, document_id="x")
    files = unpacked(whole)
    body = files["word/document.xml"].decode()
    for lost in (r"<w:tag [^>]*/>", r"<w:showingPlcHdr/>", r'<w:rStyle w:val="PlaceholderText"/>'):
        body = re.sub(lost, "", body)
    stripped = edited(whole, (files["word/document.xml"].decode(), body))
    reading, expected = read(stripped), read(whole)
    assert {t: v.text for t, v in reading.fields.items()} == {
        t: v.text for t, v in expected.fields.items()
    }
    assert reading.cases == expected.cases
    assert {v.source for v in reading.fields.values()} == {Source.LABEL, Source.HEADING}
    assert all(v.confidence < 1 for v in reading.fields.values())
    assert manifest.fields


@pytest.mark.parametrize("key", TEMPLATES)
def test_guidance_without_its_control_is_still_no_value(key):
    body_of = "word/document.xml"
    whole = render(TEMPLATES[key], DocumentData(), document_id="x")
    body = unpacked(whole)[body_of].decode()
    bare = re.sub(
        r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>(.*?)</w:sdtContent></w:sdt>", r"\1", body
    )
    reading = read(edited(whole, (body, bare)))
    presets = {f.tag: f.preset for f in MANIFESTS[key].fields if f.preset}
    assert {t: v.text for t, v in reading.fields.items() if v.text} == presets
    assert not reading.cases


@pytest.mark.parametrize(
    "guidance",
    ["Klikk eller trykk her for å skrive inn tekst.", "Click or tap here to enter text."],
)
def test_an_emptied_control_with_words_own_guidance_is_empty_and_found(guidance):
    reading = read(docx(f"^ Protokoll\n| Sted | [meeting.place?{guidance}] |"))
    assert reading.fields["meeting.place"].text == ""


def test_an_emptied_control_is_found_and_empty_but_a_removed_line_is_not_found():
    reading = read(docx("^ Protokoll\n| Sted | [meeting.place=] |"))
    assert reading.fields["meeting.place"].text == ""
    assert "meeting.date" not in reading.fields
    assert reading.text("meeting.date") is None


def test_words_typed_beside_the_control_belong_to_the_value():
    reading = read(docx("^ Protokoll\n| Sted | Rom 2, [meeting.place=Rådhuset] (bakdøra) |"))
    value = reading.fields["meeting.place"]
    assert value.text == "Rom 2, Rådhuset (bakdøra)"
    assert value.source is Source.TAG
    assert value.confidence < 1


def test_words_typed_over_a_placeholder_that_kept_its_flag_are_not_lost():
    body = "| Sted | [meeting.place?Skriv hvor møtet er] |"
    data = edited(
        docx(f"^ Protokoll\n{body}"),
        ('<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>', ""),
        ("Skriv hvor møtet er", "Rådhuset"),
    )
    assert read(data).text("meeting.place") == "Rådhuset"


def test_a_control_around_whole_paragraphs_rows_or_cells_is_seen_through():
    inner = unpacked(docx("| Sted | Rådhuset |"))["word/document.xml"].decode()
    table = re.search(r"<w:tbl>.*</w:tbl>", inner)[0]
    wrapped = re.sub(
        r"(<w:tr>.*?</w:tr>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>", table
    )
    properties = '<w:sdtPr><w:tag w:val="x"/></w:sdtPr>'
    block = f"<w:sdt>{properties}<w:sdtContent>{wrapped}</w:sdtContent></w:sdt>"
    assert (
        read(edited(docx("^ Protokoll\n| Sted | Rådhuset |"), (table, block))).text("meeting.place")
        == "Rådhuset"
    )


def test_guidance_that_lost_its_flag_is_left_out_of_what_is_typed_beside_it():
    reading = read(docx("^ Protokoll\n| Sted | Rom 2 [@Sted=Skriv hvor møtet er] |"))
    assert reading.text("meeting.place") == "Rom 2"


def test_a_word_in_a_data_table_is_not_taken_for_a_label():
    reading = read(docx("^ Protokoll\n| Hva | Ansvarlig |\n| Sted | Kari Nordmann |"))
    assert reading.text("meeting.place") is None
    assert reading.follow_ups == (FollowUp(what="Sted", responsible="Kari Nordmann"),)


def test_a_tag_on_a_control_around_a_paragraph_counts_like_one_inside_it():
    block = (
        '<w:sdt><w:sdtPr><w:tag w:val="meeting.place"/></w:sdtPr><w:sdtContent>'
        f"<w:p>{runs('Rådhuset')}</w:p></w:sdtContent></w:sdt>"
    )
    value = read(edited(docx("^ Protokoll\nx"), (f"<w:p>{runs('x')}</w:p>", block))).fields[
        "meeting.place"
    ]
    assert (value.text, value.source) == ("Rådhuset", Source.TAG)


def test_a_control_that_word_has_grown_over_two_paragraphs_is_one_control_and_all_its_words():
    lines = "".join(f"<w:p>{runs(text)}</w:p>" for text in ("**Forslag:** Bygg.", "Og ruster opp."))
    properties = '<w:sdtPr><w:tag w:val="case.1.proposal"/></w:sdtPr>'
    block = f"<w:sdt>{properties}<w:sdtContent>{lines}</w:sdtContent></w:sdt>"
    plain = f"<w:p>{runs('Forslag: x')}</w:p>"
    data = docx("^ Protokoll\n## Sak 3/18 Skole\nForslag: x\nKonklusjon: Ja")
    reading = read(edited(data, (plain, block)))
    assert reading.cases[0].proposal == "Bygg.\nOg ruster opp."
    assert not reading.problems


def test_a_scalar_grown_over_two_paragraphs_is_not_taken_for_a_doubled_tag():
    lines = "".join(f"<w:p>{runs(text)}</w:p>" for text in ("Ingen meldt.", "Ola spurte."))
    properties = '<w:sdtPr><w:tag w:val="minutes.habilitet"/></w:sdtPr>'
    block = f"<w:sdt>{properties}<w:sdtContent>{lines}</w:sdtContent></w:sdt>"
    data = edited(docx("^ Protokoll\n# Habilitet\nx"), (f"<w:p>{runs('x')}</w:p>", block))
    reading = read(data)
    assert reading.text("minutes.habilitet") == "Ingen meldt.\nOla spurte."
    assert not reading.problems


def test_a_hidden_run_is_no_value():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>"
    data = edited(
        docx("^ Protokoll\n| Sted | Rådhuset |"), (runs("Rådhuset"), runs("Rådhuset") + hidden)
    )
    assert read(data).text("meeting.place") == "Rådhuset"


def test_a_text_box_is_read_where_it_is_anchored_and_once():
    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p>{runs('I boksen')}</w:p>"
        f"</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>"
        f"{runs('I boksen')}</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    data = edited(
        docx("^ Protokoll\n# Habilitet\nUtenfor"),
        (runs("Utenfor"), f"{runs('Utenfor')}<w:r>{box}</w:r>"),
    )
    assert read(data).text("minutes.habilitet") == "Utenfor\nI boksen"


def test_a_doubled_tag_is_a_problem_and_the_labelled_value_stands():
    reading = read(
        docx("^ Protokoll\n| Sted | [meeting.place=Rådhuset] |\nKopi: [meeting.place=Skolen]")
    )
    assert codes(reading) == ["doubled-tag"]
    assert reading.text("meeting.place") == "Rådhuset"
    assert reading.fields["meeting.place"].confidence < 0.9


def test_tag_and_label_that_disagree_are_a_problem_and_the_tag_stands():
    reading = read(
        docx("^ Protokoll\n| Sted | Skolen |\n| Tid | kl. 18 |\nNy tekst [meeting.place=Rådhuset]")
    )
    assert codes(reading) == ["disagreement"]
    value = reading.fields["meeting.place"]
    assert (value.text, value.source) == ("Rådhuset", Source.TAG)
    assert value.confidence <= 0.5


def test_lines_that_libreoffice_writes_as_two_texts_of_a_run_are_two_lines():
    """Its fields of one line lose the break between them (7.4)."""
    run = runs("Rådhuset")
    two = run.replace("</w:r>", "<w:t>Rom 2</w:t></w:r>")
    body = "^ Protokoll\n| Sted | [@Sted=Rådhuset] |"
    assert read(edited(docx(body), (run, two))).text("meeting.place") == "Rådhuset\nRom 2"
