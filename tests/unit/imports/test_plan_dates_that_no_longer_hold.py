"""Meetings that the plan itself puts off, moves, crosses out or leaves open."""

import datetime as dt
import io

import openpyxl
import pytest
from openpyxl.styles import Font

from service.imports import PlanReading, read_plan
from tests.unit.imports.plan_text import read

LIST = "Dato;Utvalg;Merknad\n20.01.2026;Formannskap;\n22.01.2026;Kommunestyre;{}\n"


@pytest.mark.parametrize(
    "note",
    [
        *("Møtet går ut", "Går ut.", "Strøket", "stroke", "Cancelled", "ikke møte", "Ikkje møte"),
        *("Møtet er strøket", "kansellert"),
    ],
)
def test_a_note_that_calls_the_meeting_off_leaves_it_out_and_is_said(note):
    reading = read(LIST.format(note))
    assert [m.date.day for m in (*reading.meetings, *reading.uncertain)] == [20]
    assert reading.problems[0].line == 3


@pytest.mark.parametrize(
    "note",
    [
        *("Utsatt", "Utsettes til 29.5", "utsett", "Flyttet", "Flyttet til torsdag", "flytta"),
        *("Endret til 24.04.", "endra til 24. april", "Erstattes av møte 30.01", "blir erstatta"),
        *("Se 29.01.2026", "Eller 29. januar", "29.1", "2026-01-29", "Ordfører kan ikke møte"),
    ],
)
def test_a_note_that_moves_the_meeting_or_names_another_day_makes_it_uncertain(note):
    reading = read(LIST.format(note))
    assert [m.date.day for m in reading.meetings] == [20]
    assert [m.date.day for m in reading.uncertain] == [22]
    assert note in reading.uncertain[0].note


@pytest.mark.parametrize(
    "note",
    ["Budsjett 2027", "22.01.2026", "Torsdag 22.1.", "Sak 5/18", "kl. 10.05", "Varer 2-3 timer"],
)
def test_a_note_that_says_nothing_against_the_date_leaves_it_sure(note):
    assert [m.date.day for m in read(LIST.format(note)).meetings] == [20, 22]


def test_papers_that_go_out_call_off_no_meeting():
    reading = read(LIST.format("Innkalling går ut uka før"))
    assert [m.date.day for m in reading.uncertain] == [22]


def test_the_state_of_a_meeting_counts_in_a_column_that_is_not_for_notes():
    reading = read("Dato;Utvalg;Status\n20.01.2026;Formannskap;\n22.01.2026;Kommunestyre;Utsatt\n")
    assert [m.date.day for m in reading.uncertain] == [22]


@pytest.mark.parametrize("cell", ["22.01.2026 29.01.2026", "22. januar / 29. januar kl. 18"])
def test_two_dates_in_one_cell_are_never_sure(cell):
    reading = read(f"Dato;Utvalg\n{cell};Formannskap\n")
    assert reading.meetings == ()
    assert [m.date.day for m in reading.uncertain] == [22]


@pytest.mark.parametrize("name", ["Kommunestyre (utsatt)", "Kommunestyre (avlyst)"])
def test_a_body_that_a_grid_puts_off_is_uncertain(name):
    reading = read(f"Utvalg;Jan;Feb;Mars\nFormannskap;20;17;17\n{name};22;;\n")
    assert [m.date.day for m in reading.meetings] == [20, 17, 17]
    assert [m.date.day for m in reading.uncertain] == [22]


def page(*rows: str) -> PlanReading:
    head = "<tr><th>Dato</th><th>Utvalg</th><th>Tid</th></tr>"
    return read_plan(f"<table>{head}{''.join(rows)}</table>".encode(), "plan.html")


SURE = "<tr><td>20.01.2026</td><td>Formannskap</td><td>18.00</td></tr>"
STRUCK = [
    "<s>{}</s>",
    "<del>{}</del>",
    "<strike><b>{}</b></strike>",
    '<span style="color: red; text-decoration: line-through">{}</span>',
    '<span style="TEXT-DECORATION-LINE:underline line-through">{}</span>',
]


