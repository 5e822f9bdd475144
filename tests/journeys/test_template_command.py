"""kjoreplan template, as somebody at a terminal meets it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdf
import pytest

from service.bootstrap import build_services
from service.config import read_config
from service.db.templates import StoredTemplate, Templates
from service.demo.script import data
from service.documents import read
from service.documents.manifest import TYPES
from service.documents.own import remark
from tests.documents.docx_notation import edited
from tests.journeys.terminal import Terminal

GROUP = "gjerstad-2019"
OURS = (Path(__file__).resolve().parents[2] / "templates/innkalling/nb/template.docx").read_bytes()
OWN = edited(OURS, ("Saksliste", "Dette skal vi snakke om"))
BAD = edited(OWN, ('w:val="meeting.date"', 'w:val="meeting.datoen"'))


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    """A terminal with a group, and three files: one that can be used, and two that can't."""
    files = {"vår.docx": OWN, "feil.docx": BAD, "ikke.docx": b"ikke noe dokument"}
    for name, content in {"gruppe.toml": data("gjerstad.toml"), **files}.items():
        (terminal.folder / name).write_bytes(content)
    assert terminal.run("group add gruppe.toml").status == 0
    return terminal


def templates(office: Terminal) -> dict[tuple[str, str], dict[str, object]]:
    said = json.loads(office.run(f"template list {GROUP} --json").out)
    return {(one["type"], one["language"]): one for one in said["templates"]}


def test_a_file_is_looked_over_without_any_group(terminal: Terminal) -> None:
    (terminal.folder / "feil.docx").write_bytes(BAD)
    ran = terminal.run("template check feil.docx --type innkalling")
    assert ran.status == 1
    assert "- Merket «meeting.datoen» finnes ikke. Mente du «meeting.date»?" in ran.out
    assert "      Ved: " in ran.out
    assert "Malen kan ikke brukes slik den er." in ran.out
    said = json.loads(terminal.run("template check feil.docx --type innkalling --json").out)
    assert said["usable"] is False
    assert said["remarks"][0]["error"] is True
    assert not terminal.database.exists()


def test_what_it_makes_can_be_looked_at_first(office: Terminal) -> None:
    ran = office.run("template check vår.docx --type innkalling -o prøve.pdf")
    assert (ran.status, ran.err) == (0, "")
    assert "Malen kan brukes." in ran.out
    pages = pypdf.PdfReader(io.BytesIO((office.folder / "prøve.pdf").read_bytes())).pages
    assert "Dette skal vi snakke om" in pages[0].extract_text()
    ran = office.run("template check vår.docx --type innkalling -o prøve.docx")
    assert read((office.folder / "prøve.docx").read_bytes()).text("meeting.chair")
    ran = office.run("template check vår.docx --type innkalling -o prøve.pdf")
    assert ran.status == 2
    assert "blir ikke overskrevet" in ran.err


def test_no_trial_is_made_of_what_cannot_be_used(office: Terminal) -> None:
    assert office.run("template check feil.docx --type innkalling -o prøve.pdf").status == 1
    assert not (office.folder / "prøve.pdf").exists()


def test_one_that_can_be_used_is_taken_into_use(office: Terminal) -> None:
    assert templates(office)["innkalling", "nb"]["source"] == "ours"
    ran = office.run(f"template use {GROUP} vår.docx --type innkalling")
    assert ran.status == 0
    assert "Malen er i bruk." in ran.out
    found = templates(office)["innkalling", "nb"]
    assert (found["source"], found["file"]) == ("uploaded", None)
    assert found["since"]
    assert "egen, lastet opp" in office.run(f"template list {GROUP}").out


def test_one_that_cannot_be_used_changes_nothing(office: Terminal) -> None:
    assert office.run(f"template use {GROUP} vår.docx --type innkalling").status == 0
    before = templates(office)
    ran = office.run(f"template use {GROUP} feil.docx --type innkalling")
    assert ran.status == 1
    assert "Malen er ikke tatt i bruk" in ran.out
    assert templates(office) == before


def test_every_kind_is_listed_in_both_languages(office: Terminal) -> None:
    assert set(templates(office)) == {(t, language) for t in TYPES for language in ("nb", "nn")}


def test_a_file_in_the_folder_that_is_for_no_document_is_listed_with_what_is_wrong(
    office: Terminal,
) -> None:
    services = build_services(read_config({"KJOREPLAN_DATA_DIR": str(office.home)}))
    for name, said in (("a", remark("unnamed")), ("b", remark("unusable", what="Ikke en DOCX."))):
        remarks = ({"code": said.code, "place": "", **dict(said.values)},)
        file = StoredTemplate(
            href=f"Maler/{name}.docx", type="", language="", refused=True, remarks=remarks
        )
        with services.database.transaction() as session:
            Templates(session, GROUP).put(file)
    services.database.close()
    *_, first, second = office.run(f"template list {GROUP}").out.splitlines()
    assert first.startswith("! Maler/a.docx: Vi vet ikke hvilket dokument malen er for.")
    assert second == "! Maler/b.docx: Malen lar seg ikke bruke: Ikke en DOCX."


def test_ours_is_written_out_to_start_from(office: Terminal) -> None:
    assert office.run("template export innkalling -o ny.docx").status == 0
    assert (office.folder / "ny.docx").read_bytes() == OURS
    assert office.run(f"template export protokoll --group {GROUP} -o referat.docx").status == 0
    ran = office.run(f"template check referat.docx --type protokoll --group {GROUP}")
    assert ran.status == 0
    assert office.run("template export innkalling -o ny.docx").status == 2


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("template check finnes-ikke.docx --type innkalling", "finnes ikke"),
        ("template check ikke.docx --type innkalling", "ikke.docx"),
        ("template check vår.docx", "--type"),
        ("template check vår.docx --type julebord", "--type"),
        ("template check vår.docx --type innkalling --lang en", "--lang"),
        (f"template use {GROUP} ikke.docx --type innkalling", "ikke.docx"),
        ("template use ukjent vår.docx --type innkalling", "ingen gruppe"),
        ("template list ukjent", "ingen gruppe"),
        ("template export innkalling", "--output"),
        ("template export innkalling -o borte/ny.docx", "mappa finnes ikke"),
    ],
)
def test_bad_input_is_told_in_one_sentence(office: Terminal, command: str, says: str) -> None:
    ran = office.run(command)
    assert ran.status == 2
    assert says in ran.err
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1


def test_without_libreoffice_it_says_what_to_install(office: Terminal) -> None:
    office.patch.setenv("KJOREPLAN_SOFFICE", "finnes-ikke")
    ran = office.run("template check vår.docx --type innkalling -o prøve.pdf")
    assert ran.status == 2
    assert "Installer LibreOffice" in ran.err
