"""Made-up plans in the shapes that municipalities really publish, against a table of their rows."""

import datetime as dt

import pytest

from tests.unit.imports.corpus_files import FILES, Plan, plan_in

FIELDS = ("start", "end", "place", "type")


@pytest.fixture(scope="module", params=FILES, ids=[path.name for path in FILES])
def plan(request: pytest.FixtureRequest) -> Plan:
    return plan_in(request.param)


def test_the_corpus_is_there():
    assert len(FILES) > 24


def test_no_row_is_sure_that_the_plan_does_not_have(plan):
    allowed = plan.expected("meeting").keys() | plan.expected("possible").keys()
    assert plan.sure.keys() - allowed == set()


def test_every_row_that_is_plain_is_sure(plan):
    assert plan.expected("meeting").keys() - plan.sure.keys() == set()


def test_every_row_that_is_in_doubt_is_offered_with_its_reason(plan):
    doubtful = plan.expected("uncertain").keys()
    assert doubtful - plan.uncertain.keys() == set()
    assert [key for key in doubtful if not plan.uncertain[key].note] == []


def test_hours_places_and_kinds_are_those_of_the_plan(plan):
    sure = plan.sure
    expected = {
        (key, field): row[field]
        for key, row in plan.expected("meeting").items()
        for field in FIELDS
        if field in row
    }
    assert {(key, field): _text(getattr(sure[key], field)) for key, field in expected} == expected


def test_every_row_says_where_it_stands(plan):
    rows = [*plan.reading.meetings, *plan.reading.uncertain]
    assert [row for row in rows if not row.source or row.source_line < 1] == []


def _text(value: dt.time | str | None) -> str:
    return f"{value:%H:%M}" if isinstance(value, dt.time) else value or ""
