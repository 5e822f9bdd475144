"""A group, its plan, its service and its collections; and everything that can happen to them."""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import update

from connectors.published import PublishedPages
from service.db.applied import AppliedState
from service.db.database import Database
from service.db.documents import Documents, StoredDocument
from service.db.groups import Groups
from service.db.meetings import Meetings
from service.db.runs import Conflicts, WaitingConflict
from service.db.sealing import SecretBox
from service.db.tables_group import TargetRow
from service.domain.model import OSLO, Meeting
from service.domain.projection import Applied, Desired
from service.domain.settings import DriftPolicy, GroupSettings, Target, TargetKind
from service.imports import write_group_file
from service.journeys.calendar.calendar_ledger import CalendarLedger
from service.journeys.groups import add_group
from service.journeys.municipal import import_plan
from service.journeys.planning import approve_plan
from service.journeys.results import Choice, SyncReport
from service.journeys.services import Services
from service.journeys.syncing import sync_group
from tests.databases import empty_database
from tests.properties.histories.councillors import councillors
from tests.properties.histories.faults import FragileDatabase, Weather
from tests.properties.histories.faulty_store import HistoryConnector, Write
from tests.properties.histories.shelves import Shelves

HALF = "2018-1"
NOW = dt.datetime(2018, 1, 24, 12, tzinfo=OSLO)
_BOX = SecretBox([Fernet.generate_key().decode()])
_MONTHS = ["januar", "februar", "mars", "april", "mai", "juni"]
_FIRST_PLAN = ((dt.date(2018, 2, 7), "Formannskap"), (dt.date(2018, 2, 15), "Kommunestyre"))
_SECOND_PLAN = ((dt.date(2018, 3, 21), "Kommunestyre"), (dt.date(2018, 4, 17), "Formannskap"))


def print_pdf(document: bytes, *, language: str, title: str) -> bytes:
    """Some bytes that depend on the document, in the place of LibreOffice's."""
    return f"%PDF-1.7 {language} {title} {zlib.crc32(document)}".encode()


