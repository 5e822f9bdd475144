"""Documents as people leave them: every editor's habits, and every person's."""

from __future__ import annotations

import re

import pytest

from service.documents import CaseRow, DocumentData, read, render
from service.domain.minutes import AgendaItem, AttendanceStatus, Attendee, FollowUp, Source, Votes
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import STYLE_NAMES, W, docx, edited, runs, unpacked


def codes(reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def protocol(**fields: str) -> bytes:
    data = DocumentData(
        fields={tag.replace("_", "."): text for tag, text in fields.items()},
        cases=[
            CaseRow(number="3/18", title="Skole", discussion="Vi drøftet.", proposal="Vårt syn"),
            CaseRow(number="4/18", title="Vei", conclusion="Gruppa støtter veien."),
        ],
    )
    return render(TEMPLATES["protokoll", "nb"], data, document_id="x")


# Runs and controls


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


# Doubled tags and disagreement


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


def test_a_section_holds_all_its_paragraphs_and_the_subheadings_people_put_in():
    reading = read(docx("^ Protokoll\n# Eventuelt\nEn ting.\n### Skolen\nTo ting.\n# Godkjenning"))
    assert reading.text("minutes.other") == "En ting.\nSkolen\nTo ting."


@pytest.mark.parametrize("line", ["Habilitet", "**Habilitet**", "**HABILITET:**"])
def test_a_section_heading_that_lost_its_style_is_still_one(line):
    reading = read(docx(f"^ Protokoll\n# Frammøte\nIngen liste.\n{line}\nIngen meldt"))
    assert reading.text("minutes.habilitet") == "Ingen meldt"


# Tracked changes


def test_a_pending_insertion_counts_and_a_pending_deletion_does_not_and_both_are_told():
    reading = read(docx("^ Protokoll\n# Habilitet\nIngen {-meldte seg-}{+meldt+}."))
    assert reading.text("minutes.habilitet") == "Ingen meldt."
    assert codes(reading) == ["tracked-change"]
    assert reading.problems[0].location == "Habilitet"


def test_a_pending_insertion_alone_is_told():
    reading = read(docx("^ Protokoll\n# Habilitet\nIngen {+meldt+}"))
    assert reading.text("minutes.habilitet") == "Ingen meldt"
    assert codes(reading) == ["tracked-change"]


def test_a_tracked_replacement_inside_a_control_gives_the_new_text():
    data = edited(
        protocol(meeting_place="Rådhuset"),
        (
            '<w:r><w:t xml:space="preserve">Rådhuset</w:t></w:r>',
            runs("{-Rådhuset-}{+Skolen+}"),
        ),
    )
    reading = read(data)
    assert reading.text("meeting.place") == "Skolen"
    assert "tracked-change" in codes(reading)


def test_a_row_suggested_away_is_not_read_and_is_told():
    rows = "| Navn | Møtt |\n| Kari Nordmann | Møtt |\n| Ola Nordmann | Møtt |"
    table = f"^ Protokoll\n# Frammøte\n{rows}"
    row = re.search(
        r"<w:tr>(?:(?!<w:tr>).)*Ola.*?</w:tr>", unpacked(docx(table))["word/document.xml"].decode()
    )[0]
    reading = read(
        edited(
            docx(table), (row, row.replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>'))
        )
    )
    assert [a.name for a in reading.attendance] == ["Kari Nordmann"]
    assert codes(reading) == ["tracked-change"]


def test_a_paragraph_mark_suggested_away_joins_the_two_paragraphs():
    first = f"<w:p>{runs('Forslag: Vi ')}</w:p>"
    joined = first.replace("<w:p>", '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>')
    data = edited(
        docx("^ Protokoll\n## Sak 3/18 Skole\nForslag: Vi \nstøtter den."),
        (runs("Forslag: Vi"), runs("Forslag: Vi ")),
        (first, joined),
    )
    assert read(data).cases[0].proposal == "Vi støtter den."


# Styles


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


# Cases


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


# Tables


def test_rows_that_people_add_are_read_with_those_that_were_there():
    data = edited(
        render(TEMPLATES["protokoll", "nb"], filled(MANIFESTS["protokoll", "nb"]), document_id="x"),
        (
            '</w:tbl><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Habilitet',
            (
                "<w:tr><w:tc><w:p><w:r><w:t>Ny</w:t></w:r><w:r><w:t> Nordmann</w:t></w:r></w:p>"
                "</w:tc><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>Ja</w:t></w:r></w:p></w:tc><w:tc>"
                "<w:p/></w:tc></w:tr></w:tbl>"
                '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Habilitet'
            ),
        ),
    )
    attendance = read(data).attendance
    assert len(attendance) == 5
    assert attendance[-1] == Attendee(name="Ny Nordmann", status=AttendanceStatus.PRESENT)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Møtt", "present"),
        ("møtte", "present"),
        ("Ja", "present"),
        ("x", "present"),
        ("☒", "present"),
        ("Til stede", "present"),
        ("Meldt forfall", "excused"),
        ("forfall", "excused"),
        ("Gyldig forfall", "excused"),
        ("Ikke møtt", "absent"),
        ("Ikkje møtt", "absent"),
        ("Møtte ikke", "absent"),
        ("Nei", "absent"),
        ("Fravær", "absent"),
        ("Ikke meldt forfall", "absent"),
        ("", "unknown"),
    ],
)
def test_attendance_is_understood_as_people_write_it(word, status):
    reading = read(docx(f"^ Protokoll\n| Navn | Rolle | Møtt |\n| Kari | Leder | {word} |"))
    assert reading.attendance == (
        Attendee(name="Kari", role="Leder", status=AttendanceStatus(status)),
    )
    assert not reading.problems


def test_a_status_that_is_not_understood_is_unknown_and_told():
    reading = read(docx("^ Protokoll\n| Navn | Møtt |\n| Kari | kom seint |"))
    assert reading.attendance[0].status is AttendanceStatus.UNKNOWN
    assert codes(reading) == ["unread-status"]


def test_columns_are_known_by_their_words_in_any_order_and_either_language():
    reading = read(
        docx("^ Protokoll\n| Merknad | Til stades | Namn |\n| gjekk kl. 20 | Ja | Kari |")
    )
    assert reading.attendance == (
        Attendee(name="Kari", status=AttendanceStatus.PRESENT, note="gjekk kl. 20"),
    )


def test_an_attendance_table_without_its_header_is_not_found_rather_than_empty():
    assert read(docx("^ Protokoll\n# Frammøte\n| Kari | Møtt |")).attendance is None


def test_follow_ups_and_agendas_are_read_with_rows_people_have_added():
    assert read(
        docx("^ Protokoll\n| Hva | Hvem | Frist |\n| Brev | Kari | 1. mars |")
    ).follow_ups == (FollowUp(what="Brev", responsible="Kari", due="1. mars"),)
    agenda = read(
        docx(
            "^ Innkalling\n| Nr. | Sak | Tittel | Innleder |\n| | 3/18 | Skole | Ola |\n"
            "| | | Media | |"
        )
    )
    assert agenda.agenda == (
        AgendaItem(case="3/18", title="Skole", presenter="Ola"),
        AgendaItem(title="Media"),
    )
    assert [c.number for c in agenda.cases] == ["3/18"]


# Type and language


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
