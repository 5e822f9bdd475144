"""What a person says of a row: it holds for that row as it stands, and for no other."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from plan_text import read

from service.domain.model import Body, BodyKind
from service.domain.published import Correction
from service.imports import PlannedMeeting, PlanReading, read_plan
from service.imports.bodies.aliases import with_aliases
from service.imports.corrections import CorrectedPlan, RowState, corrected

COUNCIL = Body(key="ks", name="Kommunestyret", kind=BodyKind.COUNCIL)
PLAN = """Dato;Utvalg;Tid
onsdag 13.01.2026;Formannskap;09:00
15.01.2026;Kommunestyre;18:00
16.01.2026;KST;18:00
"""
DOUBTED = dt.date(2026, 1, 13)


def row_on(plan: CorrectedPlan, day: dt.date):
    (found,) = (row for row in plan.rows if row.read.date == day)
    return found


def said(plan: CorrectedPlan, day: dt.date, **what: object) -> Correction:
    row = row_on(plan, day)
    return Correction(key=row.key, doubts=row.read.note, **what)  # type: ignore[arg-type]  # the words are the fields


def test_without_corrections_the_plan_is_as_read():
    reading = read(PLAN)
    plan = corrected(reading, [])
    assert plan.reading == reading
    assert row_on(plan, DOUBTED).state is RowState.UNSURE


def test_a_row_that_a_person_has_vouched_for_is_sure_and_keeps_its_note():
    reading = read(PLAN)
    plan = corrected(reading, [said(corrected(reading, []), DOUBTED)])
    row = row_on(plan, DOUBTED)
    assert (row.state, row.meeting.confidence) == (RowState.VOUCHED, 1.0)
    assert "onsdag" in row.meeting.note
    assert plan.reading.uncertain == ()
    assert len(plan.reading.meetings) == 3


def test_a_row_that_is_left_out_is_shown_but_not_taken_in():
    reading = read(PLAN)
    plan = corrected(reading, [said(corrected(reading, []), DOUBTED, left_out=True)])
    assert row_on(plan, DOUBTED).state is RowState.LEFT_OUT
    assert DOUBTED not in {m.date for m in (*plan.reading.meetings, *plan.reading.uncertain)}
    assert plan.reading.bodies == ("Kommunestyre",)


def test_a_changed_row_is_as_the_person_says_and_tells_what_the_plan_says():
    reading = read(PLAN)
    changes = {"date": "2026-01-14", "start": "", "place": "Rådhuset", "body": "Kommunestyret"}
    correction = said(corrected(reading, []), DOUBTED, changes=changes)
    plan = corrected(reading, [correction], [COUNCIL])
    row = row_on(plan, DOUBTED)
    assert row.state is RowState.CHANGED
    assert (row.meeting.date, row.meeting.start) == (dt.date(2026, 1, 14), None)
    assert (row.meeting.body, row.meeting.kind) == ("Kommunestyret", BodyKind.COUNCIL)
    assert row.meeting.place == "Rådhuset"
    assert "datoen tirsdag 13. januar 2026" in row.meeting.note
    assert "organet «Formannskap»" in row.meeting.note
    assert "starten 09.00" in row.meeting.note
    assert row.meeting.confidence == 1.0
    nynorsk = corrected(reading, [correction], [COUNCIL], "nn")
    assert "staden ikkje oppgitt" in row_on(nynorsk, DOUBTED).meeting.note


def test_corrections_survive_a_newer_version_where_their_row_stands_unchanged():
    correction = said(corrected(read(PLAN), []), DOUBTED)
    newer = PLAN.replace("Tid\n", "Tid\n08.01.2026;Kommunestyre;18:00\n").replace("16.", "23.")
    assert row_on(corrected(read(newer), [correction]), DOUBTED).state is RowState.VOUCHED


@pytest.mark.parametrize(
    ("before", "after"),
    [("09:00", "10:00"), ("Formannskap", "Kommunestyre"), ("onsdag 13.01", "onsdag 20.01")],
)
def test_a_row_that_says_something_else_is_another_row(before: str, after: str):
    correction = said(corrected(read(PLAN), []), DOUBTED)
    plan = corrected(read(PLAN.replace(before, after)), [correction])
    assert plan.used == ()
    assert len(plan.of(RowState.UNSURE)) == 1


def test_a_row_whose_line_stands_otherwise_is_another_row():
    meeting = PlannedMeeting(
        body="Formannskap", kind=BodyKind.EXECUTIVE, date=DOUBTED, source="13.1. FSK ?"
    )
    before = corrected(PlanReading(meetings=(), uncertain=(meeting,)), [])
    correction = said(before, DOUBTED)
    for line, state in (("13.1.  FSK ?", RowState.VOUCHED), ("13.1. FSK ??", RowState.UNSURE)):
        fresh = PlanReading(meetings=(), uncertain=(replace(meeting, source=line, source_line=9),))
        assert row_on(corrected(fresh, [correction]), DOUBTED).state is state


def test_of_a_doubt_that_is_new_nobody_has_said_anything():
    correction = said(corrected(read(PLAN), []), DOUBTED)
    doubted = replace(
        read(PLAN).uncertain[0], note=f"{read(PLAN).uncertain[0].note} Reservedato i planen."
    )
    plan = corrected(PlanReading(meetings=(), uncertain=(doubted,)), [correction])
    assert row_on(plan, DOUBTED).state is RowState.UNSURE


def test_joining_a_name_keeps_what_was_said_of_its_rows_and_settles_the_doubt_about_it():
    text = "Dato;Utvalg;Tid\n15.01.2026;Kommunestyre;18:00\n16.01.2026;OPK;18:00\n"
    day = dt.date(2026, 1, 16)
    plan = corrected(read(text), [])
    assert row_on(plan, day).state is RowState.UNSURE
    vouched = said(plan, day)
    schools = Body(key="opk", name="Oppvekstkomiteen", kind=BodyKind.COMMITTEE)
    bodies = with_aliases([COUNCIL, schools], {"OPK": "opk"})
    joined = read_plan(text.encode(), "plan.csv", bodies=bodies)
    assert row_on(corrected(joined, []), day).state is RowState.SURE
    row = row_on(corrected(joined, [vouched], bodies), day)
    assert (row.state, row.meeting.body) == (RowState.VOUCHED, "Oppvekstkomiteen")


def test_a_name_is_joined_to_one_body_at_a_time():
    schools = Body(key="opk", name="Oppvekst", kind=BodyKind.COMMITTEE, aliases=("OPK", "O"))
    council, after = with_aliases([COUNCIL, schools], {"OPK": "ks"})
    assert (council.aliases, after.aliases) == (("OPK",), ("O",))
    assert with_aliases([COUNCIL, schools], {"OPK": "opk"}) == (COUNCIL, schools)


def test_two_rows_that_become_one_meeting_are_taken_once_and_said():
    reading = read(PLAN)
    plan = corrected(
        reading,
        [said(corrected(reading, []), dt.date(2026, 1, 16), changes={"date": "2026-01-15"})],
    )
    assert [m.date.day for m in plan.reading.meetings] == [15]
    assert "to ganger" in plan.problems[-1].message


def test_the_token_tells_what_a_person_has_seen():
    reading = read(PLAN)
    plan = corrected(reading, [])
    row = row_on(plan, DOUBTED)
    assert plan.row(row.token) == row
    doubted = replace(reading.uncertain[0], note="Datoen er en helligdag.")
    other = corrected(PlanReading(meetings=reading.meetings, uncertain=(doubted,)), [])
    assert row_on(other, DOUBTED).key == row.key
    assert other.row(row.token) is None
