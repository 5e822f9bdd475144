"""The threads of one process, that sync one group after the other until nothing is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from service.db.claiming import anything_due, claim
from service.db.leases import Lease, LeaseLost, release
from service.db.sealing import SecretUnreadable
from service.journeys.holding import fenced
from service.journeys.keeping import Keeper, this_process, wall_clock
from service.journeys.remembering import put_off
from service.journeys.services import Services
from service.journeys.syncing import sync_group
from service.journeys.telling import log_name
from service.logs import logger

_LOG = logger(__name__)
_OUR_FAULT: Final = (
    "Noe gikk galt i tjenesten. Vi prøver igjen av oss selv; fortsetter det, så meld fra."
)
_LOST_KEY: Final = (
    "Passordet er lagret med en nøkkel tjenesten ikke lenger har. Legg nøkkelen tilbake, eller "
    "skriv passordet på nytt under Oppsett."
)


@dataclass(slots=True, kw_only=True)
class Crew:
    """What all threads of a process share.

    Attributes:
        keeper: renews the leases of all of them.
        most_on_host: so many groups are at work on one server at a time, and no more, so that a
            slow one doesn't keep the threads from the others.
        stopping: whether no further group shall be begun.
        call: lets all threads look for something to do.
        clock: the time that is due by.
    """

    services: Services
    keeper: Keeper
    most_on_host: int
    stopping: Callable[[], bool] = lambda: False
    call: Callable[[], None] = lambda: None
    clock: Callable[[], datetime] = wall_clock
    _went_empty: bool = False
    _at_work: Counter[str] = field(default_factory=Counter)
    _turn: Lock = field(default_factory=Lock)

    def anything_due(self) -> bool:
        """Whether there may be something to do."""
        with self.services.database.reading() as session:
            return anything_due(session, self.clock())

    def work(self) -> int:
        """Sync what is due, one group after the other. Returns how many there were.

        What goes wrong with one group leaves the others alone. The log tells its id and the kind of
        error only: texts may hold names.
        """
        done = 0
        while not self.stopping():
            try:
                with self._next() as lease:
                    if lease is None:
                        return done
                    self._sync(lease)
            except SQLAlchemyError as error:
                _LOG.error("database_unavailable", error=type(error).__name__)
                return done
            done += 1
        return done

    @contextmanager
    def _next(self) -> Iterator[Lease | None]:
        """The next group, ours as long as the block lasts; None where there is nothing to do."""
        with self._turn:
            busy = [host for host, count in self._at_work.items() if count >= self.most_on_host]
            with self.services.database.transaction() as session:
                lease = claim(session, this_process(), self.clock(), busy_hosts=busy)
                if lease is None and anything_due(session, self.clock()):
                    self._went_empty = True
            if lease is not None:
                self._at_work.update(lease.hosts)
        if lease is None:
            yield None
            return
        self.keeper.keep(lease)
        try:
            yield lease
        finally:
            self.keeper.let_go(lease)
            with self._turn:
                self._at_work.subtract(lease.hosts)
                self._at_work += Counter()  # forgets the hosts that nobody is at any more
            with suppress(SQLAlchemyError), self.services.database.transaction() as session:
                release(session, lease)
            self._let_others_in()

    def _let_others_in(self) -> None:
        """Call those who found everything taken that was due, now that something is free."""
        if self._went_empty:
            self._went_empty = False
            self.call()

    def _sync(self, lease: Lease) -> None:
        try:
            sync_group(self.services, lease.group_id, lease=lease)
        except LeaseLost:
            _LOG.warning("lease_lost", group=log_name(self.services, lease.group_id))
        except Exception as error:  # noqa: BLE001 - one group's trouble must not stop the others
            name = log_name(self.services, lease.group_id)
            _LOG.error("pass_put_off", group=name, error=type(error).__name__)
            message = _LOST_KEY if isinstance(error, SecretUnreadable) else _OUR_FAULT
            with suppress(LeaseLost), fenced(self.services, lease) as ours:
                put_off(ours, lease, message)
