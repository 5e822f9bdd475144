"""What holds of every object: read back as written, and people's additions kept."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from service.calendar import UnreadableObject, canonical, merge, new_object, read
from service.calendar.canonical import moment_text

OSLO = ZoneInfo("Europe/Oslo")
STAMP = dt.datetime(2018, 1, 2, tzinfo=dt.UTC)
UID = "6f1c0000-0000-5000-8000-000000000000@kjoreplan"
TEXT = st.text(st.characters(codec="utf-8"), max_size=120)
INSTANTS = st.integers(852_076_800, 2_114_380_800).map(  # 1997 to 2036
    lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC)
)
# the hours around both changes of the clock, every quarter
CHANGES = st.builds(
    lambda start, quarters: start + dt.timedelta(minutes=15 * quarters),
    st.sampled_from(
        [dt.datetime(2018, 3, 24, 22, tzinfo=dt.UTC), dt.datetime(2018, 10, 27, 22, tzinfo=dt.UTC)]
    ),
    st.integers(0, 24),
)


@st.composite
def fields(draw):
    start = draw(INSTANTS | CHANGES)
    length = draw(st.integers(0, 300))
    end = start + dt.timedelta(minutes=length)
    whole_day = draw(st.booleans())
    times = (
        (start.date(), (start + dt.timedelta(days=length % 4)).date())
        if whole_day
        else (start, end)
    )
    optional = {
        "location": TEXT,
        "description": TEXT,
        "url": st.just("https://example.org/f/7?a=b,c;d"),
        "alarm": st.integers(0, 20000).map(str),
        "related-to": st.lists(st.uuids().map("{}@kjoreplan".format), max_size=2).map(" ".join),
        "status": st.sampled_from(["TENTATIVE", "CONFIRMED", "CANCELLED"]),
    }
    return {
        "summary": draw(TEXT),
        "dtstart": moment_text(times[0]),
        "dtend": moment_text(times[1]),
        **draw(st.fixed_dictionaries({}, optional=optional)),
    }


def made(values):
    return new_object(UID, values, sequence=0, stamp=STAMP)


@given(fields())
def test_what_is_written_is_read_back(values):
    assert read(made(values)).fields == canonical(values)
    assert canonical(canonical(values)) == canonical(values)


@given(fields())
def test_other_libraries_write_it_back_the_same(values):
    again = icalendar.Calendar.from_ical(made(values)).to_ical()
    assert read(again).fields == canonical(values)
    again = vobject.readOne(made(values).decode()).serialize().encode()
    assert read(again).fields == canonical(values)


@given(CHANGES | INSTANTS)
def test_an_instant_keeps_its_place_in_time_across_the_clocks_changes(instant):
    local = instant.replace(microsecond=0).astimezone(OSLO)
    data = made({"dtstart": local.isoformat()})
    (event,) = icalendar.Calendar.from_ical(data).events
    assert event.start.astimezone(dt.UTC) == local.astimezone(dt.UTC)


NAMES = st.sampled_from(
    ["COMMENT", "CATEGORIES", "X-NOTAT", "ATTENDEE", "X-MOZ-LASTACK", "CONTACT"]
)
VALUES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
ADDED = st.lists(st.tuples(NAMES, VALUES).map(":".join), max_size=5)
NOTE = st.lists(st.text("abcæøå ,;\\!", min_size=1, max_size=20).map("§{}".format), max_size=4)


def with_additions(data, added, note):
    """The object as a person's program leaves it: more lines, an alarm, a note below our text."""
    lines = data.replace(b"\r\n ", b"").decode().split("\r\n")
    alarm = ["BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER:-PT7M", "END:VALARM"]
    start = lines.index("BEGIN:VEVENT") + 1
    end = next(n for n, x in enumerate(lines) if x in {"BEGIN:VALARM", "END:VEVENT"})
    last = lines.index("END:VEVENT")
    (event,) = icalendar.Calendar.from_ical(data).events
    described = "\n".join([str(event.get("DESCRIPTION", "")), "", *note])
    description = icalendar.parser.Contentline.from_parts(
        "DESCRIPTION", icalendar.parser.Parameters(), described
    )
    own = [x for x in lines[start:end] if not x.startswith("DESCRIPTION:")]
    head, ours = lines[:start], [*own, str(description), *added]
    return "\r\n".join([*head, *ours, *lines[end:last], *alarm, *lines[last:]]).encode()


@given(fields(), fields(), ADDED, NOTE)
def test_what_a_person_added_survives_every_change_of_ours(before, after, added, note):
    data = with_additions(made(before), added, note)
    base = before
    for values in (after, before, after):
        data = merge(data, values, sequence=1, stamp=STAMP, base=base)
        base = values
        assert {k: v for k, v in read(data).fields.items() if k != "alarm"} == {
            k: v for k, v in canonical(values).items() if k != "alarm"
        }
        lines = data.replace(b"\r\n ", b"").decode().split("\r\n")
        for line in added:
            assert lines.count(line) >= added.count(line)
        assert "TRIGGER:-PT7M" in lines
        assert read(data).note == "\n".join(note)


@given(fields(), fields())
def test_merging_the_same_twice_changes_nothing_more(before, after):
    once = merge(made(before), after, sequence=1, stamp=STAMP, base=before)
    assert merge(once, after, sequence=1, stamp=STAMP, base=after) == once


@settings(max_examples=300)
@given(
    fields(),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=6), st.integers(0, 6)), max_size=6),
)
def test_a_damaged_object_is_read_or_refused_and_never_crashes(values, damages):
    data = bytearray(made(values))
    for place, new, length in damages:
        data[place : place + length] = new
    try:
        found = read(bytes(data))
    except UnreadableObject:
        return
    assert read(merge(bytes(data), found.fields, sequence=0, stamp=STAMP)).uid == found.uid
