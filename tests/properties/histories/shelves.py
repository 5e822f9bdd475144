"""Where a group's collections lie, and people's own way to what lies there."""

from __future__ import annotations

import copy
import os
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from connectors.caldav_setup import ensure_calendar
from connectors.memory_store import MemoryStore
from connectors.store import FolderStore, Listing, NotFound, Resource
from connectors.trash_bin import uids
from connectors.webdav_store import WebDavStore
from service.domain.model import Audience
from service.domain.settings import Target, TargetKind
from tests.contract.places import patiently
from tests.servers.server import Server

FOLDER = TargetKind.FOLDER


class Shelves(Protocol):
    """The group's collections, on one kind of server or another."""

    def root(self, kind: TargetKind) -> tuple[str, str, str]:
        """The address below which they lie, and whose they are: user and password."""

    def store(self, target: Target) -> FolderStore:
        """The collection as it is."""

    def make(self, target: Target, name: str) -> None:
        """Make the collection."""

    def put(self, target: Target, href: str, data: bytes) -> None:
        """A person lays something there, or puts back what was thrown away."""

    def rewrite(self, target: Target, href: str, data: bytes) -> None:
        """A person saves another version."""


def everything(shelves: Shelves, target: Target) -> dict[str, bytes]:
    """All that lies in a collection."""
    store = shelves.store(target)
    try:
        found = store.get_many([r.href for r in store.list().resources])
    except NotFound:
        return {}
    return {href: item.data for href, item in found.items()}


class _Shelf(MemoryStore):
    """A collection that has to be made first."""

    made = False

    def list(self) -> Listing:
        if not self.made:
            raise NotFound("there is no such collection")
        return super().list()

    def create(self, href: str, data: bytes) -> Resource:
        if not self.made:
            raise NotFound("there is no such collection")
        return super().create(href, data)

    def put_back(self, href: str, data: bytes) -> None:
        """Take it out of the trash bin, if it is there."""
        self._binned -= uids(data)
        self.create(href, data)


@dataclass
class MemoryShelves:
    """Collections in memory; ``trash``: deleted events wait in a trash bin."""

    trash: bool
    shelves: dict[str, _Shelf] = field(default_factory=dict)

    def root(self, kind: TargetKind) -> tuple[str, str, str]:
        return f"http://127.0.0.1/{kind.value}/", "", ""

    def store(self, target: Target) -> _Shelf:
        trashes = self.trash and target.kind is not FOLDER
        return self.shelves.setdefault(target.id, _Shelf(trashes_deleted=trashes))

    def make(self, target: Target, name: str) -> None:
        self.store(target).made = True

    def put(self, target: Target, href: str, data: bytes) -> None:
        self.store(target).put_back(href, data)

    def rewrite(self, target: Target, href: str, data: bytes) -> None:
        store = self.store(target)
        store.update(href, data, store.get(href).resource.etag)

    def copied(self) -> MemoryShelves:
        """The same in a world of its own."""
        return copy.deepcopy(self)


@dataclass
class ServerShelves:
    """Collections on running servers."""

    caldav: Server
    webdav: Server
    opened: dict[str, FolderStore] = field(default_factory=dict)

    def root(self, kind: TargetKind) -> tuple[str, str, str]:
        server = self._server(kind)
        return server.url, server.username, server.password

    def store(self, target: Target) -> FolderStore:
        if target.id not in self.opened:
            self.opened[target.id] = self._server(target.kind).open(target.url)  # type: ignore[assignment]  # a calendar is never asked to move
        return self.opened[target.id]

    def make(self, target: Target, name: str) -> None:
        server = self._server(target.kind)
        if target.kind is FOLDER:
            with WebDavStore(target.url, server.username, server.password) as folder:
                folder.ensure_folder()
            return
        kinds = ("VTODO",) if target.audience is Audience.DEADLINES else ("VEVENT",)
        ensure_calendar(target.url, server.username, server.password, name=name, components=kinds)

    def put(self, target: Target, href: str, data: bytes) -> None:
        self.store(target).create(href, data)

    def rewrite(self, target: Target, href: str, data: bytes) -> None:
        """Save it in another second than anybody before: see `tests.journeys.town.Shelf`."""
        store, server = self.store(target), self._server(target.kind)
        file = server.folder and server.folder / target.url[len(server.url) :] / href
        before = file.stat().st_mtime if file else 0.0
        update = partial(store.update, href, data)
        patiently(lambda: update(store.get(href).resource.etag))
        if file:
            os.utime(file, times=(before - 1, before - 1))

    def _server(self, kind: TargetKind) -> Server:
        return self.webdav if kind is FOLDER else self.caldav
