"""kjoreplan group rights, and votes counted by them, as somebody at a terminal meets them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.bootstrap import build_services
from service.db.documents import Documents, StoredDocument
from service.db.meetings import Meetings
from service.demo.person import Handwriting, TypedCase, write_in
from service.demo.script import data
from service.documents import read
from service.domain.model import Audience, Meeting, MeetingStatus, MeetingType, PartyStatus
from service.domain.settings import GroupSettings, Target, TargetKind
from service.imports import read_group_file, write_group_file
from tests.journeys.terminal import Terminal

DAY = dt.date(2023, 5, 11)
GROUP_MEETING = Meeting(
    id="g-1",
    body="gruppa",
    type=MeetingType.GRP_ORD,
    date=DAY,
    start=dt.time(18, 30),
    status=MeetingStatus.CONFIRMED,
)
PROTOCOL = "2023/2023-05-11 Referat.docx"
CALL = "2023/2023-05-11 Innkalling.docx"
CAME = ("Kari Nordmann", "Nils Nordmann", "Anne Nordmann", "Per Nordmann")
FOLDER = Target(
    id="mappe",
    kind=TargetKind.FOLDER,
    audience=Audience.GROUP,
    url="https://sky.example.org/remote.php/dav/files/kjoreplan/Gjerstad/",
)


def moved_in(terminal: Terminal, name: str = "gjerstad", **changed: object) -> GroupSettings:
    """A group is added, and has one meeting."""
    settings = replace(read_group_file(data(f"{name}.toml"), "gruppe.toml"), targets=(FOLDER,))
    settings = replace(settings, group=replace(settings.group, **changed))  # type: ignore[arg-type]  # the words are the fields
    (terminal.folder / "gruppe.toml").write_text(write_group_file(settings), encoding="utf-8")
    assert terminal.run("group add gruppe.toml").status == 0
    built = build_services()
    with built.database.transaction() as session:
        day = DAY if settings.group.term.covers(DAY) else dt.date(2018, 5, 7)
        Meetings(session, settings.group.id).save([replace(GROUP_MEETING, date=day)])
    built.database.close()
    return settings


@pytest.fixture
def gjerstad(terminal: Terminal) -> GroupSettings:
    return moved_in(terminal)


def protocol(
    terminal: Terminal, group: str, attendance: Mapping[str, str], votes: str = ""
) -> Path:
    """The protocol as the group's secretary has filled it in."""
    file = terminal.folder / "referat.docx"
    ran = terminal.run(f"render protokoll --group {group} --meeting g-1 -o {file.name}")
    assert ran.status == 0, ran.err
    lines = {"Avstemning": votes} if votes else {}
    cases = (TypedCase(number="12/23", title="Skolebruksplan", lines=lines),)
    file.write_bytes(write_in(file.read_bytes(), Handwriting(attendance=attendance, cases=cases)))
    return file


def lies_in_folder(group: str, href: str, kind: str, docx: bytes) -> None:
    """The last sync has read this document."""
    built = build_services()
    reading = read(docx)
    with built.database.transaction() as session:
        documents = Documents(session, group, built.box)
        documents.record(
            StoredDocument(
                target_id="mappe",
                href=href,
                etag="1",
                type=kind,
                meeting_id="g-1",
                document_id=reading.document_id,
            )
        )
        documents.record_reading("mappe", href, "1", reading, at=dt.datetime.now(dt.UTC))
    built.database.close()


def rights(terminal: Terminal, command: str) -> dict[str, Any]:
    ran = terminal.run(f"group rights {command} --json")
    assert ran.status == 0, ran.err
    found = json.loads(ran.out)
    assert found.keys() == {
        "group", "date", "in_term", "absences", "bodies", "combinations", "undated"
    }  # fmt: skip
    return dict(found)


def answers(found: dict[str, Any], person: str, body: str = "gruppa") -> str:
    (one,) = (
        entry
        for part in found["bodies"]
        if part["body"] == body
        for entry in part["people"]
        if entry["person"] == person
    )
    assert list(one["rights"]) == ["attend", "speak", "propose", "vote"]
    return " ".join(right["answer"] for right in one["rights"].values())


def acting(found: dict[str, Any], body: str = "gruppa") -> tuple[set[str], set[str], int]:
    (part,) = (part for part in found["bodies"] if part["body"] == body)
    who = part["acting"]
    return (
        {p["person"] for p in who["members"]},
        {p["person"] for p in who["deputies"]},
        who["vacant"],
    )


