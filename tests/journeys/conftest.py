"""Groups that have moved in: planned, approved and synced once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.databases import empty_database
from tests.journeys.terminal import Terminal, terminal_in
from tests.journeys.town import Town
from tests.servers.server import Server, close_opened


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_opened()


@pytest.fixture
def new_database(request: pytest.FixtureRequest) -> Callable[[Path], str]:
    """Makes an SQLite database, or one on PostgreSQL where a module asks for both kinds."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return empty_database
    make: Callable[[], str] = request.getfixturevalue("postgres")
    return lambda _path: make()


@pytest.fixture
def new_town(
    tmp_path: Path, radicale: Server, wsgidav: Server, new_database: Callable[[Path], str]
) -> Iterator[Callable[..., Town]]:
    """Make a group whose plan is approved, and nothing is synced yet."""
    with ExitStack() as stack:

        def make(**traits: object) -> Town:
            given = {"caldav": radicale, "webdav": wsgidav, "new_database": new_database}
            town = Town(tmp_path / "office", **(given | traits))  # type: ignore[arg-type]  # the words are the fields
            stack.callback(lambda: town.services.database.close())
            town.approve()
            return town

        yield make


@pytest.fixture
def new_settled(new_town: Callable[..., Town]) -> Callable[..., Town]:
    """Make a group that has been synced once."""

    def make(**traits: object) -> Town:
        town = new_town(**traits)
        assert not town.sync().errors
        return town

    return make


@pytest.fixture
def town(new_settled: Callable[..., Town]) -> Town:
    """A group with a calendar and a folder, synced once, where the plan wins."""
    return new_settled()


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal whose service knows nothing yet."""
    return terminal_in(tmp_path, monkeypatch, capfd)
