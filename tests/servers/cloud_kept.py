"""One calendar of the Nextcloud double: what is in it, what is told of it, who may see it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

from icalendar import Calendar as Ical
from lxml import etree

from tests.servers.cloud_xml import (
    CALDAV,
    CS,
    DAV,
    OC,
    Properties,
    Request,
    Told,
    element,
    href,
    multistatus,
    parts_of,
    refusal,
    wanted_properties,
)
from tests.servers.meddler import Reply

_TOKEN: Final = "http://sabre.io/ns/sync/"


@dataclass(frozen=True)
class Entry:
    """One calendar object. ``id`` is another for each version."""

    data: bytes
    uid: str
    id: int

    @property
    def etag(self) -> str:
        return hashlib.md5(self.data + str(self.id).encode()).hexdigest()


@dataclass
class Kept:
    """One calendar.

    Attributes:
        shown: its name for people.
        bin: what was thrown away, by its name there, with the name it had.
        log: each change: a name, and whether something lies there since.
        shares: "read" or "read-write" by principal ("users/ola").
        left: users who have taken a group's share away from themselves.
    """

    owner: str
    name: str
    shown: str
    components: tuple[str, ...]
    objects: dict[str, Entry] = field(default_factory=dict)
    bin: dict[str, tuple[str, Entry]] = field(default_factory=dict)
    log: list[tuple[str, bool]] = field(default_factory=list)
    shares: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    trashed: bool = False

    def access(self, user: str, groups: frozenset[str]) -> str:
        """ "own", "read-write", "read", or "" for nothing."""
        if user == self.owner:
            return "own"
        by_group = [] if user in self.left else [self.shares.get(f"groups/{g}") for g in groups]
        ways = {self.shares.get(f"users/{user}"), *by_group}
        return "read-write" if "read-write" in ways else "read" if "read" in ways else ""

    def store(self, name: str, entry: Entry) -> None:
        """Keep a version of an object."""
        self.objects[name] = entry
        self.log.append((name, True))

    def given(self, name: str, *, writes: bool) -> Entry | None:
        """What one is given under a name; what was thrown away is found under its new one."""
        entry = self.objects.get(name) or (self.bin[name][1] if name in self.bin else None)
        if entry is None or writes:
            return entry
        shown = _for_readers(entry.data)
        return None if shown is None else Entry(shown, entry.uid, entry.id)

    def propfind(self, request: Request, *, writes: bool) -> Reply:
        """Tell of the calendar, with depth 1 of what is in it."""
        told = [Told(href(*request.parts, folder=True), self.properties(request.user, writes))]
        if request.header("depth") == "1":
            told += [told_of(request, name, entry) for name, entry in self.objects.items()]
        return multistatus(told, wanted_properties(request.xml()))

    def report(self, request: Request, *, writes: bool) -> Reply:
        """Give objects, or what changed since a token; one it never gave may do as well."""
        asked = request.xml()
        wanted = wanted_properties(asked)
        if asked.tag == CALDAV + "calendar-multiget":
            names = [parts_of(e.text or "")[-1] for e in asked.findall(DAV + "href")]
            found = [(n, e) for n in names if (e := self.given(n, writes=writes)) is not None]
            return multistatus([told_of(request, n, e) for n, e in found], wanted)
        if asked.tag != DAV + "sync-collection":
            return refusal(415)
        token = asked.findtext(DAV + "sync-token") or ""
        if token and not token.startswith(_TOKEN):
            return refusal(403)
        since = _since(token)
        if since is None:
            told = [told_of(request, n, e) for n, e in self.objects.items()]
        else:
            latest = dict(self.log[since:])  # the last word on each name
            told = [self._changed(request, n, there) for n, there in latest.items()]
        return multistatus(told, wanted, self._token)

    def properties(self, user: str, writes: bool) -> Properties:
        """What can be asked about the calendar."""
        kinds = element(DAV + "collection"), element(CALDAV + "calendar")
        rights = ["read", "write"] if writes else ["read"]
        return {
            DAV + "resourcetype": element(DAV + "resourcetype", *kinds),
            DAV + "displayname": self.shown,
            DAV + "current-user-principal": principal_of(user),
            DAV + "current-user-privilege-set": element(
                DAV + "current-user-privilege-set",
                *(element(DAV + "privilege", element(DAV + right)) for right in rights),
            ),
            CS + "getctag": self._token,
            CALDAV + "supported-calendar-component-set": element(
                CALDAV + "supported-calendar-component-set", *map(_component, self.components)
            ),
            OC + "invite": element(
                OC + "invite", *(_invited(who, access) for who, access in self.shares.items())
            ),
        }

    @property
    def _token(self) -> str:
        return f"{_TOKEN}{len(self.log)}"

    def _changed(self, request: Request, name: str, there: bool) -> Told:
        entry = self.objects.get(name) if there else None
        if entry is None:
            return Told(href(*request.parts[:3], name), status=404)
        return told_of(request, name, entry)


def told_of(request: Request, name: str, entry: Entry) -> Told:
    """What can be asked about an object."""
    properties = {
        DAV + "getetag": f'"{entry.etag}"',
        DAV + "resourcetype": element(DAV + "resourcetype"),
        CALDAV + "calendar-data": entry.data.decode(),
    }
    return Told(href(*request.parts[:3], name), properties)


def principal_of(user: str) -> etree._Element:
    """Who a request is taken to come from."""
    return element(
        DAV + "current-user-principal",
        element(DAV + "href", href("principals", "users", user, folder=True)),
    )


def _component(name: str) -> etree._Element:
    made = element(CALDAV + "comp")
    made.set("name", name)
    return made


def _invited(who: str, access: str) -> etree._Element:
    return element(
        OC + "user",
        element(DAV + "href", f"principal:principals/{who}"),
        element(OC + "common-name", who.partition("/")[2]),
        element(OC + "invite-accepted"),
        element(OC + "access", element(OC + access)),
    )


def _since(token: str) -> int | None:
    """From which change on is told; None is everything, for a token without a number too."""
    number = token.removeprefix(_TOKEN)
    return int(number) if number.isdecimal() else None


def _for_readers(data: bytes) -> bytes | None:
    """What those see who may only read: no alarms, nothing private, of the confidential when."""
    parsed = Ical.from_ical(data)
    for one in parsed.walk():
        kind = str(one.get("CLASS", "PUBLIC")).upper()
        if kind == "PRIVATE":
            return None
        if kind == "CONFIDENTIAL":
            one["SUMMARY"] = "Busy"
            for name in ("DESCRIPTION", "LOCATION", "URL"):
                one.pop(name, None)
        one.subcomponents = [c for c in one.subcomponents if c.name != "VALARM"]
    return bytes(parsed.to_ical())
