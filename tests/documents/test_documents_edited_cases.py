"""Cases as people write, copy, renumber and break them."""

from __future__ import annotations

import re

import pytest

from service.documents import CaseRow, DocumentData, read, render
from service.domain.minutes import Votes
from tests.documents.document_data import TEMPLATES
from tests.documents.docx_notation import docx, edited, unpacked
from tests.documents.edited_protocol import codes, protocol


@pytest.mark.parametrize(
    "heading",
    [
        "## Sak 3/18 Skole",
        "**Sak 3/18 Skole**",
        "**Sak 3/18:** **Skole**",
        "Sak 3/18 – Skole",
        "# SAK 3 / 18 Skole",
        "### Saksnr. 3/18 Skole",
        "## 3/18 Skole",
        "## Sak nr. 3/18: Skole",
    ],
)
def test_a_case_heading_is_found_as_heading_as_bold_line_and_as_line_above_labels(heading):
    reading = read(docx(f"^ Protokoll\n# Saker\n{heading}\nForslag: Ja\n## Sak 4/18 Vei"))
    assert [(c.number, c.title) for c in reading.cases] == [("3/18", "Skole"), ("4/18", "Vei")]
    assert reading.cases[0].proposal == "Ja"


def test_a_sentence_about_another_case_does_not_begin_one():
    reading = read(
        docx(
            "^ Protokoll\n## Sak 3/18 Skole\nDrøfting: Ja.\nSak 2/18 er utsatt, se der.\n"
            "Forslag: Ja"
        )
    )
    assert [c.number for c in reading.cases] == ["3/18"]
    assert reading.cases[0].discussion == "Ja.\nSak 2/18 er utsatt, se der."


def test_every_label_of_a_case_is_read_with_all_its_paragraphs_and_tables():
    reading = read(
        docx(
            "^ Protokoll\n## Sak 3/18 Skole\n**Innstilling:** Nei\n**Drøfting**\nFørst.\n* punkt\n"
            "| a | b |\n**Gruppas forslag:** Ja\n### Konklusjon\nVi sier ja.\n"
            "Fører saken: Kari Nordmann\nAvvik: Ola er imot.\nKari tviler.\nVotering: 7 mot 4"
        )
    )
    (case,) = reading.cases
    assert case.recommendation == "Nei"
    assert case.discussion == "Først.\npunkt\na | b"
    assert case.proposal == "Ja"
    assert case.conclusion == "Vi sier ja."
    assert case.presenter == "Kari Nordmann"
    assert case.dissent == ("Ola er imot.", "Kari tviler.")
    assert case.votes == Votes(in_favour=7, against=4)
    assert not reading.problems


def test_a_label_that_is_not_there_is_none_and_one_that_is_empty_is_empty():
    (case,) = read(docx("^ Protokoll\n## Sak 3/18 Skole\nForslag:")).cases
    assert case.proposal == ""
    assert case.conclusion is None


def test_guidance_left_standing_in_a_case_is_no_proposal_and_no_agreement():
    guidance = "Skriv gruppas forslag, eller «følger innstillingen»"
    (case,) = read(docx(f"^ Protokoll\n## Sak 3/18 Skole\nForslag: {guidance}")).cases
    assert case.proposal == ""
    assert case.agrees_with_recommendation is None


def test_a_deleted_case_label_leaves_the_text_to_the_tag():
    label = '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>Forslag:</w:t></w:r>'
    assert read(edited(protocol(), (label, ""))).cases[0].proposal == "Vårt syn"


def test_a_deleted_case_label_and_a_lost_tag_leave_the_text_to_the_controls_name():
    label = '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>Forslag:</w:t></w:r>'
    data = edited(protocol(), (label, ""), ('<w:tag w:val="case.1.proposal"/>', ""))
    assert read(data).cases[0].proposal == "Vårt syn"


def test_a_case_that_was_copied_and_renumbered_is_a_case_of_its_own():
    body = unpacked(protocol())["word/document.xml"].decode()
    start = body.rindex("<w:p>", 0, body.index("case.1.number"))
    case = body[start : body.rindex("<w:p>", 0, body.index("case.2.number"))]
    copy = case.replace("3/18", "5/18").replace("Vårt syn", "Et annet syn")
    reading = read(edited(protocol(), (case, case + copy)))
    assert [(c.number, c.proposal) for c in reading.cases] == [
        ("3/18", "Vårt syn"),
        ("5/18", "Et annet syn"),
        ("4/18", ""),
    ]
    assert not reading.problems


