"""Whatever people say of a plan's rows, or add to it: nothing is lost, and no doubt is hidden."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.demo.script import data
from service.domain.published import Correction
from service.imports import read_plan
from service.imports.additions import addition
from service.imports.corrections import RowState, corrected

READINGS = [read_plan(data(name), name) for name in ("aure-2018-1.txt", "gjerstad-2023.html")]
CHANGES = st.dictionaries(
    st.sampled_from(["date", "start", "place", "body"]), st.none(), max_size=3
).map(
    lambda names: {
        name: {"date": "2023-05-11", "start": "", "place": "Rådhuset", "body": "Kommunestyre"}[name]
        for name in names
    }
)
ADDITIONS = st.builds(
    lambda body, date, start: addition({"body": body, "date": date, "start": start}),
    st.sampled_from(["Kommunestyre", "Formannskapet", "Valgstyret"]),
    st.sampled_from(["2018-02-20", "2018-03-22", "2023-05-11", "2023-05-12", "2040-01-03"]),
    st.sampled_from(["", "10:00", "18:00"]),
)


@st.composite
def said_of(draw: st.DrawFn):
    reading = draw(st.sampled_from(READINGS))
    rows = draw(st.lists(st.sampled_from(corrected(reading, []).rows), unique_by=lambda r: r.key))
    return reading, [
        Correction(
            key=row.key,
            doubts=draw(st.sampled_from([row.read.note, "", "Noe helt annet."])),
            left_out=draw(st.booleans()),
            changes=draw(CHANGES),
        )
        for row in rows
    ]


@given(said_of())
def test_no_row_is_lost_and_no_doubt_is_hidden(case):
    reading, corrections = case
    plan = corrected(reading, corrections)
    everything = [*reading.meetings, *reading.uncertain]
    assert sorted(map(repr, (row.read for row in plan.rows))) == sorted(map(repr, everything))
    assert len({row.key for row in plan.rows}) == len(plan.rows)
    said = {one.key: one for one in corrections}
    for row in plan.rows:
        if row.key not in said:
            assert row.meeting == row.read
            assert row.state in {RowState.SURE, RowState.UNSURE}
        if row.read in reading.uncertain and row.state in {RowState.VOUCHED, RowState.CHANGED}:
            assert said[row.key].doubts == row.read.note
    taken = plan.reading
    assert not set(map(repr, taken.meetings)) & set(map(repr, taken.uncertain))
    out = {repr(row.meeting) for row in plan.of(RowState.LEFT_OUT) if not row.correction.changes}
    assert not out & set(map(repr, (*taken.meetings, *taken.uncertain)))


@given(said_of())
def test_the_same_words_about_the_same_plan_give_the_same(case):
    reading, corrections = case
    again = corrected(reading, corrected(reading, corrections).used)
    assert again == corrected(reading, corrections)


@given(said_of(), st.lists(ADDITIONS, max_size=4, unique_by=lambda one: one.key))
def test_no_addition_is_lost_and_none_hides_a_doubt_or_a_row(case, additions):
    reading, corrections = case
    without = corrected(reading, corrections)
    plan = corrected(reading, [*corrections, *additions])
    there = [*(row.correction for row in plan.of(RowState.ADDED)), *plan.elsewhere, *plan.outdone]
    assert sorted(one.key for one in there) == sorted(one.key for one in additions)
    rows = {row.key: row for row in plan.rows if row.state is not RowState.ADDED}
    assert set(rows) == {row.key for row in without.rows}
    for row in without.rows:
        assert (rows[row.key].state is RowState.UNSURE) == (row.state is RowState.UNSURE)
        assert rows[row.key].meeting.date == row.meeting.date
    again = corrected(reading, (*plan.used, *plan.outdone))
    assert [row.meeting for row in again.rows] == [row.meeting for row in plan.rows]
