"""Servers that don't say which version lies there, or that anything changed: seen all the same."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.domain.settings import DriftPolicy
from tests.faults.people import noted
from tests.journeys.town import CALENDAR, FIRST, GROUP, Town, told
from tests.servers.faults import BY_NAME, Strike
from tests.servers.meddler import Forward, Meddler, Reply, meddler, pass_on
from tests.servers.nextcloud_double import Cloud, nextcloud_double
from tests.servers.server import Server

NewTown = Callable[..., Town]
ALONE = [(CALENDAR, GROUP)]
A_DAY = dt.timedelta(days=1)


@pytest.fixture(params=["radicale", "xandikos"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def proxy(server: Server) -> Iterator[Meddler]:
    with meddler(server.url) as before:
        yield before


@pytest.fixture
def town(new_town: NewTown, server: Server, proxy: Meddler) -> Town:
    """A group behind the proxy with nothing synced yet, where a person is asked."""
    made = new_town(caldav=server, places=ALONE, drift=DriftPolicy.ASK)
    made.reach(CALENDAR, proxy.before(made.url(CALENDAR)))
    return made


def untold_by_writes(forward: Forward) -> Reply | None:
    act = BY_NAME["no etag"].act if forward.method == "PUT" else pass_on
    return act(forward)


def test_a_version_that_a_write_does_not_tell_is_looked_up(town: Town, proxy: Meddler) -> None:
    proxy.always = untold_by_writes
    report = town.sync()
    assert (report.written, report.errors) == (7, ())
    town.council_moves()
    assert told(town.sync()) == [("update", "plan_changed")]
    assert town.sync().steps == ()


def test_a_listing_without_versions_buries_nothing(town: Town, proxy: Meddler) -> None:
    town.sync()
    town.now += A_DAY
    proxy.always = BY_NAME["no etag"].act
    assert town.sync().written == 0
    proxy.always = pass_on
    town.calendar().delete(town.calendar().on(FIRST)[0])
    report = town.sync()
    assert (report.written, report.conflicts) == (0, 1)


def test_an_event_that_is_deleted_right_after_it_was_written_is_missed(town: Town) -> None:
    """Of what came and went since a token, a report need not tell (RFC 6578 §3.5.2)."""
    town.sync()
    town.calendar().delete(town.calendar().on(FIRST)[0])
    report = town.sync()
    assert (report.written, report.conflicts) == (0, 1)


def test_what_a_report_has_kept_back_is_seen_the_next_day(town: Town, proxy: Meddler) -> None:
    town.sync()
    town.sync()  # from here on it asks what has changed
    words = noted(town, FIRST, moved=True)
    proxy.always = Strike(BY_NAME["empty listing"], at=1)
    assert town.sync().conflicts == 0
    assert town.sync().conflicts == 0  # asking on from there tells nothing of it
    town.now += A_DAY
    assert town.sync().conflicts == 1
    assert words.stand_in(town.calendar().on(FIRST)[1].encode())


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with nextcloud_double() as running:
        running.calendars.burst = sys.maxsize
        yield running


def test_a_nextcloud_restored_from_a_backup_is_looked_through_the_next_day(
    cloud: Cloud, new_settled: NewTown, tmp_path: Path
) -> None:
    town = new_settled(caldav=cloud.server("caldav"), places=ALONE)
    town.sync()  # from here on it asks what has changed
    (kept,) = cloud.calendars.all
    kept.objects.pop(town.calendar().on(FIRST)[0])
    kept.log.clear()  # its tokens begin anew, and ours is one of the future
    assert town.sync().steps == ()
    town.now += A_DAY
    assert told(town.sync()) == [("recreate", "deleted_by_person")]
    assert town.sync().steps == ()
