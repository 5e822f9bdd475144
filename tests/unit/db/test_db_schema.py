from __future__ import annotations

import datetime as dt
import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from service.db import (
    tables_absence,
    tables_audiences,
    tables_group,
    tables_plan,
    tables_published,
    tables_regulation,
    tables_rules,
    tables_sync,
    tables_templates,
)
from service.db.base import Base
from service.db.database import Database, DatabaseUnavailable
from service.db.groups import Groups
from service.db.migrate import alembic_config
from service.db.runs import Runs
from service.db.tables_group import TargetRow
from service.db.tables_plan import UserRow
from service.db.tables_sync import AppliedRow, DocumentRow
from service.domain.schedule import AT_ONCE
from service.domain.settings import GroupSettings

ALL_TABLES = (
    tables_absence,
    tables_audiences,
    tables_group,
    tables_plan,
    tables_published,
    tables_regulation,
    tables_rules,
    tables_sync,
    tables_templates,
)


def test_the_migrations_make_exactly_the_tables_that_the_code_has(database: Database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(database: Database, stored: GroupSettings):
    database.upgrade()

    with database.reading() as session:
        assert Groups(session).get(stored.group.id) == stored


def test_two_processes_that_start_at_once_take_turns(url: str):
    databases = [Database(url) for _ in range(4)]

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(Database.upgrade, databases))  # raises what a thread has raised

    assert "groups" in inspect(databases[0].engine).get_table_names()
    for one in databases:
        one.close()


def test_an_upgrade_waits_for_whoever_is_making_the_database(tmp_path: Path):
    path = tmp_path / "x.db"
    first = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    first.execute("CREATE TABLE others (x)")
    first.execute("BEGIN IMMEDIATE")
    database = Database(f"sqlite:///{path}")

    with ThreadPoolExecutor(1) as thread:
        upgrading = thread.submit(database.upgrade)
        assert wait([upgrading], timeout=0.3).not_done
        first.execute("COMMIT")
        upgrading.result()

    assert "groups" in inspect(database.engine).get_table_names()
    first.close()
    database.close()


def test_a_downgrade_leaves_no_table_but_alembics_own(database: Database):
    with database.engine.connect() as connection, connection.begin():
        command.downgrade(alembic_config(connection), "base")

    assert inspect(database.engine).get_table_names() == ["alembic_version"]


