"""A DAV server that costs next to nothing, in a process of its own, and counts what it is asked.

It keeps what it is given in memory and says of every calendar that nothing has changed. It names
Nextcloud's extensions, so that a folder's etag covers all that lies below it. Any password is
right. ``GET /asked`` tells how often each path was asked for since the last time.

Run as ``python -m tests.bench.stub_server PORT``.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from urllib.request import urlopen

from tests.servers.process import free_port, running

_OLD = "Mon, 06 Jan 2020 10:00:00 GMT"
_HEAD = "HTTP/1.1 {status}\r\nDAV: 1, calendar-access, nextcloud-checksum-update\r\n{more}"
_XML = "Content-Type: application/xml; charset=utf-8\r\nDate: {}\r\n"
_SPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
_PROPS = "<d:getetag>&quot;{etag}&quot;</d:getetag><d:getlastmodified>{at}</d:getlastmodified>"
_FOLDER = "<d:resourcetype><d:collection/></d:resourcetype>"
_MEMBER = (
    "<d:response><d:href>{href}</d:href><d:propstat><d:prop>{props}</d:prop>"
    "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
)


class Shelves:
    """What has been stored, by path, and what has been asked for."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
        if path == "/asked":
            counted, self.asked = self.asked, Counter()
            return _answer("200 OK", json.dumps(counted), "Content-Type: application/json\r\n")
        self.asked[path] += 1
        if method == "REPORT":
            members = "" if b"<D:sync-token>t" in body else self._below(path)
            return _multistatus(members + "<d:sync-token>t</d:sync-token>")
        if method == "PROPFIND":
            below = "" if headers.get("depth") == "0" else self._below(path)
            return _multistatus(_member(path, b"", folder=True) + below)
        if method == "PUT":
            self.held[path] = body
            return _answer("201 Created", "", f'ETag: "{_etag(body)}"\r\n')
        if method == "GET" and path in self.held:
            tag = f'ETag: "{_etag(self.held[path])}"\r\nLast-Modified: {_OLD}\r\n'
            return _answer("200 OK", self.held[path], tag + _XML.format(formatdate(usegmt=True)))
        return _answer("404 Not Found" if method == "GET" else "200 OK", "")

    def _below(self, path: str) -> str:
        found = ((href, data) for href, data in self.held.items() if href.startswith(path))
        return "".join(_member(href, data) for href, data in found)


def _etag(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _member(href: str, data: bytes, *, folder: bool = False) -> str:
    props = _PROPS.format(etag=_etag(data), at=_OLD) + (_FOLDER if folder else "")
    return _MEMBER.format(href=href, props=props)


def _multistatus(inner: str) -> bytes:
    text = f"<d:multistatus {_SPACES}>{inner}</d:multistatus>"
    return _answer("207 Multi-Status", text, _XML.format(formatdate(usegmt=True)))


def _answer(status: str, body: str | bytes, more: str = "") -> bytes:
    data = body if isinstance(body, bytes) else body.encode()
    head = _HEAD.format(status=status, more=more) + f"Content-Length: {len(data)}\r\n\r\n"
    return head.encode() + data


class _Connection(asyncio.Protocol):
    """One client's requests, one after the other."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves, self._read = shelves, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._out = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            first, *lines = self._read[:end].decode("latin-1").split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (li.partition(":") for li in lines)}
            whole = end + 4 + int(headers.get("content-length", 0))
            if len(self._read) < whole:
                return
            body, self._read = self._read[end + 4 : whole], self._read[whole:]
            method, path, _ = first.split(" ", 2)
            self._out.write(self._shelves.answer(method, path, headers, body))


@contextlib.contextmanager
def stub_server(directory: Path) -> Iterator[str]:
    """Run the server; yields its address, ending in "/"."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.stub_server", str(port)]
    with running(command, port, directory / "stub.log"):
        yield f"http://127.0.0.1:{port}/"


def asked(url: str) -> Counter[str]:
    """How often each path was asked for since this was last called."""
    with urlopen(f"{url}asked") as answer:  # our own server on this machine
        return Counter(json.load(answer))


async def _serve(port: int) -> None:
    shelves = Shelves()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(shelves), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
