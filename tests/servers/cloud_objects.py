"""Single objects in the calendars of the Nextcloud double: given, written, invited to, binned."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from icalendar import Calendar as Ical
from icalendar import Component

from connectors.trash_bin import trashed_href
from tests.servers.cloud_kept import Entry, Kept, told_of
from tests.servers.cloud_xml import Request, multistatus, refusal, wanted_properties
from tests.servers.meddler import Reply

_ICS: Final = ("Content-Type", "text/calendar; charset=utf-8")
_KINDS: Final = {"VEVENT", "VTODO", "VJOURNAL"}


@dataclass
class Objects:
    """What is done with objects; ``calendars`` are everybody's, for invitations."""

    calendars: list[Kept]
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def answer(self, request: Request, kept: Kept, name: str, *, writes: bool) -> Reply:
        """Answer a request for the object called ``name`` by one who may write there, or not."""
        lying = kept.objects.get(name)
        if request.method == "GET":
            entry = kept.given(name, writes=writes)
            return refusal(404) if entry is None else _given(entry)
        if request.method == "PROPFIND" and lying is not None:
            return multistatus([told_of(request, name, lying)], wanted_properties(request.xml()))
        if request.method not in {"PUT", "DELETE"} or not writes:
            return refusal(404)  # not 403: to a reader nothing is there that could be written
        if request.method == "DELETE" and lying is None:
            return refusal(404)
        if request.held_back(lying.etag if lying else None):
            return refusal(412)
        return (self._put if request.method == "PUT" else self._bin)(request, kept, name)

    def _put(self, request: Request, kept: Kept, name: str) -> Reply:
        lying, read = kept.objects.get(name), _read(request.body)
        if read is None:
            return refusal(415)
        kind, uid = read
        if kind not in kept.components:
            return refusal(403)
        if lying is None:
            if any(entry.uid == uid for _, entry in kept.bin.values()):
                return refusal(500)  # its database has a UID once in each calendar
            if any(entry.uid == uid for entry in kept.objects.values()):
                return refusal(400)
        delivered = self._delivered(request)
        kept.store(name, Entry(delivered or request.body, uid, next(self._ids)))
        told = [] if delivered else [("ETag", f'"{kept.objects[name].etag}"')]
        return Reply(204 if lying else 201, told)

    def _bin(self, request: Request, kept: Kept, name: str) -> Reply:
        binned = trashed_href(name)
        if not request.header("x-nc-caldav-no-trashbin"):
            if binned in kept.bin:
                return refusal(403)  # its place there is taken
            kept.bin[binned] = name, kept.objects[name]
        del kept.objects[name]
        kept.log.append((name, False))
        return Reply(204)

    def _delivered(self, request: Request) -> bytes | None:
        """The organizer's copy as it is rewritten for those invited; None if nobody is."""
        parsed = Ical.from_ical(request.body)
        invited = False
        for event in parsed.walk("VEVENT"):
            if _user(event.get("ORGANIZER", "")) == request.user:
                for one in _attendees(event):
                    if self._invite(_user(one), request.body):
                        one.params["SCHEDULE-STATUS"] = "1.2"
                        invited = True
        return bytes(parsed.to_ical()) if invited else None

    def _invite(self, user: str, data: bytes) -> bool:
        """Lay a copy into that user's first calendar; one who never logged in has none."""
        own = next((kept for kept in self.calendars if kept.owner == user), None)
        read = _read(data)
        if own is None or read is None:
            return False
        own.store(f"{read[1]}-invited.ics", Entry(data, read[1], next(self._ids)))
        return True


def _attendees(event: Component) -> list[object]:
    """Those whom the server is to invite."""
    found = event.get("ATTENDEE", [])
    everybody = found if isinstance(found, list) else [found]
    return [one for one in everybody if one.params.get("SCHEDULE-AGENT") != "CLIENT"]


def _user(address: object) -> str:
    return str(address).lower().removeprefix("mailto:").partition("@")[0]


def _read(data: bytes) -> tuple[str, str] | None:
    """The kind and the UID of what is in a calendar object; None where it is none."""
    try:
        parsed = Ical.from_ical(data)
    except ValueError:
        return None
    found = [c for c in parsed.subcomponents if c.name in _KINDS]
    return (found[0].name, str(found[0].get("UID", ""))) if found else None


def _given(entry: Entry) -> Reply:
    return Reply(200, [_ICS, ("ETag", f'"{entry.etag}"')], entry.data)
