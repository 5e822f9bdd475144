"""A service for several groups, whose calendars lie on a real server behind a proxy."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select, update

from service.bootstrap import build_services
from service.config import Config
from service.db.meetings import Meetings
from service.db.tables_group import TargetRow
from service.db.target_rows import TargetState
from service.db.targets import Targets
from service.demo.script import data
from service.domain.model import Audience, Meeting, MeetingStatus, MeetingType
from service.domain.settings import Target, TargetKind
from service.imports import read_group_file, write_group_file
from service.jobs.crew import Crew
from service.journeys.groups import add_group
from service.journeys.keeping import Keeper, wall_clock
from service.journeys.services import Services
from tests.servers.meddler import Meddler
from tests.servers.server import Server

MINUTE = dt.timedelta(minutes=1)
MEETINGS = 3
AUDIENCES = (Audience.GROUP, Audience.GROUP_BOARD, Audience.COUNCIL)


@dataclass
class Office:
    """``past`` is how far its clock has been put forward; no luck spreads anything."""

    home: Path
    database_url: str
    server: Server
    proxy: Meddler
    past: dt.timedelta = dt.timedelta()
    slug: str = field(default_factory=lambda: uuid.uuid4().hex[:8])
    services: Services = field(init=False)

    def __post_init__(self) -> None:
        built = build_services(self.config, now=lambda _group: self.now(), environ={})
        self.services = replace(built, luck=lambda: 0.0)

    @property
    def config(self) -> Config:
        return Config(data_dir=self.home, database_url=self.database_url)

    def now(self) -> dt.datetime:
        return wall_clock() + self.past

    def add(
        self,
        *group_ids: str,
        password: str | None = None,
        proxy: Meddler | None = None,
        targets: int = 1,
    ) -> None:
        """Groups with some calendars each, and meetings that are approved."""
        before = (proxy or self.proxy).before
        found = read_group_file(data("aure.toml"), "aure.toml")
        for group_id in group_ids:
            wanted = tuple(
                Target(
                    id=f"kalender-{n}",
                    kind=TargetKind.CALENDAR,
                    audience=AUDIENCES[n],
                    url=before(f"{self.server.url}{self.slug}-{group_id}-{n}/"),
                    username=self.server.username,
                )
                for n in range(targets)
            )
            group = replace(found.group, id=group_id)
            add_group(
                self.services,
                write_group_file(replace(found, group=group, targets=wanted)).encode(),
                "gruppe.toml",
                passwords={t.id: password or self.server.password for t in wanted},
            )
            with self.services.database.transaction() as session:
                Meetings(session, group_id).save(self._meetings())

    def crew(self, keeper: Keeper, **traits: object) -> Crew:
        made = Crew(services=self.services, keeper=keeper, most_on_host=4, clock=self.now)
        return replace(made, **traits)  # type: ignore[arg-type]  # the words are the fields

    def work(self, threads: int = 1, **traits: object) -> int:
        """Let a crew sync until nothing is due. Returns how many groups that were."""
        with Keeper(self.services.database) as keeper, ThreadPoolExecutor(threads) as pool:
            crew = self.crew(keeper, **traits)
            return sum(one.result() for one in [pool.submit(crew.work) for _ in range(threads)])

    def state(self, group_id: str, target: int = 0) -> TargetState:
        with self.services.database.reading() as session:
            return Targets(session, group_id).state(f"kalender-{target}")

    def events(self, group_id: str, target: int = 0) -> list[str]:
        """What lies in a group's calendar, as it lies there, without the proxy."""
        store = self.server.open(f"{self.server.url}{self.slug}-{group_id}-{target}/")
        return sorted(one.href for one in store.list().resources)

    def lease_owners(self) -> list[str]:
        with self.services.database.reading() as session:
            owners = select(TargetRow.lease_owner).where(TargetRow.lease_owner.is_not(None))
            return [owner for owner in session.scalars(owners) if owner]

    def let_leases_run_out(self) -> None:
        """As if a minute had gone by for those who renew nothing."""
        with self.services.database.transaction() as session:
            ended = wall_clock() - MINUTE
            session.execute(
                update(TargetRow)
                .where(TargetRow.lease_until.is_not(None))
                .values(lease_until=ended)
            )

    def _meetings(self) -> Iterator[Meeting]:
        for number in range(MEETINGS):
            yield Meeting(
                id=f"gruppa-{number}",
                body="gruppa",
                type=MeetingType.GRP_ORD,
                date=self.now().date() + dt.timedelta(days=14 + number),
                start=dt.time(18),
                end=dt.time(20, 30),
                status=MeetingStatus.CONFIRMED,
            )
