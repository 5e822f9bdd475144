"""Serving the pages with waitress, until the process is told to stop."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Thread

import waitress
from flask import Flask
from waitress import wasyncore

from service.journeys.absence.links import PATH
from service.journeys.feeds import PATH as FEED_PATH

Sockets = dict[int, wasyncore.dispatcher]  # by file descriptor

THREADS = 8
_SECRET = re.compile(f"({re.escape(PATH)}|{re.escape(FEED_PATH)})" + r"\S+")


class SecretPaths(logging.Filter):
    """Takes the secret part of links out of what the server tells of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass without it."""
        told = record.getMessage()
        if PATH in told or FEED_PATH in told:
            record.msg, record.args = _SECRET.sub(r"\1…", told), None
        return True


_SECRET_PATHS = SecretPaths()


def serve(
    app: Flask, host: str, port: int, started: Callable[[str], None] = lambda _url: None
) -> None:
    """Answer requests on ``host:port`` (0: any free one) until interrupted.

    ``started`` is told the address once the port is open.

    Raises:
        OSError: the port is taken, or the address is not this machine's.
    """
    server = _server(app, host, port)
    started(_url(server))
    try:
        server.run()
    finally:
        server.close()


@contextmanager
def serving(app: Flask, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Answer requests in a thread of its own while the block runs; yields the address.

    Raises:
        OSError: the port is taken, or the address is not this machine's.
    """
    sockets: Sockets = {}
    server = _server(app, host, port, sockets)
    thread = Thread(target=server.run, name="web", daemon=True)
    thread.start()
    try:
        yield _url(server)
    finally:
        server.task_dispatcher.shutdown()
        # The thread waits on these sockets: it must be the one that closes them.
        server.trigger.pull_trigger(partial(wasyncore.close_all, sockets, ignore_all=True))
        thread.join(timeout=5)


def _server(
    app: Flask, host: str, port: int, sockets: Sockets | None = None
) -> waitress.server.BaseWSGIServer:
    """How many proxies are trusted is the application's business; waitress passes headers on."""
    logging.getLogger("waitress").addFilter(_SECRET_PATHS)
    return waitress.create_server(
        app,
        map=sockets,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=False,
    )


def _url(server: waitress.server.BaseWSGIServer) -> str:
    host = server.effective_host
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{server.effective_port}"
