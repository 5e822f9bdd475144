"""Several processes at once: each target falls to exactly one of them."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from sqlalchemy import insert, select

from service.db.claiming import claim
from service.db.database import Database
from service.db.groups import Groups
from service.db.leases import LEASE, Lease, LeaseLost, release, require, take_all
from service.db.tables_group import GroupRow, TargetRow
from service.db.targets import Targets
from service.domain.settings import GroupSettings

NOW = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=15)
ROWS, PROCESSES = 3000, 4


def copies(database: Database, settings: GroupSettings, count: int, **traits: object) -> None:
    """As many groups as are wanted, each with a target that is due."""
    model = replace(settings, group=replace(settings.group, id="mal"), targets=())
    with database.transaction() as session:
        Groups(session).save(model)
        row = session.execute(select(*GroupRow.__table__.columns)).one()._asdict()
        session.execute(insert(GroupRow), [{**row, "id": f"g{n}"} for n in range(count)])
        same = {"position": 0, "kind": "calendar", "audience": "group", "username": "", **traits}
        targets = [
            {"group_id": f"g{n}", "id": "k", "url": f"https://example.org/{n}/", **same}
            for n in range(count)
        ]
        session.execute(insert(TargetRow), targets)


def work(url: str, owner: str) -> list[str]:
    """Claim until there is nothing more."""
    database, done = Database(url), []
    while True:
        with database.transaction() as session:
            lease = claim(session, owner, NOW)
        if lease is None:
            database.close()
            return done
        with database.transaction() as session:
            require(session, lease)
            Targets(session, lease.group_id).record_ok("k", at=NOW, next_due=LATER)
            release(session, lease)
        done.append(lease.group_id)


def address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def test_four_processes_claim_three_thousand_targets_exactly_once(
    database: Database, settings: GroupSettings
) -> None:
    copies(database, settings, ROWS)

    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawned) as pool:
        shares = list(pool.map(work, [address(database)] * PROCESSES, "abcd"))

    assert all(shares)
    assert Counter(group for share in shares for group in share) == Counter(
        f"g{n}" for n in range(ROWS)
    )


def at_once(database: Database, count: int) -> list[Lease | None]:
    """As many claims as are wanted, at the same moment, each on a connection of its own."""
    start = Barrier(count)

    def one(number: int) -> Lease | None:
        start.wait()
        with database.transaction() as session:
            return claim(session, str(number), NOW)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def test_an_account_nobody_knows_is_tried_by_one_of_many_who_come_at_once(
    database: Database, settings: GroupSettings
) -> None:
    copies(database, settings, 8, username="felles", host="example.org")

    assert len([one for one in at_once(database, 4) if one]) == 1


def test_a_lease_is_not_taken_over_while_something_is_being_remembered(
    database: Database, settings: GroupSettings
) -> None:
    copies(database, settings, 1)
    with database.transaction() as session:
        lease = take_all(session, "g0", "en", NOW)
    assert lease
    order: list[str] = []

    def take_over() -> None:
        with database.transaction() as session:
            assert take_all(session, "g0", "to", NOW + LEASE)
            order.append("taken over")

    with ThreadPoolExecutor(1) as thread:
        with database.transaction() as session:
            require(session, lease)
            taking = thread.submit(take_over)
            Targets(session, "g0").record_ok("k", at=NOW, next_due=LATER)
            order.append("remembered")
        taking.result()

    assert order == ["remembered", "taken over"]
    with database.transaction() as session:
        try:
            require(session, lease)
        except LeaseLost:
            order.append("lost")
    assert order[-1] == "lost"
