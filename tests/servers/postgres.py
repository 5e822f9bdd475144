"""A PostgreSQL server of the tests' own: no port, a socket in a private folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

from service.db.database import Database

_BASE = "postgresql+psycopg://kjoreplan@"
MIGRATED = "migrated"  # the template of databases with the schema


@contextmanager
def postgres() -> Iterator[Callable[..., str]]:
    """Run a server; yields what makes a database there, with the schema or ``empty``: its URL."""
    numbers = count(1)
    with running_server(server_programs()) as where:
        admin = create_engine(f"{_BASE}/postgres?{where}", isolation_level="AUTOCOMMIT")

        def create(name: str, template: str) -> str:
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
            return f"{_BASE}/{name}?{where}"

        def make(*, empty: bool = False) -> str:
            return create(f"test{next(numbers)}", "template1" if empty else MIGRATED)

        migrated = Database(create(MIGRATED, "template1"))
        migrated.upgrade()
        migrated.close()
        yield make
        admin.dispose()


def server_programs() -> Path:
    """The folder of the newest PostgreSQL server that is installed, as Debian lays it out.

    Raises:
        LookupError: there is none; `make parts` installs it.
    """
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3])
    )
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path is None:
        raise LookupError("no PostgreSQL server is installed (Debian's package is postgresql)")
    return Path(on_path).parent


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """Start a server; yields the part of its URL that says where it is.

    PostgreSQL refuses to run as root, so root lends it to an unprivileged user.
    """
    user = _unprivileged_user()
    home = Path(tempfile.mkdtemp(prefix="kjoreplan-pg-"))
    if user:
        shutil.chown(home, user)
    try:
        _run(
            user,
            programs / "initdb",
            "-D",
            home / "data",
            "-U",
            "kjoreplan",
            "-A",
            "trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
        options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
        control = (programs / "pg_ctl", "-D", home / "data", "-l", home / "log")
        _run(user, *control, "-w", "-o", options, "start")
        try:
            yield f"host={home}"
        finally:
            _run(user, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home)


def _unprivileged_user() -> str | None:
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(user: str | None, *command: str | Path) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
