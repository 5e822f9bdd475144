from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from cryptography.fernet import Fernet
from sqlalchemy import text

from service.config import Config
from service.db import copying_postgres, copying_sqlite
from service.db.copying_sqlite import CopyDamaged
from service.db.database import Database
from service.db.groups import Groups
from service.db.migrate import alembic_config, known_revisions, revision_of
from service.db.sealing import SecretBox, keys_in
from service.db.targets import Targets
from service.domain.errors import InputError
from service.domain.settings import GroupSettings
from service.journeys.backups.archive import Manifest
from service.journeys.backups.restoring import Restored, restore
from service.journeys.backups.taking import take_backup

PASSWORD = "passordet til kalenderen"


@pytest.fixture
def config(database: Database, tmp_path: Path) -> Config:
    """The database of the test, with a key file and a rule pack beside it."""
    url = database.engine.url.render_as_string(hide_password=False)
    found = Config(data_dir=tmp_path / "data", database_url=url)
    found.ensure_data_dir()
    found.packs_folder.mkdir()
    (found.packs_folder / "vår.toml").write_text("id = 'vår'\n", encoding="utf-8")
    return found


@pytest.fixture
def filled(config: Config, database: Database, settings: GroupSettings) -> Iterator[Config]:
    """The same, with a group and a sealed password; nobody has it open."""
    box = SecretBox(keys_in(config.key_file))
    with database.transaction() as session:
        Groups(session).save(settings)
        Targets(session, "prøve").set_password("kalender", PASSWORD, box)
    database.close()
    yield config


def taken(config: Config, tmp_path: Path, **how: bool) -> Path:
    take_backup(config, tmp_path / "kopi.zip", **how)
    return tmp_path / "kopi.zip"


def put_back(config: Config, backup: Path, **how: bool) -> Restored:
    return restore(config, backup, **how)


def names(config: Config) -> list[str]:
    opened = Database(config.database_url)
    with opened.reading() as session:
        found = [settings.group.name for settings in Groups(session).all()]
    opened.close()
    return found


def change_name(config: Config, name: str) -> None:
    opened = Database(config.database_url)
    with opened.transaction() as session:
        session.execute(text("UPDATE groups SET name = :name"), {"name": name})
    opened.close()


def emptied(config: Config) -> None:
    opened = Database(config.database_url)
    with opened.transaction() as session:
        session.execute(text("DELETE FROM groups"))
    opened.close()


def manifest_of(backup: Path) -> dict[str, object]:
    with zipfile.ZipFile(backup) as archive:
        found: dict[str, object] = json.loads(archive.read("manifest.json"))
    return found


