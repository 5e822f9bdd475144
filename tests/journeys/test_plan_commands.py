"""kjoreplan plan read, draft, watch and check, as somebody at a terminal meets them."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest

from service.bootstrap import build_services
from service.db.meetings import Meetings
from service.db.plan_watches import PlanWatches
from service.demo.script import data
from service.journeys.published.correcting import add_meeting
from tests.journeys.terminal import Terminal
from tests.servers.pages import Site, site

PLAN = """Dato;Utvalg;Tid;Sted
tirsdag 23.01.2018;Formannskap;09:00;Rådhuset
torsdag 15.02.2018;Kommunestyre;18:00;Kommunestyresalen
onsdag 22.03.2018;Kommunestyre;18:00;Kommunestyresalen
"""
GROUP = "aure-2015"


@pytest.fixture
def aure(terminal: Terminal) -> Terminal:
    """A group is added; nothing is planned."""
    (terminal.folder / "gruppe.toml").write_bytes(data("aure.toml"))
    (terminal.folder / "plan.csv").write_text(PLAN, encoding="utf-8")
    terminal.patch.setenv("KJOREPLAN_PRIVATE_ADDRESSES", "1")
    assert terminal.run("group add gruppe.toml").status == 0
    return terminal


@pytest.fixture
def council() -> Iterator[Site]:
    with site(body=PLAN.encode()) as running:
        yield running


def code_of(out: str) -> str:
    return re.findall(r"--accept (\w+)", out)[0]


def due(terminal: Terminal) -> None:
    """The night comes: what is followed is to be read again."""
    services = build_services()
    with services.database.transaction() as session:
        watches = PlanWatches(session)
        for watch in watches.all():
            address = watches.address(watch.url)
            assert address is not None
            long_ago = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
            watches.remember(replace(address, next_check=long_ago))
    services.database.close()


@pytest.mark.parametrize("columns", [80, 140])
def test_a_plan_is_shown_with_weekdays_bodies_in_a_line_and_doubts_last(
    aure: Terminal, columns: int
) -> None:
    aure.patch.setenv("COLUMNS", str(columns))
    out = aure.run("plan read plan.csv").out
    lines = [line.rstrip() for line in out.splitlines()]
    assert all(len(line) <= columns for line in lines)
    assert re.search(r"^ti\. +23\. januar 2018 +09\.00 +Formannskap +Rådhuset", out, re.MULTILINE)
    assert "2 møter, torsdag" not in out
    assert re.search(r"Formannskap +1 møte, tirsdag 23\. januar kl\. 09\.00", out)
    doubt = next(i for i, line in enumerate(lines) if line.startswith("? to."))
    assert "linje 4" in lines[doubt + 1]
    assert lines[doubt + 2].strip().startswith("Planen sier onsdag")
    assert lines[-1] == "2 møter i 2 organer, 1 usikkert."
    assert ("linje 2: «" in out) is (columns == 140)


def test_notes_stand_once_below_the_table(aure: Terminal) -> None:
    (aure.folder / "plan.html").write_bytes(data("gjerstad-2023.html"))
    out = aure.run("plan read plan.html").out
    assert out.count("Klokkeslettet står i teksten") == 1
    assert out.count(" 1) ") > 10


def test_a_plan_comes_on_standard_input_too(aure: Terminal) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(PLAN.encode()))
    aure.patch.setattr("sys.stdin", stdin)
    assert "Kommunestyre" in aure.run("plan read -").out
    piped = aure.outside(f"plan read - --json < {aure.folder / 'plan.csv'}")
    found = json.loads(piped.out)
    assert found["meetings"][0]["written"] == "Formannskap"
    assert {"source", "source_line", "note", "confidence"} <= set(found["uncertain"][0])
    aure.patch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    empty = aure.run("plan read -")
    assert (empty.status, "standard inn" in empty.err) == (2, True)


def test_an_address_is_read_once_and_nothing_is_stored(aure: Terminal, council: Site) -> None:
    before = aure.database.read_bytes()
    assert "Kommunestyre" in aure.run(f"plan read {council.url}/plan.csv").out
    assert len(council.asked) == 1
    assert aure.database.read_bytes() == before


@pytest.mark.parametrize(("status", "ended"), [(404, 2), (500, 3), (403, 2), (429, 3)])
def test_an_address_that_gives_nothing_ends_so_that_scripts_can_tell(
    aure: Terminal, council: Site, status: int, ended: int
) -> None:
    council.status = status
    ran = aure.run(f"plan read {council.url}")
    assert (ran.status, ran.out) == (ended, "")
    assert ran.err.startswith("127.0.0.1")


def test_an_address_is_followed_and_a_change_waits_for_somebody(
    aure: Terminal, council: Site
) -> None:
    said = aure.run(f"plan watch {GROUP} {council.url}").out
    assert "plan check --all" in said
    assert "3 nye møter" in said
    shown = aure.run(f"plan draft {GROUP}").out
    assert "+ ti.    23. januar 2018  Formannskap  nytt møte" in shown
    assert aure.run(f"plan draft {GROUP} --accept {code_of(shown)}").status == 0

    assert aure.run("plan check --all").out.strip() == "Ingen adresser skal leses nå."
    council.body = PLAN.replace("torsdag 15.02", "tirsdag 13.02").encode()
    due(aure)
    checked = aure.run("plan check --all")
    assert checked.status == 0
    assert f"{GROUP}: Kommunens møteplan er endret: 1 møte flyttet. Se forskjellen" in checked.out
    assert (
        "Kommunens møteplan er endret: 1 møte flyttet."
        in aure.run(f"plan show {GROUP} --half 2018-1").out
    )

    shown = aure.run(f"plan draft {GROUP}").out
    assert "15. februar 2018 → ti.   13. februar 2018" in shown
    refused = aure.run(f"plan draft {GROUP} --accept feil")
    assert (refused.status, "endret mens du så på den" in refused.err) == (2, True)
    accepted = aure.run(f"plan draft {GROUP} --accept {code_of(shown)}")
    assert "flyttet" in accepted.out
    services = build_services()
    with services.database.reading() as session:
        days = [m.date.isoformat() for m in Meetings(session, GROUP).municipal()]
    services.database.close()
    assert days == ["2018-01-23", "2018-02-13", "2018-03-22"]


def test_a_draft_is_discarded(aure: Terminal, council: Site) -> None:
    aure.run(f"plan watch {GROUP} {council.url}")
    found = json.loads(aure.run(f"plan draft {GROUP} --json").out)
    assert found["address"] == council.url
    assert len(found["changes"]) == 3
    assert "forkastet" in aure.run(f"plan draft {GROUP} --discard").out
    nothing = aure.run(f"plan draft {GROUP}")
    assert (nothing.status, "venter ingen møteplan" in nothing.err) == (2, True)


def test_a_meeting_that_a_person_has_added_is_shown_as_such(aure: Terminal, council: Site) -> None:
    aure.run(f"plan watch {GROUP} {council.url}")
    services = build_services()
    add_meeting(services, GROUP, {"body": "Formannskap", "date": "2018-02-20", "start": "10:00"})
    services.database.close()
    shown = aure.run(f"plan draft {GROUP}").out
    assert "20. februar 2018" in shown
    assert "Lagt til for hånd." in shown
    assert "linje 0" not in shown.lower()
    added = json.loads(aure.run(f"plan draft {GROUP} --json").out)["meetings"][2]
    assert (added["date"], added["source"], added["source_line"]) == ("2018-02-20", "", 0)


def test_trouble_with_an_address_is_told_and_the_plan_stands(aure: Terminal, council: Site) -> None:
    aure.run(f"plan watch {GROUP} {council.url}")
    council.body = b"<html><p>Velkommen</p></html>"
    due(aure)
    checked = aure.run("plan check --all --json")
    assert checked.status == 2
    (one,) = json.loads(checked.out)["checked"]
    assert one["groups"][0]["outcome"] == "unreadable"
    assert "Planen gruppa har, står som før." in aure.run(f"plan show {GROUP}").out
    council.status = 503
    due(aure)
    assert aure.run(f"plan check {GROUP}").status == 3


def test_following_is_stopped(aure: Terminal, council: Site) -> None:
    aure.run(f"plan watch {GROUP} {council.url}")
    assert aure.run(f"plan watch {GROUP} --stop").status == 0
    due(aure)
    assert aure.run("plan check --all").out.strip() == "Ingen adresser skal leses nå."
    assert len(council.asked) == 1


@pytest.mark.parametrize(
    "command",
    [
        f"plan watch {GROUP}",
        f"plan watch {GROUP} https://example.org/ --stop",
        "plan watch ingen --stop",
        "plan check",
        f"plan check {GROUP} --all",
        "plan check ingen",
        f"plan draft {GROUP} --accept x --discard",
        "plan draft ingen",
    ],
)
def test_a_command_that_cannot_be_meant_is_refused(aure: Terminal, command: str) -> None:
    ran = aure.run(command)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.strip()
