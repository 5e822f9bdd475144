"""The two plans as their municipalities published them."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from service.domain.model import Body, BodyKind
from service.imports import PlanReading, read_group_file, read_plan

DATA = Path(__file__).parents[3] / "service/demo/data"


@pytest.fixture(scope="module")
def aure() -> PlanReading:
    return read_plan((DATA / "aure-2018-1.txt").read_bytes(), "aure.txt")


@pytest.fixture(scope="module")
def gjerstad() -> PlanReading:
    return read_plan((DATA / "gjerstad-2023.html").read_bytes(), "gjerstad.html")


def test_aure_has_23_meetings_of_four_bodies(aure):
    assert len(aure.meetings) == 23
    assert aure.uncertain == ()
    assert aure.problems == ()
    assert Counter((m.body, m.kind) for m in aure.meetings) == {
        ("Formannskap", BodyKind.EXECUTIVE): 6,
        ("Hovedutvalg for helse og oppvekst", BodyKind.COMMITTEE): 6,
        ("Hovedutvalg for kommuneutvikling", BodyKind.COMMITTEE): 6,
        ("Kommunestyre", BodyKind.COUNCIL): 5,
    }
    assert set(aure.bodies) == {m.body for m in aure.meetings}


def test_aure_takes_its_year_from_the_heading_and_invents_no_time(aure):
    assert {m.date.year for m in aure.meetings} == {2018}
    assert {m.start for m in aure.meetings} == {None}


def test_a_joined_spelling_is_a_little_less_sure_and_says_what_was_read(aure):
    joined = {m.source_line: m for m in aure.meetings if m.note}
    assert sorted(joined) == [11, 22, 26]
    assert "«Hoveduvalg for kommuneutvikling»" in joined[11].note
    assert "«Hovedutvalg for kommunetuvikling»" in joined[22].note
    as_written = next(m for m in aure.meetings if m.source_line == 8)
    assert 0.8 < joined[11].confidence < as_written.confidence


def test_gjerstad_has_21_meetings_and_two_uncertain_workshops(gjerstad):
    assert Counter(m.body for m in gjerstad.meetings) == {
        "Formannskap": 9,
        "Kommunestyre": 8,
        "Administrasjonsutvalg": 4,
    }
    workshops = [(m.body, m.date, m.start, m.type) for m in gjerstad.uncertain]
    assert workshops == [
        ("Kommunestyre", dt.date(2023, 4, 13), None, "verksted"),
        ("Kommunestyre", dt.date(2023, 10, 18), None, "verksted"),
    ]
    assert all(m.confidence <= 0.5 and m.source_line == 9 for m in gjerstad.uncertain)


def test_gjerstad_two_days_in_one_cell_are_two_meetings(gjerstad):
    november = [m.date.day for m in gjerstad.meetings if m.date.month == 11]
    assert november == [7, 23, 28, 28]


def test_gjerstad_times_come_from_the_text_and_right_before_is_no_time(gjerstad):
    times = {m.body: m.start for m in gjerstad.meetings}
    assert times == {
        "Formannskap": dt.time(18, 30),
        "Kommunestyre": dt.time(18, 30),
        "Administrasjonsutvalg": None,
    }
    note = next(m.note for m in gjerstad.meetings if m.body == "Administrasjonsutvalg")
    assert "rett før formannskapet" in note


def test_the_groups_own_names_are_used_where_they_are_given():
    group = read_group_file((DATA / "gjerstad.toml").read_bytes(), "g.toml").group
    bodies = [
        Body(key=b.key, name=f"{b.name} i Gjerstad", kind=b.kind, aliases=(*b.aliases, b.name))
        for b in group.roster.bodies
    ]
    plan = (DATA / "gjerstad-2023.html").read_bytes()
    reading = read_plan(plan, "gjerstad.html", bodies=bodies)
    assert set(reading.bodies) == {
        "Formannskap i Gjerstad",
        "Administrasjonsutvalg i Gjerstad",
        "Kommunestyre i Gjerstad",
    }
    assert len(reading.meetings) == 21
    assert sum(m.start == dt.time(18, 30) for m in reading.meetings) == 17


def test_a_year_that_the_heading_contradicts_makes_every_date_uncertain():
    plan = (DATA / "aure-2018-1.txt").read_bytes()
    reading = read_plan(plan, "aure.txt", year=2019)
    assert reading.meetings == ()
    assert len(reading.uncertain) == 23
    assert "2018" in reading.uncertain[0].note


def test_a_heading_that_also_says_when_the_plan_was_changed_still_gives_the_year():
    plan = (DATA / "aure-2018-1-endret.txt").read_bytes()
    assert "Endret 1. mars" in plan.decode()
    assert {m.date.year for m in read_plan(plan, "aure.txt").meetings} == {2018}
