"""The places the contract suite runs over: one collection each, seen by us and by other people."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from connectors.store import Busy, ResourceStore
from tests.servers.meddler import Meddler
from tests.servers.server import Server

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """A fresh collection.

    Attributes:
        open: a store as another person's program would have it.
        server: None in memory.
        proxy: stands before the server for stores from ``watched``.
    """

    open: Callable[[], ResourceStore]
    calendar: bool
    server: Server | None = None
    url: str = ""
    proxy: Meddler | None = None

    def watched(self) -> ResourceStore:
        """A store whose requests the proxy counts and meddles with."""
        assert self.server and self.proxy
        return self.server.open(self.proxy.before(self.url))

    def thing(self, text: str = "Gruppemøte", name: str = "", uid: str = "") -> tuple[str, bytes]:
        """An href and bytes that the place accepts."""
        uid = uid or f"{uuid.uuid4()}@kjoreplan"
        ending = "ics" if self.calendar else "docx"
        href = name or f"{uid}.{ending}"
        return href, event(uid, text) if self.calendar else f"{uid} {text}".encode()


def event(uid: str, text: str) -> bytes:
    """A calendar object as RFC 5545 writes it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example.org//test//NO", "BEGIN:VEVENT"]
    lines += [f"UID:{uid}", "DTSTAMP:20260101T120000Z", "DTSTART:20260512T160000Z"]
    lines += ["DTEND:20260512T180000Z", f"SUMMARY:{text}", "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def patiently(write: Callable[[], T]) -> T:
    """Do as a caller shall: when told Busy with a time to wait, wait and try again."""
    for _ in range(5):
        try:
            return write()
        except Busy as busy:
            assert busy.retry_after is not None
            time.sleep(busy.retry_after)
    return write()
