"""Lists in CSV, XLSX, HTML and iCalendar, and the doubts that keep a date from looking sure."""

import datetime as dt
import io

import openpyxl
import pytest

from service.domain.model import BodyKind
from service.imports import PlanReading, read_plan

MONDAY = dt.datetime(2026, 1, 19)  # noqa: DTZ001 - a workbook's dates have no zone


def read(text: str, *, year: int | None = 2026, name: str = "plan.csv") -> PlanReading:
    return read_plan(text.encode(), name, year=year)


def workbook(*rows: list[object], title: str = "Plan") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example.org//test//NO\n"
    return f"{head}{body}END:VCALENDAR\n".encode()


FULL = (
    "Dato{d}Ukedag{d}Utvalg{d}Tid{d}Slutt{d}Sted\n"
    "19.01.2026{d}mandag{d}Formannskap{d}18.30{d}20:30{d}Fjordsalen\n"
    "20.01.2026{d}tirsdag{d}Utvalg for oppvekst{d}kl. 9{d}{d}Rådhuset\n"
)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_every_dialect_and_encoding_says_the_same(delimiter, encoding):
    reading = read_plan(FULL.format(d=delimiter).encode(encoding), "plan.csv")
    first, second = reading.meetings
    assert (first.body, first.date, first.start, first.end, first.place, first.source_line) == (
        "Formannskap",
        dt.date(2026, 1, 19),
        dt.time(18, 30),
        dt.time(20, 30),
        "Fjordsalen",
        2,
    )
    assert first.confidence == 1.0
    assert (second.start, second.end, second.place) == (dt.time(9), None, "Rådhuset")


def test_nynorsk_headers_and_names_are_read():
    reading = read(
        "Møtedato;Vekedag;Utval;Klokkeslett;Møtestad\n"
        "måndag 19. januar;;Formannskap;kl. 18.30;Kommunehuset\n"
        "20. januar;tysdag;Hovudutval for oppvekst;;\n"
        "22. januar;torsdag;Kommunestyre;;\n"
    )
    assert [m.kind for m in reading.meetings] == [
        BodyKind.EXECUTIVE,
        BodyKind.COMMITTEE,
        BodyKind.COUNCIL,
    ]
    assert reading.meetings[0].place == "Kommunehuset"


def test_quoted_cells_keep_delimiters_and_the_line_counts_on():
    reading = read(
        'Dato;Utvalg;Sted\n19.01.2026;Formannskap;"Salen; 2. etasje,\nrådhuset"\n'
        "20.01.2026;Kommunestyre;Salen\n"
    )
    assert [m.place for m in reading.meetings] == ["Salen; 2. etasje, rådhuset", "Salen"]
    assert [m.source_line for m in reading.meetings] == [2, 4]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("tirsdag 19. januar;Formannskap", "Planen sier tirsdag"),
        ("24. januar;Formannskap", "lørdag"),
        ("25. januar;Formannskap", "søndag"),
        ("2. april;Formannskap", "Skjærtorsdag"),
        ("1. mai;Formannskap", "helligdag"),
        ("19. januar;Formannskap (reservedato)", "reservedato"),
        ("19.-20. januar;Formannskap", "flere dager"),
        ("19. januar;PNM", "Forkortelsen PNM"),
        ("19.01.2025;Formannskap", "2026"),
    ],
)
def test_a_doubtful_date_is_offered_with_its_reason_and_never_as_sure(row, reason):
    reading = read(f"Møteplan 2026\n\nDato;Utvalg\n{row}\n", year=None)
    assert reading.meetings == ()
    assert reason in reading.uncertain[0].note
    assert reading.uncertain[0].confidence <= 0.5
    assert reading.uncertain[0].source_line == 4


def test_a_stated_week_that_contradicts_the_date_makes_it_uncertain():
    reading = read("Dato;Uke;Utvalg\n19. januar;uke 4;Formannskap\n22. januar;5;Kommunestyre\n")
    assert [m.date.day for m in reading.meetings] == [19]
    assert "uke 5" in reading.uncertain[0].note


