"""Taking a backup: everything the service knows, of one moment, in one file."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Literal, cast

from sqlalchemy import Connection

from service.config import Config
from service.db import copying_postgres, copying_sqlite
from service.db.copying_sqlite import CopyDamaged
from service.db.counting import counts
from service.db.database import Database
from service.db.migrate import revision_of
from service.db.sealing import SecretBox, keys_in
from service.domain.errors import InputError
from service.journeys.backups.archive import (
    FORMAT,
    KEY,
    PACKS,
    POSTGRES,
    SQLITE,
    Manifest,
    write_archive,
)

KEY_CHECK = "kjoreplan"


def take_backup(
    config: Config,
    path: Path,
    *,
    with_key: bool = False,
    tick: Callable[[str], None] = lambda _text: None,
) -> Manifest:
    """Write a backup to ``path`` while the service goes on; the database's schema stays as it is.

    Raises:
        InputError: there is nothing to copy, or it can't be copied.
        OSError: the file can't be written.
    """
    keys = present_keys(config)
    with _folder(path) as folder, opened(config.database_url) as database:
        tick("Kopierer databasen …")
        name, manifest = _copy(database, folder)
        members = {name: folder / name, **_packs(config)}
        if with_key:
            members[KEY] = _key_file(folder, keys)
        tick("Skriver kopien …")
        return write_archive(path, _with_check(manifest, keys), members)


def present_keys(config: Config) -> tuple[str, ...]:
    """The keys that there are; none is made.

    Raises:
        InputError: the key file can't be used.
    """
    if config.secret_keys or not config.key_file.exists():
        return config.secret_keys
    return keys_in(config.key_file)


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """The database, as it is."""
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def file_of(database: Database) -> Path:
    """An SQLite database's file."""
    return Path(database.engine.url.database or "").absolute()


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """Room for what is to go into the file, where the file is to be and there must be room."""
    try:
        made = tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".kjoreplan-")
    except FileNotFoundError:
        raise InputError("Mappa finnes ikke. Velg en som finnes.", where=str(path)) from None
    with made as name:
        yield Path(name)


def _copy(database: Database, folder: Path) -> tuple[str, Manifest]:
    if database.engine.dialect.name == "postgresql":
        return POSTGRES, copying_postgres.dump_to(database.engine, folder / POSTGRES, _look)
    source, to = file_of(database), folder / SQLITE
    if not source.exists():
        raise InputError("Det er ingenting å ta kopi av: databasen finnes ikke.", where=str(source))
    try:
        copying_sqlite.copy_to(source, to)
        copying_sqlite.check(to)
    except CopyDamaged:
        raise InputError(
            "Databasen er skadet, og det ble ikke tatt noen kopi. Se hva som er galt: "
            "kjoreplan doctor",
            where=str(source),
        ) from None
    with opened(f"sqlite:///{to}") as copy, copy.engine.connect() as connection:
        return SQLITE, _look(connection)


def _look(connection: Connection) -> Manifest:
    revision = revision_of(connection)
    if revision is None:
        raise InputError("Det er ingenting å ta kopi av: databasen er ikke tatt i bruk.")
    return Manifest(
        format=FORMAT,
        version=version("kjoreplan"),
        made=dt.datetime.now(dt.UTC).replace(microsecond=0),
        dialect=cast(Literal["sqlite", "postgresql"], connection.dialect.name),
        revision=revision,
        counts=counts(connection),
        key_check="",
        files={},
    )


def _with_check(manifest: Manifest, keys: tuple[str, ...]) -> Manifest:
    sealed = SecretBox(keys).seal(KEY_CHECK) if keys else ""
    return replace(manifest, key_check=sealed)


def _packs(config: Config) -> Mapping[str, Path]:
    return {PACKS + found.name: found for found in sorted(config.packs_folder.glob("*.toml"))}


def _key_file(folder: Path, keys: tuple[str, ...]) -> Path:
    if not keys:
        raise InputError(
            "Det finnes ingen nøkkel å ta med. Ta kopien uten --with-key.", where="--with-key"
        )
    path = folder / KEY
    path.touch(mode=0o600)
    path.write_text("".join(f"{key}\n" for key in keys), encoding="ascii")
    return path
