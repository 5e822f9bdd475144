"""A place with one object in it, met through a proxy that misbehaves on request."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from connectors.store import ResourceStore
from tests.contract.places import Place
from tests.servers.meddler import Act, answer, headers_changed

LOGIN = b"<!DOCTYPE html><html><body><form>Logg inn</form></body></html>"
TO_LOGIN = answer(302, ("Location", "/login"))
PAGE = answer(200, ("Content-Type", "text/html; charset=utf-8"), body=LOGIN)


def without(header: str) -> Act:
    return headers_changed(lambda n, v: None if n.lower() == header else (n, v))


Operation = Callable[[ResourceStore, str, bytes, str], object]
READS: dict[str, Operation] = {
    "list": lambda store, *_: store.list(),
    "changes": lambda store, *_: store.changes("sync:x"),
    "get": lambda store, href, *_: store.get(href),
    "get_many": lambda store, href, *_: store.get_many([href]),
}
WRITES: dict[str, Operation] = {
    "create": lambda store, href, data, _: store.create("ny-" + href, data),
    "update": lambda store, href, data, etag: store.update(href, data, etag),
    "delete": lambda store, href, _, etag: store.delete(href, etag),
}
all_operations = pytest.mark.parametrize("operation", [*READS, *WRITES])
all_reads = pytest.mark.parametrize("operation", READS)
all_writes = pytest.mark.parametrize("operation", WRITES)


class Scene:
    """A place with one object in it, and our store behind the meddler."""

    def __init__(self, place: Place) -> None:
        assert place.proxy
        self.place, self.proxy = place, place.proxy
        self.store = place.watched()
        self.href, self.data = place.thing("Gruppemøte", uid="scene")
        self.resource = place.open().create(self.href, self.data)
        # What is learned of a server is learned now, without the name that a quirk is known by.
        self.proxy.acts = [without("server")]
        self.store.list()
        assert not self.store.trashes_deleted
        self.proxy.methods()

    def do(self, operation: str) -> object:
        uid = "ny-scene" if operation == "create" else "scene"
        data = self.place.thing("Endret av oss", uid=uid)[1]
        return (READS | WRITES)[operation](self.store, self.href, data, self.resource.etag)

    def untouched(self) -> bool:
        found = self.place.open()
        return found.list().resources == (self.resource,) and (
            b"Gruppem" in found.get(self.href).data
        )


def scene_of(meddled: Place) -> Scene:
    """What a module makes its fixture ``scene`` of."""
    return Scene(meddled)
