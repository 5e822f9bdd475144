"""Lists in iCalendar."""

import datetime as dt

from service.imports import read_plan


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example.org//test//NO\n"
    return f"{head}{body}END:VCALENDAR\n".encode()


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
