"""One small town behind a proxy that misbehaves, and what must hold of it at every moment."""

from __future__ import annotations

import contextlib
import functools
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from connectors.store import AlreadyExists, NotFound
from connectors.webdav_store import WebDavStore
from service.calendar.reading import read as read_event
from service.documents.reading.read import read as read_document
from service.domain.projection import CONFIRMED
from service.domain.settings import TargetKind
from service.journeys.results import SyncReport
from tests.contract.hrefs import hrefs
from tests.faults.people import FOREIGN, Words, seen_in
from tests.journeys.council_moves import IN_MARCH
from tests.journeys.town import CALENDAR, GROUP, NOW, Shelf, Town
from tests.servers.faults import READS
from tests.servers.meddler import Act, Forward, Meddler, Reply, meddler, pass_on
from tests.servers.server import Server

_LATER = ("april", "mai", "juni")
_OLD = 10  # seconds; Apache vouches for no version that is younger than one


class Hamlet(Town):
    """A town whose published plan ends in March: four meetings are enough to go wrong with."""

    def published(self, name: str) -> bytes:
        """The plan without what comes later in the half-year."""
        lines = super().published(name).decode().splitlines()
        return "\n".join(
            line for line in lines if not line.split("\t")[0].endswith(_LATER)
        ).encode()


@dataclass
class World:
    """A group with one calendar or one folder behind the proxy, and strangers' things beside ours.

    Attributes:
        foreign: what strangers have laid there, by href; never ours to touch.
        words: what people have written in our things; never to be lost.
        problems: what did not hold, in words.
        may_remove: whether what happens takes objects away.
    """

    town: Hamlet
    proxy: Meddler
    kind: TargetKind
    foreign: dict[str, bytes] = field(default_factory=dict)
    words: list[Words] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    may_remove: bool = False

    @property
    def shelf(self) -> Shelf:
        """The collection as its members see it, past the faults."""
        return self.town.calendar() if self.kind is CALENDAR else self.town.folder()

    def make_place(self) -> None:
        """Make the collection, and let strangers lay something there."""
        town, url = self.town, self.town.url(self.kind)
        (target,) = town.settings.targets
        password = self.shelf.server.password
        if self.kind is CALENDAR:
            town.services.connector.create(target, password, "Møteplan")
        else:
            store = self.shelf.server.open(url)
            assert isinstance(store, WebDavStore)
            store.ensure_folder()
        self.lay_foreign()

    def lay_foreign(self) -> None:
        """Strangers lay something there, if they haven't."""
        for href, data in FOREIGN[self.kind].items():
            with contextlib.suppress(AlreadyExists):
                self.shelf.put(href, data)
            self.foreign[href] = self.shelf.get(href)

    def settle(self) -> None:
        """Bring everything in step, undisturbed."""
        report = self.pass_through(pass_on)
        assert report is not None and not report.errors, report
        if self.kind is CALENDAR:  # from here on it is asked what has changed
            self.pass_through(pass_on)
        self.lay_foreign()

    def pass_through(self, act: Act) -> SyncReport | None:
        """One pass with the proxy doing as ``act`` says; None where it ended in an error."""
        before = self._hrefs()
        self.proxy.methods()
        self.proxy.always = _aged(act, self.shelf.server.folder)
        try:
            report = self.town.sync()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the lab looks for
            self.problems.append(f"the pass ended in {type(error).__name__}: {error}")
            report = None
        finally:
            self.proxy.always = pass_on
        self._look(before)
        return report

    def wrote(self) -> list[str]:
        """The writing requests of the last pass."""
        return [method for method, _ in self.proxy.requests if method not in READS]

    def lying(self) -> dict[str, bytes]:
        """Everything there; nothing where there is no collection yet."""
        try:
            return self.shelf.all()
        except NotFound:
            return {}

    def _hrefs(self) -> set[str]:
        try:
            return hrefs(self.shelf.server.open(self.shelf.url).list().resources)
        except NotFound:
            return set()

    def in_step(self) -> bool:
        """Whether a calendar has an event for each meeting of the plan, and no other of ours."""
        if self.kind is not CALENDAR:
            return True
        planned = [m.date.isoformat() for m in self.town.meetings() if m.status == CONFIRMED]
        ours = (read_event(d).fields for h, d in self.lying().items() if h not in self.foreign)
        there = [f["dtstart"][:10] for f in ours if f["status"] == CONFIRMED]
        return sorted(planned) == sorted(there)

    def seen(self) -> Counter[str]:
        """What there is for people to see, apart from hrefs and versions."""
        ours = {h: d for h, d in self.lying().items() if h not in self.foreign}
        return Counter(f"{what} {seen_in(what, data)}" for what, data in self._named(ours))

    def _named(self, ours: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
        for href, data in ours.items():
            yield ("event" if self.kind is CALENDAR else href), data

    def _look(self, before: set[str]) -> None:
        """See that nothing is lost, doubled or touched."""
        now = self.lying()
        for href, data in self.foreign.items():
            if now.get(href) != data:
                self.problems.append(f"a stranger's {href} was touched")
        for words in self.words:
            if not any(words.stand_in(data) for data in now.values()):
                self.problems.append(f"lost: {words.name}")
        ours = [data for href, data in now.items() if href not in self.foreign]
        doubled = [
            what
            for what, count in Counter(_identity(self.kind, data) for data in ours).items()
            if count > 1
        ]
        if doubled:
            self.problems.append(f"doubled: {', '.join(doubled)}")
        if not self.may_remove and len(now) < len(before):
            self.problems.append(f"removed: {', '.join(sorted(before - now.keys()))}")


@functools.lru_cache(maxsize=256)
def _identity(kind: TargetKind, data: bytes) -> str:
    """What there must be one of."""
    if kind is not CALENDAR:
        return read_document(data, manifests=()).document_id or "unknown"
    event = read_event(data)
    return f"{event.fields['summary']} {event.fields['dtstart']}"


@contextlib.contextmanager
def world(directory: Path, server: Server) -> Iterator[World]:
    """A world on that server, with an approved plan and nothing synced yet."""
    kind = CALENDAR if server.kind == "caldav" else TargetKind.FOLDER
    with meddler(server.url) as proxy:
        behind = replace(server, url=proxy.before(server.url))
        town = Hamlet(
            directory,
            behind,
            behind,
            places=((kind, GROUP),),
            now=NOW if kind is CALENDAR else IN_MARCH,
        )
        town.approve()
        try:
            yield World(town, proxy, kind)
        finally:
            town.services.database.close()


def _aged(act: Act, folder: Path | None) -> Act:
    """Let every file be older once it is stored, as if the pass took its time."""
    if folder is None:
        return act

    def meddle(forward: Forward) -> Reply | None:
        def send() -> Reply:
            reply = forward()
            if forward.method == "PUT":
                _age(folder)
            return reply

        return act(replace(forward, send=send))

    return meddle


def _age(folder: Path) -> None:
    for path in folder.rglob("*.docx"):
        then = path.stat().st_mtime - _OLD
        os.utime(path, (then, then))
