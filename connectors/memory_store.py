"""A collection in memory: the store without a server, honest to every promise of the protocol."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from connectors.address import nfc
from connectors.store import (
    AlreadyExists,
    Changed,
    Changes,
    Item,
    Listing,
    NotFound,
    Rejected,
    Resource,
    UidTaken,
)
from connectors.trash_bin import uids
from connectors.writes import known_version


class MemoryStore:
    """Objects in a dictionary. Others may write into the same instance, as on a server.

    Args:
        trashes_deleted: refuse the UIDs of deleted calendar objects, as Nextcloud does.
    """

    def __init__(self, *, trashes_deleted: bool = False) -> None:
        self.trashes_deleted = trashes_deleted
        self._binned: set[bytes] = set()  # UIDs
        self._items: dict[str, Item] = {}
        self._journal: list[str] = []  # the href of each write; a token is how many there were

    def check(self) -> None:
        """Memory is always there."""

    def list(self) -> Listing:
        """List every object with its etag."""
        resources = tuple(item.resource for item in self._items.values())
        return Listing(resources, complete=True, token=str(len(self._journal)))

    def changes(self, token: str) -> Changes | None:
        """What changed since ``token``; None for a token that is not ours."""
        if not token.isdecimal() or int(token) > len(self._journal):
            return None
        touched = dict.fromkeys(self._journal[int(token) :])
        return Changes(
            changed=tuple(self._items[h].resource for h in touched if h in self._items),
            removed=tuple(h for h in touched if h not in self._items),
            token=str(len(self._journal)),
        )

    def get(self, href: str) -> Item:
        """Fetch one object; NotFound if nothing is there."""
        try:
            return self._items[nfc(href)]
        except KeyError:
            raise NotFound("nothing is there") from None

    def get_many(self, hrefs: Collection[str]) -> Mapping[str, Item]:
        """Fetch several. Missing ones are left out."""
        return {nfc(h): self._items[nfc(h)] for h in hrefs if nfc(h) in self._items}

    def create(self, href: str, data: bytes) -> Resource:
        """Store a new object; AlreadyExists if something is there, UidTaken as configured."""
        if nfc(href) in self._items:
            raise AlreadyExists("something is there")
        if uids(data) & self._binned:
            raise UidTaken("a deleted object has this UID")
        return self._store(href, data)

    def update(self, href: str, data: bytes, etag: str) -> Resource:
        """Replace the version ``etag``; Changed or NotFound if it is another or gone."""
        self._require(href, etag)
        return self._store(href, data)

    def delete(self, href: str, etag: str) -> None:
        """Delete the version ``etag``; Changed or NotFound if it is another or gone."""
        self._require(href, etag)
        gone = self._items.pop(nfc(href))
        if self.trashes_deleted:
            self._binned |= uids(gone.data)
        self._journal.append(nfc(href))

    def move(self, href: str, to: str, etag: str) -> Resource:
        """Give the version ``etag`` another name; AlreadyExists, Changed or NotFound."""
        self._require(href, etag)
        if nfc(to) in self._items:
            raise AlreadyExists("something is there")
        _check_path(to)
        moved = Item(Resource(nfc(to), etag), self._items.pop(nfc(href)).data)
        self._items[moved.resource.href] = moved
        self._journal += [nfc(href), moved.resource.href]
        return moved.resource

    def close(self) -> None:
        """Nothing to close; what is stored stays."""

    def _require(self, href: str, etag: str) -> None:
        known_version(etag)
        if self.get(href).resource.etag != etag:
            raise Changed("another version is there")

    def _store(self, href: str, data: bytes) -> Resource:
        _check_path(href)
        version = f"{len(self._journal)}/".encode() + data
        resource = Resource(nfc(href), hashlib.sha256(version).hexdigest()[:20])
        self._items[nfc(href)] = Item(resource, data)
        self._journal.append(nfc(href))
        return resource


def _check_path(href: str) -> None:
    if any(s in {"", ".", ".."} for s in href.split("/")):
        raise Rejected("an href must be a plain path inside the collection")
