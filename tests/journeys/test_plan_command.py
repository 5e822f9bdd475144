"""The plan from the command line: proposed with its causes, approved, undone, set by hand."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial

import pytest

from service.bootstrap import build_services
from service.demo.script import data
from service.domain.model import OSLO
from tests.journeys.terminal import Terminal
from tests.journeys.town import plan

NOW = dt.datetime(2018, 1, 15, 12, tzinfo=OSLO)
GROUP = "aure-2015"


@pytest.fixture
def here(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in January 2018, where a group has approved its plan and the council moves."""
    built = partial(build_services, now=lambda _group: NOW)
    monkeypatch.setattr("service.cli.context.build_services", built)
    (terminal.folder / "aure.toml").write_bytes(data("aure.toml"))
    for name in ("aure-2018-1.txt", "aure-2018-1-endret.txt"):
        (terminal.folder / name).write_bytes(plan(name))
    said(terminal, "group import aure.toml")
    said(terminal, f"plan import {GROUP} aure-2018-1.txt")
    said(terminal, f"plan approve {GROUP} --half 2018-1 --by gruppa")
    said(terminal, f"plan import {GROUP} aure-2018-1-endret.txt")
    return terminal


def said(terminal: Terminal, command: str) -> str:
    ran = terminal.run(command)
    assert (ran.status, ran.err) == (0, ""), ran
    return ran.out


def proposal(here: Terminal) -> dict[str, object]:
    found: dict[str, object] = json.loads(said(here, f"plan propose {GROUP} --half 2018-1 --json"))
    return found


def test_a_proposal_says_why_and_scripts_get_more_keys(here: Terminal) -> None:
    text = (
        "Kommunestyret er flyttet fra onsdag 21. til onsdag 28. mars → gruppemøtet flyttes fra "
        "mandag 19. til mandag 26. mars (samme møte i kalenderen)."
    )
    shown = said(here, f"plan propose {GROUP} --half 2018-1")
    assert text in shown
    assert "0 nye, 1 flyttes, 0 endres, 0 utgår" in shown
    found = proposal(here)
    (change,) = found["changes"]
    assert change["change"] == "moved"
    (line,) = found["lines"]
    assert (line["id"], line["text"]) == (change["before"]["id"], text)
    assert line["causes"][0]["before"]["date"] == "2018-03-21"
    assert [one["id"] for one in found["published"]] == ["kommunestyre-2018-03-21"]
    assert found["published_known"] is True


def test_what_was_seen_is_approved_and_undone(here: Terminal) -> None:
    seen = proposal(here)["fingerprint"]
    shown = said(here, f"plan approve {GROUP} --half 2018-1 --by Kari --seen {seen}")
    assert "Planen for 2018-1 er godkjent av Kari ma. 15. januar 2018 kl. 12.00." in shown
    again = here.run(f"plan approve {GROUP} --half 2018-1 --by Kari --seen {seen}")
    assert again.status == 2
    assert "Forslaget er endret siden du så det" in again.err
    assert "1 møte er som før" in said(here, f"plan undo {GROUP} --by Ola")
    history = json.loads(said(here, f"plan history {GROUP} --json"))["versions"]
    assert [(one["kind"], one["by"]) for one in history] == [
        ("undone", "Ola"),
        ("approved", "Kari"),
        ("approved", "gruppa"),
    ]
    (change,) = history[1]["changes"]
    assert (change["before"]["date"], change["after"]["date"]) == ("2018-03-19", "2018-03-26")
    shown = said(here, f"plan history {GROUP} --half 2018-1")
    assert "angret av Ola, 1 møte endret" in shown


def test_one_change_of_several_is_approved(here: Terminal) -> None:
    said(here, f"plan cancel {GROUP} 2018-01-22")
    said(here, f"plan follow {GROUP} 2018-01-22")
    first = proposal(here)["changes"][0]["after"]["id"]
    said(here, f"plan approve {GROUP} --half 2018-1 --by Kari --only {first}")
    assert [one["change"] for one in proposal(here)["changes"]] == ["moved"]


def test_meetings_are_set_by_hand(here: Terminal) -> None:
    shown = said(here, f"plan move {GROUP} 2018-03-19 --date 2018-03-20 --start 17.00 --place Kafe")
    assert "ti. 20. mars 2018, 17.00–19.30" in shown
    assert "er satt av dere og står; regelen ville sagt mandag 26. mars" in said(
        here, f"plan propose {GROUP} --half 2018-1"
    )
    said(here, f"plan follow {GROUP} 2018-03-20")
    assert proposal(here)["changes"][0]["after"]["date"] == "2018-03-26"
    assert "eget-2018-06-16" in said(here, f"plan add {GROUP} --type sosialt --date 2018-06-16")
    assert "er avlyst" in said(here, f"plan cancel {GROUP} eget-2018-06-16")


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("move {g} 2018-03-19 --date imorgen", "«imorgen» er ingen dato"),
        ("move {g} 2018-03-19 --start sju", "«sju» er ikke et klokkeslett"),
        ("move {g} 2018-03-19", "Oppgi hva som skal endres"),
        ("cancel {g} ukjent", "Fant ikke møtet «ukjent»"),
        ("follow {g} 2018-03-19", "følger regelen fra før"),
        ("undo {g} --by Kari --half 2018-2", "ikke godkjent ennå"),
        ("history ukjent", "Det finnes ingen gruppe «ukjent»"),
        ("add {g} --type fest --date 2018-06-16", "Velg blant: gruppemøte"),
    ],
)
def test_what_can_not_be_done_is_one_sentence(here: Terminal, command: str, text: str) -> None:
    ran = here.run(f"plan {command.format(g=GROUP)}")
    assert (ran.status, ran.out) == (2, "")
    assert text in ran.err


def test_a_group_without_approvals_has_no_history(here: Terminal) -> None:
    assert "er ikke godkjent ennå" in said(here, f"plan history {GROUP} --half 2018-2")
