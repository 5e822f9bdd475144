"""Tracked changes that nobody has accepted or rejected yet."""

from __future__ import annotations

import re

from service.documents import read
from tests.documents.docx_notation import docx, edited, runs, unpacked
from tests.documents.edited_protocol import codes, protocol


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


def test_joined_paragraphs_in_one_control_keep_the_words_of_both():
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    paragraphs = f"<w:p>{deleted}{runs('Råd')}</w:p><w:p>{runs('huset')}</w:p>"
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="meeting.place"/></w:sdtPr>'
        f"<w:sdtContent>{paragraphs}</w:sdtContent></w:sdt>"
    )
    data = edited(docx("^ Protokoll\nHER"), (f"<w:p>{runs('HER')}</w:p>", control))
    assert read(data).text("meeting.place") == "Rådhuset"


def test_a_text_box_drawn_in_two_ways_and_a_box_in_a_box_are_read_once():
    def box(inside: str) -> str:
        return f"<w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict>"

    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    innermost = f"<w:p>{runs('innerst')}</w:p>"
    inner = f"<w:p><w:r>{box(innermost)}</w:r></w:p>"
    twice = (
        f'<mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice>{box(inner)}</mc:Choice>'
        f"<mc:Fallback>{box(inner)}</mc:Fallback></mc:AlternateContent>"
    )
    grouped = f"<w:p><w:r><w:drawing>{twice}</w:drawing></w:r></w:p>"
    data = edited(docx("^ Protokoll\nHER"), (f"<w:p>{runs('HER')}</w:p>", grouped))
    assert read(data).sections[0].paragraphs == ("Protokoll", "innerst")
