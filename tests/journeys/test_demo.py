"""The installed command does the whole job: what it prints is a contract."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("kjoreplan")
PATIENCE = 300  # seconds; a busy machine is slow


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command with nothing of this machine's settings."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("KJOREPLAN_")}
    return subprocess.run(
        [COMMAND, *words],
        env=environ | {"HOME": str(home), "XDG_DATA_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture(scope="module")
def as_json(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    return run(tmp_path_factory.mktemp("home"), "demo", "--once", "--json")


@pytest.fixture(scope="module")
def as_text(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    return run(tmp_path_factory.mktemp("home"), "demo", "--once")


def test_it_ends_well_and_prints_one_json_document_and_nothing_else(
    as_json: subprocess.CompletedProcess[str],
) -> None:
    assert (as_json.returncode, as_json.stderr) == (0, "")
    shown = json.loads(as_json.stdout)
    assert {"groups", "web", "caldav", "webdav"} <= set(shown)
    for place in ("web", "caldav", "webdav"):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\S*", shown[place])
    for group in shown["groups"]:
        assert {
            "name",
            "municipal_meetings",
            "group_meetings",
            "events_written",
            "documents_written",
            "findings",
            "second_pass_writes",
        } <= set(group)
        assert set(group["findings"]) == {"error", "warning", "info", "not_evaluated"}


def test_it_reads_both_published_plans_whole(as_json: subprocess.CompletedProcess[str]) -> None:
    aure, gjerstad = json.loads(as_json.stdout)["groups"]
    assert (aure["municipal_meetings"], aure["bodies"], aure["uncertain_meetings"]) == (23, 4, 0)
    assert (gjerstad["municipal_meetings"], gjerstad["uncertain_meetings"]) == (21, 2)


def test_it_writes_once_and_judges_what_people_wrote(
    as_json: subprocess.CompletedProcess[str],
) -> None:
    for group in json.loads(as_json.stdout)["groups"]:
        assert group["group_meetings"] > 0
        # each municipal and each group meeting is an event, and deadlines come on top
        assert group["events_written"] > group["municipal_meetings"] + group["group_meetings"]
        assert group["documents_written"] > 0
        assert group["second_pass_writes"] == 0
        assert group["errors"] == []
        assert group["findings"]["error"] > 0


def test_it_cites_the_section_that_a_bad_protocol_breaks(
    as_text: subprocess.CompletedProcess[str],
) -> None:
    assert (as_text.returncode, as_text.stderr) == (0, "")
    aure, _ = as_text.stdout.split("Gjerstad", 1)
    errors = aure.split("\nMangler\n")[1].split("\n\n")[0]
    found = [
        re.sub(r"\s+", " ", one) for one in re.split(r"^  (?=AP-LHM-)", errors, flags=re.MULTILINE)
    ][1:]
    assert found and all(" · Kjørereglene, " in one for one in found)
    about_case = [one for one in found if "sak 9/18" in one]
    assert about_case
    for one in about_case:
        assert re.search(r"Sak 9/18 · Kjørereglene, punkt \d", one)
        assert "Bygger på: Kulturskolen" in one


def test_it_says_where_to_look(as_text: subprocess.CompletedProcess[str]) -> None:
    end = as_text.stdout.split("Se selv")[1]
    for word in ("Sidene", "Kalendere", "Mapper"):
        assert re.search(rf"{word}: +http://127\.0\.0\.1:\d+/", end)
    assert "Logg inn som demo" in end


def test_it_shows_that_a_moved_council_meeting_moves_the_groups(
    as_text: subprocess.CompletedProcess[str],
) -> None:
    moved = as_text.stdout.split("Kommunestyret flytter et møte")[1]
    assert re.search(r"21\. mars 2018 → .*28\. mars 2018  Kommunestyre  flyttet", moved)
    assert re.search(r"oppdatert +2018-03-26 18:00  Gruppemøte +planen er endret", moved)