@pytest.mark.parametrize("struck", STRUCK)
def test_a_date_that_is_struck_out_is_uncertain(struck):
    date = struck.format("22.01.2026")
    reading = page(SURE, f"<tr><td>{date}</td><td>Kommunestyre</td><td>18.00</td></tr>")
    assert [m.date.day for m in reading.meetings] == [20]
    assert [m.date.day for m in reading.uncertain] == [22]
    assert "«22.01.2026» strøket over" in reading.uncertain[0].note


@pytest.mark.parametrize("struck", STRUCK)
def test_of_a_struck_date_and_a_new_one_the_new_one_is_offered_and_neither_is_sure(struck):
    date = struck.format("22.01.2026") + "<br>29.01.2026"
    reading = page(SURE, f"<tr><td>{date}</td><td>Kommunestyre</td><td>18.00</td></tr>")
    assert [m.date.day for m in reading.meetings] == [20]
    assert [m.date.day for m in reading.uncertain] == [29]


def test_a_row_that_is_struck_out_is_uncertain():
    row = "<td>22.01.2026</td><td>Kommunestyre</td><td>18.00</td></tr>"
    reading = page(SURE, f'<tr style="text-decoration:line-through">{row}')
    assert [m.date.day for m in reading.uncertain] == [22]


def test_a_struck_cell_that_reaches_over_rows_makes_each_of_them_uncertain():
    first = '<tr><td rowspan="2"><s>22.01.2026</s></td><td>Kommunestyre</td><td>18.00</td></tr>'
    reading = page(SURE, first, "<tr><td>Planutvalg</td><td>16.00</td></tr>")
    assert [m.body for m in reading.uncertain] == ["Kommunestyre", "Planutvalg"]


def test_a_struck_day_in_a_grid_makes_only_its_own_cell_uncertain():
    head = "<tr><th>Utvalg</th><th>Jan</th><th>Feb</th><th>Mars</th></tr>"
    row = "<tr><td>Formannskap</td><td>20</td><td><s>17</s> 18</td><td>17</td></tr>"
    reading = read_plan(f"<table>{head}{row}</table>".encode(), "plan.html", year=2026)
    assert [(m.date.month, m.date.day) for m in reading.meetings] == [(1, 20), (3, 17)]
    assert [(m.date.month, m.date.day) for m in reading.uncertain] == [(2, 18)]


def test_a_time_that_is_struck_out_in_the_text_is_not_used():
    table = "<tr><th>Dato</th><th>Utvalg</th></tr><tr><td>20.01.2026</td><td>Formannskap</td></tr>"
    text = "<p><s>Alle møter starter kl. 17.00.</s></p><p>Alle møter starter kl. 18.00.</p>"
    reading = read_plan(f"<div>{text}<table>{table}</table></div>".encode(), "plan.html")
    assert [m.start for m in reading.meetings] == [dt.time(18)]


def test_a_struck_cell_of_a_spreadsheet_makes_its_row_uncertain():
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Dato", "Utvalg"])
    sheet.append([dt.date(2026, 1, 20), "Formannskap"])
    sheet.append([dt.date(2026, 1, 22), "Kommunestyre"])
    sheet["A3"].font = Font(strike=True)
    out = io.BytesIO()
    book.save(out)
    reading = read_plan(out.getvalue(), "plan.xlsx")
    assert [m.date.day for m in reading.meetings] == [20]
    assert [m.date.day for m in reading.uncertain] == [22]
    assert "strøket over" in reading.uncertain[0].note


def test_a_tentative_event_of_a_calendar_is_uncertain():
    events = "".join(
        f"BEGIN:VEVENT\nUID:{day}\nDTSTART:202601{day}T170000Z\nSUMMARY:Formannskap\n"
        f"STATUS:{status}\nEND:VEVENT\n"
        for day, status in ((20, "CONFIRMED"), (22, "TENTATIVE"))
    )
    head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example.org//test//NO\n"
    reading = read_plan(f"{head}{events}END:VCALENDAR\n".encode(), "plan.ics")
    assert [m.date.day for m in reading.meetings] == [20]
    assert [m.date.day for m in reading.uncertain] == [22]
    assert "ikke bekreftet" in reading.uncertain[0].note