def test_a_case_that_was_copied_and_not_renumbered_is_told():
    reading = read(
        docx("^ Protokoll\n## Sak 3/18 Skole\nForslag: Ja\n## Sak 3/18 Skole\nForslag: Nei")
    )
    assert [c.proposal for c in reading.cases] == ["Ja", "Nei"]
    assert codes(reading) == ["doubled-case"]


def test_a_case_without_a_number_keeps_its_words_and_is_told():
    data = DocumentData(cases=[CaseRow(number="", title="Skole", proposal="Ja")])
    reading = read(render(TEMPLATES["protokoll", "nb"], data, document_id="x"))
    assert [(c.number, c.title, c.proposal) for c in reading.cases] == [("", "Skole", "Ja")]
    assert codes(reading) == ["case-without-number"]


def test_words_above_the_first_label_are_kept_as_discussion_and_told():
    reading = read(
        docx("^ Protokoll\n## Sak 3/18 Skole\nVi pratet.\nDrøfting: Lenge.\nForslag: Ja")
    )
    assert reading.cases[0].discussion == "Vi pratet.\nLenge."
    assert codes(reading) == ["unlabelled-text"]


def test_a_title_typed_beside_its_control_is_whole():
    (case,) = read(
        docx("^ Protokoll\n## Sak [case.1.number=3/18] [case.1.title=Skole] og SFO")
    ).cases
    assert (case.number, case.title) == ("3/18", "Skole og SFO")


def test_every_word_of_a_case_ends_up_in_one_of_its_texts():
    words = [f"ord{n}" for n in range(12)]
    lines = [
        "ord0",
        "Drøfting: ord1",
        "ord2",
        "* ord3",
        "| ord4 | ord5 |",
        "### ord6",
        "Forslag – ord7",
        "**Avvik** ord8",
        "Konklusjon: [x=ord9] ord10",
        "{+ord11+}",
    ]
    (case,) = read(docx("^ Protokoll\n## Sak 3/18 Skole\n" + "\n".join(lines))).cases
    found = " ".join(
        [case.discussion or "", case.proposal or "", case.conclusion or "", *case.dissent]
    )
    assert [word for word in words if not re.search(rf"\b{word}\b", found)] == []


LABELLED = "Innstilling: Nei\nDrøfting: Lenge.\nForslag: Ja"


def test_labels_that_come_once_more_are_a_case_whose_heading_is_gone():
    reading = read(docx(f"^ Protokoll\n# Saker\n## Sak 3/18 Skole\n{LABELLED}\n{LABELLED} takk"))
    assert [(c.number, c.title, c.proposal) for c in reading.cases] == [
        ("3/18", "Skole", "Ja"),
        ("", "", "Ja takk"),
    ]
    assert [(p.code, p.location) for p in reading.problems] == [
        ("case-without-number", "Etter sak 3/18")
    ]
    assert "uten overskrift" in reading.problems[0].message


def test_labels_above_the_first_heading_are_a_case_whose_heading_is_gone():
    reading = read(docx(f"^ Protokoll\n# Saker\nVi begynte.\n{LABELLED}\n## Sak 4/18 Vei"))
    assert [(c.number, c.discussion) for c in reading.cases] == [("", "Lenge."), ("4/18", None)]
    assert [(p.code, p.location) for p in reading.problems] == [("case-without-number", "Saker")]


def test_several_proposals_in_a_case_are_one_case():
    reading = read(
        docx(f"^ Protokoll\n## Sak 3/18 Skole\n{LABELLED}\nForslag: Nei\nDrøfting: Kort.")
    )
    assert [(c.proposal, c.discussion) for c in reading.cases] == [("Ja\nNei", "Lenge.\nKort.")]


def test_labels_in_a_section_that_is_a_field_are_no_case():
    reading = read(docx(f"^ Protokoll\n# Saker\n## Sak 3/18 Skole\n# Eventuelt\n{LABELLED}"))
    assert [c.number for c in reading.cases] == ["3/18"]
    assert reading.text("minutes.other") == LABELLED


def test_a_heading_whose_number_is_deleted_is_a_case_by_the_labels_below():
    reading = read(docx(f"^ Protokoll\n# Saker\n## Sak Skole\n{LABELLED}\n## Saksliste\nx"))
    assert [(c.number, c.title, c.proposal) for c in reading.cases] == [("", "Skole", "Ja")]
    assert codes(reading) == ["case-without-number"]
