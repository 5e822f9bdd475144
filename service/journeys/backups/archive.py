"""The file a backup is: a zip with a manifest that tells what is in it, and hashes to see it by."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final, Literal

from pydantic import TypeAdapter, ValidationError

from service.domain.errors import InputError

FORMAT: Final = 1
SQLITE: Final = "kjoreplan.db"
POSTGRES: Final = "kjoreplan.dump"
KEY: Final = "secret.key"
PACKS: Final = "packs/"
_MANIFEST: Final = "manifest.json"
_PACK: Final = re.compile(r"packs/[^/\\\0]+\.toml")
_CHUNK = 1 << 20
_NOT_OURS = "Dette er ingen sikkerhetskopi fra Kjøreplan. Oppgi en fil som kjoreplan backup skrev."


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        format: of the archive; a newer service may know more.
        version: of the service that took it.
        made: when, in UTC.
        dialect: the kind of database.
        revision: of the database's schema.
        counts: rows by kind.
        key_check: a word sealed with the newest key then; "" where there was none.
        files: SHA-256 of every other file in the archive, by name.
    """

    format: int
    version: str
    made: dt.datetime
    dialect: Literal["sqlite", "postgresql"]
    revision: str
    counts: Mapping[str, int]
    key_check: str
    files: Mapping[str, str]

    @property
    def with_key(self) -> bool:
        """Whether the key is in the archive."""
        return KEY in self.files

    @property
    def database(self) -> str:
        """The database's name in the archive."""
        return SQLITE if self.dialect == "sqlite" else POSTGRES


_ADAPTER = TypeAdapter(Manifest)


def write_archive(path: Path, manifest: Manifest, members: Mapping[str, Path]) -> Manifest:
    """Write it whole or not at all, readable by its owner only, and tell what it came to say.

    An older backup of that name is replaced; nothing else is.

    Raises:
        InputError: something else lies there.
        OSError: it can't be written.
    """
    if path.exists():
        with open_archive(path):
            pass
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            hashes = _fill(file, manifest, members)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return replace(manifest, files=hashes)


def _fill(file: BinaryIO, manifest: Manifest, members: Mapping[str, Path]) -> dict[str, str]:
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in members.items():
            with source.open("rb") as content:
                hashes[name] = hashlib.file_digest(content, "sha256").hexdigest()
            archive.write(source, name)
        whole = replace(manifest, files=hashes)
        archive.writestr(_MANIFEST, _ADAPTER.dump_json(whole, indent=2))
    return hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An opened backup."""

    path: Path
    manifest: Manifest
    zip: zipfile.ZipFile

    def packs(self) -> list[str]:
        """The names of the rule packs in it, as files in the packs folder."""
        names = (name for name in self.manifest.files if name.startswith(PACKS))
        return sorted(Path(name).name for name in names)

    def keys(self) -> tuple[str, ...]:
        """The keys in it."""
        return tuple(self.zip.read(KEY).decode("ascii").split())

    def extract(self, name: str, to: Path) -> None:
        """Write one of its files to ``to``, for its owner only, and see that it is as it was.

        Raises:
            InputError: it is damaged.
        """
        seen = hashlib.sha256()
        try:
            to.touch(mode=0o600, exist_ok=False)
            with self.zip.open(name) as source, to.open("wb") as target:
                while chunk := source.read(_CHUNK):
                    seen.update(chunk)
                    target.write(chunk)
        except (zipfile.BadZipFile, KeyError, EOFError, ValueError):
            raise self._damaged(name) from None
        if seen.hexdigest() != self.manifest.files[name]:
            raise self._damaged(name)

    def _damaged(self, name: str) -> InputError:
        return InputError(
            f"Kopien er skadet: {name} er ikke slik den var da kopien ble tatt. Bruk en annen "
            "kopi; ingenting er endret.",
            where=str(self.path),
        )


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """A backup, for looking into.

    Raises:
        InputError: there is none, or it is from a newer service.
    """
    try:
        opened = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        missing = isinstance(error, FileNotFoundError)
        said = "Fila finnes ikke. Se om navnet er riktig." if missing else _NOT_OURS
        raise InputError(said, where=str(path)) from None
    with opened:
        yield Archive(path=path, manifest=_manifest(opened, path), zip=opened)


def _ours(name: str) -> bool:
    """Whether a file of this name belongs in a backup: no other is written anywhere."""
    return name in {SQLITE, POSTGRES, KEY} or bool(_PACK.fullmatch(name))


def _manifest(opened: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        found = _ADAPTER.validate_json(opened.read(_MANIFEST))
    except (KeyError, ValidationError, zipfile.BadZipFile):
        raise InputError(_NOT_OURS, where=str(path)) from None
    if not (found.database in found.files and all(map(_ours, found.files))):
        raise InputError(_NOT_OURS, where=str(path))
    if found.format > FORMAT:
        raise InputError(
            f"Kopien er tatt av Kjøreplan {found.version}, som er nyere enn denne. Oppgrader "
            "programmet først.",
            where=str(path),
        )
    return found
