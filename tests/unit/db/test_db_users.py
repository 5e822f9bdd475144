from __future__ import annotations

import datetime as dt

import pytest

from service.db.database import Database
from service.db.users import User, Users, authenticate, hash_password

KARI = User(username="kari", role="admin", created_at=dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC))


@pytest.fixture
def database_with_kari(database: Database) -> Database:
    with database.transaction() as session:
        Users(session).save(KARI, hash_password("et langt passord"))
    return database


def test_the_right_password_lets_in(database_with_kari: Database):
    assert authenticate(database_with_kari, "kari", "et langt passord") == KARI


@pytest.mark.parametrize(
    ("username", "password"),
    [("kari", "et annet passord"), ("kari", ""), ("ola", "et langt passord"), ("", "")],
)
def test_anything_else_does_not(database_with_kari: Database, username: str, password: str):
    assert authenticate(database_with_kari, username, password) is None


def test_nobody_gets_in_with_the_password_that_stands_in_for_unknown_accounts(
    database_with_kari: Database,
):
    assert authenticate(database_with_kari, "ola", "nobody has this password") is None


def test_a_damaged_hash_lets_nobody_in(database_with_kari: Database):
    with database_with_kari.transaction() as session:
        Users(session).save(KARI, "et langt passord")

    assert authenticate(database_with_kari, "kari", "et langt passord") is None


def test_the_password_is_not_in_the_database(database_with_kari: Database):
    with database_with_kari.reading() as session:
        stored = Users(session).password_hash("kari")
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert "langt" not in stored


def test_a_short_password_is_refused():
    with pytest.raises(ValueError, match="12"):
        hash_password("kort passor")


def test_accounts_can_be_listed_and_deleted(database_with_kari: Database):
    with database_with_kari.transaction() as session:
        users = Users(session)
        assert users.all() == (KARI,)
        users.delete("kari")
        assert users.get("kari") is None
        assert users.all() == ()
