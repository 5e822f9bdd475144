"""What a pass over a calendar costs in requests, counted at a proxy before the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import event

from service.db.tables_sync import AppliedRow
from tests.bench.planned import Planned, planned
from tests.servers.meddler import Meddler, meddler
from tests.servers.server import Server

MEETINGS = 30


@dataclass(frozen=True)
class Counted:
    """A plan whose calendar is reached through a counting proxy."""

    plan: Planned
    proxy: Meddler

    def requests_of_a_pass(self) -> Counter[str]:
        """How many requests of each method the server is sent."""
        self.plan.sync()
        return Counter(self.proxy.methods())


@pytest.fixture(params=["radicale", "xandikos"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def counted(tmp_path: Path, server: Server) -> Iterator[Counted]:
    url = server.collection()
    with (
        meddler(url) as proxy,
        planned(tmp_path, MEETINGS, proxy.before(url), server.username, server.password) as plan,
    ):
        yield Counted(plan, proxy)


def test_the_first_pass_costs_one_request_to_look_and_one_for_each_event(counted: Counted) -> None:
    assert counted.requests_of_a_pass() == {"REPORT": 1, "PUT": MEETINGS}


def test_a_pass_with_nothing_to_do_costs_one_request(counted: Counted) -> None:
    counted.plan.sync()
    counted.proxy.methods()
    assert counted.requests_of_a_pass() == {"REPORT": 1}
    assert counted.requests_of_a_pass() == {"REPORT": 1}


def test_a_calendar_that_is_not_there_costs_three_requests_more(
    tmp_path: Path, server: Server
) -> None:
    url = f"{server.url}ny-{MEETINGS}/"
    with (
        meddler(url) as proxy,
        planned(tmp_path, MEETINGS, proxy.before(url), server.username, server.password) as plan,
    ):
        made = Counted(plan, proxy).requests_of_a_pass()
    assert made == {"REPORT": 2, "PROPFIND": 1, "MKCALENDAR": 1, "PUT": MEETINGS}


def test_what_was_written_is_not_read_back_while_the_rest_is_written(counted: Counted) -> None:
    with rows_read() as read:
        counted.plan.sync()
    assert read == []


@contextmanager
def rows_read() -> Iterator[list[str]]:
    """The UIDs of the remembered writes that are read from the database, each time."""
    read: list[str] = []

    def note(row: AppliedRow, _: object) -> None:
        read.append(row.uid)

    event.listen(AppliedRow, "load", note)
    try:
        yield read
    finally:
        event.remove(AppliedRow, "load", note)