def test_a_cancelled_meeting_is_left_out_and_said():
    reading = read("Dato;Utvalg;Merknad\n19. januar;Formannskap;Avlyst\n22. januar;Kommunestyre;\n")
    assert [m.body for m in reading.meetings] == ["Kommunestyre"]
    assert reading.problems[0].line == 2
    assert "avlyst" in reading.problems[0].message


def test_the_same_row_twice_is_one_meeting_and_said():
    reading = read("Dato;Utvalg\n19. januar;Formannskap\n19. januar;Formannskapet\n")
    assert len(reading.meetings) == 1
    assert "linje 2" in reading.problems[0].message


def test_a_time_that_depends_on_another_meeting_is_a_note_and_no_time():
    reading = read("Dato;Utvalg;Tid\n19. januar;Formannskap;etter kommunestyret\n")
    assert reading.meetings[0].start is None
    assert "etter kommunestyret" in reading.meetings[0].note


def test_a_time_for_all_meetings_fills_only_those_without():
    reading = read(
        "Alle møter starter kl. 18.00.\nDato;Utvalg;Tid\n19. januar;Formannskap;\n"
        "22. januar;Kommunestyre;10:00\n"
    )
    assert [m.start for m in reading.meetings] == [dt.time(18), dt.time(10)]


def test_a_time_for_a_body_outside_the_plan_is_given_to_nobody():
    reading = read(
        "Dato;Utvalg\n19. januar;Formannskap\n"
        "Eldrerådets møter: kl. 10. Rådet har møtestart kl. 11.\n"
    )
    assert reading.meetings[0].start is None


def test_two_times_for_one_body_are_used_for_none():
    reading = read(
        "Dato;Utvalg\n19. januar;Formannskap\nFormannskapet: kl. 10.\nFormannskap: kl. 12.\n"
    )
    assert reading.meetings[0].start is None
    assert any("ulike klokkeslett" in p.message for p in reading.problems)


def test_a_line_of_the_list_that_lost_its_tab_is_not_lost():
    reading = read("Dato\tUtvalg\n19. januar\tFormannskap\n22. januar Formannskap\n", name="p.txt")
    assert [m.date.day for m in reading.meetings] == [19]
    assert [m.date.day for m in reading.uncertain] == [22]


def test_a_date_in_the_text_without_a_body_is_pointed_at():
    reading = read("Dato;Utvalg\n19. januar;Formannskap\nFolkemøte 3. mars på skolen.\n")
    assert "3. mars" in reading.problems[0].message


def test_different_committees_with_like_names_are_never_joined():
    names = [
        "Utvalg 1",
        "Utvalg 2",
        "Utvalg for helse",
        "Utvalg for helde",
        "Planutvalg",
        "Klanutvalg",
        "Hovedutvalg nord",
        "Hovedutvalg sør",
        "Utvalg A",
        "Utvalg B",
    ]
    rows = "".join(f"{19 + i % 4}. januar;{name}\n" for i, name in enumerate(names))
    assert set(read(f"Dato;Utvalg\n{rows}").bodies) == set(names)


def test_an_unknown_column_is_said_and_not_used():
    reading = read("Dato;Utvalg;Kaffe\n19. januar;Formannskap;ja\n")
    assert len(reading.meetings) == 1
    assert "«Kaffe»" in reading.problems[0].message


def test_a_workbook_gives_its_real_dates_and_times():
    data = workbook(
        ["Møteplan for kommunen"],
        ["Dato", "Utvalg", "Tid", "Sted"],
        [MONDAY, "Formannskap", dt.time(18, 30), "Salen"],
        ["22. januar 2026", "Kommunestyre", "18.30", "Salen"],
    )
    reading = read_plan(data, "plan.xlsx")
    assert [(m.date.day, m.start, m.source_line) for m in reading.meetings] == [
        (19, dt.time(18, 30), 3),
        (22, dt.time(18, 30), 4),
    ]


