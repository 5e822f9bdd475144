"""A group with many approved meetings in a real database, and one calendar to hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from service.bootstrap import build_services
from service.calendar.writing import new_object
from service.config import Config
from service.db.meetings import Meetings
from service.demo.script import data
from service.domain.model import OSLO, Audience, Meeting, MeetingStatus, MeetingType
from service.domain.settings import GroupSettings, Target, TargetKind
from service.imports import read_group_file, write_group_file
from service.journeys.calendar.projecting import desired_objects
from service.journeys.groups import add_group
from service.journeys.results import SyncReport
from service.journeys.services import Services
from service.journeys.syncing import sync_group

NOW = dt.datetime(2016, 1, 4, 12, tzinfo=OSLO)


@dataclass(frozen=True)
class Planned:
    """One calendar's plan, not yet or already synced."""

    services: Services
    settings: GroupSettings

    def sync(self, tick: Callable[[str], None] = lambda _: None) -> SyncReport:
        """A whole pass, as the command makes it; it must go well. ``tick``: after each event."""
        report = sync_group(self.services, self.settings.group.id, tick=tick)
        assert (report.errors, report.conflicts) == ((), 0)
        return report

    def objects(self) -> dict[str, bytes]:
        """What the pass writes, by href, with the same bytes."""
        with self.services.database.reading() as session:
            meetings = Meetings(session, self.settings.group.id).all()
        wanted = desired_objects(self.settings, meetings, Audience.GROUP, {})
        return {one.href: new_object(one.uid, one.fields, stamp=NOW) for one in wanted}


@contextmanager
def planned(
    directory: Path, count: int, url: str, username: str = "", password: str = ""
) -> Iterator[Planned]:
    """A plan of ``count`` meetings, a day apart, for the calendar at ``url``."""
    config = Config(data_dir=directory, database_url=f"sqlite:///{directory / 'bench.db'}")
    services = build_services(config, now=lambda _: NOW, environ={})
    found = read_group_file(data("aure.toml"), "aure.toml")
    target = Target(
        id="kalender",
        kind=TargetKind.CALENDAR,
        audience=Audience.GROUP,
        url=url,
        username=username,
    )
    settings = add_group(
        services,
        write_group_file(replace(found, targets=(target,))).encode(),
        "aure.toml",
        passwords={target.id: password} if password else {},
    )
    with services.database.transaction() as session:
        Meetings(session, settings.group.id).save(_meetings(count))
    try:
        yield Planned(services, settings)
    finally:
        services.database.close()


def _meetings(count: int) -> Iterator[Meeting]:
    for number in range(count):
        yield Meeting(
            id=f"gruppa-{number}",
            body="gruppa",
            type=MeetingType.GRP_ORD,
            date=NOW.date() + dt.timedelta(days=14 + number),
            start=dt.time(18),
            end=dt.time(20, 30),
            place="Møterom Fjorden, rådhuset",
            status=MeetingStatus.CONFIRMED,
        )
