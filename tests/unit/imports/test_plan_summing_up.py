"""Each body in one line: the pattern, and what falls out of it."""

from __future__ import annotations

import pytest
from plan_text import read

from service.imports.summing_up import summaries, summary_said

CASES = {
    "all alike": (
        ("15.01.2026;18:00", "12.02.2026;18:00", "12.03.2026;18:00"),
        "3 møter, alltid torsdag kl. 18.00",
    ),
    "one": (("15.01.2026;18:00",), "1 møte, torsdag 15. januar kl. 18.00"),
    "no time": (("15.01.2026;", "12.02.2026;"), "2 møter, alltid torsdag, uten klokkeslett"),
    "another day": (
        ("15.01.2026;18:00", "12.02.2026;18:00", "11.03.2026;18:00"),
        "3 møter, torsdag, bortsett fra onsdag 11. mars, kl. 18.00",
    ),
    "another time": (
        ("15.01.2026;18:00", "12.02.2026;18:00", "12.03.2026;09:00"),
        "3 møter, alltid torsdag kl. 18.00, bortsett fra 12. mars kl. 09.00",
    ),
    "nothing in common": (
        ("15.01.2026;18:00", "13.02.2026;09:00"),
        "2 møter, ulike ukedager, ulike klokkeslett",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_body_in_one_line(case: str):
    rows, said = CASES[case]
    lines = "".join(f"{r.split(';')[0]};Kommunestyre;{r.split(';')[1]}\n" for r in rows)
    reading = read(f"Dato;Utvalg;Tid\n{lines}")
    (summary,) = summaries(reading.meetings, reading.uncertain)
    assert summary_said(summary) == said


def test_many_exceptions_are_counted():
    days = [*(f"{d:02}.01.2026" for d in (1, 8, 15, 22, 29)), "05.02.2026"]
    odd = ["13.02.2026", "18.02.2026", "20.02.2026", "25.02.2026"]
    reading = read("Dato;Utvalg\n" + "".join(f"{d};Kommunestyre\n" for d in [*days, *odd]))
    (summary,) = summaries(reading.meetings, reading.uncertain)
    assert summary_said(summary) == "9 møter, torsdag, bortsett fra 4 andre, uten klokkeslett"
    assert summary_said(summary, "nn").startswith("9 møte, torsdag, bortsett frå 4 andre")


def test_bodies_come_in_the_order_they_meet():
    reading = read("Dato;Utvalg\n15.01.2026;Kommunestyre\n13.01.2026;Formannskap\n")
    found = summaries(reading.meetings, reading.uncertain)
    assert [one.name for one in found] == ["Formannskap", "Kommunestyre"]
