"""Huey as the one who wakes: on a file, on the database's own server, or on Redis.

A message says only that there may be something to do. What there is, and who does it, stands in the
database: a message that is lost or doubled costs a look there and nothing else. Hence no results,
no retries and no locks of Huey's, which a killed process would leave locked.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from huey import PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.exceptions import ConfigurationError
from huey.serializer import SignedSerializer
from sqlalchemy.engine import make_url

from service.config import Config
from service.db.sealing import SecretBox
from service.domain.errors import InputError

_PURPOSE: Final = "job queue"
_TABLES_AT_ONCE = 3  # times that another process may be making the same tables
_BUSY_TIMEOUT_S = 10
_READ_TIMEOUT_S = 1  # how long a worker listens before it sees whether to stop
_NEED: Final = {"postgresql": "postgres", "redis": "redis", "rediss": "redis"}


class QueueUnavailable(Exception):
    """The queue gives no answer. Nothing is lost: workers look by themselves now and then."""


def _nothing() -> None:
    """A process that only wakes others does no work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What a worker does when it is woken, and by the clock.

    ``minute`` of the hour is when addresses are looked at.
    """

    work: Callable[[], None] = _nothing
    tick: Callable[[], None] = _nothing
    addresses: Callable[[], None] = _nothing
    tidy: Callable[[], None] = _nothing
    minute: int = 0


class Queue:
    """A queue, and what is done with its messages in this process."""

    def __init__(self, huey: Any, duties: Duties) -> None:  # noqa: ANN401 - Huey has no types
        self.huey = huey

        def work() -> None:
            duties.work()

        def tick() -> None:
            duties.tick()

        def addresses() -> None:
            duties.addresses()

        def tidy() -> None:
            duties.tidy()

        self._work = huey.task(name="work")(work)
        huey.periodic_task(crontab(), name="tick")(tick)
        huey.periodic_task(crontab(minute=str(duties.minute)), name="addresses")(addresses)
        huey.periodic_task(crontab(minute=str(duties.minute), hour="3"), name="tidy")(tidy)

    def wake(self, workers: int = 1) -> None:
        """Say to so many threads that there is something to do, unless it has been said already.

        Raises:
            QueueUnavailable: the queue gives no answer.
        """
        try:
            for _ in range(workers - int(self.huey.pending_count())):
                self._work()
        except _troubles() as error:
            raise QueueUnavailable(type(error).__name__) from error

    def close(self) -> None:
        """Close this thread's connections."""
        self.huey.storage.close()


def open_queue(config: Config, box: SecretBox, duties: Duties | None = None) -> Queue:
    """The queue that the settings name. Its messages are signed with the service's key.

    It is made where there is none, if there are ``duties``: without a worker nobody needs one.

    Raises:
        InputError: the packages it needs are not installed.
        QueueUnavailable: it gives no answer, or there is none.
    """
    secret = box.derived(_PURPOSE)[0]
    options = {
        # Two installations may share a server: neither takes the other's messages.
        "name": f"kjoreplan{hashlib.sha256(secret).hexdigest()[:8]}",
        "results": False,
        "serializer": SignedSerializer(secret=secret, salt=_PURPOSE),
    }
    kind = config.queue.partition(":")[0].partition("+")[0]
    try:
        huey = _tried(lambda: _huey(kind, config.queue, duties is not None, options))
    except ConfigurationError as error:
        raise InputError(
            "Køen trenger en pakke som ikke er installert. Installer den: "
            f"pip install 'kjoreplan[{_NEED.get(kind, kind)}]'",
            where="KJOREPLAN_QUEUE_URL",
        ) from error
    return Queue(huey, duties or Duties())


def _huey(kind: str, url: str, make: bool, options: dict[str, Any]) -> Any:  # noqa: ANN401 - Huey has no types
    if kind == "sqlite":
        path = Path(url.removeprefix("sqlite:///"))
        if not (make or path.exists()):
            raise FileNotFoundError
        return SqliteHuey(
            filename=str(path), timeout=_BUSY_TIMEOUT_S, create_tables=make, **options
        )
    if kind == "postgresql":
        dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey(dsn=dsn, read_timeout=_READ_TIMEOUT_S, create_tables=make, **options)
    return RedisHuey(url=url, read_timeout=_READ_TIMEOUT_S, **options)


def _tried(make: Callable[[], Any]) -> Any:  # noqa: ANN401 - Huey has no types
    """Made once more where another process made its tables at the same moment."""
    for left in reversed(range(_TABLES_AT_ONCE)):
        try:
            return make()
        except _troubles() as error:
            if not left:
                raise QueueUnavailable(type(error).__name__) from error
    raise AssertionError  # pragma: no cover - the last try returns or raises


def _troubles() -> tuple[type[Exception], ...]:
    """What the libraries beneath say where a queue gives no answer."""
    found = (("psycopg", "Error"), ("redis", "RedisError"))
    there = (getattr(import_module(m), name) for m, name in found if find_spec(m) is not None)
    return (OSError, sqlite3.Error, *there)
