"""A proxy before a real server that counts every request and misbehaves when told to.

Each act is used for one request, in order; without acts everything passes.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_METHODS = (
    "GET", "HEAD", "PUT", "DELETE", "MOVE", "LOCK", "UNLOCK", "OPTIONS", "PROPFIND", "REPORT",
    "MKCOL", "MKCALENDAR",
)  # fmt: skip


@dataclass
class Reply:
    """What goes back. ``claimed`` is the Content-Length where it shall be a lie."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    claimed: int | None = None


@dataclass(frozen=True)
class Forward:
    """One request that has come; calling it sends it on to the server.

    ``headers`` have names in small letters.
    """

    send: Callable[[], Reply]
    method: str = ""
    path: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __call__(self) -> Reply:
        """The server's answer."""
        return self.send()


Act = Callable[[Forward], "Reply | None"]  # None breaks the connection


def answer(status: int, *headers: tuple[str, str], body: bytes = b"") -> Act:
    """Answer without asking the server."""
    return lambda _: Reply(status, list(headers), body)


def after(act: Act) -> Act:
    """Let the server carry the request out, then do as ``act`` says."""

    def meddle(forward: Forward) -> Reply | None:
        forward()
        return act(forward)

    return meddle


def broken(_: Forward) -> None:
    """Break the connection instead of answering."""


def pass_on(forward: Forward) -> Reply:
    """Behave."""
    return forward()


def headers_changed(change: Callable[[str, str], tuple[str, str] | None]) -> Act:
    """Answer as the server, with each header changed, or dropped for None."""

    def meddle(forward: Forward) -> Reply:
        reply = forward()
        reply.headers = [new for old in reply.headers if (new := change(*old)) is not None]
        return reply

    return meddle


def cut(forward: Forward) -> Reply:
    """Answer with half of the body and end the connection."""
    reply = forward()
    reply.claimed = len(reply.body)
    reply.body = reply.body[: len(reply.body) // 2]
    return reply


@dataclass
class Meddler:
    """The proxy's state, for the test to set and read."""

    upstream: str
    acts: list[Act] = field(default_factory=list)
    always: Act = pass_on
    requests: list[tuple[str, str]] = field(default_factory=list)
    sent_headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def before(self, url: str) -> str:
        """The address of the real server's ``url`` through this proxy."""
        return self.url + urlsplit(url).path

    def methods(self) -> list[str]:
        """The methods seen since the last call."""
        seen = [method for method, _ in self.requests]
        self.requests.clear()
        return seen


@contextlib.contextmanager
def meddler(upstream: str) -> Iterator[Meddler]:
    """Run a proxy before the server of ``upstream``."""
    state = Meddler(urlsplit(upstream).netloc)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(state))
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(state: Meddler) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            state.requests.append((self.command, self.path))
            headers = {k.lower(): v for k, v in self.headers.items()}
            state.sent_headers.append(headers)
            act = state.acts.pop(0) if state.acts else state.always
            send = partial(self.forward, body)
            reply = act(Forward(send, self.command, self.path, headers, body))
            if reply is None:
                self.break_off()
            else:
                self.reply(reply)

        def forward(self, body: bytes) -> Reply:
            connection = http.client.HTTPConnection(state.upstream, timeout=30)
            with contextlib.closing(connection):
                connection.request(self.command, self.path, body, dict(self.headers))
                response = connection.getresponse()
                return Reply(response.status, response.getheaders(), response.read())

        def reply(self, reply: Reply) -> None:
            self.send_response_only(reply.status)
            for name, value in reply.headers:
                if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                    self.send_header(name, value)
            claimed = len(reply.body) if reply.claimed is None else reply.claimed
            self.send_header("Content-Length", str(claimed))
            self.end_headers()
            self.wfile.write(reply.body)
            self.close_connection = reply.claimed is not None or self.close_connection

        def break_off(self) -> None:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Tests read ``requests`` instead."""

    for method in _METHODS:
        setattr(Handler, f"do_{method}", Handler.handle_any)
    return Handler
