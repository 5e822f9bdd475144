"""A calendar to be subscribed to, as RFC 5545 and RFC 7986 have it."""

from __future__ import annotations

import datetime as dt

import icalendar
import recurring_ical_events

from service.calendar.feed import FeedEvent, feed

STAMP = dt.datetime(2018, 1, 15, 11, tzinfo=dt.UTC)
FIELDS = {
    "summary": "Gruppemøte",
    "description": "Før kommunestyret 24. januar",
    "dtstart": "2018-01-22T18:00:00+01:00",
    "dtend": "2018-01-22T20:30:00+01:00",
    "location": "Rådhuset, møterom 2; inngang B",
    "status": "CONFIRMED",
    "alarm": "120",
    "url": "https://sky.example.org/mappe/2018-01-22%20Innkalling.docx",
}
DAY = {"summary": "Kommunestyre", "dtstart": "2018-06-20", "status": "TENTATIVE"}


def made(*events: FeedEvent, stamp: dt.datetime = STAMP) -> bytes:
    return feed("Gruppemøter Aure", events, stamp=stamp)


def read(data: bytes) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(data)


def test_programs_are_told_its_name_and_when_to_look_again():
    calendar = read(made())
    assert calendar["VERSION"] == "2.0"
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Gruppemøter Aure"
    assert calendar["REFRESH-INTERVAL"].dt == dt.timedelta(hours=1)
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert calendar["X-PUBLISHED-TTL"].to_ical() == b"PT1H"


def test_events_say_when_where_and_how_sure_and_nothing_rings_or_leads_elsewhere():
    event = FeedEvent(uid="a@kjoreplan", fields=FIELDS, sequence=3)
    data = made(event, FeedEvent(uid="b@kjoreplan", fields=DAY))
    first, second = read(data).events
    assert (first["UID"], first["SEQUENCE"], first["STATUS"]) == ("a@kjoreplan", 3, "CONFIRMED")
    assert first["LOCATION"] == FIELDS["location"]
    assert first["DTSTART"].params["TZID"] == "Europe/Oslo"
    assert first["DTSTAMP"].dt == first["LAST-MODIFIED"].dt == STAMP
    assert (second["DTSTART"].dt, second["STATUS"]) == (dt.date(2018, 6, 20), "TENTATIVE")
    for gone in (b"VALARM", b"URL:", b"X-KJOREPLAN", b"ATTENDEE", b"ORGANIZER", b"METHOD"):
        assert gone not in data


def test_the_hour_is_the_same_on_both_sides_of_summer_time():
    summer = FIELDS | {"dtstart": "2018-06-18T18:00:00+02:00", "dtend": "2018-06-18T20:00:00+02:00"}
    events = (FeedEvent(uid="a", fields=FIELDS), FeedEvent(uid="b", fields=summer))
    query = recurring_ical_events.of(read(made(*events)))
    starts = [event["DTSTART"].dt.strftime("%H:%M") for event in query.between(2018, 2019)]
    assert starts == ["18:00", "18:00"]


def test_a_calendar_without_meetings_is_still_a_calendar():
    assert [one.name for one in read(made()).subcomponents] == ["VTIMEZONE"]


def test_its_lines_are_folded_and_end_as_the_standard_says():
    long = FIELDS | {"description": "Før møtet æøå " * 30}
    lines = made(FeedEvent(uid="a", fields=long)).split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75


def test_the_same_meetings_make_the_same_bytes():
    event = FeedEvent(uid="a", fields=FIELDS)
    assert made(event) == made(event)
    assert made(event) != made(event, stamp=STAMP + dt.timedelta(hours=1))
