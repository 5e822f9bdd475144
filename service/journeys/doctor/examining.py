"""Looking an installation over, from what everything stands on to what stands on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from service.config import Config
from service.db.database import Database
from service.db.figures import figures
from service.db.sealing import SecretBox
from service.journeys.doctor.machine import (
    address_signs,
    folder_signs,
    key_signs,
    program_signs,
)
from service.journeys.doctor.signs import Sign, Weight, in_order
from service.journeys.doctor.storage import (
    BEGIN,
    BEGIN_CODE,
    clock_signs,
    integrity_signs,
    people_signs,
    schema_signs,
    sealing_signs,
)
from service.journeys.doctor.work import (
    conflict_signs,
    group_signs,
    target_signs,
    worker_signs,
)

AskServers = Callable[[Database, SecretBox], Iterator[Sign]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What was found, the gravest first."""

    signs: tuple[Sign, ...]

    @property
    def unreadable(self) -> bool:
        """Whether something kept the rest from being looked at."""
        return any(sign.unreadable for sign in self.signs)

    @property
    def fresh(self) -> bool:
        """Whether nothing is set up, and all there is to say is how to begin."""
        return [sign.code for sign in self.signs] == [BEGIN_CODE]

    @property
    def well(self) -> bool:
        """Whether nobody has to do anything."""
        return all(sign.weight is Weight.WORTH_KNOWING for sign in self.signs)


def examine(
    config: Config,
    *,
    public_url: str,
    now: dt.datetime,
    ask_servers: AskServers | None = None,
    tick: Callable[[str], None] = lambda _text: None,
) -> Examination:
    """Look everything over. Nothing is made, changed or written, also where nothing is set up.

    ``ask_servers`` looks at the servers, where somebody wants that too.
    """
    fresh = _fresh(config)
    if fresh:
        return Examination(signs=(fresh,))
    found = [*address_signs(config, public_url), *program_signs(config)]
    if config.data_dir.exists():
        found += folder_signs(config.data_dir)
    box, of_key = key_signs(config)
    found += of_key
    if not any(sign.unreadable for sign in found):
        database = Database(config.database_url)
        try:
            found += _database(database, config, box, now, tick)
            known = not any(sign.code in {BEGIN_CODE, "schema_older"} for sign in found)
            if ask_servers and box and known and not any(sign.unreadable for sign in found):
                found += ask_servers(database, box)
        finally:
            database.close()
    return Examination(signs=in_order(found))


def _fresh(config: Config) -> Sign | None:
    url = make_url(config.database_url)
    if url.get_backend_name() != "sqlite" or _exists(url.database):
        return None
    return Sign(
        code=BEGIN_CODE,
        weight=Weight.HURTS,
        text=f"Ingenting er satt opp ennå: det ligger ingen database i {config.data_dir}.",
        remedy=BEGIN,
    )


def _exists(path: str | None) -> bool:
    return bool(path) and Path(path or "").exists()


def _database(
    database: Database,
    config: Config,
    box: SecretBox | None,
    now: dt.datetime,
    tick: Callable[[str], None],
) -> Iterator[Sign]:
    tick("Ser over databasen …")
    unusable = schema_signs(database)
    yield from unusable
    if unusable:
        return
    damage = integrity_signs(database)
    yield from damage
    if any(sign.unreadable for sign in damage):
        return
    with database.reading() as session:
        yield from people_signs(session)
        yield from sealing_signs(session, box)
        yield from clock_signs(session, now)
        counted = figures(session, now)
        yield from worker_signs(counted, now)
        yield from target_signs(session, counted, now)
        yield from conflict_signs(counted)
        tick("Ser over gruppene …")
        yield from group_signs(session, config.packs_folder)
