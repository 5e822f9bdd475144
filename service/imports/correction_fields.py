"""The fields of a row that people may say: as text, as they are stored, and back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from service.domain.model import BodyKind
from service.imports.correction_notes import corrected_note
from service.imports.reading import PlannedMeeting

FIELDS = ("body", "date", "start", "end", "place", "type")
_KEY_LENGTH = 20


def as_text(value: str | dt.date | dt.time | None) -> str:
    """A field as text: dates and times in ISO 8601, "" where there is none."""
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, dt.date) else value or ""


def time_of(text: str) -> dt.time | None:
    """A time of day from such text."""
    return dt.time.fromisoformat(text) if text else None


def changes_to(read: PlannedMeeting, fields: Mapping[str, str]) -> dict[str, str]:
    """Those of the fields, as text, that are not as they were read."""
    return {name: said for name, said in fields.items() if said != as_text(getattr(read, name))}


def with_changes(
    read: PlannedMeeting, changes: Mapping[str, str], kinds: Mapping[str, BodyKind], language: str
) -> PlannedMeeting:
    """The meeting as a person says it is; ``kinds`` of bodies by name."""
    if not changes:
        return read
    body = changes.get("body", read.body)
    return replace(
        read,
        body=body,
        kind=kinds.get(body, read.kind),
        date=dt.date.fromisoformat(changes["date"]) if "date" in changes else read.date,
        start=time_of(changes["start"]) if "start" in changes else read.start,
        end=time_of(changes["end"]) if "end" in changes else read.end,
        place=changes.get("place", read.place),
        type=changes.get("type", read.type),
        note=" ".join(filter(None, (corrected_note(read, changes, language), read.note))),
    )


def digest(*parts: str) -> str:
    """What these texts are known by: short, and another one for other texts."""
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_KEY_LENGTH]
