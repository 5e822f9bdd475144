"""All calendars of the Nextcloud double, as Nextcloud 32.0.1 was seen to keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.servers.cloud_kept import Kept, principal_of
from tests.servers.cloud_objects import Objects
from tests.servers.cloud_xml import (
    CALDAV,
    DAV,
    NC,
    OC,
    Request,
    Told,
    element,
    href,
    multistatus,
    refusal,
    wanted_properties,
)
from tests.servers.meddler import Reply

BURST: Final = 10  # calendars that a user may make in an hour


@dataclass
class Calendars:
    """Everybody's calendars.

    Args:
        members: the groups of each user.
        burst: how many calendars a user may make before 429.
    """

    members: Mapping[str, frozenset[str]]
    burst: int = BURST
    all: list[Kept] = field(default_factory=list)
    made: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._objects = Objects(self.all)

    def answer(self, request: Request) -> Reply:
        """Answer a request at calendars/USER/ or below."""
        home, *rest = request.parts[1:] or [""]
        if home != request.user:
            return refusal(404)
        if request.method == "OPTIONS":
            return Reply(200, [("Content-Type", "text/html; charset=UTF-8")])
        if not rest:
            return self._home(request) if request.method == "PROPFIND" else refusal(501)
        if rest[0] == "trashbin":
            return self._trashbin(request, rest[-1])
        kept = self.seen_by(request.user).get(rest[0])
        if kept is None:
            return self._make(request, rest[0]) if request.method == "MKCALENDAR" else refusal(404)
        if len(rest) == 1:
            return self._calendar(request, kept)
        writes = self._may_write(request.user, kept)
        return self._objects.answer(request, kept, rest[1], writes=writes)

    def seen_by(self, user: str) -> dict[str, Kept]:
        """The calendars that a user sees, by what they are called there."""
        seen = {}
        for kept in self.all:
            access = kept.access(user, self.members.get(user, frozenset()))
            if access and not kept.trashed:
                own = access == "own"
                seen[kept.name if own else f"{kept.name}_shared_by_{kept.owner}"] = kept
        return seen

    def _may_write(self, user: str, kept: Kept) -> bool:
        return kept.access(user, self.members.get(user, frozenset())) in {"own", "read-write"}

    def _home(self, request: Request) -> Reply:
        properties = {
            DAV + "resourcetype": element(DAV + "resourcetype", element(DAV + "collection")),
            DAV + "current-user-principal": principal_of(request.user),
        }
        told = [Told(href(*request.parts, folder=True), properties)]
        if request.header("depth") == "1":
            for name, kept in self.seen_by(request.user).items():
                writes = self._may_write(request.user, kept)
                of_it = kept.properties(request.user, writes)
                told.append(Told(href(*request.parts, name, folder=True), of_it))
        return multistatus(told, wanted_properties(request.xml()))

    def _make(self, request: Request, name: str) -> Reply:
        if any(k.name == name and k.owner == request.user for k in self.all):
            return refusal(405)  # one that was thrown away keeps its address
        if self.made.get(request.user, 0) >= self.burst:
            return refusal(429)
        self.made[request.user] = self.made.get(request.user, 0) + 1
        asked = request.xml()
        components = tuple(c.get("name", "") for c in asked.iter(CALDAV + "comp"))
        shown = next((e.text or "" for e in asked.iter(DAV + "displayname")), name)
        self.all.append(Kept(request.user, name, shown, components or ("VEVENT", "VTODO")))
        return Reply(201)

    def _calendar(self, request: Request, kept: Kept) -> Reply:
        writes = self._may_write(request.user, kept)
        if request.method == "PROPFIND":
            return kept.propfind(request, writes=writes)
        if request.method == "REPORT":
            return kept.report(request, writes=writes)
        if request.method == "POST":
            return self._share(request, kept)
        if request.method == "DELETE":
            return self._delete(request, kept)
        return refusal(405 if request.method == "MKCALENDAR" else 501)

    def _delete(self, request: Request, kept: Kept) -> Reply:
        """Throw a calendar away, or somebody else's out of what one sees."""
        if kept.owner != request.user:
            kept.shares.pop(f"users/{request.user}", None)
            kept.left.add(request.user)
        elif request.header("x-nc-caldav-no-trashbin"):
            self.all.remove(kept)
        else:
            kept.trashed = True
        return Reply(204)

    def _share(self, request: Request, kept: Kept) -> Reply:
        """Share as asked; one whom nobody knows is passed over, and the answer is the same."""
        if kept.owner != request.user:
            return refusal(403)
        for one in request.xml():
            who = (one.findtext(DAV + "href") or "").removeprefix("principal:principals/")
            if one.tag == OC + "remove":
                kept.shares.pop(who, None)
            elif self._is_known(who):
                writes = one.find(OC + "read-write") is not None
                kept.shares[who] = "read-write" if writes else "read"
                kept.left.discard(who.removeprefix("users/"))
        return Reply(200)

    def _is_known(self, who: str) -> bool:
        kind, _, name = who.partition("/")
        groups = {group for mine in self.members.values() for group in mine}
        return name in (self.members if kind == "users" else groups if kind == "groups" else ())

    def _trashbin(self, request: Request, name: str) -> Reply:
        lying = {
            f"{entry.id}.ics": (kept, binned)
            for kept in self.all
            if kept.owner == request.user
            for binned, (_, entry) in kept.bin.items()
        }
        if request.method == "REPORT":
            told = [
                Told(href(*request.parts[:3], "objects", one), {NC + "calendar-uri": kept.name})
                for one, (kept, _) in lying.items()
            ]
            return multistatus(told, wanted_properties(request.xml()))
        if name not in lying or request.method not in {"DELETE", "MOVE"}:
            return refusal(404)
        kept, binned = lying[name]
        before, entry = kept.bin.pop(binned)
        if request.method == "DELETE":
            return Reply(204)
        kept.objects[before] = entry
        kept.log.append((binned, True))  # not the name that it has again
        return Reply(201)