@pytest.mark.usefixtures("gjerstad")
def test_without_a_protocol_the_permanent_members_act(terminal: Terminal) -> None:
    found = rights(terminal, "gjerstad-2019 --date 2023-05-11")
    assert acting(found) == ({"kari", "ola", "nils", "anne", "per"}, set(), 0)
    assert answers(found, "ola") == "yes yes yes yes"
    assert answers(found, "marit") == "called yes yes no"
    assert answers(found, "anne", "gruppestyret") == "yes ? no no"
    assert answers(found, "per", "formannskap") == "? ? ? ?"


@pytest.mark.usefixtures("gjerstad")
def test_the_protocol_says_who_was_away_and_the_first_deputy_acts(terminal: Terminal) -> None:
    here = dict.fromkeys(CAME, "Møtt")
    file = protocol(terminal, "gjerstad-2019", {**here, "Ola Nordmann": "Meldt forfall"})
    lies_in_folder("gjerstad-2019", PROTOCOL, "protokoll", file.read_bytes())
    found = rights(terminal, "gjerstad-2019 --date 2023-05-11")
    assert found["absences"] == [
        {"person": "ola", "name": "Ola Nordmann", "meeting": "g-1", "document": PROTOCOL}
    ]
    assert acting(found) == ({"kari", "nils", "anne", "per"}, {"marit"}, 0)
    assert acting(found, "kommunestyre") == acting(found)
    assert acting(found, "formannskap") == ({"kari", "nils", "anne"}, set(), 0)
    assert answers(found, "marit") == "yes yes yes yes"
    assert answers(found, "lars") == "called yes yes no"
    the_day_after = rights(terminal, "gjerstad-2019 --date 2023-05-12")
    assert not the_day_after["absences"]
    assert answers(the_day_after, "marit") == "called yes yes no"


@pytest.mark.usefixtures("gjerstad")
def test_a_deputy_who_is_away_too_lets_the_next_one_in(terminal: Terminal) -> None:
    here = dict.fromkeys(CAME, "Møtt")
    away = {"Ola Nordmann": "Meldt forfall", "Marit Nordmann": "Ikke møtt"}
    file = protocol(terminal, "gjerstad-2019", {**here, **away})
    lies_in_folder("gjerstad-2019", PROTOCOL, "protokoll", file.read_bytes())
    ran = terminal.run("group rights gjerstad-2019 --date 2023-05-11 --body Kommunestyregruppa")
    assert ran.status == 0
    assert f"Borte: Ola Nordmann ({PROTOCOL})" in ran.out
    assert f"Borte: Marit Nordmann ({PROTOCOL})" in ran.out
    assert "Per Nordmann og Lars Nordmann (vara) (5)" in ran.out
    assert "2. vara, fungerer" in ran.out
    assert "1. vara, borte" in ran.out
    assert "Gruppestyret" not in ran.out.partition("Verv som går sammen")[0]


@pytest.mark.usefixtures("gjerstad")
def test_people_read_it_in_norwegian(terminal: Terminal) -> None:
    ran = terminal.run("group rights gjerstad-2019 --date 2023-05-11")
    assert ran.out.startswith("Gjerstad Sps kommunestyregruppe, torsdag 11. mai 2023\n")
    assert "Rettigheter: ikke oppgitt i regelsettene som gjelder denne dagen." in ran.out
    assert "Det står ikke om første vara kan stemme i fraksjonen." in ran.out
    assert "(i): følger av reglene uten å stå der ordrett." in ran.out
    assert "  skal: Gruppestyret er tre forskjellige personer.\n    SP22-3.1  i orden\n" in ran.out
    assert "    SP22-5.16  ikke vurdert: " in ran.out


