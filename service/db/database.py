"""One database: its engine, its schema, and short transactions.

SQLite by default (WAL, waits for a busy writer, foreign keys on), PostgreSQL for many machines.
No transaction is held while another server is asked something: callers open short ones.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from service.db.migrate import upgrade_to_head
from service.db.revisions import CountingSession

BUSY_TIMEOUT_MS = 10_000
_CONNECTIONS = 64  # at most beside those that are kept: two for each of a worker's threads
_BETWEEN_TRIES_S = 0.02
_READ_ONLY = "kjoreplan_read_only"


class DatabaseUnavailable(Exception):
    """The database gives no answer. The same request may succeed later."""

    temporary = True


class Database:
    """A database at an SQLAlchemy URL, ``sqlite:///path`` or ``postgresql://…``.

    Nothing is opened until it is first used. Safe to share between threads.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)

    def upgrade(self) -> None:
        """Bring the schema up to what this version of the service needs."""
        upgrade_to_head(self.engine)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that may write; committed at the end, rolled back on any exception.

        On SQLite the write lock is taken at the start, so two writers queue up and none of them
        fails half-way because its reading has become stale.
        """
        with CountingSession(self.engine) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads: it waits for no writer, and what it changes is refused."""
        with self.engine.connect() as plain:
            connection = plain.execution_options(**{_READ_ONLY: True, "postgresql_readonly": True})
            with Session(connection) as session:
                yield session

    def check(self) -> None:
        """Ask the database for a sign of life.

        Raises:
            DatabaseUnavailable: it gave none.
        """
        try:
            with self.reading() as session:
                session.execute(text("SELECT 1 FROM alembic_version"))
        except DBAPIError as error:
            raise DatabaseUnavailable("databasen svarer ikke") from error

    def unfenced(self) -> Database:
        """The same database for what holds for everybody, whoever is at work on what."""
        return self

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_pre_ping=not url.startswith("sqlite"),
        max_overflow=_CONNECTIONS,
        hide_parameters=True,  # an error must not carry names and passwords into a log
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(
    connection: sqlite3.Connection,
    _record: object,
) -> None:
    connection.isolation_level = None  # BEGIN is ours to send, see _begin_sqlite
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn on the write-ahead log, which lasts as long as the file does.

    For this one statement SQLite fails at once instead of waiting when another process is writing
    to a file that has no such log yet, so the waiting is ours.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_BETWEEN_TRIES_S)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    read_only = bool(connection.get_execution_options().get(_READ_ONLY))
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
