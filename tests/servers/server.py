"""What a test needs to know of a running server."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from connectors.caldav_setup import ensure_calendar
from connectors.caldav_store import CalDavStore
from connectors.webdav_store import WebDavStore

USERNAME = "kari"
PASSWORD = "grønn løk 7"  # not ASCII, as people's passwords are

_numbers = itertools.count(1)
_opened: list[CalDavStore | WebDavStore] = []


def close_opened() -> None:
    """Close every store that ``Server.open`` gave out."""
    while _opened:
        _opened.pop().close()


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        kind: what it speaks.
        url: the address below which collections are made, ending in "/".
        username: empty if it asks for none.
        folder: where a WebDAV server keeps its files, if that is on this machine.
        emptied: empties and tells the one collection of a server where no more may be made.
    """

    name: str
    kind: Literal["caldav", "webdav"]
    url: str
    username: str = ""
    password: str = field(default="", repr=False)
    folder: Path | None = None
    emptied: Callable[[], str] | None = None

    def collection(self, *components: str) -> str:
        """Make a fresh calendar (for VEVENT unless said otherwise) or folder; its URL."""
        url = f"{self.url}t{next(_numbers)}/"
        if self.kind == "caldav":
            made = ensure_calendar(
                url,
                self.username,
                self.password,
                name="Møteplan",
                components=components or ("VEVENT",),
            )
            assert made
        else:
            with WebDavStore(url, self.username, self.password) as store:
                store.ensure_folder()
        return url

    def open(self, url: str, password: str | None = None) -> CalDavStore | WebDavStore:
        """A store on a collection of this server, or of a proxy before it."""
        store = CalDavStore if self.kind == "caldav" else WebDavStore
        password = self.password if password is None else password
        _opened.append(store(url, self.username, password, timeout=(5, 20)))
        return _opened[-1]
