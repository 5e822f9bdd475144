"""Locking a file as an editor does that has it open (RFC 4918 §9.10)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import requests
from requests.auth import HTTPBasicAuth

from tests.servers.server import Server

_BODY = (
    '<?xml version="1.0" encoding="utf-8"?><lockinfo xmlns="DAV:"><lockscope><exclusive/>'
    "</lockscope><locktype><write/></locktype><owner>Kari</owner></lockinfo>"
)


@contextlib.contextmanager
def locked(server: Server, url: str) -> Iterator[None]:
    """Somebody has the file at ``url`` open until the end of the block."""
    account = HTTPBasicAuth(server.username.encode(), server.password.encode())
    headers = {"Timeout": "Second-600", "Depth": "0", "Content-Type": "application/xml"}
    with requests.Session() as session:
        session.auth = account
        answer = session.request("LOCK", url, data=_BODY, headers=headers, timeout=20)
        assert answer.status_code == 200, answer.status_code
        try:
            yield
        finally:
            token = {"Lock-Token": answer.headers["Lock-Token"]}
            assert session.request("UNLOCK", url, headers=token, timeout=20).status_code == 204
