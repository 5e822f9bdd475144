"""Meetings that people add to a plan: it has them, and they couldn't be read.

An addition is a correction with every field in its changes, known by what it says. It goes on in
newer versions of the plan, until the plan has a meeting of that body on that day itself: then the
plan's row holds, with what only the person has said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from service.domain.model import Body, BodyKind
from service.domain.published import Correction
from service.imports.bodies.body_names import kind_of, name_key
from service.imports.correction_fields import FIELDS, as_text, digest, time_of
from service.imports.correction_notes import added_note
from service.imports.reading import PlannedMeeting

_PREFIX = "added-"
_KEPT = ("start", "end", "place")


def addition(fields: Mapping[str, str]) -> Correction:
    """What a person adds; ``fields`` by name as in `Correction.changes`."""
    changes = {name: fields.get(name, "") for name in FIELDS}
    return Correction(key=_PREFIX + digest(*changes.values()), changes=changes)


def is_addition(correction: Correction) -> bool:
    """Whether somebody has added a meeting, and not spoken of a row."""
    return correction.key.startswith(_PREFIX)


class BodyBook:
    """The bodies of the group and of the plan, by every name that people may have written."""

    def __init__(self, read: Iterable[PlannedMeeting], bodies: Sequence[Body]) -> None:
        self._known = {name_key(m.body): (m.body, m.kind) for m in read}
        for body in bodies:
            if body.kind.municipal:
                for name in (body.name, *body.aliases):
                    self._known[name_key(name)] = (body.name, body.kind)

    def known(self, written: str) -> tuple[str, BodyKind]:
        """The body's name, and its kind."""
        found = self._known.get(name_key(written))
        return found or (written, kind_of(written) or BodyKind.OTHER)


def added_meeting(correction: Correction, book: BodyBook, language: str) -> PlannedMeeting:
    """The meeting that an addition says, as sure as what was read surely."""
    said = correction.changes
    body, kind = book.known(said["body"])
    return PlannedMeeting(
        body=body,
        kind=kind,
        date=dt.date.fromisoformat(said["date"]),
        start=time_of(said["start"]),
        end=time_of(said["end"]),
        place=said["place"],
        type=said["type"],
        note=added_note(language),
    )


def only_added(
    added: PlannedMeeting, meeting: PlannedMeeting, said: Correction | None
) -> dict[str, str]:
    """What an addition says and the plan's ``meeting`` doesn't, as changes.

    What a person has ``said`` of the plan's row itself is not touched, and an end is no end of
    another start.
    """
    kept = {
        name: as_text(getattr(added, name))
        for name in _KEPT
        if getattr(added, name) and not getattr(meeting, name)
    }
    if meeting.start not in {None, added.start}:
        kept.pop("end", None)
    return {name: text for name, text in kept.items() if not said or name not in said.changes}
