"""A meeting that a person adds to a plan: it stands until the plan has it itself."""

from __future__ import annotations

import datetime as dt

import pytest
from plan_text import read

from service.domain.model import Body, BodyKind
from service.domain.published import Correction
from service.imports.additions import addition
from service.imports.corrections import CorrectedPlan, Row, RowState, corrected

COUNCIL = Body(key="ks", name="Kommunestyret", kind=BodyKind.COUNCIL, aliases=("KST",))
FACTION = Body(key="f", name="Fraksjonen", kind=BodyKind.FACTION, aliases=("Oppvekstutvalget",))
PLAN = """Dato;Utvalg;Tid;Sted
tirsdag 13.01.2026;Formannskap;09:00;
torsdag 15.01.2026;Kommunestyre;18:00;
"""
ADDED = addition({"body": "Formannskap", "date": "2026-01-27", "start": "10:00", "place": "Kino"})
DAY = dt.date(2026, 1, 27)


def on(plan: CorrectedPlan, day: dt.date = DAY) -> Row:
    (found,) = (row for row in plan.rows if row.meeting.date == day)
    return found


def with_row(row: str) -> CorrectedPlan:
    return corrected(read(PLAN + row), [ADDED])


def test_an_added_meeting_is_a_sure_row_that_says_who_wrote_it():
    plan = corrected(read(PLAN), [ADDED])
    row = on(plan)
    assert (row.state, row.correction) == (RowState.ADDED, ADDED)
    meeting = row.meeting
    assert (meeting.body, meeting.kind) == ("Formannskap", BodyKind.EXECUTIVE)
    assert (meeting.start, meeting.end, meeting.place) == (dt.time(10), None, "Kino")
    assert (meeting.confidence, meeting.source, meeting.source_line) == (1.0, "", 0)
    assert meeting.note == "Lagt til for hånd."
    assert meeting in plan.reading.meetings
    assert plan.used == (ADDED,)
    assert plan.row(row.token) == row
    assert on(corrected(read(PLAN), [ADDED], language="nn")).meeting.note == "Lagd til for hand."


def test_the_same_words_are_one_addition_and_others_another():
    assert addition({"date": "2026-01-27", "body": "Formannskap"}).key != ADDED.key
    assert addition(dict(ADDED.changes)) == ADDED


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("kommunestyre", "Kommunestyret", BodyKind.COUNCIL),
        ("KST", "Kommunestyret", BodyKind.COUNCIL),
        ("formannskapet", "Formannskap", BodyKind.EXECUTIVE),
        ("Oppvekstutvalget", "Oppvekstutvalget", BodyKind.COMMITTEE),
        ("Noe annet", "Noe annet", BodyKind.OTHER),
    ],
)
def test_the_name_is_that_of_the_body_it_means(written: str, name: str, kind: BodyKind):
    added = addition({"body": written, "date": "2026-01-27"})
    meeting = on(corrected(read(PLAN), [added], [COUNCIL, FACTION])).meeting
    assert (meeting.body, meeting.kind) == (name, kind)


def test_it_goes_on_in_a_newer_version_of_the_plan():
    assert on(with_row("20.01.2026;Kommunestyre;18:00;\n")).state is RowState.ADDED
    assert on(with_row("27.01.2026;Kommunestyre;18:00;\n".replace("27", "28"))).correction == ADDED


def test_where_the_plan_has_it_itself_the_plans_row_holds():
    plan = with_row("tirsdag 27.01.2026;Formannskap;10:00;Storstua\n")
    row = on(plan)
    assert (row.state, row.meeting.place) == (RowState.SURE, "Storstua")
    assert (plan.used, plan.outdone) == ((), (ADDED,))
    (remark,) = plan.problems
    assert remark.line == 4
    assert remark.message == (
        "Formannskap 27. januar var lagt til for hånd og står nå i planen. Raden i planen gjelder."
    )


def test_another_time_in_the_plan_is_told():
    plan = with_row("tirsdag 27.01.2026;Formannskap;12:00;Kino\n")
    assert on(plan).meeting.start == dt.time(12)
    assert "Planen gjelder og sier kl. 12.00, ikke kl. 10.00." in plan.problems[0].message


def test_what_only_the_person_has_said_is_kept_as_a_correction_of_the_plans_row():
    plan = with_row("tirsdag 27.01.2026;Formannskap;;\n")
    row = on(plan)
    assert (row.state, row.meeting.start) == (RowState.CHANGED, dt.time(10))
    assert row.meeting.place == "Kino"
    assert "starten ikke oppgitt" in row.meeting.note
    assert "Det planen ikke sier, er beholdt." in plan.problems[0].message
    assert plan.used == plan.outdoing == (row.correction,)
    again = corrected(read(PLAN + "tirsdag 27.01.2026;Formannskap;;\n"), plan.used)
    assert on(again).meeting == row.meeting
    assert again.problems == ()


def test_an_end_is_no_end_of_another_start():
    added = addition({**ADDED.changes, "end": "11:00"})
    row = on(corrected(read(PLAN + "tirsdag 27.01.2026;Formannskap;12:00;Kino\n"), [added]))
    assert (row.meeting.start, row.meeting.end) == (dt.time(12), None)


def test_a_doubt_about_the_plans_row_is_not_covered_by_the_addition():
    plan = with_row("onsdag 27.01.2026;Formannskap;;\n")
    row = on(plan)
    assert (row.state, row.meeting.start) == (RowState.UNSURE, dt.time(10))
    assert row.meeting in plan.reading.uncertain


def test_what_a_person_has_said_of_the_plans_row_is_not_touched():
    reading = read(PLAN + "tirsdag 27.01.2026;Formannskap;10:00;Rådhuset\n")
    key = on(corrected(reading, [])).key
    changed = Correction(key=key, changes={"start": "", "place": ""})
    row = on(corrected(reading, [changed, ADDED]))
    assert (row.meeting.start, row.meeting.place, row.correction) == (None, "", changed)


def test_a_row_that_a_person_has_left_out_does_not_stand_for_it():
    reading = read(PLAN + "tirsdag 27.01.2026;Formannskap;10:00;\n")
    left_out = Correction(key=on(corrected(reading, [])).key, left_out=True)
    plan = corrected(reading, [left_out, ADDED])
    assert len(plan.of(RowState.ADDED)) == len(plan.of(RowState.LEFT_OUT)) == 1
    assert {m.date for m in plan.reading.meetings} >= {DAY}


def test_a_plan_for_another_half_year_leaves_it_out_and_remembers_it():
    newer = read(
        PLAN.replace(".01.2026", ".08.2026").replace("tirsdag ", "").replace("torsdag ", "")
    )
    plan = corrected(newer, [ADDED])
    assert plan.of(RowState.ADDED) == ()
    assert plan.used == plan.elsewhere == (ADDED,)
    assert plan.reading == newer
    assert on(corrected(read(PLAN), plan.used)).state is RowState.ADDED
