"""Where the contract suite runs: memory, every real server, and a Nextcloud if one is given.

KJOREPLAN_TEST_NEXTCLOUD_URL, _USER and _PASSWORD name an account that tests may make one calendar
and one folder in; both are removed afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest

from connectors.memory_store import MemoryStore
from tests.contract.places import Place
from tests.servers.meddler import meddler
from tests.servers.nextcloud import Account
from tests.servers.server import Server, close_opened

_NEXTCLOUD = "KJOREPLAN_TEST_NEXTCLOUD_"
_LOCAL = ["radicale", "xandikos", "wsgidav", "apache"]
_FOREIGN = ["nextcloud-caldav", "nextcloud-webdav"] if _NEXTCLOUD + "URL" in os.environ else []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_opened()


def _server(name: str, request: pytest.FixtureRequest) -> Server:
    fixture = name if name in _LOCAL else name.replace("-", "_")
    server: Server = request.getfixturevalue(fixture)
    return server


@contextmanager
def _place(server: Server) -> Iterator[Place]:
    url = server.emptied() if server.emptied else server.collection()
    with meddler(url) as proxy:
        yield Place(
            open=lambda: server.open(url),
            calendar=server.kind == "caldav",
            server=server,
            url=url,
            proxy=proxy,
        )


@pytest.fixture(params=["memory", "memory-with-trash-bin", *_LOCAL, *_FOREIGN])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A fresh collection, in memory or on a server."""
    if request.param.startswith("memory"):
        store = MemoryStore(trashes_deleted=request.param != "memory")
        yield Place(open=lambda: store, calendar=True)
    else:
        with _place(_server(request.param, request)) as found:
            yield found


@pytest.fixture(params=[*_LOCAL, *_FOREIGN])
def wire(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A fresh collection on a server, behind a proxy that counts and meddles."""
    with _place(_server(request.param, request)) as found:
        yield found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What only a given Nextcloud can show is no test where none is given."""
    if not _FOREIGN:
        items[:] = [i for i in items if "nextcloud_files" not in getattr(i, "fixturenames", ())]


@pytest.fixture(params=_FOREIGN[1:])
def nextcloud_files(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A folder on the given Nextcloud, for what no other server does."""
    with _place(_server(request.param, request)) as found:
        yield found


@pytest.fixture
def meddler_before():
    """The proxy itself, for a test that makes its own stores."""
    return meddler


@pytest.fixture(params=["radicale", "wsgidav"])
def meddled(request: pytest.FixtureRequest) -> Iterator[Place]:
    """One of each protocol, where only the store's own behaviour is asked about."""
    with _place(_server(request.param, request)) as found:
        yield found


@pytest.fixture(scope="session")
def nextcloud_caldav() -> Iterator[Server]:
    """The given Nextcloud's calendars."""
    yield from _nextcloud("caldav")


@pytest.fixture(scope="session")
def nextcloud_webdav() -> Iterator[Server]:
    """The given Nextcloud's files."""
    yield from _nextcloud("webdav")


def _nextcloud(kind: Literal["caldav", "webdav"]) -> Iterator[Server]:
    base, user, password = (os.environ[_NEXTCLOUD + n] for n in ("URL", "USER", "PASSWORD"))
    account = Account(base, user, password, kind)
    yield account.make()
    account.remove()
