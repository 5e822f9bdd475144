"""kjoreplan group regulation, as somebody at a terminal meets it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from service.demo.person import Handwriting, write_in
from service.demo.script import data
from service.domain.model import Audience
from service.domain.settings import Target, TargetKind
from service.imports import read_group_file, write_group_file
from tests.journeys.terminal import Terminal
from tests.journeys.town import Shelf
from tests.servers.server import Server

GROUP = "gjerstad-2019"
ADOPT = f"group regulation {GROUP} --approve --by gruppa --on 2024-05-12"


@pytest.fixture
def shelf(terminal: Terminal, wsgidav: Server) -> Shelf:
    """A folder where the group's regulation has just been made."""
    folder = Target(
        id="mappe",
        kind=TargetKind.FOLDER,
        audience=Audience.GROUP,
        url=f"{wsgidav.url}{terminal.folder.parent.name}/",
        username=wsgidav.username,
        password_env="PASSORDET",
    )
    settings = replace(read_group_file(data("gjerstad.toml"), "gruppe.toml"), targets=(folder,))
    (terminal.folder / "gruppe.toml").write_text(write_group_file(settings), encoding="utf-8")
    terminal.patch.setenv("PASSORDET", wsgidav.password)
    assert terminal.run("group add gruppe.toml").status == 0
    assert terminal.run(f"sync {GROUP}").status == 0
    return Shelf(wsgidav, folder.url)


def write(terminal: Terminal, shelf: Shelf, **fields: str) -> None:
    hand = Handwriting(fields={f"regulation.{name}": text for name, text in fields.items()})
    shelf.rewrite("Reglement.docx", write_in(shelf.get("Reglement.docx"), hand))
    assert terminal.run(f"sync {GROUP}").status == 0


def test_a_fresh_regulation_waits_for_nobody(terminal: Terminal, shelf: Shelf) -> None:
    ran = terminal.run(f"group regulation {GROUP}")
    assert ran.status == 0
    assert "Reglement: Reglement.docx, lest " in ran.out
    assert "Ikke fylt ut: " in ran.out
    assert "Karantenetid" in ran.out
    assert "Er teksten vedtatt, så før det inn: kjoreplan group regulation" in ran.out


def test_a_difference_waits_until_it_is_adopted(terminal: Terminal, shelf: Shelf) -> None:
    write(terminal, shelf, weekday="hver onsdag", quarantine="vi ser det an")
    ran = terminal.run(f"group regulation {GROUP}")
    assert ran.status == 1
    assert "~ Ukedag: torsdag → onsdag\n" in ran.out
    assert "5.0 Møter i gruppa · Gjelder nye forslag til møteplan, regel SP22-5.12\n" in ran.out
    assert "? Karantenetid: «vi ser det an» er ikke til å forstå som én verdi." in ran.out

    ran = terminal.run(f"{ADOPT} --protocol 'sak 4/24' --votes-for 5")
    assert ran.status == 0
    assert "Vedtaket er ført inn." in ran.out
    assert "kalenderne, er urørt" in ran.out
    assert "Fristene" not in ran.out
    assert "12. mai 2024" in ran.out
    assert "5 mot 0" in ran.out
    ran = terminal.run(f"group regulation {GROUP}")
    assert ran.status == 0
    assert "Ingenting venter." in ran.out
    assert "sak 4/24" in ran.out

    write(terminal, shelf, weekday="tirsdag")
    ran = terminal.run(f"group regulation {GROUP}")
    assert ran.status == 1
    assert "Endret siden forrige vedtak: 5.0 Møter i gruppa (Ukedag)." in ran.out


def test_deadlines_follow_at_the_next_sync_and_that_is_said(
    terminal: Terminal, shelf: Shelf
) -> None:
    write(terminal, shelf, summons_days="en uke")
    assert (
        "Innkalling sendes senest: 4 dager → 7 dager"
        in terminal.run(f"group regulation {GROUP}").out
    )
    assert "Fristene i kalenderen følger med ved neste synkronisering." in terminal.run(ADOPT).out


def test_the_json_document_has_it_all(terminal: Terminal, shelf: Shelf) -> None:
    write(terminal, shelf, weekday="onsdag")
    said = json.loads(terminal.run(f"group regulation {GROUP} --json").out)
    assert said["waits"] is True
    assert said["document"]["path"] == "Reglement.docx"
    assert said["values"]["regulation.weekday"]["value"] == "onsdag"
    (change,) = said["changes"]
    assert (change["before"], change["after"]) == ("torsdag", "onsdag")
    assert change["settings"] == ["planning.weekday", "SP22-5.12.weekday"]
    assert said["versions"] == []
    said = json.loads(terminal.run(f"{ADOPT} --json").out)
    (version,) = said["versions"]
    assert (version["adopted_on"], version["adopted_by"]) == ("2024-05-12", "gruppa")
    assert version["sha256"] == said["document"]["sha256"]
    assert said["waits"] is False


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("--approve", "--by"),
        ("--approve --by gruppa", "--on"),
        ("--approve --by gruppa --on i-fjor", "--on"),
        ("--approve --by gruppa --on 2999-01-01", "ikke kommet ennå"),
        ("--approve --by gruppa --on 2024-05-12 --votes-against 2", "--votes-for"),
        ("--approve --by gruppa --on 2024-05-12 --votes-for 2 --votes-against 2", "ikke vedtatt"),
    ],
)
def test_an_adoption_that_cannot_be_is_refused_in_a_sentence(
    terminal: Terminal, shelf: Shelf, more: str, says: str
) -> None:
    ran = terminal.run(f"group regulation {GROUP} {more}")
    assert ran.status == 2
    assert says in ran.err
    assert ran.out == ""
    assert json.loads(terminal.run(f"group regulation {GROUP} --json").out)["versions"] == []


def test_a_group_file_is_told_what_the_regulation_overrules(
    terminal: Terminal, shelf: Shelf
) -> None:
    write(terminal, shelf, weekday="onsdag", extra_requesters="fire")
    assert terminal.run(ADOPT).status == 0
    ran = terminal.run("group add gruppe.toml")
    assert ran.status == 0
    said = (
        "! planning.weekday: fila sier torsdag, men reglementet 5.0, vedtatt 12. mai 2024, sier "
        "onsdag."
    )
    assert said in ran.out
    assert "# reglementet 5.0, vedtatt 12. mai 2024" in terminal.run(f"group export {GROUP}").out
    ran = terminal.run(f"rules show SP22-5.2 --group {GROUP}")
    assert "min_requesters = 4 (reglementet 5.0, vedtatt 12. mai 2024)" in ran.out
    assert "requesters = " in ran.out
    assert "(regelpakka)" in ran.out


def test_a_group_without_a_regulation_is_told_so(terminal: Terminal) -> None:
    (terminal.folder / "gruppe.toml").write_bytes(data("gjerstad.toml"))
    assert terminal.run("group add gruppe.toml").status == 0
    ran = terminal.run(f"group regulation {GROUP}")
    assert ran.status == 0
    assert "Fant verken reglement eller kjøreregler" in ran.out
    ran = terminal.run(ADOPT)
    assert ran.status == 2
    assert "Fant verken reglement" in ran.err
