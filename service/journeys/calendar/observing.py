"""Looking at a calendar: as little as is needed to know what has changed since we last wrote."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from connectors.store import Item, NotFound, Resource, ResourceStore
from service.calendar.lines import UnreadableObject
from service.calendar.reading import read
from service.domain.projection import Applied, Observation, Observed

# A version 5 UUID, which is what our names are made of (domain.projection.href_of). Other people's
# clients name objects by version 4 or freely, so their objects are not fetched just to be left be.
_OUR_HREF = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\.ics")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen: for the decision, the bytes that were fetched for it, and the new token.

    ``listed``: everything was looked at, and not only what the server said was new.
    """

    observation: Observation
    items: Mapping[str, Item]
    token: str | None
    listed: bool


def look_at(
    store: ResourceStore,
    applied: Collection[Applied],
    token: str | None,
    *,
    searching: bool = False,
) -> Look:
    """Observe the collection: one request where nothing has changed since ``token``.

    ``searching``: something is wanted of which there is no record. It, and what is gone from its
    place, may lie under any name: people's programs give objects others, so then all are fetched.

    Raises:
        StoreError: the server could not be asked; nothing may then be concluded.
    """
    known = {record.href: record for record in applied if not record.buried}
    if token is not None and known and not searching:
        look = _changes_since(store, known, token)
        if look is not None:
            return look
    listing = store.list()
    listed = {resource.href for resource in listing.resources}
    everything = searching or not known.keys() <= listed
    items, observation = _fetch(store, listing.resources, known, everything=everything)
    whole = listing.complete and observation.complete
    return Look(
        observation=Observation(observation.objects, complete=whole),
        items=items,
        token=listing.token,
        listed=True,
    )


def _changes_since(store: ResourceStore, known: Mapping[str, Applied], token: str) -> Look | None:
    """What the server says has changed; None where it can't tell, or something of ours is gone."""
    changes = store.changes(token)
    if changes is None:
        return None
    present = {href: Resource(href, record.etag) for href, record in known.items()}
    present |= {resource.href: resource for resource in changes.changed}
    for href in changes.removed:
        still = _still_there(store, href) if href in known else None
        if still is not None:
            present[href] = still
        elif href in known:
            return None
        else:
            present.pop(href, None)
    items, observation = _fetch(store, present.values(), known)
    return Look(observation=observation, items=items, token=changes.token, listed=False)


def _still_there(store: ResourceStore, href: str) -> Resource | None:
    """A server may call an object removed that was removed and put back: look before believing."""
    try:
        return store.get(href).resource
    except NotFound:
        return None


def _fetch(
    store: ResourceStore,
    resources: Iterable[Resource],
    known: Mapping[str, Applied],
    *,
    everything: bool = False,
) -> tuple[Mapping[str, Item], Observation]:
    """Fetch what is ours and has another etag than we left it with; the rest is known already.

    With ``everything``, also what by its name is nothing of ours. What is listed and not to be had
    is neither there nor gone: then not all has been seen.
    """
    listed = tuple(resources)
    wanted = {r.href for r in listed if _worth_fetching(r, known, everything=everything)}
    items = store.get_many(sorted(wanted)) if wanted else {}
    missing = wanted - items.keys()
    seen = tuple(
        _observed(r, items.get(r.href), known.get(r.href)) for r in listed if r.href not in missing
    )
    return items, Observation(seen, complete=not missing)


def _worth_fetching(resource: Resource, known: Mapping[str, Applied], *, everything: bool) -> bool:
    record = known.get(resource.href)
    if record is None:
        return everything or bool(_OUR_HREF.fullmatch(resource.href))
    return record.etag != resource.etag


def _observed(resource: Resource, item: Item | None, record: Applied | None) -> Observed:
    if item is None:
        uid = record.uid if record and record.etag == resource.etag else None
        return Observed(href=resource.href, etag=resource.etag, uid=uid)
    try:
        found = read(item.data)
    except UnreadableObject:
        return Observed(href=resource.href, etag=item.resource.etag)
    return Observed(
        href=resource.href,
        etag=item.resource.etag,
        uid=found.uid,
        fields=found.fields,
        sequence=found.sequence,
    )
