"""The real servers that tests run against, each started once for all tests that need it."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.servers import apache as _apache
from tests.servers import postgres as _postgres
from tests.servers import radicale as _radicale
from tests.servers import wsgidav as _wsgidav
from tests.servers import xandikos as _xandikos
from tests.servers.server import Server

# How long an example takes says more about the machine than about the code: `make bench` measures.
settings.register_profile("kjoreplan", deadline=None)
settings.load_profile("kjoreplan")


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass by the tests themselves: looking at them takes a tenth."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A CalDAV server with passwords."""
    with _radicale.radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture(scope="session")
def xandikos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A CalDAV server without passwords."""
    with _xandikos.xandikos(tmp_path_factory.mktemp("xandikos")) as server:
        yield server


@pytest.fixture(scope="session")
def wsgidav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A WebDAV server with passwords."""
    with _wsgidav.wsgidav(tmp_path_factory.mktemp("wsgidav")) as server:
        yield server


@pytest.fixture(scope="session")
def apache() -> Iterator[Server]:
    """A WebDAV server with passwords that compresses."""
    # Not in pytest's folder: that is closed to the user that Apache runs as.
    with (
        tempfile.TemporaryDirectory(prefix="apache-") as directory,
        _apache.apache(Path(directory)) as server,
    ):
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[..., str]]:
    """Makes a PostgreSQL database, with the schema or ``empty``, and returns its URL."""
    with _postgres.postgres() as make:
        yield make


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have measured: the property "summary" that they record."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name == "summary":
                terminalreporter.write_sep("-", report.nodeid.rpartition("::")[2])
                terminalreporter.write_line(str(value))