def test_a_month_grid_in_a_workbook_is_read_and_the_sheet_names_the_year():
    data = workbook(
        ["Utvalg", "Januar", "Februar", "Mars"],
        ["Formannskap", 19, "2. og 16.", None],
        ["Kommunestyre", "22.", "-", MONDAY.replace(month=3, day=26)],
        title="2026",
    )
    days = [(m.body, m.date.month, m.date.day) for m in read_plan(data, "plan.xlsx").meetings]
    assert days == [
        ("Formannskap", 1, 19),
        ("Kommunestyre", 1, 22),
        ("Formannskap", 2, 2),
        ("Formannskap", 2, 16),
        ("Kommunestyre", 3, 26),
    ]


def test_the_suffix_does_not_decide_what_a_file_is():
    assert (
        len(
            read_plan(
                workbook(["Dato", "Utvalg"], ["19.01.2026", "Formannskap"]), "plan.csv"
            ).meetings
        )
        == 1
    )
    assert len(read_plan(b"Dato;Utvalg\n19.01.2026;Formannskap\n", "plan.xlsx").meetings) == 1


def test_merged_cells_of_html_reach_every_row():
    html = (
        "<h1>Møteplan 2026</h1><table><tr><th>Dato<th>Utvalg</tr>"
        "<tr><td rowspan=2>19. januar<td>Formannskap</tr><tr><td>Kommunestyre</tr></table>"
    )
    assert [(m.body, m.date.day) for m in read(html, year=None).meetings] == [
        ("Formannskap", 19),
        ("Kommunestyre", 19),
    ]


def test_each_table_has_the_year_of_its_own_heading():
    table = "<table><tr><th>Dato<th>Utvalg</tr><tr><td>20. januar<td>Formannskap</tr></table>"
    html = f"<h1>Møteplan</h1><h2>2025</h2>{table}<h2>2026</h2>{table}"
    assert [m.date.year for m in read(html, year=None).meetings] == [2025, 2026]


def test_events_are_told_in_oslo_time_on_both_sides_of_summer_time():
    data = calendar(
        "UID:a\nDTSTART:20260327T170000Z\nDTEND:20260327T190000Z\nSUMMARY:Formannskap",
        "UID:b\nDTSTART:20260330T160000Z\nDURATION:PT2H\nSUMMARY:Møte i kommunestyret\n"
        "LOCATION:Salen\\, rådhuset",
        "UID:c\nDTSTART;VALUE=DATE:20260331\nSUMMARY:Planutvalg",
    )
    first, second, third = read_plan(data, "plan.ics").meetings
    assert (first.start, first.end, first.source_id) == (dt.time(18), dt.time(20), "a")
    assert (second.body, second.start, second.end) == ("Kommunestyret", dt.time(18), dt.time(20))
    assert second.place == "Salen, rådhuset"
    assert (third.start, third.source_line) == (None, 17)


def test_a_series_is_written_out_with_its_exceptions():
    data = calendar(
        "UID:a\nDTSTART;TZID=Europe/Oslo:20260316T180000\nRRULE:FREQ=WEEKLY;COUNT=3\n"
        "EXDATE;TZID=Europe/Oslo:20260323T180000\nSUMMARY:Formannskap"
    )
    reading = read_plan(data, "plan.ics")
    days = [(m.date.day, m.start) for m in reading.meetings]
    assert days == [(16, dt.time(18)), (30, dt.time(18))]


def test_of_two_versions_of_an_event_the_newer_counts():
    data = calendar(
        "UID:a\nSEQUENCE:2\nDTSTART:20260120T170000Z\nSUMMARY:Formannskap",
        "UID:a\nSEQUENCE:1\nDTSTART:20260119T170000Z\nSUMMARY:Formannskap",
        "UID:b\nSTATUS:CANCELLED\nDTSTART:20260122T170000Z\nSUMMARY:Kommunestyre",
    )
    reading = read_plan(data, "plan.ics")
    assert [m.date.day for m in reading.meetings] == [20]
    assert "avlyst" in reading.problems[0].message


def test_an_event_that_is_no_bodys_meeting_is_uncertain():
    data = calendar("UID:a\nDTSTART;VALUE=DATE:20260216\nSUMMARY:Vinterferie")
    reading = read_plan(data, "plan.ics")
    assert reading.meetings == ()
    assert "organ" in reading.uncertain[0].note
