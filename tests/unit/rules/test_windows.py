"""Stretches of time: which of them there are, when they are judged, and what is not known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from service.rules.checks import CHECKS
from service.rules.checks.shared.calendar_parts import CalendarPart, parts
from service.rules.checks.shared.windows import each
from service.rules.phrasing import PartOfYear, Phrasebook
from service.rules.results import Failed, Missing, Passed, Result
from tests.unit.rules.worlds import world

AUTUMN = "2022-10-03 gruppemøte"
WINTER = "2022-12-05 gruppemøte"
MEETINGS = [AUTUMN, WINTER, "2023-04-13 gruppemøte"]
BUDGET = {
    "agenda": "once",
    "types": ["GRP_ORD"],
    "subjects": [{"words": ["budsjett"], "done": "programme_adopted"}],
    "window": "year",
    "first": "1. september",
    "last": "31. desember",
}


def call(meeting: str, *titles: str) -> dict[str, Any]:
    return {"type": "innkalling", "meeting": meeting, "agenda": list(titles), "path": meeting}


def answers(code: str, params: dict[str, Any], **case: Any) -> list[Result]:
    return list(CHECKS[code].validate_python(params).judge(world("sp", **case)))


def shown(code: str, params: dict[str, Any], **case: Any) -> list[tuple[str, str]]:
    """Each answer's kind, and its target or the fact that is missing."""
    return [
        (type(a).__name__, a.fact if isinstance(a, Missing) else str(a.target))
        for a in answers(code, params, **case)
    ]


def test_a_subject_on_one_agenda_of_the_window_is_enough() -> None:
    documents = [call(AUTUMN, "Mediestrategi"), call(WINTER, "Budsjettet for 2023")]
    assert shown("K06", BUDGET, meetings=MEETINGS, documents=documents) == [
        ("Passed", "period:2022")
    ]
    assert shown("K06", {**BUDGET, "minimum": 2}, meetings=MEETINGS, documents=documents) == [
        ("Failed", "period:2022")
    ]


def test_a_window_that_runs_still_is_judged_only_when_it_is_kept() -> None:
    now = "2022-11-01 12.00"
    without = [call(AUTUMN, "Mediestrategi")]
    assert shown("K06", BUDGET, meetings=MEETINGS, documents=without, now=now) == []
    planned = [*without, call(WINTER, "Budsjettet for 2023")]
    assert shown("K06", BUDGET, meetings=MEETINGS, documents=planned, now=now) == [
        ("Passed", "period:2022")
    ]


def test_what_a_meeting_took_up_is_not_known_without_its_documents() -> None:
    one = [call(AUTUMN, "Mediestrategi")]
    assert shown("K06", BUDGET, meetings=MEETINGS, documents=one) == [("Missing", "call")]
    assert shown("K06", BUDGET, meetings=MEETINGS) == [("Missing", "documents")]
    spring = ["2022-02-07 gruppemøte", "2023-04-13 gruppemøte"]
    assert shown("K06", BUDGET, meetings=spring, documents=[]) == [("Missing", "no_meetings")]


def test_what_is_entered_as_done_needs_no_meeting() -> None:
    documents = [call(AUTUMN, "Mediestrategi"), call(WINTER, "Eventuelt")]
    done = {"milestone": [{"name": "programme_adopted", "at": "2022-11-20"}]}
    assert shown("K06", BUDGET, meetings=MEETINGS, documents=documents, records=done) == [
        ("Passed", "period:2022")
    ]
    earlier = {"milestone": [{"name": "programme_adopted", "at": "2021-11-20"}]}
    assert shown("K06", BUDGET, meetings=MEETINGS, documents=documents, records=earlier) == [
        ("Failed", "period:2022")
    ]


