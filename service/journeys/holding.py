"""One at a time: whoever syncs a group holds its lease, and remembers nothing without it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from service.db.leases import (
    FencedDatabase,
    Lease,
    LeaseLost,
    free,
    release,
    take_all,
    targets_of,
)
from service.domain.errors import InputError
from service.journeys.keeping import Keeper, is_gone, this_process, wall_clock
from service.journeys.services import Services

PATIENCE: Final = dt.timedelta(seconds=5)  # a pass where nothing has changed takes less
_BETWEEN_LOOKS_S = 0.1
_AT_WORK = "Gruppa synkroniseres allerede. Prøv igjen om litt."
_TAKEN_OVER = "Noen andre synkroniserer gruppa nå, så vi ga oss. Prøv igjen om litt."


class AlreadySyncing(InputError):
    """Somebody else is syncing the group; a little later it will be free."""

    temporary = True


@contextmanager
def fenced(services: Services, lease: Lease) -> Iterator[Services]:
    """The same services, which remember nothing more once the lease is lost."""
    yield replace(services, database=FencedDatabase(services.database, lease))


@contextmanager
def held(services: Services, group_id: str) -> Iterator[Services]:
    """The same services, with the group to ourselves: for a pass that a person has asked for.

    Raises:
        AlreadySyncing: somebody else has the group, or took it over meanwhile.
    """
    lease = _taken(services, group_id)
    try:
        with Keeper(services.database) as keeper, fenced(services, lease) as ours:
            keeper.keep(lease)
            yield ours
    except LeaseLost:
        raise AlreadySyncing(_TAKEN_OVER) from None
    finally:
        with services.database.transaction() as session:
            release(session, lease)


def _taken(services: Services, group_id: str) -> Lease:
    """The lease on all the group's targets, after a little waiting where others are at work."""
    deadline = time.monotonic() + PATIENCE.total_seconds()
    while True:
        now, me = wall_clock(), this_process()
        with services.database.transaction() as session:
            lease = take_all(session, group_id, me, now)
            if lease is not None:
                return lease
            owners = {one.lease_owner for one in targets_of(session, group_id)}
            dead = [one for one in owners if one is not None and is_gone(one)]
            for owner in dead:
                free(session, group_id, owner)
        if not dead and time.monotonic() > deadline:
            raise AlreadySyncing(_AT_WORK)
        time.sleep(_BETWEEN_LOOKS_S)
