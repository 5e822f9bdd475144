"""Xandikos (CalDAV), which keeps no passwords."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.servers.process import free_port, running
from tests.servers.server import Server


@contextlib.contextmanager
def xandikos(directory: Path) -> Iterator[Server]:
    """Run Xandikos with all its files in ``directory``."""
    port = free_port()
    command = [sys.executable, "-m", "xandikos", "serve", "--defaults", "--no-detect-systemd"]
    command += ["--listen-address", "127.0.0.1", "--port", str(port)]
    command += ["--directory", str(directory / "data"), "--state-dir", str(directory / "state")]
    command += ["--current-user-principal", "/kari/"]
    with running(command, port, directory / "log"):
        yield Server("Xandikos", "caldav", f"http://127.0.0.1:{port}/kari/calendars/")
