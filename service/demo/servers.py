"""A CalDAV server (Radicale) and a WebDAV server (WsgiDAV) inside this process, on loopback."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import WSGIApplication

import radicale.app
import radicale.config
import wsgidav
from cheroot import wsgi
from wsgidav.wsgidav_app import WsgiDAVApp


@dataclass(frozen=True, slots=True)
class EmbeddedServers:
    """Where the two servers answer, with one user for both."""

    caldav: str
    webdav: str
    username: str
    password: str


def _radicale(directory: Path, username: str, password: str) -> radicale.app.Application:
    logging.getLogger("radicale").setLevel(logging.CRITICAL)
    users = directory / "users"
    users.write_text(f"{username}:{password}\n", encoding="utf-8")
    configuration = radicale.config.load()
    configuration.update(
        {
            "auth": {"type": "htpasswd", "htpasswd_filename": str(users), "delay": "0"}
            | {"htpasswd_encryption": "plain"},
            "storage": {"filesystem_folder": str(directory / "collections")},
            "logging": {"level": "critical"},
            "rights": {"type": "owner_only"},
        },
        "demo",
        privileged=True,
    )
    return radicale.app.Application(configuration)


def _wsgidav(directory: Path, username: str, password: str) -> WsgiDAVApp:
    files = directory / "files"
    files.mkdir(parents=True, exist_ok=True)
    return WsgiDAVApp(
        {
            "provider_mapping": {"/": str(files)},
            "http_authenticator": {"domain_controller": None, "accept_digest": False},
            "simple_dc": {"user_mapping": {"*": {username: {"password": password}}}},
            "lock_storage": True,
            "property_manager": None,
            "logging": {"enable": False},
            "verbose": 0,
        }
    )


@contextmanager
def _served(application: WSGIApplication, name: str) -> Iterator[str]:
    server = wsgi.Server(("127.0.0.1", 0), application, numthreads=4)
    server.version = name  # the Server header, by which connectors know a server's quirks
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.bind_addr[1]}"
    finally:
        server.stop()
        thread.join(timeout=5)


@contextmanager
def embedded_servers(directory: Path, *, username: str, password: str) -> Iterator[EmbeddedServers]:
    """Run both servers on free loopback ports, their data below ``directory``, until the end."""
    directory.mkdir(parents=True, exist_ok=True)
    with (
        _served(_radicale(directory, username, password), "Radicale") as caldav,
        _served(
            _wsgidav(directory, username, password), f"WsgiDAV/{wsgidav.__version__}"
        ) as webdav,
    ):
        yield EmbeddedServers(f"{caldav}/{username}/", f"{webdav}/", username, password)
