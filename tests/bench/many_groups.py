"""Thousands of groups in one database: one that has really been synced, copied row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table, func, insert, or_, select, update

from service.bootstrap import build_services
from service.config import Config
from service.db.base import Base
from service.db.meetings import Meetings
from service.db.tables_group import GroupRow, TargetRow
from service.demo.script import data
from service.domain.model import Audience, Meeting, MeetingStatus, MeetingType
from service.domain.schedule import AT_ONCE
from service.domain.settings import Target, TargetKind
from service.imports import read_group_file, write_group_file
from service.jobs.queue import Duties, open_queue
from service.journeys.groups import add_group
from service.journeys.keeping import wall_clock
from service.journeys.services import Services
from service.journeys.syncing import sync_group

MODEL = "gruppe-00000"
PLACES = (
    ("folder", TargetKind.FOLDER, Audience.GROUP),
    ("calendar", TargetKind.CALENDAR, Audience.GROUP),
    ("council", TargetKind.CALENDAR, Audience.COUNCIL),
)
_MEETINGS, _PASSES, _AT_A_TIME = 10, 6, 250


@dataclass(frozen=True)
class ManyGroups:
    """Groups that have nothing to do, on one server."""

    services: Services
    config: Config
    count: int

    def let_be_due(self, groups: int, workers: int) -> None:
        """Let the first of them be due at once, and wake so many threads."""
        with self.services.database.transaction() as session:
            some = TargetRow.group_id < _name(groups)
            session.execute(update(TargetRow).where(some).values(next_due=AT_ONCE))
        queue = open_queue(self.config, self.services.box, Duties())
        queue.wake(workers)
        queue.close()

    def left(self) -> int:
        """How many targets are due still, or are being worked on."""
        with self.services.database.reading() as session:
            now = wall_clock()
            busy = or_(TargetRow.next_due <= now, TargetRow.lease_until > now)
            return session.scalar(select(func.count()).select_from(TargetRow).where(busy)) or 0

    def close(self) -> None:
        """Close the database."""
        self.services.database.close()


def many_groups(config: Config, server: str, count: int) -> ManyGroups:
    """So many groups, each with two calendars and a folder at ``server``, and all of one account.

    The first has been synced until a pass finds nothing new; the others are as it is.
    """
    services = build_services(config, environ={})
    _add_model(services, server)
    for _ in range(_PASSES):
        report = sync_group(services, MODEL)
        assert (report.errors, report.conflicts) == ((), 0)
        if all(result.quiet for result in report.results):
            break
    else:
        raise AssertionError("the first group never comes to rest")
    _copy(services, count)
    return ManyGroups(services, config, count)


def _name(number: int) -> str:
    return f"gruppe-{number:05}"


def _add_model(services: Services, server: str) -> None:
    found = read_group_file(data("aure.toml"), "aure.toml")
    targets = tuple(
        Target(id=id_, kind=kind, audience=who, url=f"{server}{MODEL}/{id_}/", username="felles")
        for id_, kind, who in PLACES
    )
    settings = replace(found, group=replace(found.group, id=MODEL), targets=targets)
    passwords = dict.fromkeys((target.id for target in targets), "felles passord")
    add_group(services, write_group_file(settings).encode(), "g.toml", passwords=passwords)
    with services.database.transaction() as session:
        Meetings(session, MODEL).save(_meetings())


def _meetings() -> Iterator[Meeting]:
    for number in range(_MEETINGS):
        yield Meeting(
            id=f"gruppa-{number}",
            body="gruppa",
            type=MeetingType.GRP_ORD,
            date=wall_clock().date() + dt.timedelta(days=14 + 7 * number),
            start=dt.time(18),
            end=dt.time(20, 30),
            status=MeetingStatus.CONFIRMED,
        )


def _copy(services: Services, count: int) -> None:
    later = wall_clock() + dt.timedelta(hours=12)
    with services.database.transaction() as session:
        session.execute(update(TargetRow).values(next_due=later))
    groups: Any = GroupRow.__table__
    tables = [groups, *(t for t in Base.metadata.sorted_tables if "group_id" in t.columns)]
    with services.database.reading() as session:
        models = {t: [row._asdict() for row in session.execute(select(*t.columns))] for t in tables}
    for start in range(1, count, _AT_A_TIME):
        names = [_name(n) for n in range(start, min(start + _AT_A_TIME, count))]
        with services.database.engine.begin() as connection:
            for table, rows in models.items():
                copies = [_copied(table, row, name) for name in names for row in rows]
                if copies:
                    connection.execute(insert(table), copies)


def _copied(table: Table, row: dict[str, Any], name: str) -> dict[str, Any]:
    """A row as it would be of another group; what it is called stands in some texts too."""
    texts = {"id", "group_id", "url", "settled"}
    return {
        key: value.replace(MODEL, name) if key in texts and isinstance(value, str) else value
        for key, value in row.items()
        if table.autoincrement_column is None or key != table.autoincrement_column.name
    }