def test_everyone_has_attended_or_been_followed_up() -> None:
    params = {
        **BUDGET,
        "attended_by": ["leader@group", "deputy_leader@group", "board_member@group"],
        "follow_up": {"record": "acknowledgement", "values": {"document": "budsjett"}},
    }
    there = ["Kari Nordmann: møtt", "Ola Nordmann: forfall", "Nils Nordmann: forfall"]
    protocol = {
        "type": "protokoll", "meeting": AUTUMN, "attendance": there,
        "cases": [{"title": "Budsjettet for 2023", "conclusion": "Ja"}],
    }  # fmt: skip
    followed = {"acknowledgement": [{"person": "Ola Nordmann", "document": "budsjett",
                                     "at": "2022-11-01"}]}  # fmt: skip
    documents = [protocol, call(WINTER, "Eventuelt")]
    found = answers("K06", params, meetings=MEETINGS, documents=documents, records=followed)
    assert [(type(a), str(a.target)) for a in found if not isinstance(a, Missing)] == [
        (Passed, "person:kari@2022"),
        (Passed, "person:ola@2022"),
        (Failed, "person:nils@2022"),
    ]
    unknown = answers("K06", params, meetings=MEETINGS, documents=documents)
    assert sum(isinstance(a, Missing) for a in unknown) == 2  # the register is not kept


@pytest.mark.parametrize("day", ["31. februar", "32. mai", "13-01", "i høst"])
def test_a_day_of_the_year_must_be_one(day: str) -> None:
    with pytest.raises(ValidationError):
        CHECKS["K06"].validate_python({**BUDGET, "first": day})


def test_a_window_cut_off_by_the_end_of_the_term_is_the_next_groups() -> None:
    facts = world("sp", meetings=MEETINGS, term="2019-10-01 – 2023-09-30")
    assert [w.key for w in each(facts, "year", "09-01", "12-31")] == ["2022"]
    assert [w.key for w in each(facts, "half_year")] == ["2022-2", "2023-1"]
    past_new_year = next(each(facts, "year", "1. november", "31. januar"))
    assert past_new_year.last == dt.date(2023, 1, 31)


@pytest.mark.parametrize(
    ("length", "keys"),
    [
        ("year", ["2022"]),
        ("half_year", ["2022-H2", "2023-H1"]),
        ("tertial", ["2022-T3", "2023-T1", "2023-T2"]),
        ("quarter", ["2022-Q4", "2023-Q1", "2023-Q2"]),
        ("month", [f"2022-{m}" for m in (10, 11, 12)] + [f"2023-0{m}" for m in (1, 2, 3, 4, 5)]),
    ],
)
def test_parts_of_the_calendar_run_from_the_first_known_meeting(
    length: CalendarPart, keys: list[str]
) -> None:
    facts = world("sp", meetings=MEETINGS)
    assert [part.key for part in parts(facts, length)][: len(keys)] == keys
    for key in keys:
        for language in ("nb", "nn", "en"):
            assert "_" not in Phrasebook(language, facts).say(PartOfYear(key))


def test_each_month_has_its_report_within_the_lag() -> None:
    params = {
        "periodic": "entries", "every": "month", "dated": "after", "lag_days": 20,
        "entries": [{"trigger": {"record": "version"}}],
    }  # fmt: skip
    reports = {"version": [{"at": "2023-02-10 12.00"}, {"at": "2023-03-31 12.00"}]}
    assert shown("K20", params, meetings=["2023-01-12 gruppemøte"], records=reports) == [
        ("Passed", "period:2023-01"),
        ("Failed", "period:2023-02"),
        ("Passed", "period:2023-03"),
    ]  # April may still come
    assert shown("K20", params, meetings=["2023-01-12 gruppemøte"]) == [("Missing", "version")]


def test_a_pause_is_about_the_meeting_it_begins_with() -> None:
    params = {"periodic": "meetings", "types": ["MEDL"], "max_gap_days": 120}
    held = ["2022-10-03 medlemsmøte", "2022-12-01 medlemsmøte"]
    assert shown("K20", params, meetings=held) == [
        ("Passed", "group:gruppa"),
        ("Passed", "meeting:2022-10-03 medlemsmøte"),
        ("Failed", "meeting:2022-12-01 medlemsmøte"),
    ]
    planned = [*held, "2023-06-01 medlemsmøte"]
    assert ("Failed", "meeting:2022-12-01 medlemsmøte") in shown("K20", params, meetings=planned)
