"""Putting a backup back: looked over before anything is touched, and believed about nothing after.

What was done on the group's servers since the backup is not in it. So the next pass looks at
everything and compares, as after a lost database: nothing is made twice, and what people have
written since is theirs.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace as changed
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from service.config import Config
from service.db import copying_postgres, copying_sqlite
from service.db.copying_sqlite import CopyDamaged
from service.db.counting import counts
from service.db.database import Database
from service.db.migrate import known_revisions
from service.db.sealed import unopened
from service.db.sealing import SecretBox, SecretUnreadable, write_keys
from service.db.starting_over import look_at_everything
from service.domain.errors import InputError
from service.journeys.backups.archive import Archive, Manifest, open_archive
from service.journeys.backups.taking import KEY_CHECK, file_of, opened, present_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put back. ``kept`` is where the replaced database lies, None if there was none.

    ``closed`` of ``sealed`` values can't be opened with the keys there are.
    """

    manifest: Manifest
    targets: int
    sealed: int
    closed: int
    key_restored: bool
    packs: tuple[str, ...]
    kept: Path | None


def restore(
    config: Config,
    path: Path,
    *,
    replace: bool = False,
    tick: Callable[[str], None] = lambda _text: None,
) -> Restored:
    """Put the backup at ``path`` in the place of what is there.

    Raises:
        InputError: it can't be used, or something is in its way; nothing is changed then.
        OSError: there is no room, or the data folder can't be written to.
    """
    tick("Ser over kopien …")
    with open_archive(path) as archive, opened(config.database_url) as database:
        _refuse_other(archive, database)
        keys = _keys(archive, config)
        _refuse_full(database, replace=replace)
        config.ensure_data_dir()
        with tempfile.TemporaryDirectory(dir=config.data_dir, prefix=".kjoreplan-") as name:
            folder = Path(name)
            for member in archive.manifest.files:
                archive.extract(member, folder / Path(member).name)
            packs = _packs(archive, config, folder, replace=replace)
            tick("Legger databasen tilbake …")
            box = SecretBox(keys) if keys else None
            put = _sqlite if archive.manifest.dialect == "sqlite" else _postgres
            restored = put(archive.manifest, database, folder, box)
            for pack in packs:
                config.packs_folder.mkdir(mode=0o700, exist_ok=True)
                (folder / pack).replace(config.packs_folder / pack)
            key_restored = _put_key(archive, config)
    return changed(restored, packs=packs, key_restored=key_restored)


def _refuse_other(archive: Archive, database: Database) -> None:
    found, here = archive.manifest, database.engine.dialect.name
    if found.dialect != here:
        raise InputError(
            f"Kopien er av en {_NAMES[found.dialect]}-database, men denne er {_NAMES[here]}. La "
            "KJOREPLAN_DATABASE_URL peke på en database av samme slag.",
            where=str(archive.path),
        )
    if found.revision not in known_revisions():
        raise InputError(
            f"Kopien er tatt av Kjøreplan {found.version}, som er nyere enn denne. Oppgrader "
            "programmet først.",
            where=str(archive.path),
        )
    if database.engine.dialect.name == "sqlite":
        copying_sqlite.refuse_if_in_use(file_of(database))
    else:
        copying_postgres.refuse_if_in_use(database.engine)


_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _keys(archive: Archive, config: Config) -> tuple[str, ...]:
    """The keys after the restore: those in the archive, and those that are here.

    Raises:
        InputError: none of them opens what the backup has sealed.
    """
    keys = present_keys(config)
    if archive.manifest.with_key:
        keys = tuple(dict.fromkeys((*archive.keys(), *keys)))
    if not archive.manifest.key_check:
        return keys
    try:
        if keys and SecretBox(keys).open(archive.manifest.key_check) == KEY_CHECK:
            return keys
    except SecretUnreadable:
        pass
    where = "KJOREPLAN_SECRET_KEY" if config.secret_keys else str(config.key_file)
    raise InputError(
        "Nøkkelen her er ikke den kopien ble låst med, så passord og leste dokumenter kan ikke "
        "åpnes. Legg nøkkelen fra den gangen her, på en linje for seg, og prøv igjen.",
        where=where,
    )


