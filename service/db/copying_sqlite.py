"""A consistent copy of an SQLite database while others use it, and a copy put in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from service.domain.errors import InputError


class CopyDamaged(Exception):
    """The file is no sound database."""


def copy_to(source: Path, to: Path) -> None:
    """Write a copy of the database as it is at this moment; writers go on meanwhile.

    It is written anew, so that what was deleted is not in it, and is one file without a log.

    Raises:
        CopyDamaged: the database can't be read.
    """
    try:
        with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(to),))
    except sqlite3.DatabaseError as error:
        raise CopyDamaged(str(error)) from error


def check(path: Path) -> None:
    """See that every page of the file is sound, and that no row points nowhere.

    Raises:
        CopyDamaged: it isn't so.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
            lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise CopyDamaged(str(error)) from error
    if found != ("ok",) or lost is not None:
        raise CopyDamaged("the file is not as SQLite wrote it")


def refuse_if_in_use(path: Path) -> None:
    """See that no other process has the database open: what it writes would be lost.

    Raises:
        InputError: one has.
    """
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=0.5)) as connection:
            # Only the last one that has a database open can put its log away.
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise InputError(
                "Databasen er i bruk. Stopp sidene og arbeideren først, og start dem igjen "
                "etterpå.",
                where=str(path),
            ) from None
        raise
    except sqlite3.DatabaseError:  # damaged: nobody can use it
        return


def put_in_place(new: Path, there: Path, kept: Path) -> bool:
    """Let ``new`` take the place of the database ``there``, which is kept as ``kept``.

    At every moment there is a whole database there. The old one's log, if there is any, goes along
    with it: beside another file it would be taken for that one's. Says whether there was any.
    """
    present = there.exists()
    if present:
        kept.hardlink_to(there)
    for log in ("-wal", "-shm"):
        beside = there.with_name(there.name + log)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + log))
    new.replace(there)
    return present