def test_the_conflicts_of_the_day_are_found_with_the_code_of_the_rule(terminal: Terminal) -> None:
    settings = read_group_file(data("gjerstad.toml"), "gruppe.toml")
    roster = settings.group.roster
    mayor = next(p for p in roster.people if p.id == "anne").memberships[0]
    kari = roster.people[0]
    both = replace(kari, memberships=(*kari.memberships, mayor))
    ola = replace(roster.people[1], status=PartyStatus.INDEPENDENT)
    moved_in(
        terminal,
        packs=("sp-reglement-2022", "sp-arbeid-2023"),
        roster=replace(roster, people=(both, ola, *roster.people[2:])),
    )
    found = rights(terminal, "gjerstad-2019 --date 2023-05-11")
    rules = {rule["code"]: rule for one in found["combinations"] for rule in one["rules"]}
    assert rules["SP23-KON-5"]["standing"] == "finding"
    assert "både ordfører og gruppeleder" in rules["SP23-KON-5"]["findings"][0]["message"]
    assert rules["SP23-KON-7"]["standing"] == "kept"
    assert rules["SP23-KON-4"]["standing"] == "not_evaluated"
    assert rules["SP23-KON-4"]["not_evaluated"]
    assert answers(found, "ola") == "no no no no"
    assert found["undated"] == [{"person": "ola", "name": "Ola Nordmann"}]
    assert "er ført uten dato" in terminal.run("group rights gjerstad-2019").out
    # Before the sources held there was nothing to be judged by.
    assert rights(terminal, "gjerstad-2019 --date 2021-05-11")["combinations"] == []


def test_a_source_gives_no_rights_after_its_time(terminal: Terminal) -> None:
    moved_in(terminal, "aure")
    assert answers(rights(terminal, "aure-2015 --date 2018-05-07"), "eva") == "yes yes yes yes"
    late = rights(terminal, "aure-2015 --date 2020-05-07 --body gruppa")
    assert not late["in_term"]
    assert answers(late, "eva") == "? ? ? ?"
    shown = terminal.run("group rights aure-2015 --date 2020-05-07 --body gruppa").out
    assert "Dagen er utenfor valgperioden til gruppa." in shown
    assert "ikke oppgitt" in shown
    early = terminal.run("group rights aure-2015 --date 2015-01-07 --body gruppa").out
    assert "Ingen har verv her denne dagen." in early


@pytest.mark.usefixtures("gjerstad")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("group rights nowhere", "Det finnes ingen gruppe «nowhere»."),
        ("group rights gjerstad-2019 --date 11.5.2023", "«11.5.2023» er ikke en dato"),
        ("group rights gjerstad-2019 --date 2023-02-30", "«2023-02-30» er ikke en dato"),
        ("group rights gjerstad-2019 --date 0001-01-01", "«0001-01-01» er ikke en dato"),
        ("group rights gjerstad-2019 --date ''", "«» er ikke en dato"),
        (
            "group rights gjerstad-2019 --body styret",
            "Gruppa har ikke noe organ som heter «styret»",
        ),
        ("group rights", "Kommandoen mangler"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(
    terminal: Terminal, command: str, said: str
) -> None:
    ran = terminal.run(command)
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith(said)
    assert ran.err.count("\n") == 1


@pytest.mark.usefixtures("gjerstad")
@pytest.mark.parametrize(("votes", "too_many"), [("4–1", False), ("5–1", True)])
def test_a_real_protocol_never_has_more_votes_than_voters(
    terminal: Terminal, votes: str, too_many: bool
) -> None:
    """Four members, and a deputy in for the fifth; the leader of the branch may not vote."""
    here = dict.fromkeys((*CAME, "Marit Nordmann", "Eva Nordmann"), "Møtt")
    away = {"Ola Nordmann": "Meldt forfall", "Lars Nordmann": "Ikke møtt"}
    file = protocol(terminal, "gjerstad-2019", {**here, **away}, votes)
    assert {case.votes.total for case in read(file.read_bytes()).cases or () if case.votes}
    ran = terminal.run(f"validate {file.name} --group gjerstad-2019 --format json")
    found = [f for f in json.loads(ran.out)["findings"] if f["code"] == "SP22-2.4"]
    assert len(found) == too_many
    if too_many:
        assert "6 stemmer, men bare 5 til stede kunne stemme" in found[0]["message"]
        assert found[0]["severity"] == "error"


def test_the_call_and_the_command_say_the_same(terminal: Terminal) -> None:
    moved_in(terminal, "aure")
    ran = terminal.run("render innkalling --group aure-2015 --meeting g-1 -o innkalling.docx")
    assert ran.status == 0, ran.err
    reading = read((terminal.folder / "innkalling.docx").read_bytes())
    found = rights(terminal, "aure-2015 --date 2018-05-07 --body gruppa")
    people = {p["name"]: p for p in found["bodies"][0]["people"]}
    rows = [row for row in reading.attendance or () if row.note]
    assert len(rows) > len(people) // 2
    for row in rows:
        vote = people[row.name]["rights"]["vote"]["answer"]
        assert ("stemmerett" in row.note) is (vote == "yes"), row
