"""Writing one object of a calendar, and seeing what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from connectors.store import (
    Changed,
    Item,
    NotFound,
    OutcomeUnknown,
    Resource,
    ResourceStore,
    StoreError,
)
from service.calendar.lines import UnreadableObject
from service.calendar.reading import read
from service.calendar.writing import merge, new_object
from service.domain.projection import Action, ActionKind

_CREATES = {ActionKind.CREATE, ActionKind.RECREATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes objects to one calendar over one connection.

    ``items`` are the objects already fetched by the look; ``stamp`` is DTSTAMP, in UTC.
    """

    store: ResourceStore
    items: Mapping[str, Item]
    stamp: dt.datetime

    def write(self, action: Action) -> Resource:
        """Write one object under its precondition; after a lost answer, see whether it landed.

        The etag is "" where it was written, and which version that became is not known.

        Raises:
            StoreError: nothing was written, or it is not known whether it was.
        """
        try:
            made = self._send(action)
        except OutcomeUnknown:
            found = self._landed(action)
            if found is None:
                raise
            return found
        if made.etag or action.kind is ActionKind.REMOVE:
            return made
        try:  # Radicale and Xandikos store other bytes than were sent, and tell no etag of them
            return self._landed(action) or made
        except StoreError:
            return made

    def _send(self, action: Action) -> Resource:
        if action.kind in _CREATES:
            data = new_object(action.uid, action.fields, sequence=action.sequence, stamp=self.stamp)
            return self.store.create(action.href, data)
        etag = action.etag or ""
        if action.kind is ActionKind.REMOVE:
            self.store.delete(action.href, etag)
            return Resource(action.href, "")
        present = self._present(action.href, etag)
        data = merge(
            present.data,
            action.fields,
            sequence=action.sequence,
            stamp=self.stamp,
            base=action.before or None,
        )
        return self.store.update(action.href, data, etag)

    def _present(self, href: str, etag: str) -> Item:
        """The version ``etag``, into which our fields are merged.

        Raises:
            Changed: somebody has written a newer one.
        """
        item = self.items.get(href)
        if item is None or item.resource.etag != etag:
            item = self.store.get(href)
        if item.resource.etag != etag:
            raise Changed("a newer version lies on the server")
        return item

    def _landed(self, action: Action) -> Resource | None:
        """After a lost answer: the object as the server has it, if it says what we wrote."""
        try:
            item = self.store.get(action.href)
            found = read(item.data)
        except NotFound:
            return Resource(action.href, "") if action.kind is ActionKind.REMOVE else None
        except UnreadableObject:
            return None
        same = found.uid == action.uid and found.fields == dict(action.fields)
        return item.resource if same and action.kind is not ActionKind.REMOVE else None
