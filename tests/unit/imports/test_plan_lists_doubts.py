"""The doubts that keep a date or a time in a list from looking sure."""

import datetime as dt

import pytest

from tests.unit.imports.plan_text import read


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("tirsdag 19. januar;Formannskap", "Planen sier tirsdag"),
        ("24. januar;Formannskap", "lørdag"),
        ("25. januar;Formannskap", "søndag"),
        ("2. april;Formannskap", "Skjærtorsdag"),
        ("1. mai;Formannskap", "helligdag"),
        ("19. januar;Formannskap (reservedato)", "reservedato"),
        ("19./20. januar;Formannskap", "flere dager"),
        ("19. januar;PNM", "Forkortelsen PNM"),
        ("19.01.2025;Formannskap", "2026"),
    ],
)
def test_a_doubtful_date_is_offered_with_its_reason_and_never_as_sure(row, reason):
    reading = read(f"Møteplan 2026\n\nDato;Utvalg\n{row}\n", year=None)
    assert reading.meetings == ()
    assert reason in reading.uncertain[0].note
    assert reading.uncertain[0].confidence <= 0.5
    assert reading.uncertain[0].source_line == 4


def test_a_meeting_over_several_days_begins_on_the_first_of_them():
    reading = read("Dato;Utvalg\n19.-20. januar;Formannskap\n")
    assert [m.date.day for m in reading.meetings] == [19]
    assert [m.date.day for m in reading.uncertain] == [20]


def test_a_stated_week_that_contradicts_the_date_makes_it_uncertain():
    reading = read("Dato;Uke;Utvalg\n19. januar;uke 4;Formannskap\n22. januar;5;Kommunestyre\n")
    assert [m.date.day for m in reading.meetings] == [19]
    assert "uke 5" in reading.uncertain[0].note


def test_a_cancelled_meeting_is_left_out_and_said():
    reading = read("Dato;Utvalg;Merknad\n19. januar;Formannskap;Avlyst\n22. januar;Kommunestyre;\n")
    assert [m.body for m in reading.meetings] == ["Kommunestyre"]
    assert reading.problems[0].line == 2
    assert "avlyst" in reading.problems[0].message


def test_the_same_row_twice_is_one_meeting_and_said():
    reading = read("Dato;Utvalg\n19. januar;Formannskap\n19. januar;Formannskapet\n")
    assert len(reading.meetings) == 1
    assert "linje 2" in reading.problems[0].message


def test_a_time_that_depends_on_another_meeting_is_a_note_and_no_time():
    reading = read("Dato;Utvalg;Tid\n19. januar;Formannskap;etter kommunestyret\n")
    assert reading.meetings[0].start is None
    assert "etter kommunestyret" in reading.meetings[0].note


def test_a_time_for_all_meetings_fills_only_those_without():
    reading = read(
        "Alle møter starter kl. 18.00.\nDato;Utvalg;Tid\n19. januar;Formannskap;\n"
        "22. januar;Kommunestyre;10:00\n"
    )
    assert [m.start for m in reading.meetings] == [dt.time(18), dt.time(10)]


def test_a_time_for_a_body_outside_the_plan_is_given_to_nobody():
    reading = read(
        "Dato;Utvalg\n19. januar;Formannskap\n"
        "Eldrerådets møter: kl. 10. Rådet har møtestart kl. 11.\n"
    )
    assert reading.meetings[0].start is None


def test_two_times_for_one_body_are_used_for_none():
    reading = read(
        "Dato;Utvalg\n19. januar;Formannskap\nFormannskapet: kl. 10.\nFormannskap: kl. 12.\n"
    )
    assert reading.meetings[0].start is None
    assert any("ulike klokkeslett" in p.message for p in reading.problems)
