"""Holding on to leases while work goes on, and who it is that holds them."""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Final, Self

from sqlalchemy.exc import SQLAlchemyError

from service.db.database import Database
from service.db.leases import Lease, renew

RENEW_EVERY: Final = 15.0  # seconds; a lease outlives three that fail
_NAMESPACE = Path("/proc/self/ns/pid")


def wall_clock() -> dt.datetime:
    """The time that leases are measured by, also where a group's own clock stands still."""
    return dt.datetime.now(dt.UTC)


class Keeper:
    """Renews leases in a thread of its own, from entering the block to leaving it."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime] = wall_clock) -> None:
        self._database, self._clock = database, clock
        self._kept: set[Lease] = set()
        self._turn, self._over = Lock(), Event()
        self._thread = Thread(target=self._run, name="leases", daemon=True)

    def keep(self, lease: Lease) -> None:
        """Renew this one too."""
        with self._turn:
            self._kept.add(lease)

    def let_go(self, lease: Lease) -> None:
        """Renew this one no more; it is not released."""
        with self._turn:
            self._kept.discard(lease)

    def renew_all(self) -> None:
        """Renew now what is kept. Where the database gives no answer, the next time may do."""
        with self._turn:
            kept = tuple(self._kept)
        if not kept:
            return
        try:
            with self._database.transaction() as session:
                renew(session, kept, self._clock())
        except SQLAlchemyError:
            return

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(RENEW_EVERY):
            self.renew_all()


def this_process() -> str:
    """Who we are: the machine, which processes it can see, and which of them this is."""
    return f"{_machine()} {os.getpid()}"


def is_gone(owner: str) -> bool:
    """Whether an owner is surely dead: a process that this one would see if it lived."""
    machine, _, number = owner.rpartition(" ")
    if machine != _machine() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _machine() -> str:
    """Its name and its table of processes, so that containers of one name are told apart."""
    namespace = _NAMESPACE.readlink() if _NAMESPACE.is_symlink() else ""
    return f"{socket.gethostname()} {namespace}"
