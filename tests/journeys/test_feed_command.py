"""kjoreplan feed, as scripts and people use it."""

from __future__ import annotations

import json

import pytest

from service.demo.script import data
from tests.journeys.terminal import Terminal


@pytest.fixture
def settled(terminal: Terminal) -> Terminal:
    """A terminal whose service has a group."""
    (terminal.folder / "aure.toml").write_bytes(data("aure.toml"))
    assert terminal.run("group add aure.toml").status == 0
    return terminal


def test_an_address_is_shown_once_alone_on_standard_output(settled: Terminal):
    done = settled.run("feed add aure-2015 --label 'Til Kari'")
    assert done.status == 0
    assert done.out.startswith("/kalender/") and done.out.count("\n") == 1
    assert "KJOREPLAN_PUBLIC_URL" in done.err

    listed = settled.run("feed list aure-2015").out
    assert "Til Kari" in listed
    assert done.out.strip() not in listed


def test_the_address_is_whole_where_the_service_knows_its_own(settled: Terminal, monkeypatch):
    monkeypatch.setenv("KJOREPLAN_PUBLIC_URL", "https://kjoreplan.example.org/")
    done = settled.run("feed add aure-2015 --label 'Til Kari' --json")
    answer = json.loads(done.out)
    assert answer["address"].startswith("https://kjoreplan.example.org/kalender/")
    assert answer["feed"]["audience"] == "group"
    listed = json.loads(settled.run("feed list aure-2015 --json").out)
    assert listed == {"feeds": [answer["feed"]]}


def test_an_address_is_ended_by_its_id(settled: Terminal):
    made = json.loads(settled.run("feed add aure-2015 --label x --json").out)
    revoke = f"feed revoke aure-2015 {made['feed']['id']}"
    assert settled.run(revoke).status == 0
    again = settled.run(revoke)
    assert again.status == 2
    assert "kjoreplan feed list aure-2015" in again.err
    assert "Ingen adresser." in settled.run("feed list aure-2015").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("ukjent --label x", "ingen gruppe"),
        ("aure-2015 --label ' '", "hvem eller hva"),
        ("aure-2015", "--label"),
        ("aure-2015 --label x --audience frister", "gruppestyret"),
        ("aure-2015 --label x --audience gruppestyret", "sitter i styret"),
        ("aure-2015 --label x --person finnes-ikke", "ingen person"),
    ],
)
def test_what_can_not_be_is_refused_in_words(settled: Terminal, arguments, words):
    done = settled.run(f"feed add {arguments}")
    assert done.status == 2
    assert words in done.err
    assert done.out == ""


@pytest.mark.parametrize("url", ["http://kjoreplan.example.org", "kjoreplan", "https://a.b/?x=y"])
def test_an_address_that_would_not_do_is_refused(settled: Terminal, monkeypatch, url: str):
    monkeypatch.setenv("KJOREPLAN_PUBLIC_URL", url)
    done = settled.run("feed list aure-2015")
    assert done.status == 2
    assert "KJOREPLAN_PUBLIC_URL" in done.err
