"""A small group in a small town, on real servers: the plan of the demo, without the committees."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from service.bootstrap import build_services
from service.calendar.reading import read
from service.config import Config
from service.db.meetings import Meetings
from service.demo.script import data
from service.domain.model import OSLO, Audience, Meeting
from service.domain.settings import DriftPolicy, GroupSettings, Target, TargetKind
from service.imports import read_group_file, write_group_file
from service.journeys.groups import add_group, save_target
from service.journeys.municipal import import_plan
from service.journeys.planning import approve_plan
from service.journeys.results import SyncReport
from service.journeys.services import Services
from service.journeys.syncing import sync_group
from tests.contract.places import patiently
from tests.databases import empty_database
from tests.servers.server import Server

NOW = dt.datetime(2018, 1, 15, 12, tzinfo=OSLO)
FIRST = "2018-01-22"  # the first group meeting
LAST_MOVED = "2018-03-19"  # before the council meeting of 21 March, which is put off a week
MOVED_TO = "2018-03-26"
CALL = "2018/2018-01-22 Innkalling.docx"
PROTOCOL = "2018/2018-01-22 Protokoll.docx"
RULES = "Kjøreregler.docx"
CALENDAR, FOLDER = TargetKind.CALENDAR, TargetKind.FOLDER
GROUP, BOARD = Audience.GROUP, Audience.GROUP_BOARD
ALMOST_ALL = ((CALENDAR, GROUP), (FOLDER, GROUP))


def plan(name: str = "aure-2018-1.txt") -> bytes:
    """A published plan with the executive committee and the council only."""
    lines = data(name).decode().splitlines()
    return "\n".join(line for line in lines if "Hoved" not in line).encode()


@dataclass
class Town:
    """A group, its servers, and its service; ``services`` can be begun anew with `lose_database`.

    Attributes:
        directory: where the service keeps its database.
        places: the kinds of targets the group has.
        plan_document: whether the folder gets the half-year's plan, as it does where the plan is
            adopted; without, the folder holds only what the meetings themselves ask for.
        slug: what its collections are called, so that tests share servers and nothing else.
        new_database: makes a database, on PostgreSQL or in a file, and tells its URL.
    """

    directory: Path
    caldav: Server
    webdav: Server
    drift: DriftPolicy = DriftPolicy.PLAN
    places: Iterable[tuple[TargetKind, Audience]] = ALMOST_ALL
    group_file: str = "aure.toml"
    plan_file: str = "aure-2018-1.txt"
    half: str = "2018-1"
    plan_document: bool = False
    slug: str = field(default_factory=lambda: uuid.uuid4().hex[:8])
    now: dt.datetime = NOW
    new_database: Callable[[Path], str] = empty_database
    services: Services = field(init=False)
    settings: GroupSettings = field(init=False)

    def __post_init__(self) -> None:
        settings = read_group_file(data(self.group_file), self.group_file)
        targets = tuple(self._target(kind, audience) for kind, audience in self.places)
        self.settings = replace(settings, targets=targets, drift=self.drift)
        self.services = self._begin()

    @property
    def id(self) -> str:
        return self.settings.group.id

    def file(self) -> bytes:
        """The group as a group file."""
        return write_group_file(self.settings).encode()

    def approve(self, name: str = "") -> None:
        """The municipality publishes a plan, and the group approves what follows from it."""
        name = name or self.plan_file
        import_plan(self.services, self.id, self.published(name), name)
        approve_plan(self.services, self.id, self.half, approved_by="gruppa")
        if not self.plan_document and any(kind is FOLDER for kind, _ in self.places):
            with self.services.database.transaction() as session:
                Meetings(session, self.id).withdraw_adoption(self.half)

    def published(self, name: str) -> bytes:
        """What the municipality publishes under that name."""
        return plan(name)

    def council_moves(self) -> None:
        """The council puts a meeting off a week, and the group follows."""
        self.approve("aure-2018-1-endret.txt")

    def change(self, day: str, **traits: object) -> None:
        """Somebody changes the group's meeting of a day in the plan, by hand."""
        with self.services.database.transaction() as session:
            repository = Meetings(session, self.id)
            (meeting,) = (m for m in repository.own() if m.date.isoformat() == day)
            changed = replace(meeting, **traits)  # type: ignore[arg-type]  # the words are the fields
            repository.save([changed], manual=True)

    def sync(self, *, dry_run: bool = False, go_on: bool = False) -> SyncReport:
        return sync_group(self.services, self.id, dry_run=dry_run, go_on=go_on)

    def lose_database(self) -> None:
        """Begin with an empty one, from the same group file, plan and approval."""
        self.services.database.close()
        self.directory = self.directory / "anew"
        self.services = self._begin()
        self.approve()

    def reach(self, kind: TargetKind, url: str) -> None:
        """Let the service go to another address for its one target of a kind."""
        (target,) = self.settings.targets_of(kind)
        moved = replace(target, url=url)
        others = (t for t in self.settings.targets if t.kind is not kind)
        self.settings = replace(self.settings, targets=(*others, moved))
        save_target(self.services, self.id, moved, password=self._server(kind).password)

    def url(self, kind: TargetKind, audience: Audience = GROUP) -> str:
        return next(iter(self.settings.targets_of(kind, audience))).url

    def calendar(self, audience: Audience = GROUP) -> Shelf:
        """The calendar, as a member's program sees it."""
        return Shelf(self.caldav, self.url(CALENDAR, audience))

    def folder(self, audience: Audience = GROUP) -> Shelf:
        """The shared folder, as a member sees it."""
        return Shelf(self.webdav, self.url(FOLDER, audience))

    def meetings(self) -> tuple[Meeting, ...]:
        """The group's own meetings, as planned."""
        with self.services.database.reading() as session:
            return Meetings(session, self.id).own()

    def _begin(self) -> Services:
        config = Config(
            data_dir=self.directory, database_url=self.new_database(self.directory / "k.db")
        )
        services = build_services(config, now=lambda _group: self.now, environ={})
        secrets = {t.id: self._server(t.kind).password for t in self.settings.targets}
        add_group(services, self.file(), "gruppe.toml", passwords=secrets)
        return services

    def _target(self, kind: TargetKind, audience: Audience) -> Target:
        server, name = self._server(kind), f"{self.slug}-{audience.value.replace('_', '-')}"
        return Target(
            id=f"{kind.value}-{audience.value}".replace("_", "-"),
            kind=kind,
            audience=audience,
            url=f"{server.url}{name}/",
            username=server.username,
        )

    def _server(self, kind: TargetKind) -> Server:
        return self.caldav if kind is CALENDAR else self.webdav


