"""A weekday that the date contradicts: it is told as such, and with the day that has it."""

from __future__ import annotations

import datetime as dt

import pytest
from plan_text import read

from service.imports.doubts import stated_instead
from service.imports.reading import PlannedMeeting


def meeting(stated: str) -> PlannedMeeting:
    reading = read(f"Dato;Utvalg\n{stated};Formannskap\n")
    (found,) = (*reading.meetings, *reading.uncertain)
    return found


@pytest.mark.parametrize(
    ("stated", "weekday"),
    [("tirsdag 20.01.2026", None), ("20.01.2026", None), ("onsdag 20.01.2026", 2)],
)
def test_only_a_weekday_that_contradicts_is_told(stated: str, weekday: int | None):
    assert meeting(stated).stated_weekday == weekday


@pytest.mark.parametrize(
    ("stated", "instead"),
    [
        ("tirsdag 19.01.2026", "2026-01-20"),
        ("torsdag 19.01.2026", "2026-01-22"),
        ("fredag 19.01.2026", "2026-01-16"),
        ("mandag 22.01.2026", "2026-01-19"),
        ("fredag 31.12.2026", None),  # nobody meets on New Year's Day
        ("mandag 21.01.2026", "2026-01-19"),
        ("tirsdag 20.01.2026", None),
    ],
)
def test_the_day_instead_is_the_nearest_with_that_weekday(stated: str, instead: str | None):
    day = dt.date.fromisoformat(instead) if instead else None
    assert stated_instead(meeting(stated)) == day


def test_the_weekday_tells_no_readings_apart():
    assert "stated_weekday" not in repr(meeting("onsdag 20.01.2026"))