def rewritten(backup: Path, changes: dict[str, bytes]) -> None:
    """The same archive, with other content in some of its files."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(backup, "w") as archive:
        for name, data in (files | changes).items():
            archive.writestr(name, data)


def test_everything_comes_back_as_it_was(filled: Config, tmp_path: Path):
    backup = taken(filled, tmp_path)
    change_name(filled, "En annen")
    (filled.packs_folder / "vår.toml").unlink()

    done = put_back(filled, backup, replace=True)

    assert names(filled) == ["Prøvegruppa"]
    assert (done.sealed, done.closed, done.targets) == (1, 0, 2)
    assert done.packs == ("vår.toml",)
    assert (filled.packs_folder / "vår.toml").read_text("utf-8") == "id = 'vår'\n"
    opened = Database(filled.database_url)
    with opened.reading() as session:
        box = SecretBox(keys_in(filled.key_file))
        assert Targets(session, "prøve").password("kalender", box, {}) == PASSWORD
    opened.close()


def test_a_backup_is_for_its_owner_and_says_what_it_is(filled: Config, tmp_path: Path):
    backup = taken(filled, tmp_path)

    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    found = manifest_of(backup)
    assert found["revision"] == known_revisions()[0]
    assert found["counts"] == {
        "groups": 1,
        "people": 2,
        "meetings": 0,
        "documents": 0,
        "targets": 2,
        "users": 0,
    }
    assert len(found["files"]) == 2  # type: ignore[arg-type]
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def test_the_key_is_in_it_only_when_somebody_says_so(filled: Config, tmp_path: Path):
    key = filled.key_file.read_bytes()
    backup = taken(filled, tmp_path)
    with zipfile.ZipFile(backup) as archive:
        assert not any(key.strip() in archive.read(name) for name in archive.namelist())

    with_key = taken(filled, tmp_path, with_key=True)

    filled.key_file.unlink()
    done = put_back(filled, with_key, replace=True)
    assert done.key_restored
    assert filled.key_file.read_bytes() == key
    assert stat.S_IMODE(filled.key_file.stat().st_mode) == 0o600


def test_without_the_right_key_nothing_is_put_back(filled: Config, tmp_path: Path):
    backup = taken(filled, tmp_path)
    change_name(filled, "En annen")
    filled.key_file.write_bytes(Fernet.generate_key())

    with pytest.raises(InputError, match="Nøkkelen her er ikke den"):
        put_back(filled, backup, replace=True)

    assert names(filled) == ["En annen"]
    filled.key_file.unlink()
    with pytest.raises(InputError, match="Nøkkelen her er ikke den"):
        put_back(filled, backup, replace=True)
    assert not filled.key_file.exists()


def test_the_backups_key_goes_before_the_one_that_is_here(filled: Config, tmp_path: Path):
    backup = taken(filled, tmp_path, with_key=True)
    old, new = filled.key_file.read_text("ascii").strip(), Fernet.generate_key().decode()
    filled.key_file.write_text(new, encoding="ascii")

    put_back(filled, backup, replace=True)

    assert keys_in(filled.key_file) == (old, new)


def test_a_database_with_rows_is_replaced_only_when_somebody_says_so(
    filled: Config, tmp_path: Path
):
    backup = taken(filled, tmp_path)
    change_name(filled, "En annen")

    with pytest.raises(InputError, match="--replace"):
        put_back(filled, backup)
    assert names(filled) == ["En annen"]

    emptied(filled)
    put_back(filled, backup)
    assert names(filled) == ["Prøvegruppa"]


def test_another_pack_is_replaced_only_when_somebody_says_so(filled: Config, tmp_path: Path):
    backup = taken(filled, tmp_path)
    emptied(filled)
    pack = filled.packs_folder / "vår.toml"
    pack.write_text("id = 'en annen'\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"vår\.toml"):
        put_back(filled, backup)
    assert names(filled) == []
    assert "annen" in pack.read_text("utf-8")

    put_back(filled, backup, replace=True)
    assert "annen" not in pack.read_text("utf-8")


def test_nothing_is_put_back_while_somebody_has_the_database_open(filled: Config, tmp_path: Path):
    backup = taken(filled, tmp_path)
    other = Database(filled.database_url)
    with other.reading() as session:
        session.execute(text("SELECT 1 FROM groups"))

    with pytest.raises(InputError, match="i bruk"):  # even between two of its questions
        put_back(filled, backup, replace=True)

    other.close()
    put_back(filled, backup, replace=True)


def test_a_backup_is_taken_while_others_write(filled: Config, tmp_path: Path):
    other = Database(filled.database_url)
    with other.transaction() as session:
        session.execute(text("UPDATE groups SET name = 'Halvveis'"))
        backup = taken(filled, tmp_path)
    other.close()

    assert names(filled) == ["Halvveis"]
    put_back(filled, backup, replace=True)
    assert names(filled) == ["Prøvegruppa"]


@pytest.mark.parametrize("member", ["database", "packs/vår.toml"])
def test_a_damaged_backup_changes_nothing(filled: Config, tmp_path: Path, member: str):
    backup = taken(filled, tmp_path)
    change_name(filled, "En annen")
    name = next(iter(manifest_of(backup)["files"])) if member == "database" else member  # type: ignore[call-overload]
    with zipfile.ZipFile(backup) as archive:
        data = bytearray(archive.read(name))
    data[len(data) // 2] ^= 1
    rewritten(backup, {name: bytes(data)})

    with pytest.raises(InputError, match="skadet"):
        put_back(filled, backup, replace=True)

    assert names(filled) == ["En annen"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"revision": "9999"}, "nyere"),
        ({"format": 2}, "nyere"),
        ({"files": {"../../etc/passwd": "0"}}, "ingen sikkerhetskopi"),
        ({"files": {}}, "ingen sikkerhetskopi"),
        ({"counts": "mange"}, "ingen sikkerhetskopi"),
    ],
    ids=str,
)
def test_a_backup_that_can_not_be_used_is_refused(
    filled: Config, tmp_path: Path, changes: dict[str, object], said: str
):
    backup = taken(filled, tmp_path)
    manifest = manifest_of(backup) | changes
    rewritten(backup, {"manifest.json": json.dumps(manifest).encode()})
    change_name(filled, "En annen")

    with pytest.raises(InputError, match=said):
        put_back(filled, backup, replace=True)

    assert names(filled) == ["En annen"]


def test_a_backup_of_an_older_schema_is_brought_up_to_date(url: str, tmp_path: Path):
    old = Config(data_dir=tmp_path / "data", database_url=url)
    old.ensure_data_dir()
    database = Database(url)
    with database.engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0005")
    backup = taken(old, tmp_path)
    assert manifest_of(backup)["revision"] == "0005"
    database.close()

    put_back(old, backup, replace=True)

    with database.engine.connect() as connection:
        assert revision_of(connection) == known_revisions()[0]
    database.close()


def test_a_backup_of_another_kind_of_database_is_refused(filled: Config, tmp_path: Path):
    backup = taken(filled, tmp_path)
    found = manifest_of(backup)
    here = found["dialect"]
    other = "sqlite" if here == "postgresql" else "postgresql"
    name = "kjoreplan.db" if other == "sqlite" else "kjoreplan.dump"
    lie = found | {"dialect": other, "files": {name: "0"}}
    rewritten(backup, {"manifest.json": json.dumps(lie).encode(), name: b""})

    with pytest.raises(InputError, match="samme slag"):
        put_back(filled, backup, replace=True)


@pytest.mark.parametrize("what", ["notater", "tom.zip"])
def test_only_an_older_backup_is_written_over(filled: Config, tmp_path: Path, what: str):
    path = tmp_path / what
    if what == "notater":
        path.write_text("Husk kake", encoding="utf-8")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("notater", "Husk kake")
    before = path.read_bytes()

    with pytest.raises(InputError, match="ingen sikkerhetskopi"):
        take_backup(filled, path)

    assert path.read_bytes() == before
    backup = taken(filled, tmp_path)
    again: Manifest = take_backup(filled, backup)
    assert again.counts["groups"] == 1


def test_where_there_is_no_database_there_is_nothing_to_copy(tmp_path: Path, url: str):
    config = Config(data_dir=tmp_path, database_url=url)
    with pytest.raises(InputError, match="ingenting å ta kopi av"):
        take_backup(config, tmp_path / "kopi.zip")
    assert not (tmp_path / "kopi.zip").exists()


def test_postgresqls_own_programs_are_asked_for_by_name(
    postgres_config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(InputError, match=r"pg_dump .*postgresql-client"):
        take_backup(postgres_config, tmp_path / "kopi.zip")


def test_a_program_that_gives_up_leaves_everything_as_it_was(
    postgres_config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    backup = taken(postgres_config, tmp_path)
    change = "SELECT 1/0;\n"
    monkeypatch.setattr(
        copying_postgres, "_drops", lambda _engine: ["DROP TABLE groups CASCADE;", change]
    )
    with pytest.raises(InputError, match="psql ga opp"):
        put_back(postgres_config, backup, replace=True)
    assert names(postgres_config) == []


@pytest.fixture
def postgres_config(request: pytest.FixtureRequest, tmp_path: Path) -> Config:
    url = request.getfixturevalue("postgres")()
    found = Config(data_dir=tmp_path / "data", database_url=url)
    found.ensure_data_dir()
    return found


def test_one_that_is_just_leaving_is_given_a_moment(postgres_config: Config):
    here, other = Database(postgres_config.database_url), Database(postgres_config.database_url)
    with other.reading() as session:
        session.execute(text("SELECT 1 FROM groups"))
    leaving = threading.Timer(0.2, other.close)
    leaving.start()
    copying_postgres.refuse_if_in_use(here.engine)
    leaving.join()
    here.close()


def test_the_replaced_database_is_kept_with_its_log(tmp_path: Path, migrated_file: Path):
    there, new, kept = tmp_path / "k.db", tmp_path / "ny.db", tmp_path / "gammel.db"
    shutil.copy(migrated_file, new)
    there.write_bytes(b"skadet")
    (tmp_path / "k.db-wal").write_bytes(b"logg")

    assert copying_sqlite.put_in_place(new, there, kept)

    assert kept.read_bytes() == b"skadet"
    assert not (tmp_path / "k.db-wal").exists()
    copying_sqlite.check(there)


def test_a_damaged_database_is_never_copied_as_if_it_were_whole(
    tmp_path: Path, migrated_file: Path
):
    path = Path(shutil.copy(migrated_file, tmp_path / "k.db"))
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    path.write_bytes(data)
    with pytest.raises(CopyDamaged):
        copying_sqlite.check(path)
    config = Config(data_dir=tmp_path, database_url=f"sqlite:///{path}")
    with pytest.raises(InputError, match="skadet"):
        take_backup(config, tmp_path / "kopi.zip")
    assert not (tmp_path / "kopi.zip").exists()


def test_a_damaged_database_is_replaced_by_a_backup(tmp_path: Path, migrated_file: Path):
    path = Path(shutil.copy(migrated_file, tmp_path / "k.db"))
    config = Config(data_dir=tmp_path, database_url=f"sqlite:///{path}")
    backup = taken(config, tmp_path)
    path.write_bytes(b"ikke en database" * 1000)

    with pytest.raises(InputError, match="--replace"):
        put_back(config, backup)
    done = put_back(config, backup, replace=True)

    copying_sqlite.check(path)
    assert done.kept
    assert done.kept.read_bytes().startswith(b"ikke en")


def test_what_was_deleted_is_not_in_a_backup(tmp_path: Path, migrated_file: Path):
    path = Path(shutil.copy(migrated_file, tmp_path / "k.db"))
    with closing(sqlite3.connect(path)) as connection:
        secret = "Liv Nordmann " * 50
        connection.execute("INSERT INTO users VALUES (?, 'x', 'admin', '2026-01-01')", [secret])
        connection.commit()
        connection.execute("DELETE FROM users")
        connection.commit()
    copying_sqlite.copy_to(path, tmp_path / "kopi.db")
    assert b"Liv Nordmann" not in (tmp_path / "kopi.db").read_bytes()