@dataclass(frozen=True)
class Shelf:
    """A collection, for looking at what lies there and for doing what people do."""

    server: Server
    url: str

    def all(self) -> dict[str, bytes]:
        """Everything there, by href."""
        store = self.server.open(self.url)
        found = store.get_many([r.href for r in store.list().resources])
        return {href: item.data for href, item in found.items()}

    def get(self, href: str) -> bytes:
        return self.server.open(self.url).get(href).data

    def put(self, href: str, data: bytes) -> None:
        self.server.open(self.url).create(href, data)

    def rewrite(self, href: str, data: bytes) -> None:
        """Save it as people do: in another second than anybody before.

        WsgiDAV makes its etags of a file's length and the second of its change.
        """
        store = self.server.open(self.url)
        file = self.server.folder and self.server.folder / self.url[len(self.server.url) :] / href
        before = file.stat().st_mtime if file else 0.0
        patiently(lambda: store.update(href, data, store.get(href).resource.etag))
        if file:
            os.utime(file, times=(before - 1, before - 1))

    def delete(self, *hrefs: str) -> None:
        store = self.server.open(self.url)
        for href in hrefs:
            etag = store.get(href).resource.etag
            patiently(partial(store.delete, href, etag))

    def rename(self, old: str, new: str) -> None:
        data = self.get(old)
        self.delete(old)
        self.put(new, data)

    def on(self, day: str) -> tuple[str, str]:
        """The event that begins on a day: its href and its text, unfolded."""
        return next((h, text(d)) for h, d in self.all().items() if starts(d).startswith(day))

    def days(self) -> list[str]:
        """The days on which events begin."""
        return sorted(starts(data)[:10] for data in self.all().values())


def text(data: bytes) -> str:
    return data.decode().replace("\r\n ", "").replace("\r\n", "\n")


def starts(data: bytes) -> str:
    return read(data).fields["dtstart"]


def actions(report: SyncReport) -> list[tuple[str, str, str, str]]:
    return sorted((s.action, s.kind, s.href, s.reason) for s in report.steps)


def noticed(report: SyncReport) -> list[tuple[str, str, str]]:
    """What people are told to know about documents."""
    return sorted((n.code.value, n.href, n.other) for _, n in report.notices)


def told(report: SyncReport) -> list[tuple[str, str]]:
    """What was done to single objects and why, without what a first pass does."""
    return sorted((s.action, s.reason) for s in report.steps)
