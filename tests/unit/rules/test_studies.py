"""Study courses put together from registers and from the attendance lists the product renders."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.documents.data import DocumentData
from service.documents.reading.read import read
from service.documents.rendering.render import render
from service.documents.rendering.template import load_template
from service.domain.presence import Mode
from service.rules.engine import evaluate
from service.rules.facts import Facts, MeetingDocument
from service.rules.loading import load_pack
from service.rules.results import Missing
from service.rules.studies import Study, studies
from service.rules.study_records import is_yes, mode_in
from tests.unit.rules.worlds import world

NEW = load_pack("sp-studie-2023")
OLD = load_pack("sp-studie-2015")
LIST = {"type": "frammote", "fields": {"course.number": "K-12"}}


def the_course(facts: Facts) -> Study:
    (study,) = studies(facts)
    assert isinstance(study, Study)
    return study


def course(**case: Any) -> Study:
    return the_course(world("studie", **case))


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("fysisk", Mode.PHYSICAL), ("Digitalt på Teams", Mode.DIGITAL), ("blanda", Mode.HYBRID),
        ("fysisk og digitalt", Mode.HYBRID), ("selvstudium", Mode.ALONE),
        ("sjølvstudium", Mode.ALONE), ("", None), ("ikke digitalt", None), ("Rådhuset", None),
        ("selvstudium på nett", None),
    ],
)  # fmt: skip
def test_how_a_session_was_held_is_read_only_where_it_is_clear(said: str, mode: Mode) -> None:
    assert mode_in(said) is mode


@pytest.mark.parametrize(
    ("said", "yes"),
    [("ja", True), ("X", True), ("✓", True), ("6.3.2024", True), ("samtykker", True),
     ("nei", False), ("ikke spurt", False), ("", False), ("…", False), ("venter", False)],
)  # fmt: skip
def test_consent_is_a_clear_yes(said: str, yes: bool) -> None:
    assert is_yes(said) is yes


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_products_own_list_is_read_as_a_course(language: str) -> None:
    data = DocumentData(
        fields={
            "course.title": "Ny i gruppa", "course.number": "K-12",
            "course.period": "1. januar–30. juni 2024", "course.approved_hours": "4",
            "course.hours": "4", "course.registered": "22.03.2024", "course.exemption": "ingen",
            "course.format": "fysisk",
        },
        tables={
            "sessions": [
                {"date": f"{day}. mars 2024", "from": "18.00", "to": "20.00", "hours": "2"}
                for day in (6, 20)
            ],
            "participants": [
                {"name": f"{name} Nordmann", "hours": "3", "consent": "ja", "certificate": "ja"}
                for name in ("Kari", "Ola", "Per", "Anne")
            ],
        },
    )  # fmt: skip
    made = render(load_template("frammote", language), data, document_id="x")
    document = MeetingDocument(reading=read(made), path="Frammøteliste.docx")
    report = evaluate([NEW], replace(world("studie"), documents=(document,)))
    assert [f.code for f in report.findings] == ["SP23-STUDY-12"]  # for a person to confirm
    judged = {f"SP23-STUDY-{number}" for number in (1, 2, 4, 5, 6, 7, 11)}
    assert judged <= set(report.passed)


def test_a_list_nobody_has_filled_in_is_neither_kept_nor_broken() -> None:
    rows = [{"date": "6. mars 2024", "from": "18.00", "to": "22.00"}]
    tables = {"sessions": rows, "participants": [{"name": "Kari Nordmann"}]}
    data = DocumentData(
        fields={"course.period": "1. januar–30. juni 2024", "course.title": "Ny i gruppa"},
        tables=tables,
    )
    made = render(load_template("frammote", "nb"), data, document_id="x")
    document = MeetingDocument(reading=read(made), path="Frammøteliste.docx")
    report = evaluate([NEW], replace(world("studie"), documents=(document,)))
    assert {"SP23-STUDY-2", "SP23-STUDY-11"} <= {n.code for n in report.not_evaluated}
    assert {f.code for f in report.findings} == {"SP23-STUDY-7", "SP23-STUDY-12"}


def test_an_entry_and_the_lists_of_its_number_are_one_course() -> None:
    found = course(
        records={"course": [{"id": "k1", "external_id": "k-12", "half": "2024-1", "hours": "4"}]},
        documents=[
            {**LIST, "path": "b.docx", "tables": {"sessions": ["2024-03-20 | 18.00 | 20.00"]}},
            {
                **LIST,
                "path": "a.docx",
                "tables": {
                    "sessions": ["2024-03-06 | 18.00 | 20.00 | | digitalt"],
                    "participants": ["Kari Nordmann | 2"],
                },
            },
        ],
    )
    assert found.source.id == "k1"
    assert found.course.minutes == 240
    assert found.course.approved == 240
    assert found.course.presence("kari") == 120


def test_the_register_goes_before_the_list_for_the_same_session() -> None:
    found = course(
        records={
            "course": [{"id": "k1", "external_id": "K-12", "half": "2024-1"}],
            "session": [{"id": "s1", "course": "k1", "at": "2024-03-06 18.00", "until": "21.00"}],
            "presence": [{"session": "s1", "person": "Per Nordmann", "left": "19.30"}],
        },
        documents=[
            {
                **LIST,
                "tables": {
                    "sessions": ["2024-03-06 | 18.00 | 20.00 | 4 | Teams", "2024-03-06 | | "],
                    "participants": ["Kari Nordmann | 2", "Ola Nordmann | "],
                },
            }
        ],
    )
    assert [(s.minutes, s.mode) for s in found.course.sessions] == [(180, Mode.DIGITAL)]
    assert found.sessions.stated == {"s1": 240}
    assert {p: found.course.presence(p) for p in found.course.people} == {"kari": 120, "per": 90}
    assert found.no_presence is None


def test_a_session_past_midnight_lasts_into_the_next_day() -> None:
    found = course(
        records={
            "course": [{"id": "k1", "half": "2024-1"}],
            "session": [{"id": "s1", "course": "k1", "at": "2024-03-06 22.00", "until": "01.00"}],
            "presence": [{"session": "s1", "person": "Kari Nordmann", "joined": "00.30"}],
        }
    )
    assert found.course.minutes == 180
    assert found.course.presence("kari") == 30


def test_each_course_is_judged_by_the_conditions_of_its_own_time() -> None:
    short = {"at": "2016-03-09 18.00", "until": "22.00", "course": "k1", "id": "s1"}
    records = {"course": [{"id": "k1", "half": "2016-1"}], "session": [short]}
    term = "2015-10-01 – 2027-09-30"
    facts = world("studie2015", records=records, term=term, now="2024-08-01 12.00")
    assert "SP23-STUDY-1" in evaluate([NEW], facts).not_applicable
    assert "SP15-STUDY-1" in {f.code for f in evaluate([OLD], facts).findings}


def test_a_course_of_no_known_time_is_named_as_such() -> None:
    found = course(records={"course": [{"id": "k1", "half": "vår 2024"}]})
    assert not found.is_over
    assert found.source.ends is None
    assert found.source.said == "k1"


RECORDS: dict[str, list[dict[str, Any]]] = {
    "course": [
        {"id": "k1", "half": "2024-1", "hours": "4", "external_id": "K-12", "claimed_hours": "12"},
        {"id": "k2", "ended": "2024-05-02", "exemption": "S-4"},
    ],
    "session": [
        {"id": "s1", "course": "k1", "at": "2024-03-06 18.00", "until": "20.00", "mode": "Teams"},
        {"id": "s2", "course": "k-12", "at": "2024-03-20 18.00", "until": "20.00"},
        {"id": "s3", "course": "k2", "at": "2024-05-01 18.00", "until": "21.00", "mode": "fysisk"},
    ],
    "presence": [
        {"session": "s1", "person": "Kari Nordmann", "left": "19.00"},
        {"session": "s1", "person": "Per Nordmann", "joined": "19.00"},
        {"session": "s2", "person": "Kari Nordmann", "minutes": "100"},
        {"session": "s3", "person": "Ola Nordmann"},
    ],
    "consent": [
        {"course": "k1", "person": "Kari Nordmann", "told": "2024-03-01", "flags": ["given"]},
        {"course": "k1", "person": "Kari Nordmann"},
    ],
    "certificate": [],
    "dispatch": [{"id": "d1", "document": "frammøteliste", "via": "SMS", "course": "k2"}],
}


@given(st.data())
def test_the_order_of_entries_changes_no_report(data: st.DataObject) -> None:
    shuffled = {name: data.draw(st.permutations(rows)) for name, rows in RECORDS.items()}
    report = evaluate([NEW], world("studie", records=RECORDS))
    assert evaluate([NEW], world("studie", records=shuffled)) == report
    assert {f.code.rpartition("-")[2] for f in report.findings} == {
        "1", "2", "3", "5", "6", "7", "8", "9", "10", "12"
    }  # fmt: skip


@given(st.sets(st.sampled_from(sorted(RECORDS))))
def test_a_register_that_is_not_kept_never_makes_a_rule_pass(left_out: set[str]) -> None:
    kept = {name: rows for name, rows in RECORDS.items() if name not in left_out}
    everything = evaluate([NEW], world("studie", records=RECORDS))
    assert set(evaluate([NEW], world("studie", records=kept)).passed) <= set(everything.passed)


def test_without_a_register_or_a_list_the_register_of_courses_is_asked_for() -> None:
    assert list(studies(world("studie"))) == [Missing("course")]
    assert list(studies(world("studie", records={"course": []}))) == []


def test_today_is_not_over() -> None:
    records = {
        "course": [{"id": "k1", "ended": "2024-08-01"}],
        "session": [{"id": "s1", "course": "k1", "at": "2024-08-01 09.00", "until": "11.00"}],
    }
    found = course(records=records)
    assert not found.is_over
    assert found.course.sessions == ()
    assert found.first_session is not None
    assert found.first_session.date() == dt.date(2024, 8, 1)
