"""Objects as they are made, and read however a program has written them."""

import datetime as dt

import icalendar
import pytest

from service.calendar import UnreadableObject, canonical, read
from tests.unit.calendar.edited_objects import FIELDS, TASK, edited, lines, made, merged
from tests.unit.calendar.samples import UID


class TestNew:
    def test_it_reads_as_it_was_written(self):
        found = read(made())
        assert (found.uid, found.fields, found.sequence) == (UID, FIELDS, 0)

    def test_the_bytes_depend_on_the_arguments_alone(self):
        assert made() == made(dict(reversed(FIELDS.items())))

    def test_another_library_reads_the_right_local_time(self):
        (event,) = icalendar.Calendar.from_ical(made()).events
        assert event.start.isoformat() == "2018-02-12T18:00:00+01:00"
        assert event.end.isoformat() == "2018-02-12T20:00:00+01:00"
        assert str(event["SUMMARY"]) == "Gruppemøte"
        assert event.alarms.times[0].trigger.isoformat() == "2018-02-11T18:00:00+01:00"

    def test_the_zones_definition_agrees_with_the_zone_for_decades(self):
        calendar = icalendar.Calendar.from_ical(made())
        own = calendar.timezones[0].to_tz(lookup_tzid=False)
        oslo = icalendar.timezone.tzp.timezone("Europe/Oslo")
        for month in range(12 * 40):
            day = dt.datetime(2000 + month // 12, month % 12 + 1, 28, 12, tzinfo=oslo)
            assert day.replace(tzinfo=own).utcoffset() == day.utcoffset()

    def test_it_invites_nobody_and_hides_nothing(self):
        names = {line.partition(":")[0].partition(";")[0] for line in lines(made())}
        assert names.isdisjoint({"ATTENDEE", "ORGANIZER", "CLASS", "METHOD"})

    def test_no_line_is_longer_than_75_octets(self):
        long = made({**FIELDS, "description": "æøå " * 60})
        assert max(map(len, long.split(b"\r\n"))) <= 75

    def test_a_day_without_a_time_makes_nobody_busy(self):
        data = made({**FIELDS, "dtstart": "2018-02-12", "dtend": ""})
        assert "DTSTART;VALUE=DATE:20180212" in lines(data)
        assert "TRANSP:TRANSPARENT" in lines(data)
        assert b"VTIMEZONE" not in data

    def test_a_deadline_is_a_task_due_on_a_day(self):
        data = made(TASK)
        assert "BEGIN:VTODO" in lines(data)
        assert "DUE;VALUE=DATE:20180208" in lines(data)
        assert read(data).fields == TASK


class TestSameMeetingOtherwiseWritten:
    @pytest.mark.parametrize(
        "swap",
        [
            [("DTSTART;TZID=Europe/Oslo:20180212T180000", "DTSTART:20180212T170000Z")],
            [("DTEND;TZID=Europe/Oslo:20180212T200000", "DURATION:PT2H")],
            [("DTSTAMP:20180102T030405Z", "DTSTAMP:20200101T000000Z")],
            [("TZID:Europe/Oslo", "TZID:Europe/Oslo\r\nX-LIC-LOCATION:Europe/Oslo")],
            [("Oslo:20180212T180000", "Berlin:20180212T180000")],
            [
                ("TZID=Europe/Oslo:20180212T18", 'TZID="W. Europe Standard Time":20180212T18'),
            ],
            [("SUMMARY:Gruppemøte", "SUMMARY;LANGUAGE=nb:Gruppemøte ")],
            [("Rådhuset", "Ra\u030adhuset")],  # as some programs write å
            [("STATUS:CONFIRMED\r\n", "")],
            [("TRIGGER:-P1D", "TRIGGER:-PT1440M")],
        ],
    )
    def test_it_reads_the_same(self, swap):
        assert read(edited(made(), swap=swap)).fields == FIELDS

    def test_a_zone_only_the_object_defines_is_understood(self):
        swap = [("TZID:Europe/Oslo", "TZID:Vår sone"), ("TZID=Europe/Oslo", "TZID=Vår sone")]
        assert read(edited(made(), swap=swap)).fields == FIELDS

    def test_order_folding_and_line_ends_do_not_matter(self):
        head, event, rest = made().replace(b"\r\n ", b"").decode().partition("BEGIN:VEVENT\r\n")
        properties, alarm, tail = rest.partition("BEGIN:VALARM")
        shuffled = "".join(sorted(properties.splitlines(keepends=True), reverse=True))
        text = (head + event + shuffled + alarm + tail).replace("\r\n", "\n")
        assert read(text.replace("møterom", "møt\n erom").encode()).fields == FIELDS


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hei",
        b"\xff\xfe\x00",
        b"<html><body>Logg inn</body></html>",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VJOURNAL\r\nUID:x\r\nEND:VJOURNAL\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VEVENT\r\nUID:x\r\nDTSTART:20180101\r\nEND:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\n" * 5000,
        made().replace(b"END:VEVENT", b"BEGIN:X\r\n" * 5000 + b"END:X\r\n" * 5000 + b"END:VEVENT"),
        made()[:400],
        made() + made(),
        made().replace(b"UID:", b"UIX:"),
        made().replace(b"20180212T180000", b"20180231T180000"),
        made().replace(b"20180212T180000", b"PT1H"),
        made().replace(b"20180212T180000", b"20180212T180000/PT1H"),
        made().replace(b"DTEND;TZID=Europe/Oslo:20180212T200000", b"DURATION:i kveld"),
        made().replace(b"DTSTART;TZID=Europe/Oslo", b"DTSTART;=;;"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_one_clear_error(data):
    with pytest.raises(UnreadableObject) as caught:
        read(data)
    assert str(caught.value).endswith(".")
    with pytest.raises(UnreadableObject):
        merged(data)


def test_canonical_fields_say_nothing_twice():
    shaped = canonical(
        {
            "dtstart": "2018-02-12",
            "dtend": "2018-02-13",
            "summary": "  Gruppemøte\u00a0 ",
            "location": "",
            "description": "a \r\n\r\n b",
            "status": "",
        }
    )
    assert shaped == {
        "dtstart": "2018-02-12",
        "summary": "Gruppemøte",
        "description": "a\nb",
        "status": "CONFIRMED",
    }


START, SEQUENCE = b"DTSTART;TZID=Europe/Oslo:20180212T180000", b"SEQUENCE:0"


@pytest.mark.parametrize(
    "data",
    [
        made().replace(START, b"DTSTART:99991231T235959Z"),
        made().replace(START, b"DTSTART:00010101T000000Z"),
        made().replace(START, b"DTSTART;VALUE=DATE:99991231"),
        made().replace(b"DTEND;TZID=Europe/Oslo:20180212T200000", b"DURATION:P2999999D"),
        made().replace(b"DTEND;TZID=Europe/Oslo:20180212T200000", b"DURATION:P99999999999W"),
        made(TASK).replace(b"DUE;VALUE=DATE:20180208", b"DUE:99991231T235959Z"),
    ],
)
def test_a_time_no_calendar_counts_to_is_one_clear_error(data):
    with pytest.raises(UnreadableObject) as caught:
        read(data)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("tzid", ["Europe", "", "x" * 300, "../Oslo", "/etc/passwd", "."])
def test_a_zone_that_is_none_is_taken_for_ours(tzid):
    assert read(made().replace(b"TZID=Europe/Oslo", b"TZID=" + tzid.encode())).fields == FIELDS


@pytest.mark.parametrize("digits", ["9" * 5000, "9" * 12, "2147483648", "-1", "²"])
def test_a_sequence_out_of_bounds_counts_as_none(digits):
    assert read(made().replace(SEQUENCE, b"SEQUENCE:" + digits.encode())).sequence == 0


@pytest.mark.parametrize("status", ["NEEDS-ACTION", "X-KANSKJE", "æ"])
def test_a_status_no_event_has_says_nothing_and_is_left_as_it_stands(status):
    data = made().replace(b"STATUS:CONFIRMED", b"STATUS:" + status.encode())
    assert read(data).fields == FIELDS
    assert f"STATUS:{status}" in lines(merged(data, {**FIELDS, "summary": "Ekstra gruppemøte"}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("TZOFFSETTO:+0200\r\n", ""),
        ("TZOFFSETTO:+0200", "TZOFFSETTO:+9999"),
        ("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "RRULE:FREQ=TULL"),
        ("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "RRULE:"),
        ("DTSTART:19810329T020000", "DTSTART:99991231T235959Z"),
        ("DTSTART:19810329T020000", "DTSTART;VALUE=DATE:19810329"),
        ("DTSTART:19810329T020000\r\n", ""),
    ],
)
def test_a_damaged_zone_of_its_own_is_read_or_refused(old, new):
    text = made().decode().replace("Europe/Oslo", "Vår sone")
    assert old in text
    try:
        found = read(text.replace(old, new).encode())
    except UnreadableObject:
        return
    assert found.fields.keys() == FIELDS.keys()
