"""The values that the plan decides, and that the service therefore keeps right in a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from service.documents.data import DocumentData
from service.documents.manifest import Manifest

DATE: Final = "meeting.date"
TIME: Final = "meeting.time"
PLACE: Final = "meeting.place"
MANAGED: Final = ("meeting.title", DATE, TIME, PLACE, "meeting.serves", "faction.committee_date")
HEADER_LEFT: Final = "header.left"
HEADER_RIGHT: Final = "header.right"
HEADERS: Final = (HEADER_LEFT, HEADER_RIGHT)


def managed_values(manifest: Manifest, data: DocumentData) -> dict[str, str]:
    """What a new document filled with ``data`` says, by tag; "" where guidance stands.

    The lines of the page header that repeat such a value are there too, as ``header.left`` and
    ``header.right``. A tag the type doesn't have is left out.
    """
    own = {spec.tag for spec in manifest.fields}
    values = {tag: data.fields.get(tag, "").strip() for tag in MANAGED if tag in own}
    sides = zip(HEADERS, (manifest.header_left, manifest.header_right), strict=True)
    lines = {side: ", ".join(_shown(manifest, data.fields, tags)) for side, tags in sides}
    mirrored = {
        HEADER_LEFT: not values.keys().isdisjoint(manifest.header_left),
        HEADER_RIGHT: not values.keys().isdisjoint(manifest.header_right),
    }
    return values | {side: line for side, line in lines.items() if mirrored[side]}


def _shown(manifest: Manifest, fields: Mapping[str, str], tags: tuple[str, ...]) -> Iterator[str]:
    """Each value as the renderer writes it into the header: on one line, or what stands for it."""
    presets = {spec.tag: spec.preset for spec in manifest.fields}
    for tag in tags:
        own = fields.get(tag) if tag in presets else None
        text = " ".join((own or presets.get(tag, "")).split())
        if text:
            yield text
