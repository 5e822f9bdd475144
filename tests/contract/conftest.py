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
from tests.servers.nextcloud_double import APP_PASSWORD, Cloud, nextcloud_double
from tests.servers.server import USERNAME, Server, close_opened

_NEXTCLOUD = "KJOREPLAN_TEST_NEXTCLOUD_"
_LOCAL = ["radicale", "xandikos", "wsgidav", "apache", "double-caldav", "double-webdav"]
_FOREIGN = ["nextcloud-caldav", "nextcloud-webdav"] if _NEXTCLOUD + "URL" in os.environ else []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_opened()


def _server(name: str, request: pytest.FixtureRequest) -> Server:
    server: Server = request.getfixturevalue(name.replace("-", "_"))
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


@pytest.fixture(params=["double-webdav", *_FOREIGN[1:]])
def nextcloud_files(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A folder on the double and on the given Nextcloud, for what no other server does."""
    with _place(_server(request.param, request)) as found:
        yield found


@pytest.fixture(params=["double-caldav", *_FOREIGN[:1]])
def nextcloud_calendar(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A calendar on the double and on the given Nextcloud, for what no other server does."""
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
def cloud() -> Iterator[Cloud]:
    """What does as a Nextcloud does."""
    with nextcloud_double() as running:
        yield running


@pytest.fixture(scope="session")
def double_caldav(cloud: Cloud) -> Iterator[Server]:
    """The double's calendars."""
    yield from _account(cloud.url, USERNAME, APP_PASSWORD, "caldav")


@pytest.fixture(scope="session")
def double_webdav(cloud: Cloud) -> Iterator[Server]:
    """The double's files."""
    yield from _account(cloud.url, USERNAME, APP_PASSWORD, "webdav")


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
    yield from _account(base, user, password, kind)


def _account(
    base: str, user: str, password: str, kind: Literal["caldav", "webdav"]
) -> Iterator[Server]:
    account = Account(base, user, password, kind)
    yield account.make()
    account.remove()
