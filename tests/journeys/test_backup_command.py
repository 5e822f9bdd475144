"""kjoreplan backup and restore as somebody at a terminal meets them."""

from __future__ import annotations

import json
import stat

import pytest

from service.demo.script import data
from tests.journeys.terminal import Terminal


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    """A service with a group."""
    (terminal.folder / "aure.toml").write_bytes(data("aure.toml"))
    assert terminal.run("group add aure.toml").status == 0
    return terminal


def test_a_backup_says_what_is_in_it_and_what_to_take_care_of(office: Terminal) -> None:
    ran = office.run("backup kopi.zip")
    assert (ran.status, ran.err) == (0, "")
    assert "kopi.zip" in ran.out
    assert "1 gruppe, 11 personer" in ran.out
    assert str(office.home / "secret.key") in ran.out
    assert stat.S_IMODE((office.folder / "kopi.zip").stat().st_mode) == 0o600
    told = json.loads(office.run("backup kopi.zip --json").out)
    assert (told["file"], told["counts"]["groups"], told["with_key"]) == ("kopi.zip", 1, False)
    assert told["bytes"] == (office.folder / "kopi.zip").stat().st_size
    assert "passord" in office.run("backup kopi.zip --with-key").out


def test_a_restore_says_what_came_back_and_what_comes_next(office: Terminal) -> None:
    office.run("backup kopi.zip")
    refused = office.run("restore kopi.zip")
    assert refused.status == 2
    assert "--replace" in refused.err
    ran = office.run("restore kopi.zip --replace")
    assert (ran.status, ran.err) == (0, "")
    for word in ("1 gruppe", "kjoreplan.db.2", "--dry-run", "kjoreplan user list"):
        assert word in ran.out
    assert "aure-2015" in office.run("group list").out
    told = json.loads(office.run("restore kopi.zip --replace --json").out)
    assert (told["targets"], told["unopened"], told["key_restored"]) == (4, 0, False)


def test_on_another_machine_the_key_is_needed(office: Terminal) -> None:
    office.run("backup kopi.zip")
    office.run("backup med.zip --with-key")
    office.patch.setenv("KJOREPLAN_DATA_DIR", str(office.folder / "ny"))
    ran = office.run("restore kopi.zip")
    assert ran.status == 2
    assert "Nøkkelen her er ikke den" in ran.err
    ran = office.run("restore med.zip")
    assert ran.status == 0
    assert "Nøkkelen fra kopien er lagt tilbake." in ran.out
    assert "aure-2015" in office.run("group list").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("backup borte/kopi.zip", "Mappa finnes ikke"),
        ("backup aure.toml", "ingen sikkerhetskopi"),
        ("restore borte.zip", "Fila finnes ikke"),
        ("restore aure.toml", "ingen sikkerhetskopi"),
    ],
)
def test_what_can_not_be_done_is_one_sentence_and_changes_nothing(
    office: Terminal, words: str, said: str
) -> None:
    before = sorted(path.name for path in office.folder.iterdir())
    ran = office.run(words)
    assert ran.status == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert sorted(path.name for path in office.folder.iterdir()) == before


def test_where_the_disk_is_full_no_half_backup_is_left(office: Terminal) -> None:
    ran = office.outside("backup kopi.zip", largest_file=2_000)
    assert ran.status == 2
    assert not (office.folder / "kopi.zip").exists()
    assert not [path for path in office.folder.iterdir() if path.name.startswith(".")]
