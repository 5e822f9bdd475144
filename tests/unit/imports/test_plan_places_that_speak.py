"""What a plan says elsewhere than in a meeting's own cell: in headers, cards and other columns."""

from datetime import date, time

from tests.unit.imports.plan_text import read


def test_the_hour_in_a_columns_header_is_every_meetings_hour():
    rows = [
        "Dato;Formannskapet kl. 09.00;Kommunestyret kl. 18.00",
        "14.01.2026;x;",
        "29.01.2026;;x",
    ]
    meetings = read("\n".join(rows)).meetings

    assert [(m.body, m.start) for m in meetings] == [
        ("Formannskapet", time(9)),
        ("Kommunestyret", time(18)),
    ]


def test_the_hour_in_a_rows_name_is_every_meetings_hour():
    rows = [
        "Utvalg;Januar;Februar;Mars",
        "Formannskapet kl. 09.00;14.;11.;11.",
        "Kommunestyret;29.;26.;",
    ]
    meetings = read("\n".join(rows)).meetings

    assert {m.body: m.start for m in meetings} == {"Formannskapet": time(9), "Kommunestyret": None}


def test_a_status_that_leaves_the_meeting_open_makes_it_uncertain():
    rows = [
        "Dato;Utvalg;Status",
        "14.01.2026;Formannskap;Godkjent",
        "11.02.2026;Formannskap;Forslag",
    ]
    reading = read("\n".join(rows))

    assert [m.date.month for m in reading.meetings] == [1]
    assert [m.date.month for m in reading.uncertain] == [2]
    assert "Forslag, ikke bekreftet" in reading.uncertain[0].note


def test_the_headers_of_an_exported_calendar_are_known():
    rows = ["Subject,Start Date,Start Time,Location", "Formannskap,14.01.2026,09:00,Rådhuset"]
    (meeting,) = read("\n".join(rows)).meetings

    assert (meeting.body, meeting.date) == ("Formannskap", date(2026, 1, 14))
    assert (meeting.start, meeting.place) == (time(9), "Rådhuset")


def test_a_day_that_a_meeting_is_moved_to_is_offered_beside_the_first():
    text = (
        "Kommunestyret:\nOnsdag 29. april\nOnsdag 27. mai (flyttet til 3. juni)\nOnsdag 17. juni\n"
    )
    reading = read(text, name="plan.txt")

    assert [m.date for m in reading.meetings] == [date(2026, 4, 29), date(2026, 6, 17)]
    assert [m.date for m in reading.uncertain] == [date(2026, 5, 27), date(2026, 6, 3)]


def test_a_day_in_a_name_is_no_part_of_the_body():
    rows = ["Dato;Møte", "14.01.2026;Formannskapet 14.01.2026", "28.01.2026;Skolekonferansen 2026"]
    reading = read("\n".join(rows))

    assert [m.body for m in reading.meetings] == ["Formannskapet"]
    assert [m.body for m in reading.uncertain] == ["Skolekonferansen 2026"]


def test_cards_of_a_page_are_read_with_the_body_below_the_date():
    cards = [
        ("19", "feb", "Kommunestyret", "18:00"),
        ("3", "mar", "Formannskapet", "09:00"),
        ("26", "mar", "Kommunestyret", "18:00"),
    ]
    page = "<html><body><nav><a>Formannskapet</a></nav><h1>Kommende møter</h1>"
    for day, month, body, hour in cards:
        page += f"<div><span>{day}</span><span>{month}</span><span>2026</span></div>"
        page += f"<h3>{body}</h3><p>Kl. {hour}</p>"
    meetings = read(page, name="plan.html").meetings

    assert [(m.body, m.date.isoformat(), m.start) for m in meetings] == [
        ("Kommunestyret", "2026-02-19", time(18)),
        ("Formannskapet", "2026-03-03", time(9)),
        ("Kommunestyret", "2026-03-26", time(18)),
    ]


def test_the_last_year_of_a_span_of_months_is_the_plans():
    text = "Møteplan januar til juni 2026\nFormannskap: 14. januar, 11. februar\n"
    meetings = read(text, name="plan.txt", year=None).meetings

    assert [m.date for m in meetings] == [date(2026, 1, 14), date(2026, 2, 11)]


def test_the_weekday_in_a_header_is_no_part_of_the_name_and_is_checked():
    rows = [
        "Måned;Formannskap (tirsdag kl. 10);Kommunestyre (torsdag kl. 18)",
        "Januar;13.;29.",
        "Februar;3.;26.",
        "Mars;11.;26.",
    ]
    reading = read("\n".join(rows))

    assert {m.body for m in reading.meetings} == {"Formannskap", "Kommunestyre"}
    (odd,) = reading.uncertain
    assert (odd.date, "tirsdag" in odd.note) == (date(2026, 3, 11), True)
    assert odd.source == "Formannskap (tirsdag kl. 10) | mars: 11."


def test_a_short_weekday_behind_the_day_is_no_part_of_the_name():
    text = "Januar 2026\n13 ti Formannskap\n29 to Kommunestyre\n"
    meetings = read(text, name="plan.txt", year=None).meetings

    assert [m.body for m in meetings] == ["Formannskap", "Kommunestyre"]


def test_council_and_executive_in_one_cell_are_a_meeting_of_each():
    rows = ["Dato;Utvalg;Tid", "13.01.2026;Formannskap og kommunestyre;09:00"]
    meetings = read("\n".join(rows)).meetings

    assert [(m.body, m.start) for m in meetings] == [
        ("Formannskap", time(9)),
        ("Kommunestyre", time(9)),
    ]


def test_the_hour_and_the_place_behind_the_last_date_are_of_them_all():
    text = (
        "Møteplan 2026\nFormannskapet: 13/1, 10/2, 17/3 (alle kl. 9)\n"
        "Kommunestyret: 29/1, 26/2 og 26/3 kl. 18.00 i kommunestyresalen\n"
    )
    meetings = read(text, name="plan.txt").meetings

    assert {(m.body, m.start, m.place) for m in meetings} == {
        ("Formannskapet", time(9), ""),
        ("Kommunestyret", time(18), "kommunestyresalen"),
    }
