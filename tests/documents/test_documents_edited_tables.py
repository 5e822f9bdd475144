"""Tables of attendance, follow-ups and agenda with the rows and words that people add."""

from __future__ import annotations

import pytest

from service.documents import read, render
from service.domain.minutes import AgendaItem, AttendanceStatus, Attendee, FollowUp
from tests.documents.document_data import MANIFESTS, TEMPLATES, filled
from tests.documents.docx_notation import docx, edited, runs
from tests.documents.edited_protocol import codes


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
            "^ Innkalling\n| Nr. | Sak | Tittel | Innleder | Vedlegg |\n"
            "| | 3/18 | Skole | Ola | Høringsbrev |\n| | | Media | | |"
        )
    )
    assert agenda.agenda == (
        AgendaItem(case="3/18", title="Skole", presenter="Ola", documents="Høringsbrev"),
        AgendaItem(title="Media"),
    )
    assert [c.number for c in agenda.cases] == ["3/18"]


def test_cells_that_are_merged_leave_the_others_in_their_columns():
    rows = "^ Protokoll\n| Navn | Rolle | Møtt |\n| Kari, leder | Ja |"
    cell = "<w:tc><w:p>" + runs("Kari, leder")
    merged = cell.replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>')
    assert read(edited(docx(rows), (cell, merged))).attendance == (
        Attendee(name="Kari, leder", status=AttendanceStatus.PRESENT),
    )


def test_a_row_that_begins_further_in_keeps_its_columns():
    rows = "^ Protokoll\n| Navn | Rolle | Møtt |\n| Leder | Ja |"
    row = "<w:tr><w:tc><w:p>" + runs("Leder")
    moved = row.replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>')
    assert read(edited(docx(rows), (row, moved))).attendance == (
        Attendee(name="", role="Leder", status=AttendanceStatus.PRESENT),
    )


@pytest.mark.parametrize("span", ["0", "-3", "x", "9999999999"])
def test_a_senseless_span_is_one_column(span):
    rows = "^ Protokoll\n| Navn | Rolle | Møtt |\n| Kari | Leder | Ja |"
    cell = "<w:tc><w:p>" + runs("Kari")
    odd = cell.replace("<w:tc>", f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>')
    (kari,) = read(edited(docx(rows), (cell, odd))).attendance
    assert (kari.name, kari.role) == ("Kari", "Leder")
