"""kjoreplan rules, register, study and validate, as somebody at a terminal meets them."""

from __future__ import annotations

import json

import pytest

from service.demo.script import data
from tests.journeys.terminal import Terminal

GROUP = "gjerstad-2019"
PACK = """\
name = "eget"
title = "Det vi har blitt enige om"
source = "Gruppa"
force = "mal"
cite = "Avtalen vår"
valid_from = 2019-10-01

[[rules]]
code = "VI-1"
section = "punkt 1"
force = "mal"
modality = "must"
severity = "feil"
subject = "plan"
kind = "mech"
check = "K02"
condition = "Gruppa samles fire ganger i året."
params = { types = ["SOSIAL"], minimum = 4 }
messages = "Bare {count} samlinger i {year}. Sett opp flere."
"""
STUDY = """\
[[course]]
id = "k1"
external_id = "K-12"
title = "Ny i gruppa"
half = "2023-1"
hours = "4"

[[session]]
id = "s1"
course = "k1"
at = "2023-01-03 18.00"
until = "22.00"
mode = "fysisk"

[[presence]]
session = "s1"
person = "kari"

[[consent]]
course = "k1"
person = "kari"
told = "2023-01-02"
flags = ["given"]
"""


@pytest.fixture
def gjerstad(terminal: Terminal) -> Terminal:
    """A machine that knows one group and no servers."""
    text = data("gjerstad.toml").decode().split("[[targets]]")[0]
    (terminal.folder / "gruppe.toml").write_text(text, encoding="utf-8")
    assert terminal.run("group add gruppe.toml").status == 0
    return terminal


def _first(terminal: Terminal, code: str) -> dict[str, str]:
    ran = terminal.run(f"validate --group {GROUP} --format json")
    found = json.loads(ran.out)["findings"]
    return next((one for one in found if one["code"] == code), {})


def test_a_pack_of_ones_own_is_checked_tried_and_used(gjerstad: Terminal) -> None:
    (gjerstad.folder / "eget.toml").write_text(PACK, encoding="utf-8")
    assert "1 regel" in gjerstad.run("rules check eget.toml").out
    tried = gjerstad.run(f"validate --group {GROUP} --pack eget.toml --format json")
    assert {f["code"] for f in json.loads(tried.out)["findings"]} <= {"VI-1"}
    packs = gjerstad.home / "packs"
    packs.mkdir()
    (packs / "eget.toml").write_text(PACK, encoding="utf-8")
    text = (gjerstad.folder / "gruppe.toml").read_text("utf-8")
    chosen = text.replace('packs = ["sp-reglement-2022"]', 'packs = ["sp-reglement-2022", "eget"]')
    assert chosen != text
    (gjerstad.folder / "gruppe.toml").write_text(chosen, encoding="utf-8")
    assert gjerstad.run("group add gruppe.toml").status == 0
    assert '"eget"' in gjerstad.run(f"group export {GROUP}").out


def test_a_shipped_pack_is_written_as_a_starting_point(gjerstad: Terminal) -> None:
    assert gjerstad.run("rules write sp-studie-2023 -o sp-studie-2023.toml").status == 0
    assert "13 regler" in gjerstad.run("rules check sp-studie-2023.toml").out


def test_a_preview_shows_what_would_come_and_stores_nothing(gjerstad: Terminal) -> None:
    before = gjerstad.run(f"group export {GROUP}").out
    ran = gjerstad.run(
        f"rules preview {GROUP} --pack sp-reglement-2022 --pack sp-etikk-2022 --json"
    )
    assert {f["code"][:7] for f in json.loads(ran.out)["come"]} == {"SP22-ET"}
    assert gjerstad.run(f"group export {GROUP}").out == before


def test_packs_that_contradict_each_other_are_refused_with_the_reason(gjerstad: Terminal) -> None:
    for pair, reason in (
        ("sp-studie-2023 sp-studie-2015", "timer"),
        ("sp-reglement-2022 ap-lhm-2015", "medlemsmøtet binde"),
        ("sp-arbeid-2023 ap-lhm-2015", "medlemsmøtet"),
    ):
        packs = " ".join(f"--pack {name}" for name in pair.split())
        ran = gjerstad.run(f"rules preview {GROUP} {packs}")
        assert ran.status == 2
        assert "motsier hverandre" in ran.err
        assert reason in ran.err
        assert "Velg én av dem, eller gi dem hver sin tid" in ran.err


def test_a_finding_is_waived_and_the_waiver_withdrawn(gjerstad: Terminal) -> None:
    found = _first(gjerstad, "SP22-10.1") or _first(gjerstad, "SP22-9.4")
    code, target = found["code"], found["target"]
    ran = gjerstad.run(
        f'rules waive {GROUP} {code} "{target}" --reason "Avtalt" --until 2030-01-31'
    )
    assert ran.status == 0
    assert _first(gjerstad, code) == {}
    assert "Avtalt" in gjerstad.run(f"rules waivers {GROUP}").out
    assert gjerstad.run(f'rules unwaive {GROUP} {code} "{target}"').status == 0
    assert _first(gjerstad, code)["target"] == target


def test_sarif_is_one_json_document(gjerstad: Terminal) -> None:
    log = json.loads(gjerstad.run(f"validate --group {GROUP} --format sarif").out)
    assert log["version"] == "2.1.0"
    assert {"review"} <= {result["kind"] for result in log["runs"][0]["results"]}


def test_study_work_is_read_in_counted_and_written_for_the_portal(gjerstad: Terminal) -> None:
    (gjerstad.folder / "studie.toml").write_text(STUDY, encoding="utf-8")
    assert "Studiearbeid: 1" in gjerstad.run(f"register import {GROUP} studie.toml").out
    assert gjerstad.run(f"register import {GROUP} studie.toml").status == 0
    (course,) = json.loads(gjerstad.run(f"study list {GROUP} --json").out)["courses"]
    assert (course["minutes"], course["qualified"]) == (240, 1)
    assert gjerstad.run(f"study export {GROUP} K-12 -o liste.csv").status == 0
    assert "Kari Nordmann;240;240;100 %;ja" in (gjerstad.folder / "liste.csv").read_text(
        "utf-8-sig"
    )


def test_nobody_who_has_not_consented_is_in_the_file(gjerstad: Terminal) -> None:
    without = STUDY[: STUDY.index("[[consent]]")]
    (gjerstad.folder / "studie.toml").write_text(without, encoding="utf-8")
    assert gjerstad.run(f"register import {GROUP} studie.toml").status == 0
    ran = gjerstad.run(f"study export {GROUP} K-12 -o liste.csv")
    assert ran.status == 2
    assert "samtykke" in ran.err
    assert not (gjerstad.folder / "liste.csv").exists()


def test_what_the_service_never_stores_is_refused_kindly(gjerstad: Terminal) -> None:
    (gjerstad.folder / "varsel.toml").write_text("[[notice]]\nid = 'x'\n", encoding="utf-8")
    ran = gjerstad.run(f"register import {GROUP} varsel.toml")
    assert ran.status == 2
    assert "varsel.toml, linje 1" in ran.err
    assert "lagrer" in ran.err
    assert gjerstad.run(f"register export {GROUP}").out == ""


def test_the_week_is_told(gjerstad: Terminal) -> None:
    week = json.loads(gjerstad.run(f"rules week {GROUP} --json").out)
    assert {"deadlines", "due", "worse", "mended", "waiting"} <= week.keys()
    assert week["worse"] == []
