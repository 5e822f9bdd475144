"""Giving numbers from a process without pages: what a worker starts beside its work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final

from service.journeys.services import Services
from service.journeys.telling import numbers
from service.logs import logger
from service.metrics import CONTENT_TYPE, FORWARDING, may_ask

_HERE, _EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only where a token is asked for
_PATIENCE: Final = 10.0  # seconds for a client to say what it wants

log = logger(__name__)


@contextmanager
def exporting(services: Services, port: int, token: str = "") -> Iterator[str]:
    """Answer at /metrics on ``port`` (0: any free one) while the block runs; yields the address.

    Without a token only this machine can ask, since nobody else is listened to.

    Raises:
        OSError: the port is taken.
    """
    server = _Server((_EVERYWHERE if token else _HERE, port), services, token)
    thread = Thread(target=server.serve_forever, name="metrics", daemon=True)
    thread.start()
    try:
        yield f"http://{_HERE}:{server.server_port}/metrics"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], services: Services, token: str) -> None:
        self.services, self.token = services, token
        super().__init__(address, _Handler)

    def handle_error(self, _request: object, _address: object) -> None:
        """A client that broke off, or a fault of ours: told as such, not as Python would."""
        log.debug("metrics_failed", exc_info=sys.exc_info()[1])


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _PATIENCE

    def do_GET(self) -> None:
        """The numbers, for whoever may have them."""
        if self.path != "/metrics":
            return self._answer(404)
        allowed = may_ask(
            (self.client_address[0],),
            self.headers.get("Authorization", ""),
            self.server.token,
            forwarded=any(name in self.headers for name in FORWARDING),
        )
        if not allowed:
            return self._answer(403)
        return self._answer(200, numbers(self.server.services))

    def version_string(self) -> str:
        """Nobody's business."""
        return "kjoreplan"

    def log_message(self, format: str, *_words: object) -> None:  # noqa: A002 - http.server's
        """Nothing: it would write what was asked for on standard error."""

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Type", CONTENT_TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
