"""Reading, writing and merging objects, with what people and their programs put into them."""

import datetime as dt

import icalendar
import pytest

from service.calendar import UnreadableObject, canonical, meeting_fields, merge, new_object, read
from tests.unit.calendar.samples import GROUP, MEETING, PLAN, STAMP, UID

FIELDS = meeting_fields(
    MEETING, GROUP, plan=PLAN, url="https://example.org/f/7", alarm_minutes=1440
)
LATER = dt.datetime(2018, 1, 5, tzinfo=dt.UTC)
MOVED = {
    **FIELDS,
    "dtstart": "2018-02-13T18:00:00+01:00",
    "dtend": "2018-02-13T20:00:00+01:00",
}
TASK = {"due": "2018-02-08", "summary": "Send innkalling", "description": "I dag"}


def made(fields=FIELDS, uid=UID):
    return new_object(uid, fields, sequence=0, stamp=STAMP)


def merged(data, fields=FIELDS, base=FIELDS, sequence=1):
    return merge(data, fields, sequence=sequence, stamp=LATER, base=base)


def lines(data):
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def edited(data, *, swap=(), add=(), alarm=()):
    """As a person's program leaves it: lines swapped, and lines added at the event's end."""
    text = data.replace(b"\r\n ", b"").decode()
    for old, new in swap:
        assert old in text
        text = text.replace(old, new)
    at = text.index("BEGIN:VALARM") if "BEGIN:VALARM" in text else text.index("END:VEVENT")
    end = text.index("END:VEVENT")
    text = (
        text[:at]
        + "".join(f"{x}\r\n" for x in add)
        + text[at:end]
        + ("".join(f"{x}\r\n" for x in alarm) + text[end:])
    )
    return text.encode()


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


class TestMerge:
    def test_the_same_fields_change_only_the_stamps(self):
        before, after = lines(made()), lines(merged(made(), sequence=0))
        changed = {line.partition(":")[0] for line in set(before) ^ set(after)}
        assert changed == {"DTSTAMP", "LAST-MODIFIED"}

    def test_ours_change_and_everything_a_person_added_stays_to_the_letter(self):
        theirs = [
            "CATEGORIES:Familie\\, jobb,Viktig",
            "COMMENT:Husk nøkkel",
            'ATTENDEE;CN="Ola; N";PARTSTAT=ACCEPTED:mailto:ola@example.org',
            "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=Rådhuset:geo:59.1,10.2",
            "REQUEST-STATUS:2.0;Success",
            "X-RAR;X-P=1:a\\,b;c\\nd",
            "CLASS:PRIVATE",
            "RELATED-TO;RELTYPE=SIBLING:noe@example.org",
        ]
        alarm = [
            "BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER:-PT5M", "X-RING:1", "END:VALARM",
            "BEGIN:X-TING", "FOO:bar", "END:X-TING",
        ]  # fmt: skip
        data = merged(edited(made(), add=theirs, alarm=alarm), MOVED)
        assert read(data).fields == MOVED
        found = lines(data)
        assert all(line in found for line in theirs)
        assert "\r\n".join(alarm) in "\r\n".join(found)

    def test_a_persons_relations_stay_when_ours_change(self):
        theirs = "RELATED-TO;RELTYPE=SIBLING:noe@example.org"
        ours = {**FIELDS, "related-to": "6f1c0000-0000-5000-8000-000000000000@kjoreplan"}
        data = merged(edited(made(), add=[theirs]), ours)
        assert theirs in lines(data)
        assert read(data).fields == ours

    def test_a_sequence_that_a_program_raised_is_not_lowered(self):
        data = edited(made(), swap=[("SEQUENCE:0", "SEQUENCE:9")])
        assert read(merged(data, MOVED)).sequence == 9

    def test_an_emptied_field_is_removed(self):
        data = merged(made(), {k: v for k, v in FIELDS.items() if k not in {"url", "location"}})
        assert not {"URL", "LOCATION"} & {line.partition(":")[0] for line in lines(data)}

    def test_parameters_of_an_unchanged_place_stay(self):
        altrep = [("LOCATION:", 'LOCATION;ALTREP="https://example.org/kart":')]
        assert b"ALTREP" in merged(edited(made(), swap=altrep), MOVED)

    def test_a_day_that_gets_its_time_makes_people_busy_and_gets_the_zone(self):
        whole_day = {k: v for k, v in FIELDS.items() if k != "dtend"} | {"dtstart": "2018-02-12"}
        data = merged(made(whole_day), FIELDS, whole_day)
        assert "TRANSP:OPAQUE" in lines(data)
        assert lines(data).count("BEGIN:VTIMEZONE") == 1
        assert read(data).fields == FIELDS

    def test_a_duration_gives_way_to_the_new_end(self):
        swap = [("DTEND;TZID=Europe/Oslo:20180212T200000", "DURATION:PT2H")]
        data = merged(edited(made(), swap=swap), MOVED)
        assert b"DURATION" not in data
        assert read(data).fields == MOVED

    def test_a_series_keeps_its_exceptions(self):
        exception = (
            "BEGIN:VEVENT", f"UID:{UID}", "RECURRENCE-ID:20180219T170000Z",
            "DTSTART:20180219T180000Z", "SUMMARY:Flyttet", "END:VEVENT",
        )  # fmt: skip
        data = made().replace(b"END:VCALENDAR", "\r\n".join((*exception, "END:VCALENDAR")).encode())
        after = merged(data, MOVED)
        assert "\r\n".join(exception) in "\r\n".join(lines(after))
        assert read(after).fields == MOVED

    def test_a_task_that_somebody_has_done_stays_done(self):
        done = made(TASK).replace(b"END:VTODO", b"STATUS:COMPLETED\r\nEND:VTODO")
        assert read(done).fields == TASK
        after = merged(done, {**TASK, "due": "2018-02-09"}, TASK)
        assert "STATUS:COMPLETED" in lines(after)

    def test_a_cancelled_task_that_is_wanted_again_is_open(self):
        off = {**TASK, "status": "CANCELLED"}
        assert read(made(off)).fields == off
        after = merged(made(off), TASK, off)
        assert "STATUS:NEEDS-ACTION" in lines(after)
        assert read(after).fields == TASK


