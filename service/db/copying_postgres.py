"""A copy of a PostgreSQL database by PostgreSQL's own programs, and a copy put in its place."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import URL, Connection, Engine, inspect, text

from service.domain.errors import InputError

_T = TypeVar("_T")

_OTHERS: Final = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)
_LINGER_S: Final = 2.0


def dump_to(engine: Engine, to: Path, look: Callable[[Connection], _T]) -> _T:
    """Write a copy (pg_dump's custom format) of one moment; returns what ``look`` saw in it then.

    Raises:
        InputError: pg_dump is missing, or gave up.
    """
    program = _program("pg_dump")
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        seen = look(connection)
        options = ["--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}"]
        _run(engine.url, [program, *options, "--file", str(to)])
    return seen


def load(engine: Engine, dump: Path, folder: Path) -> None:
    """Put the copy in the place of what is there, in one transaction: all of it or nothing.

    ``folder`` is for what is needed on the way, and for nobody else to see.

    Raises:
        InputError: a program is missing, or gave up; the database is as it was.
    """
    pg_restore, psql = _program("pg_restore"), _program("psql")
    script, drop = folder / "load.sql", folder / "drop.sql"
    _run(None, [pg_restore, "--no-owner", "--no-acl", "--file", str(script), str(dump)])
    drop.write_text("".join(_drops(engine)), encoding="utf-8")
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    files = [f"--file={drop}", f"--file={script}"]
    _run(engine.url, [psql, *options, "--output", os.devnull, *files])


def refuse_if_in_use(engine: Engine) -> None:
    """See that no other process is connected: what it knows would no longer hold.

    One that has just ended is given a moment: the server hears of that a little later.

    Raises:
        InputError: one is.
    """
    patience = time.monotonic() + _LINGER_S
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while connection.scalar(_OTHERS):
            if time.monotonic() > patience:
                raise InputError(
                    "Databasen er i bruk. Stopp sidene og arbeideren først, og start dem igjen "
                    "etterpå.",
                    where="KJOREPLAN_DATABASE_URL",
                )
            time.sleep(_LINGER_S / 20)


def _drops(engine: Engine) -> Iterable[str]:
    """What is there goes first; a newer schema has tables that the copy knows nothing of."""
    names = inspect(engine).get_table_names()
    engine.dispose()  # or the next program waits for our own connection
    return (f'DROP TABLE "{name}" CASCADE;\n' for name in names)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise InputError(
            f"Programmet {name} finnes ikke på denne maskinen, og PostgreSQL kopieres med det. "
            "Installer det (på Debian: postgresql-client), i samme utgave som serveren."
        )
    return found


def _run(url: URL | None, command: list[str]) -> None:
    """Run a program, told of the database but for the password in its words, which all can see."""
    words = [*command, f"--dbname={_place(url)}"] if url else command
    password = {"PGPASSWORD": url.password} if url and url.password else {}
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own, with words of ours
        words,
        env={**os.environ, **password},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
        errors="replace",
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        said = next((line for line in lines if "error" in line.lower()), "".join(lines[-1:]))
        raise InputError(
            f"{Path(command[0]).name} ga opp, og ingenting er endret. Det sa: {said[:200]}"
        )


def _place(url: URL) -> str:
    """Where the database is, as libpq wants it told."""
    known = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    parts = {**{name: value for name, value in known.items() if value}, **url.query}
    return " ".join(f"{name}='{_quoted(str(value))}'" for name, value in parts.items())


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
