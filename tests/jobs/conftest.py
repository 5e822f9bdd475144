"""Offices with many groups, on both databases, and servers that are watched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.databases import empty_database
from tests.jobs.office import Office
from tests.servers.meddler import Meddler, meddler
from tests.servers.redis import redis as _redis
from tests.servers.server import Server, close_opened


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_opened()


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis server."""
    with _redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with today's schema and nothing else."""
    if request.param == "sqlite":
        return empty_database(tmp_path / "home" / "kjoreplan.db")
    url: str = request.getfixturevalue("postgres")()
    return url


@pytest.fixture
def calendars(radicale: Server) -> Iterator[Meddler]:
    """A proxy before Radicale."""
    with meddler(radicale.url) as proxy:
        yield proxy


@pytest.fixture
def office(database_url: str, tmp_path: Path, radicale: Server, calendars: Meddler):
    """A service without any group yet."""
    with ExitStack() as stack:
        made = Office(tmp_path / "home", database_url, radicale, calendars)
        stack.callback(made.services.database.close)
        yield made