def test_a_document_known_before_is_known_after_an_upgrade(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with database.engine.connect() as connection, connection.begin():
        command.upgrade(alembic_config(connection), "0001")
        for statement in (
            "INSERT INTO groups VALUES ('g','G','P','A',0,'2023-10-01',NULL,'nb','ask','{}')",
            (
                "INSERT INTO targets (group_id, id, position, kind, audience, url, username)"
                " VALUES ('g','arkiv',0,'folder','group','https://example.org/','')"
            ),
            (
                "INSERT INTO documents VALUES"
                " ('g','arkiv','a.docx','m','protokoll','nb','v1','d',NULL,NULL)"
            ),
        ):
            connection.execute(text(statement))
    database.upgrade()

    with database.reading() as session:
        row = session.get_one(DocumentRow, ("g", "arkiv", "a.docx"))
        assert (row.etag, row.document_id, row.written, row.content_hash) == ("v1", "d", None, "")
    database.close()


def test_what_was_never_tried_is_due_after_an_upgrade_and_what_waits_is_not(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with database.engine.connect() as connection, connection.begin():
        command.upgrade(alembic_config(connection), "0010")
        connection.execute(
            text("INSERT INTO groups VALUES ('g','G','P','A',0,'2023-10-01',NULL,'nb','ask','{}')")
        )
        for name, error in (("ny", None), ("venter", "Feil passord.")):
            connection.execute(
                text(
                    "INSERT INTO targets (group_id, id, position, kind, audience, url, username,"
                    " last_error) VALUES ('g', :id, 0, 'calendar', 'group',"
                    " 'https://Kari@Sky.Example.org:8443/dav/', '', :error)"
                ),
                {"id": name, "error": error},
            )
    database.upgrade()

    with database.reading() as session:
        new, waiting = (session.get_one(TargetRow, ("g", one)) for one in ("ny", "venter"))
        assert (new.next_due, new.host) == (AT_ONCE, "sky.example.org:8443")
        assert (waiting.next_due, waiting.fence, waiting.failures) == (None, 0, 0)
    database.close()


def test_foreign_keys_hold(database: Database):
    orphan = AppliedRow(
        group_id="nobody",
        target_id="x",
        uid="u",
        href="h",
        etag="e",
        fields={},
        generation=0,
        sequence=0,
    )
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(orphan)


def test_foreign_keys_hold_also_on_the_connection_that_ran_the_migrations(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    database.upgrade()

    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    database.close()


def test_a_failed_transaction_leaves_nothing(database: Database, settings: GroupSettings):
    class Interrupted(Exception):
        pass

    with pytest.raises(Interrupted), database.transaction() as session:
        Groups(session).save(settings)
        raise Interrupted

    with database.reading() as session:
        assert Groups(session).all() == ()


def test_what_only_reads_can_not_write(database: Database, settings: GroupSettings):
    with pytest.raises((OperationalError, StatementError)), database.reading() as session:
        Groups(session).save(settings)

    with database.transaction() as session:
        Groups(session).save(settings)
    with database.reading() as session:
        assert Groups(session).get(settings.group.id) == settings


def test_a_reader_does_not_wait_for_a_writer(database: Database, stored: GroupSettings):
    with database.transaction() as writing:
        Groups(writing).delete(stored.group.id)
        with database.reading() as session:
            assert Groups(session).get(stored.group.id) == stored


def test_writers_in_many_threads_queue_up_and_lose_nothing(
    database: Database, stored: GroupSettings
):
    def work(_number: int) -> None:
        for _ in range(5):
            with database.transaction() as session:
                runs = Runs(session, stored.group.id)
                runs.latest()  # a read first: deferred transactions would now go stale
                runs.start(dt.datetime.now(dt.UTC))

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(6)))

    with database.reading() as session:
        assert len(Runs(session, stored.group.id).latest(100)) == 30


def test_an_instant_comes_back_as_the_same_instant_in_utc(database: Database):
    oslo_summer = dt.datetime(2026, 7, 1, 2, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    with database.transaction() as session:
        session.add(
            UserRow(username="kari", password_hash="x", role="admin", created_at=oslo_summer)
        )

    with database.reading() as session:
        stored = session.get_one(UserRow, "kari").created_at

    assert stored == oslo_summer
    assert stored.tzinfo is dt.UTC
    assert stored.isoformat() == "2026-07-01T00:30:00+00:00"


def test_an_instant_without_a_zone_is_refused(database: Database):
    with pytest.raises(StatementError, match="time zone"), database.transaction() as session:
        session.add(
            UserRow(
                username="kari",
                password_hash="x",
                role="admin",
                created_at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC).replace(tzinfo=None),
            )
        )


def test_a_living_database_passes_its_check(database: Database):
    database.check()


def test_a_database_that_can_not_be_opened_says_that_it_is_unavailable(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'missing' / 'kjoreplan.db'}")

    with pytest.raises(DatabaseUnavailable):
        database.check()
    database.close()


def test_a_database_without_a_schema_is_not_healthy(url: str):
    database = Database(url)

    with pytest.raises(DatabaseUnavailable):
        database.check()
    database.close()


def test_a_database_in_use_keeps_its_rows_through_every_change_since(url: str):
    """SQLite remakes a table for some changes, and then drops what hangs on the old one."""
    database = Database(url)
    of_target = {"group_id": "g", "target_id": "t", "etag": "1"}
    event = {"uid": "u", "href": "u.ics", "fields": "{}", "generation": 0, "sequence": 0}
    document = {"href": "a.docx", "type": "call", "language": "nb", "document_id": "d"}
    in_use = {
        "groups": {"id": "g", "name": "G", "party": "P", "municipality": "M", "county": False}
        | {"term_start": "2023-10-01", "language": "nb", "drift": "ask", "planning": "{}"},
        "targets": {"group_id": "g", "id": "t", "position": 0, "kind": "calendar"}
        | {"audience": "group", "url": "https://example.org/k/", "username": ""},
        "applied": of_target | event,
        "documents": of_target | document,
    }
    with database.engine.connect() as connection:
        command.upgrade(alembic_config(connection), "0010")
        for table, row in in_use.items():
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
        connection.commit()
    database.upgrade()
    with database.engine.connect() as connection:
        for table in in_use:
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 1, table
    database.close()
