"""Another key: everything opens with it, and with the old one nothing does any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from service.db.database import Database
from service.db.sealed import unopened
from service.db.sealing import SecretBox, keys_in
from service.db.targets import Targets
from service.demo.script import data
from tests.journeys.terminal import Terminal

GROUP, TARGET = "aure-2015", "kalender-gruppa"


@pytest.fixture
def sealed(terminal: Terminal) -> Terminal:
    """A service with a group and a sealed password."""
    (terminal.folder / "aure.toml").write_bytes(data("aure.toml"))
    terminal.run("group add aure.toml")
    database = Database(f"sqlite:///{terminal.database}")
    with database.transaction() as session:
        box = SecretBox(keys_in(key_file(terminal)))
        Targets(session, GROUP).set_password(TARGET, "et ord", box)
    database.close()
    return terminal


def key_file(terminal: Terminal) -> Path:
    return terminal.home / "secret.key"


def closed_to(terminal: Terminal, *keys: str) -> int:
    database = Database(f"sqlite:///{terminal.database}")
    with database.reading() as session:
        found, _ = unopened(session, SecretBox(keys))
    database.close()
    return found


def test_the_new_key_goes_first_and_the_old_one_stays_until_it_is_dropped(
    sealed: Terminal,
) -> None:
    (old,) = keys_in(key_file(sealed))
    ran = sealed.run("rotate-key")
    assert (ran.status, ran.err) == (0, "")
    assert "på nytt nå" in ran.out
    new, kept = keys_in(key_file(sealed))
    assert kept == old
    assert (closed_to(sealed, new), closed_to(sealed, old)) == (0, 1)

    ran = sealed.run("rotate-key --drop-old")
    assert ran.status == 0
    assert keys_in(key_file(sealed)) == (new,)
    assert closed_to(sealed, new) == 0


def test_what_an_old_process_sealed_meanwhile_is_not_lost(sealed: Terminal) -> None:
    (old,) = keys_in(key_file(sealed))
    sealed.run("rotate-key")
    database = Database(f"sqlite:///{sealed.database}")
    with database.transaction() as session:
        Targets(session, GROUP).set_password(TARGET, "et annet ord", SecretBox([old]))
    database.close()
    sealed.run("rotate-key --drop-old")
    (new,) = keys_in(key_file(sealed))
    assert closed_to(sealed, new) == 0


@pytest.mark.parametrize("words", ["rotate-key", "rotate-key --drop-old"])
def test_what_no_key_opens_leaves_keys_and_values_as_they_are(sealed: Terminal, words: str) -> None:
    strange = Fernet.generate_key().decode()
    key_file(sealed).write_text(strange, encoding="ascii")
    ran = sealed.run(words)
    assert ran.status == 2
    assert "annen nøkkel" in ran.err
    assert keys_in(key_file(sealed)) == (strange,)


def test_keys_in_the_environment_are_the_operators_to_change(sealed: Terminal) -> None:
    (old,) = keys_in(key_file(sealed))
    sealed.patch.setenv("KJOREPLAN_SECRET_KEY", old)
    ran = sealed.run("rotate-key")
    assert ran.status == 2
    assert "KJOREPLAN_SECRET_KEY" in ran.err
    offered = ran.err.split()[-1]
    sealed.patch.setenv("KJOREPLAN_SECRET_KEY", f"{offered},{old}")
    assert sealed.run("rotate-key").status == 0
    assert closed_to(sealed, offered) == 0
    assert sealed.run("rotate-key --drop-old").status == 2
