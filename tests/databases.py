"""A database with today's schema and no row, made once by every migration and copied since."""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path

from service.db.database import Database


def empty_database(path: Path) -> str:
    """The address of a new SQLite database at ``path``: migrating it would take tests longest."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(_migrated())
    return f"sqlite:///{path}"


@functools.cache
def _migrated() -> bytes:
    folder = Path(tempfile.mkdtemp(prefix="schema-"))
    try:
        database = Database(f"sqlite:///{folder / 'k.db'}")
        database.upgrade()
        database.close()
        return (folder / "k.db").read_bytes()
    finally:
        shutil.rmtree(folder)
