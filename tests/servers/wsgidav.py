"""WsgiDAV (WebDAV) with one user."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.servers.process import free_port, running
from tests.servers.server import PASSWORD, USERNAME, Server


@contextlib.contextmanager
def wsgidav(directory: Path, shared: Path | None = None) -> Iterator[Server]:
    """Run WsgiDAV with all its files in ``directory``, or with ``shared`` ones to be read only."""
    port = free_port()
    files = shared or directory / "files"
    files.mkdir(exist_ok=True)
    config = directory / "wsgidav.json"
    settings = {
        "host": "127.0.0.1",
        "port": port,
        "provider_mapping": {"/": {"root": str(files), "readonly": shared is not None}},
        "simple_dc": {"user_mapping": {"*": {USERNAME: {"password": PASSWORD}}}},
        "http_authenticator": {
            "accept_basic": True,
            "accept_digest": False,
            "default_to_digest": False,
        },
    }
    config.write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "wsgidav.server.server_cli", "--config", str(config)]
    with running(command, port, directory / "log"):
        url = f"http://127.0.0.1:{port}/"
        yield Server("WsgiDAV", "webdav", url, USERNAME, PASSWORD, files)
