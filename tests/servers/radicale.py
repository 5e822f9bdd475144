"""Radicale (CalDAV) with one user and passwords in a file."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.servers.process import free_port, running
from tests.servers.server import PASSWORD, USERNAME, Server


@contextlib.contextmanager
def radicale(directory: Path) -> Iterator[Server]:
    """Run Radicale with all its files in ``directory``."""
    port = free_port()
    users = directory / "users"
    users.write_text(f"{USERNAME}:{PASSWORD}\n", encoding="utf-8")
    config = directory / "config"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n"
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {users}\n"
        "htpasswd_encryption = plain\ndelay = 0\n"
        f"[storage]\nfilesystem_folder = {directory / 'collections'}\n"
        "[logging]\nlevel = warning\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "radicale", "--config", str(config)]
    with running(command, port, directory / "log"):
        url = f"http://127.0.0.1:{port}/{USERNAME}/"
        yield Server("Radicale", "caldav", url, USERNAME, PASSWORD)
