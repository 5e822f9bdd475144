"""Files of register entries: nothing is lost between writing and reading."""

import datetime as dt
import string
from contextlib import suppress
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from service.domain.errors import InputError
from service.domain.field_kinds import FieldKind
from service.imports.registers.entries import Entry
from service.imports.registers.writer import write_registers
from tests.unit.imports.register_files import MEETINGS, ROSTER, SHAPES, read

ZONES = st.sampled_from(
    [ZoneInfo("Europe/Oslo"), dt.UTC, dt.timezone(dt.timedelta(hours=-9, minutes=-30))]
)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 1, 1))
TEXTS = st.text(max_size=20).map(str.strip)
IDS = st.text(string.ascii_lowercase + string.digits + "-/æ ", min_size=1, max_size=12).map(
    str.strip
)
PEOPLE = st.sampled_from([person.id for person in ROSTER.people])
CLOCKS = st.times().map(lambda time: time.strftime("%H.%M"))
DATES = DAYS.map(dt.date.isoformat)
VALUES = {
    FieldKind.PERSON: PEOPLE,
    FieldKind.DATE: DATES,
    FieldKind.MOMENT: DATES,
    FieldKind.CLOCK: CLOCKS,
    None: TEXTS,
}
KEPT = sorted(name for name, shape in SHAPES.items() if not shape.refusal)


@st.composite
def entries(draw: st.DrawFn, number: int) -> Entry:
    register = draw(st.sampled_from(KEPT))
    shape = SHAPES[register]
    parts = {
        "case": TEXTS,
        "person": st.just("") | PEOPLE,
        "by": st.just("") | PEOPLE,
        "to": st.lists(PEOPLE, max_size=3).map(tuple),
        "meeting": st.sampled_from(["", *(m.id for m in MEETINGS)]),
        "body": st.sampled_from(["", *(body.key for body in ROSTER.bodies)]),
        "at": st.none() | st.builds(dt.datetime.combine, DAYS, st.times(), ZONES),
    }
    fields = sorted(shape.fields)
    named = draw(st.lists(st.sampled_from(fields), unique=True)) if fields else []
    return Entry(
        id=f"{draw(IDS)} {number}".strip(),
        register=register,
        flags=tuple(sorted(draw(st.sets(st.sampled_from(sorted(shape.flags))))))
        if shape.flags
        else (),
        values={name: draw(VALUES[shape.kinds.get(name)]) for name in sorted(named)},
        **{name: draw(parts[name]) for name in sorted(shape.uses)},
    )


@given(st.data(), st.integers(1, 5), st.sets(st.sampled_from(KEPT), max_size=4))
def test_what_is_written_reads_to_the_same(data: st.DataObject, count: int, keep: set[str]) -> None:
    wanted = [data.draw(entries(number)) for number in range(count)]
    found = read(write_registers(wanted, keep))
    assert {entry.id: entry for entry in found.entries} == {entry.id: entry for entry in wanted}
    for entry in found.entries:
        assert entry.at is None or entry.at.tzinfo == ZoneInfo("Europe/Oslo")
    registers = {entry.register for entry in wanted}
    assert set(found.keep) | registers == keep | registers
    assert not set(found.keep) & registers


@given(st.sets(st.sampled_from(KEPT), min_size=1))
def test_a_register_that_is_kept_and_empty_stays_so(keep: set[str]) -> None:
    found = read(write_registers((), keep))
    assert (found.entries, found.keep) == ((), tuple(sorted(keep)))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.integers(0, 200))
def test_a_damaged_file_is_read_or_refused(data: bytes, kept: int) -> None:
    entry = Entry(id="a", register="media", values={"source": "avisa"})
    whole = write_registers([entry], ["gift"]).encode()
    with suppress(InputError):
        read(whole[:kept] + data + whole[kept:])