@dataclass(kw_only=True)
class World:
    """A group and all there is around it.

    Attributes:
        told: is told of every write of the service's.
        hasty: what a person does to an object just before the service writes it.
        council: the plan as the municipality has published it.
        backups: the whole database as it was at some earlier times.
    """

    directory: Path
    shelves: Shelves
    slug: str
    told: Callable[[Write], None] = lambda _write: None
    hasty: Callable[[Target, str], None] = lambda _target, _href: None
    now: dt.datetime = NOW
    council: dict[int, tuple[dt.date, str]] = field(default_factory=dict)
    backups: list[bytes] = field(default_factory=list)
    services: Services = field(init=False)
    settings: GroupSettings = field(init=False)
    weather: Weather = field(default_factory=Weather)
    choices: tuple[Choice, ...] = ()
    go_on: bool = False
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.settings = councillors(self.shelves, self.slug)
        self.council = dict(enumerate((*_FIRST_PLAN, *_SECOND_PLAN)))

    @property
    def id(self) -> str:
        return self.settings.group.id

    @property
    def targets(self) -> tuple[Target, ...]:
        return self.settings.targets

    @property
    def calendars(self) -> tuple[Target, ...]:
        return self.settings.targets_of(TargetKind.CALENDAR)

    @property
    def folder(self) -> Target:
        return self.settings.targets_of(TargetKind.FOLDER)[0]

    def begin(self, database: bytes | None = None) -> None:
        """Move in with an empty database, or with one as it was."""
        path = self.directory / f"k{next(self.numbers)}.db"
        url = empty_database(path)
        if database is not None:
            path.write_bytes(database)
        self._connect(url)
        if database is None:
            secrets = {t.id: self.shelves.root(t.kind)[2] for t in self.targets}
            file = write_group_file(self.settings).encode()
            given = {key: secret for key, secret in secrets.items() if secret}
            add_group(self.services, file, "gruppe.toml", passwords=given)
            self.publish()
            self.approve()

    def lose_database(self) -> None:
        """Begin anew from the group file, the published plan and its approval."""
        self.close()
        self.begin()

    def back_up(self) -> bytes:
        """The database as it is now."""
        with sqlite3.connect(self._path()) as there, sqlite3.connect(":memory:") as copy:
            there.backup(copy)
            found = copy.serialize()
        there.close()
        copy.close()
        return found

    def roll_back(self, database: bytes) -> None:
        """Go on with an older one, but for what the group has decided about drift."""
        drift = self.settings.drift
        self.close()
        self.begin(database)
        self.set_drift(drift)

    def restart(self) -> None:
        """Begin again a minute after a kill, with what was committed: nobody holds a lease then."""
        url = str(self.services.database.engine.url)
        self.close()
        self._connect(url)
        with self.services.database.transaction() as session:
            session.execute(update(TargetRow).values(lease_owner=None, lease_until=None))

    def close(self) -> None:
        self.services.database.close()

    def publish(self, *, go_on: bool = False) -> None:
        """The municipality publishes its plan as it is now, and it is read in."""
        rows = sorted({(day, body) for day, body in self.council.values()})
        lines = (f"{day.day}. {_MONTHS[day.month - 1]}\t{body}" for day, body in rows)
        text = "Møteplan 1. halvår 2018\n\nDato\tUtvalg\n" + "\n".join(lines) + "\n"
        import_plan(self.services, self.id, text.encode(), "plan.txt", go_on=go_on)

    def approve(self) -> None:
        """The group approves what follows from it."""
        approve_plan(self.services, self.id, HALF, approved_by="gruppa")

    def set_drift(self, policy: DriftPolicy) -> None:
        """The group decides who is right."""
        with self.services.database.transaction() as session:
            known = Groups(session).get(self.id)
            assert known is not None
            Groups(session).save(replace(known, drift=policy))
        self.settings = replace(self.settings, drift=policy)

    def sync(self, *, dry_run: bool = False) -> SyncReport:
        """One pass, in the weather that is, with what people have answered."""
        database = self.services.database
        assert isinstance(database, FragileDatabase)
        connector = HistoryConnector(
            inner=self.shelves.store,
            make=self.shelves.make,
            told=self.told,
            hasty=self.hasty,
            weather=self.weather,
        )
        database.weather = self.weather
        try:
            return sync_group(
                replace(self.services, connector=connector),
                self.id,
                dry_run=dry_run,
                go_on=self.go_on,
                choices=self.choices,
            )
        finally:
            database.weather = Weather()

    def desired(self, target: Target) -> tuple[Desired, ...]:
        """What a calendar shall hold, but for links."""
        ledger = CalendarLedger(
            services=self.services,
            settings=self.services.settings(self.id),
            target=target,
            links={},
            assumed={},
        )
        return ledger.state().desired

    def records(self, target: Target) -> Mapping[str, Applied]:
        """What the service remembers of a calendar."""
        with Database.reading(self.services.database) as session:  # even when the power is off
            return AppliedState(session, self.id).load(target.id)

    def documents(self) -> tuple[StoredDocument, ...]:
        """What the service remembers of the folder."""
        with Database.reading(self.services.database) as session:
            return Documents(session, self.id, self.services.box).listed()

    def meetings(self) -> tuple[Meeting, ...]:
        """The group's own meetings, as planned."""
        with self.services.database.reading() as session:
            return Meetings(session, self.id).own()

    def conflicts(self) -> tuple[WaitingConflict, ...]:
        """What waits for a person."""
        with self.services.database.reading() as session:
            return Conflicts(session, self.id).all()

    def _connect(self, url: str) -> None:
        self.services = Services(
            database=FragileDatabase(url),
            box=_BOX,
            connector=HistoryConnector(
                inner=self.shelves.store,
                make=self.shelves.make,
                told=self.told,
                hasty=self.hasty,
                weather=Weather(),
            ),
            now=lambda _group: self.now,
            publications=PublishedPages(),
            environ={},
            print_pdf=print_pdf,
        )

    def _path(self) -> str:
        return str(self.services.database.engine.url.database)
