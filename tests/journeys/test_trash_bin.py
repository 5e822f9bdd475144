"""Servers that keep what was deleted refuse its UID: a meeting comes back once, under another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from connectors.memory_store import MemoryStore
from connectors.store import ResourceStore
from service.bootstrap import HttpConnector
from service.calendar.reading import read
from service.domain.settings import Target
from service.journeys.services import Services
from tests.journeys.town import CALENDAR, FIRST, GROUP, Town
from tests.servers.meddler import Forward, Reply, meddler, pass_on
from tests.servers.nextcloud import Account
from tests.servers.server import Server

_NEXTCLOUD = "KJOREPLAN_TEST_NEXTCLOUD_"
_SERVERS = ["memory", *(["nextcloud"] if _NEXTCLOUD + "URL" in os.environ else [])]
_ONE = ((CALENDAR, GROUP),)


@dataclass(frozen=True)
class MemoryServer(Server):
    """One calendar in memory, with a trash bin; it outlives the service's database."""

    store: MemoryStore = field(default_factory=lambda: MemoryStore(trashes_deleted=True))

    def open(self, url: str, password: str | None = None) -> MemoryStore:
        return self.store


@dataclass(frozen=True)
class MemoryConnector(HttpConnector):
    """Reaches it."""

    server: MemoryServer

    def open(self, target: Target, password: str) -> AbstractContextManager[ResourceStore]:
        return nullcontext(self.server.store)


@dataclass
class MemoryTown(Town):
    """A group that has its calendar there."""

    def _begin(self) -> Services:
        assert isinstance(self.caldav, MemoryServer)
        return replace(super()._begin(), connector=MemoryConnector(self.caldav))


@pytest.fixture(params=_SERVERS)
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """A group on a server with a trash bin, synced once."""
    if request.param == "memory":
        memory = MemoryServer("Memory", "caldav", "http://127.0.0.1/", "kari", "hemmelig")
        yield from _settled(MemoryTown(tmp_path, memory, memory, places=_ONE))
        return
    base, user, password = (os.environ[_NEXTCLOUD + n] for n in ("URL", "USER", "PASSWORD"))
    account = Account(base, user, password, "caldav")
    lent = Server("Nextcloud", "caldav", account.home, user, password)
    town = Town(tmp_path, lent, lent, places=_ONE, slug=account.name)
    account.url = town.url(CALENDAR)
    yield from _settled(town)
    account.remove()


def _settled(town: Town) -> Iterator[Town]:
    town.approve()
    assert not town.sync().errors
    yield town
    town.services.database.close()


def uid_on(town: Town, day: str) -> str:
    return read(town.calendar().on(day)[1].encode()).uid


def test_an_event_deleted_before_the_database_was_lost_comes_back_once(town: Town) -> None:
    days = town.calendar().days()
    known = {uid_on(town, FIRST)}
    for _ in range(4):  # more names are used up each time than a pass tries
        town.calendar().delete(town.calendar().on(FIRST)[0])
        town.lose_database()
        reports = [town.sync() for _ in range(4)]
        assert not [error for report in reports for error in report.errors]
        assert town.calendar().days() == days
        assert uid_on(town, FIRST) not in known
        known.add(uid_on(town, FIRST))
        assert (reports[-1].steps, reports[-1].written, reports[-1].conflicts) == ((), 0, 0)


def test_a_plain_outage_uses_up_no_names(radicale: Server, tmp_path: Path) -> None:
    with meddler(radicale.url) as proxy:

        def out_of_order(forward: Forward) -> Reply:
            method, _ = proxy.requests[-1]
            reply = Reply(500) if method == "PUT" else forward()
            kept = [h for h in reply.headers if h[0].lower() != "dav"]
            return replace(reply, headers=[*kept, ("DAV", "1, nc-calendar-trashbin")])

        before = replace(radicale, url=proxy.before(radicale.url))
        town = Town(tmp_path, before, before, places=_ONE)
        town.approve()
        proxy.always = out_of_order
        for _ in range(3):
            assert town.sync().unreachable
        assert "PUT" in proxy.methods()
        proxy.always = pass_on
        assert not town.sync().errors
        after_outage = {read(data).uid for data in town.calendar().all().values()}
        town.services.database.close()
        undisturbed = Town(tmp_path / "other", before, before, places=_ONE)
        undisturbed.approve()
        assert not undisturbed.sync().errors
        assert after_outage == {read(data).uid for data in undisturbed.calendar().all().values()}
        undisturbed.services.database.close()