class TestPeoplesWords:
    NEW = {**FIELDS, "description": "Før kommunestyret 22. februar"}  # noqa: RUF012 - never changed
    OURS = "DESCRIPTION:Før kommunestyret 15. februar"

    def described(self, text, swap=()):
        return edited(made(), swap=[(f"\r\n{self.OURS}\r\n", f"\r\nDESCRIPTION:{text}\r\n"), *swap])

    @pytest.mark.parametrize(
        "text",
        [
            "Før kommunestyret 15. februar\\n\\nKari tar med kake\\nOg kaffe",
            "Før kommunestyret 15. februar\\nKari tar med kake\\nOg kaffe",
            "Kari tar med kake\\nFør kommunestyret 15. februar\\nOg kaffe",
            "Kari tar med kake\\n\\nOg kaffe\\n\\nFør kommunestyret 15. februar",
        ],
    )
    def test_a_note_is_no_drift_wherever_it_stands_and_survives_our_change(self, text):
        data = self.described(text)
        assert read(data).fields == FIELDS
        after = read(merged(data, self.NEW))
        assert after.fields == self.NEW
        assert [line for line in after.note.split("\n") if line] == [
            "Kari tar med kake",
            "Og kaffe",
        ]

    def test_words_put_into_our_line_are_kept_as_a_note(self):
        data = self.described("Før kommunestyret 15. februar – møt tidlig!")
        assert read(data).fields != FIELDS
        after = read(merged(data))
        assert after.fields == FIELDS
        assert after.note == "Før kommunestyret 15. februar – møt tidlig!"

    def test_words_survive_a_program_that_drops_our_mark(self):
        mark = ("X-KJOREPLAN-DESCRIPTION:=Før kommunestyret 15. februar\r\n", "")
        after_ours = self.described("Før kommunestyret 15. februar\\n\\nKake", [mark])
        assert read(after_ours).fields == FIELDS
        before_ours = self.described("Kake\\n\\nFør kommunestyret 15. februar", [mark])
        for data in (after_ours, before_ours):
            after = read(merged(data, self.NEW))
            assert (after.fields, after.note) == (self.NEW, "Kake")

    def test_words_survive_when_neither_mark_nor_record_is_left(self):
        mark = ("X-KJOREPLAN-DESCRIPTION:=Før kommunestyret 15. februar\r\n", "")
        data = self.described("Kake\\n\\nFør kommunestyret 15. februar", [mark])
        after = read(merged(data, base=None))
        assert (after.fields, after.note) == (FIELDS, "Kake")

    def test_a_restored_title_and_place_leave_the_persons_wording_behind(self):
        swap = [
            ("SUMMARY:Gruppemøte", "SUMMARY:Gruppemøte\\, ta med kake"),
            ("LOCATION:Rådhuset\\, møterom 2", "LOCATION:Kafeen"),
        ]
        data = merged(edited(made(), swap=swap))
        assert read(data).fields == FIELDS
        assert "COMMENT:Tittel før endring: Gruppemøte\\, ta med kake" in lines(data)
        assert "COMMENT:Sted før endring: Kafeen" in lines(data)

    def test_our_own_old_title_is_not_kept_as_anybodys_words(self):
        assert b"COMMENT" not in merged(made(), {**FIELDS, "summary": "Ekstra gruppemøte"})


class TestAlarm:
    SOONER = {**FIELDS, "alarm": "60"}  # noqa: RUF012 - never changed

    def test_ours_follows_the_policy(self):
        data = merged(made(), self.SOONER)
        assert lines(data).count("BEGIN:VALARM") == 1
        assert "TRIGGER:-PT1H" in lines(data)

    def test_one_that_a_person_removed_stays_removed(self):
        start, end = made().split(b"BEGIN:VALARM")
        without = start + end.partition(b"END:VALARM\r\n")[2]
        for wanted in (MOVED, self.SOONER):
            assert b"VALARM" not in merged(without, wanted)

    def test_one_that_a_person_changed_stays_changed(self):
        theirs = edited(made(), swap=[("TRIGGER:-P1D", "TRIGGER:-PT5M")])
        for wanted in (MOVED, self.SOONER):
            assert "TRIGGER:-PT5M" in lines(merged(theirs, wanted))

    def test_a_group_that_begins_to_use_alarms_gets_them(self):
        none = {k: v for k, v in FIELDS.items() if k != "alarm"}
        assert read(merged(made(none), FIELDS, none)).fields == FIELDS

    def test_a_group_that_stops_using_alarms_loses_only_ours(self):
        none = {k: v for k, v in FIELDS.items() if k != "alarm"}
        theirs = ["BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER:-PT5M", "END:VALARM"]
        data = merged(edited(made(), alarm=theirs), none)
        assert lines(data).count("BEGIN:VALARM") == 1
        assert "ACTION:AUDIO" in lines(data)


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


def test_a_person_may_give_our_alarm_a_fixed_time():
    data = made().replace(b"TRIGGER:-P1D", b"TRIGGER;VALUE=DATE-TIME:20180212T080000Z")
    assert "alarm" not in read(data).fields


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
