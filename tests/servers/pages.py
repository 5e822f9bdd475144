"""A web server that publishes one page, on loopback: what it answers, a test decides."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """The page as it is now, and who has asked for what.

    Attributes:
        status: what every request is answered with; 304 where it asks for what it has already.
        redirects: paths that are sent on, and where to.
        asked: path and headers of each request, in order.
    """

    url: str = ""
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def knows(self, sent: Mapping[str, str]) -> bool:
        """Whether the request names the version that is here."""
        etag, since = sent.get("If-None-Match"), sent.get("If-Modified-Since")
        if etag is not None:
            return etag == self.headers.get("ETag")
        return since is not None and since == self.headers.get("Last-Modified")


@contextmanager
def site(**traits: object) -> Iterator[Site]:
    """A server with one page, until the end."""
    published = Site(**traits)  # type: ignore[arg-type]  # the words are the fields

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            published.asked.append((self.path, dict(self.headers)))
            if self.path in published.redirects:
                return self._answer(302, {"Location": published.redirects[self.path]}, b"")
            if published.status == 200 and published.knows(dict(self.headers)):
                return self._answer(304, published.headers, b"")
            return self._answer(published.status, published.headers, published.body)

        def _answer(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304 and "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    published.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield published
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
