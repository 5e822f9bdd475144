"""Bringing a database's schema up to date, from the installed package, in one transaction."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

_ADVISORY_LOCK = 0x6B6A6F72  # any number that is ours: "kjor"


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for work on ``connection``; the scripts are part of the package."""
    config = _config()
    config.attributes["connection"] = connection
    return config


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "service.db:migrations")
    config.set_main_option("path_separator", "os")
    return config


def upgrade_to_head(engine: Engine) -> None:
    """Run every migration the database has not had, all or none.

    Two processes that start at once take turns. On SQLite the foreign keys are off meanwhile, since
    changing a table there means making it anew, and are checked before the commit.

    Raises:
        alembic.util.CommandError: the database is from a newer version of the service.
    """
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            _foreign_keys(connection, on=False)
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
                command.upgrade(alembic_config(connection), "head")
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError("a migration left rows that point nowhere")
        finally:
            if sqlite:
                _foreign_keys(connection, on=True)


def revision_of(connection: Connection) -> str | None:
    """The revision of a database's schema, None where it has none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> tuple[str, ...]:
    """Every revision this version of the service knows, the newest first."""
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(one.revision for one in scripts)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """Switch them by the driver's own connection: within a transaction SQLite ignores it."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")