def _refuse_full(database: Database, *, replace: bool) -> None:
    if replace:
        return
    if database.engine.dialect.name == "sqlite" and not file_of(database).exists():
        return
    try:
        with database.engine.connect() as connection:
            found = counts(connection)
    except DatabaseError:
        raise InputError(
            "Databasen her kan ikke leses. Bruk --replace hvis kopien skal gjelde i stedet for den."
        ) from None
    if any(found.values()):
        raise InputError(
            f"Databasen er ikke tom: antall grupper er {found['groups']}, antall brukere "
            f"{found['users']}. Bruk --replace hvis kopien skal gjelde i stedet for den."
        )


def _packs(archive: Archive, config: Config, folder: Path, *, replace: bool) -> tuple[str, ...]:
    """The rule packs to be put back: those that aren't there as they are in the backup.

    Raises:
        InputError: another pack of the same name is there, and it was not said to replace it.
    """
    wanted = []
    for name in archive.packs():
        here = config.packs_folder / name
        if here.exists() and here.read_bytes() == (folder / name).read_bytes():
            continue
        if here.exists() and not replace:
            raise InputError(
                "Regelpakka er en annen enn i kopien. Bruk --replace hvis den i kopien skal "
                "gjelde.",
                where=str(here),
            )
        wanted.append(name)
    return tuple(wanted)


def _put_key(archive: Archive, config: Config) -> bool:
    """Put the backup's keys before those that are here; keys in the environment are left be."""
    if not archive.manifest.with_key or config.secret_keys:
        return False
    here = present_keys(config)
    both = tuple(dict.fromkeys((*archive.keys(), *here)))
    if both == here:
        return False
    write_keys(config.key_file, both)
    return True


def _sqlite(
    manifest: Manifest, database: Database, folder: Path, box: SecretBox | None
) -> Restored:
    """Make the copy ready beside the database, and let it take its place in one step."""
    ready = folder / manifest.database
    try:
        copying_sqlite.check(ready)
    except CopyDamaged:
        raise InputError("Databasen i kopien er skadet. Bruk en annen kopi.") from None
    with opened(f"sqlite:///{ready}") as copy:
        made = _made_ready(manifest, copy, box)
    copying_sqlite.refuse_if_in_use(ready)  # puts its log away: it is to be one file
    there = file_of(database)
    database.close()
    kept = _free_name(there)
    present = copying_sqlite.put_in_place(ready, there, kept)
    return changed(made, kept=kept if present else None)


def _free_name(there: Path) -> Path:
    """Where the replaced database is kept: beside it, by the time."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")
    names = (f"{there.name}.{stamp}{n}" for n in ("", *(f"-{n}" for n in range(2, 100))))
    return next(path for name in names if not (path := there.with_name(name)).exists())


def _postgres(
    manifest: Manifest, database: Database, folder: Path, box: SecretBox | None
) -> Restored:
    copying_postgres.load(database.engine, folder / manifest.database, folder)
    return _made_ready(manifest, database, box)


def _made_ready(manifest: Manifest, database: Database, box: SecretBox | None) -> Restored:
    """Bring the schema up to date, see what the keys open, and let everything be compared anew."""
    database.upgrade()
    with database.transaction() as session:
        targets = look_at_everything(session, dt.datetime.now(dt.UTC))
    closed = sealed = 0
    if box is not None:
        with database.reading() as session:
            closed, sealed = unopened(session, box)
    return Restored(
        manifest=manifest,
        targets=targets,
        sealed=sealed,
        closed=closed,
        key_restored=False,
        packs=(),
        kept=None,
    )
