from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from alembic import command
from cryptography.fernet import Fernet
from sqlalchemy import text

from service.config import Config
from service.db.database import Database
from service.db.groups import Groups
from service.db.migrate import alembic_config
from service.db.runs import Conflicts, Runs, WaitingConflict
from service.db.sealing import SecretBox, keys_in
from service.db.targets import Targets
from service.db.users import User, Users
from service.demo.script import data
from service.domain.settings import GroupSettings
from service.imports import read_group_file
from service.journeys.doctor.examining import Examination, examine
from service.journeys.doctor.signs import Sign, Weight

NOW = dt.datetime(2026, 5, 12, 18, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
HERE = "https://kjoreplan.example.org"


@pytest.fixture
def settings() -> GroupSettings:
    """A group whose packs can be loaded."""
    return read_group_file(data("aure.toml"), "aure.toml")


@pytest.fixture
def config(database: Database, tmp_path: Path) -> Config:
    url = database.engine.url.render_as_string(hide_password=False)
    found = Config(data_dir=tmp_path / "data", database_url=url, soffice="sh")
    found.ensure_data_dir()
    keys_in(found.key_file)
    return found


@pytest.fixture
def well(config: Config, database: Database, settings: GroupSettings) -> Config:
    """A group where all goes as it should."""
    with database.transaction() as session:
        Groups(session).save(settings)
        Users(session).save(User(username="kari", role="admin", created_at=NOW), "x")
        for target in settings.targets:
            Targets(session, settings.group.id).record_ok(
                target.id, at=NOW - HOUR / 4, next_due=NOW
            )
        runs = Runs(session, settings.group.id)
        runs.finish(
            runs.start(NOW - HOUR / 4), at=NOW - HOUR / 5, counts={}, written=0, conflicts=0
        )
    return config


def seen(config: Config, public_url: str = HERE, now: dt.datetime = NOW) -> Examination:
    return examine(config, public_url=public_url, now=now)


def codes(config: Config, **how: object) -> list[str]:
    found = seen(config, **how)  # type: ignore[arg-type]
    return [sign.code for sign in found.signs if sign.code != "programs_missing"]


def sign(config: Config, code: str) -> Sign:
    return next(one for one in seen(config).signs if one.code == code)


def test_where_all_is_well_nothing_is_said(well: Config):
    assert codes(well) == []
    assert seen(well).well


def test_it_changes_nothing(well: Config, database: Database):
    def rows() -> list[object]:
        with database.reading() as session:
            return [tuple(r) for r in session.execute(text("SELECT * FROM targets ORDER BY id"))]

    before = rows(), sorted(p.name for p in well.data_dir.iterdir())
    seen(well)
    assert (rows(), sorted(p.name for p in well.data_dir.iterdir())) == before


def test_an_empty_database_says_how_to_begin(config: Config):
    (begin,) = (one for one in seen(config).signs if one.code == "begin")
    assert "kjoreplan group add" in begin.remedy


def test_a_database_without_a_schema_says_how_to_begin_too(url: str, tmp_path: Path):
    found = seen(Config(data_dir=tmp_path, database_url=url))
    assert "begin" in [one.code for one in found.signs]
    assert not (tmp_path / "kjoreplan.db").exists()


def test_an_older_schema_is_told_of_and_not_upgraded(url: str, tmp_path: Path):
    database = Database(url)
    with database.engine.connect() as connection, connection.begin():
        command.upgrade(alembic_config(connection), "0005")
    database.close()
    found = seen(Config(data_dir=tmp_path, database_url=url))
    assert "schema_older" in [one.code for one in found.signs]
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0005"
    database.close()


def test_a_newer_schema_stops_everything(well: Config, database: Database):
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    found = seen(well)
    assert found.signs[0].code == "schema_newer"
    assert found.unreadable


def test_a_target_that_waits_is_listed_with_what_is_wrong(
    well: Config, database: Database, settings: GroupSettings
):
    with database.transaction() as session:
        Targets(session, "aure-2015").record_error("mappe-gruppa", "Passordet godtas ikke.", at=NOW)
    assert codes(well) == ["targets_waiting"]
    found = sign(well, "targets_waiting")
    assert found.details == ("aure-2015, mappe-gruppa: Passordet godtas ikke.",)
    assert (found.count, found.weight) == (1, Weight.HURTS)


def test_one_that_is_tried_again_is_worth_knowing_and_after_two_hours_it_is_more(
    well: Config, database: Database
):
    with database.transaction() as session:
        Targets(session, "aure-2015").record_error(
            "mappe-gruppa", "Svarer ikke.", at=NOW, next_due=NOW + HOUR
        )
    assert codes(well) == ["targets_failing"]
    assert seen(well).well
    with database.transaction() as session:
        session.execute(text("UPDATE targets SET last_ok_at = :at"), {"at": NOW - 3 * HOUR})
    assert codes(well) == ["targets_late"]
    assert not seen(well).well
    assert sign(well, "targets_late").count == 4


def test_only_some_of_many_are_listed_and_the_rest_counted(well: Config, database: Database):
    with database.transaction() as session:
        for row in range(20):
            session.execute(
                text(
                    "INSERT INTO targets (group_id, id, position, kind, audience, url, username,"
                    " last_error) VALUES ('aure-2015', :id, 9, 'calendar', 'group', :id, '', 'x')"
                ),
                {"id": f"k{row:02}"},
            )
    found = sign(well, "targets_waiting")
    assert found.count == 20
    assert len(found.details) == 6
    assert found.details[-1] == "… og 15 til"


def test_conflicts_are_counted_with_how_long_they_have_waited(well: Config, database: Database):
    waiting = WaitingConflict(
        target_id="kalender-gruppa",
        uid="u1",
        href="u1.ics",
        etag=None,
        reason="deleted_by_person",
        ours={},
        theirs={},
        since=NOW - 50 * HOUR,
    )
    with database.transaction() as session:
        Conflicts(session, "aure-2015").replace("kalender-gruppa", [waiting])
    assert codes(well) == ["conflicts_waiting"]
    assert "1 møte" in sign(well, "conflicts_waiting").text
    assert "2 dager" in sign(well, "conflicts_waiting").text


def test_where_nobody_makes_passes_it_is_said_how_to_start_it(well: Config):
    assert codes(well, now=NOW + 1.5 * HOUR) == ["nobody_works"]


def test_a_clock_that_goes_back_is_seen_by_what_was_written(well: Config):
    assert codes(well, now=NOW - 24 * HOUR) == ["clock_behind"]


def test_a_key_that_does_not_open_everything(well: Config, database: Database):
    with database.transaction() as session:
        box = SecretBox([Fernet.generate_key().decode()])
        Targets(session, "aure-2015").set_password("kalender-gruppa", "et ord", box)
    assert codes(well) == ["sealed_closed"]
    well.key_file.unlink()
    assert codes(well) == ["key_gone"]
    assert not well.key_file.exists()


@pytest.mark.parametrize(
    ("mode", "file", "code"), [(0o755, "", "folder_open"), (0o640, "secret.key", "key_unusable")]
)
def test_what_others_on_the_machine_can_read(well: Config, mode: int, file: str, code: str):
    (well.data_dir / file).chmod(mode)
    assert code in codes(well)
    assert "chmod" in sign(well, code).remedy


def test_a_group_whose_pack_is_gone_is_named(well: Config, database: Database):
    with database.transaction() as session:
        session.execute(text("UPDATE packs SET pack = 'borte'"))
    assert codes(well) == ["groups_unusable"]
    (line,) = sign(well, "groups_unusable").details
    assert line.startswith("aure-2015: ")
    assert "borte" in line


@pytest.mark.parametrize(
    ("address", "secure", "host", "found"),
    [
        (HERE, True, "127.0.0.1", []),
        ("", True, "127.0.0.1", ["no_public_url"]),
        ("http://kjoreplan.example.org", True, "::1", ["public_url_open"]),
        (HERE, False, "127.0.0.1", ["cookie_open"]),
        ("", False, "0.0.0.0", ["cookie_open", "no_public_url"]),
        ("", False, "localhost", ["no_public_url"]),
    ],
)
def test_how_the_pages_are_reached(
    well: Config, address: str, secure: bool, host: str, found: list[str]
):
    changed = Config(
        data_dir=well.data_dir,
        database_url=well.database_url,
        soffice="sh",
        cookie_secure=secure,
        host=host,
    )
    assert codes(changed, public_url=address) == found


def test_without_libreoffice_the_rest_works(well: Config):
    lacking = Config(data_dir=well.data_dir, database_url=well.database_url, soffice="finnes-ikke")
    found = seen(lacking)
    assert found.well
    assert "finnes-ikke" in sign(lacking, "programs_missing").text


def test_a_damaged_file_stops_everything_and_the_way_back_is_told(
    tmp_path: Path, migrated_file: Path
):
    path = tmp_path / "k.db"
    config = Config(data_dir=tmp_path, database_url=f"sqlite:///{path}")
    tmp_path.chmod(0o700)
    for damage in (b"ikke en database" * 100, _with_a_hole(migrated_file)):
        path.write_bytes(damage)
        found = seen(config)
        assert found.unreadable
        assert found.signs[0].code == "database_damaged"
        assert "kjoreplan restore" in found.signs[0].remedy


def _with_a_hole(file: Path) -> bytes:
    data = bytearray(file.read_bytes())
    data[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    return bytes(data)


def test_a_server_that_is_gone_stops_everything(tmp_path: Path):
    url = f"postgresql+psycopg://kjoreplan@/borte?host={tmp_path}"
    found = seen(Config(data_dir=tmp_path, database_url=url))
    assert found.unreadable
    assert found.signs[0].code == "database_silent"


def test_a_fresh_machine_is_told_one_thing_and_left_as_it_is(tmp_path: Path):
    data_dir = tmp_path / "ny"
    found = seen(Config(data_dir=data_dir, database_url=f"sqlite:///{data_dir}/kjoreplan.db"))
    assert found.fresh
    assert not found.well
    assert not data_dir.exists()
