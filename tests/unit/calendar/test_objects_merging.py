"""Our changes merged into objects, and what stays of everything else."""

from service.calendar import read
from tests.unit.calendar.edited_objects import FIELDS, MOVED, TASK, edited, lines, made, merged
from tests.unit.calendar.samples import UID


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

    def test_a_task_that_somebody_has_done_stays_done_when_it_is_called_off(self):
        done = made(TASK).replace(b"END:VTODO", b"STATUS:COMPLETED\r\nEND:VTODO")
        off = {**TASK, "status": "CANCELLED"}
        after = merged(done, off, TASK)
        assert "STATUS:COMPLETED" in lines(after)
        assert read(after).fields == off
        assert merged(after, off, off) == after
        again = merged(after, TASK, off)
        assert "STATUS:COMPLETED" in lines(again)
        assert read(again).fields == TASK

    def test_a_cancelled_task_that_is_wanted_again_is_open(self):
        off = {**TASK, "status": "CANCELLED"}
        assert read(made(off)).fields == off
        after = merged(made(off), TASK, off)
        assert "STATUS:NEEDS-ACTION" in lines(after)
        assert read(after).fields == TASK


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

    SEVERAL = {**FIELDS, "alarm": "43200 4320"}  # noqa: RUF012 - never changed

    def test_there_may_be_several(self):
        assert read(made(self.SEVERAL)).fields == self.SEVERAL
        assert read(merged(made(), self.SEVERAL)).fields == self.SEVERAL
        assert read(merged(made(self.SEVERAL), FIELDS, self.SEVERAL)).fields == FIELDS
        uids = [line for line in lines(made(self.SEVERAL)) if line.startswith("UID:")]
        assert len(set(uids)) == 3

    def test_one_of_several_that_a_person_removed_stays_removed(self):
        start, end = made(self.SEVERAL).split(b"BEGIN:VALARM", 1)
        without = start + end.partition(b"END:VALARM\r\n")[2]
        assert lines(merged(without, self.SOONER, self.SEVERAL)).count("BEGIN:VALARM") == 1
        assert read(merged(without, self.SOONER, self.SEVERAL)).fields["alarm"] == "4320"

    def test_a_group_that_begins_to_use_alarms_gets_them(self):
        none = {k: v for k, v in FIELDS.items() if k != "alarm"}
        assert read(merged(made(none), FIELDS, none)).fields == FIELDS

    def test_a_group_that_stops_using_alarms_loses_only_ours(self):
        none = {k: v for k, v in FIELDS.items() if k != "alarm"}
        theirs = ["BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER:-PT5M", "END:VALARM"]
        data = merged(edited(made(), alarm=theirs), none)
        assert lines(data).count("BEGIN:VALARM") == 1
        assert "ACTION:AUDIO" in lines(data)


def test_a_person_may_give_our_alarm_a_fixed_time():
    data = made().replace(b"TRIGGER:-P1D", b"TRIGGER;VALUE=DATE-TIME:20180212T080000Z")
    assert "alarm" not in read(data).fields
