"""The attendance of a study course as a file: whole, readable, and with nobody who said no."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest

from service.domain.errors import InputError
from service.domain.model import OSLO, Group, Meeting, MeetingType, Period, Person, Roster
from service.journeys.study_export import attendance_csv
from service.rules.facts import Facts
from service.rules.records import Record

NOW = dt.datetime(2024, 3, 21, 0, 0, tzinfo=OSLO)
GROUP = Group(
    id="gruppa",
    name="Gruppa",
    party="Partiet",
    municipality="Kommunen",
    term=Period(start=dt.date(2023, 10, 1)),
    roster=Roster(
        people=(Person(id="kari", name="Kari Nordmann"), Person(id="per", name="Per Nordmann"))
    ),
)


def entry(**said: Any) -> Record:
    common = {n: said.pop(n) for n in ("id", "person", "meeting", "at", "flags") if n in said}
    return Record(**common, values=said)


def at(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2024, 3, day, hour, 0, tzinfo=OSLO)


def consent(person: str) -> Record:
    return entry(course="K-12", person=person, told="2024-03-01", flags=frozenset({"given"}))


def registers(**changes: tuple[Record, ...]) -> dict[str, tuple[Record, ...]]:
    return {
        "course": (
            entry(id="k1", external_id="K-12", title="Ny i gruppa", hours="4", half="2024-1"),
        ),
        "session": (
            entry(id="s2", course="k1", at=at(20, 18), until="20.00", mode="Teams"),
            entry(id="s1", course="k1", at=at(6, 18), until="20.45", mode="fysisk"),
        ),
        "presence": (
            entry(session="s1", person="per", joined="19.00"),
            entry(session="s1", person="kari"),
            entry(session="s2", person="kari"),
        ),
        "consent": (consent("per"), consent("kari")),
    } | changes


def facts(records: dict[str, tuple[Record, ...]], **more: Any) -> Facts:
    return Facts(now=NOW, records=records, **({"group": GROUP} | more))


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_sessions_and_participants_stand_in_the_file() -> None:
    assert rows(attendance_csv(facts(registers()), "k-12")) == [
        ["Kurs", "Ny i gruppa"],
        ["Kursnummer", "K-12"],
        [],
        ["Økt", "Dato", "Fra", "Til", "Minutter", "Form"],
        ["1", "06.03.2024", "18:00", "20:45", "165", "fysisk"],
        ["2", "20.03.2024", "18:00", "20:00", "120", "digital"],
        [],
        ["Deltaker", "Økt 1", "Økt 2", "Minutter", "Andel", "Samtykke"],
        ["Kari Nordmann", "165", "120", "285", "100 %", "ja"],
        ["Per Nordmann", "105", "0", "105", "36 %", "ja"],
        [],
        ["Kvartal", "Godkjente timer"],
        ["1. kvartal 2024", "4"],
    ]


def test_a_group_that_writes_nynorsk_has_its_own_headings() -> None:
    found = rows(attendance_csv(facts(registers(), group=replace(GROUP, language="nn")), "k1"))
    assert ["Økt", "Dato", "Frå", "Til", "Minutt", "Form"] in found
    assert ["Deltakar", "Økt 1", "Økt 2", "Minutt", "Del", "Samtykke"] in found


def test_nobody_without_consent_is_written_and_all_of_them_are_named() -> None:
    withdrawn = entry(course="k1", person="kari", at=at(21, 9))
    with pytest.raises(InputError) as refused:
        attendance_csv(facts(registers(consent=(consent("kari"), withdrawn))), "k1")
    assert "for Kari Nordmann og Per Nordmann" in refused.value.message
    assert "Spør og før inn svaret" in refused.value.message
    assert refused.value.where == "samtykke, kurs K-12"


def test_consent_to_another_course_is_none() -> None:
    other = replace(consent("per"), values={"course": "K-11", "told": "2024-03-01"})
    with pytest.raises(InputError, match="Per Nordmann"):
        attendance_csv(facts(registers(consent=(consent("kari"), other))), "k1")


def test_one_who_was_never_there_is_neither_asked_for_nor_written() -> None:
    present = (*registers()["presence"], entry(session="s1", person="eva", minutes="0"))
    data = attendance_csv(facts(registers(presence=present)), "k1")
    assert b"eva" not in data


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"presence": ()}, "Hvem som var med på økta onsdag 6. mars"),
        ({"session": ()}, "Øktene i kurset «Ny i gruppa» er ikke lagt inn"),
        ({"session": (entry(id="s1", course="k1", at=at(6, 18)),)}, "Vi kan ikke lese når økta"),
        (
            {
                "presence": (
                    entry(session="s1", person="per", minutes="lenge"),
                    entry(session="s2", person="kari"),
                )
            },
            "hvor lenge Per Nordmann var med",
        ),
    ],
)
def test_a_file_with_something_missing_is_not_made(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError) as refused:
        attendance_csv(facts(registers(**changes)), "k1")
    assert says in refused.value.message
    assert refused.value.where.endswith("kurs K-12")


def test_an_unknown_course_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        attendance_csv(facts(registers()), "k9")
    assert refused.value.where == "kurs k9"


def test_sessions_of_the_plan_have_the_times_of_the_plan() -> None:
    meeting = Meeting(
        id="m1",
        body="gruppa",
        type=MeetingType.STUDIE,
        date=dt.date(2024, 3, 6),
        start=dt.time(18),
        end=dt.time(20),
    )
    sessions = (entry(id="s1", course="k1", meeting="m1"),)
    presence = (entry(session="s1", person="kari"),)
    data = attendance_csv(
        facts(registers(session=sessions, presence=presence), meetings=(meeting,)), "k1"
    )
    assert ["1", "06.03.2024", "18:00", "20:00", "120", ""] in rows(data)


def test_a_name_is_never_worked_out_as_a_formula() -> None:
    people = (Person(id="kari", name="=HYPERLINK(1)"), Person(id="per", name="Per Nordmann"))
    group = replace(GROUP, roster=Roster(people=people))
    data = attendance_csv(facts(registers(), group=group), "k1")
    assert "'=HYPERLINK(1)" in [row[0] for row in rows(data) if row]
