"""Syncing a calendar: our pass against bare PUTs and against vdirsyncer.

All write the same objects to one Radicale, each time into a fresh calendar, in memory where there
is such a folder: nobody waits for a disk, which hides what the clients cost. The sides take turns,
in the other order every other round, so that what else the machine does falls on all alike; beside
vdirsyncer's time stands its own processor time, which a busy machine hardly alters.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import requests
from requests.auth import HTTPBasicAuth

from service.db.targets import Targets
from tests.bench.planned import Planned, planned
from tests.bench.table import Times, bound, count, heading, race
from tests.servers.client import Member
from tests.servers.meddler import Forward, Reply, meddler
from tests.servers.radicale import radicale
from tests.servers.server import Server

MEMORY = Path("/dev/shm")
FIRST_GOAL = 1.10  # of the bare PUTs' time
DISTANT_GOAL = 0.20  # of the same, where each answer takes longer
DISTANCE_S = 0.05
QUIET_GOAL = 1.3  # of the bare sync report's time
QUIET_CPU_S = 0.005


_QUIET_PASSES = 5
_SYNC = (
    '<sync-collection xmlns="DAV:"><sync-token>{}</sync-token><sync-level>1</sync-level>'
    "<prop><getetag/></prop></sync-collection>"
)


@dataclass(frozen=True)
class Cost:
    """What some work took, in seconds: on the wall, and of the clients' own processor time.

    The server is another process and not counted in the latter, which a busy machine hardly alters.
    """

    wall: float = 0.0
    own: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.own + other.own)

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.own - other.own)


def cost(work: Callable[[], object]) -> Cost:
    """Do the work; what it took in this process and in those it started and saw end."""
    before = Cost(time.perf_counter(), _processor())
    work()
    return Cost(time.perf_counter(), _processor()) - before


def _processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@dataclass
class Ledger:
    """Every side's costs, round by round."""

    costs: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))

    def wall(self, entry: str, name: str = "kjoreplan") -> Times:
        """How long it took."""
        return Times(name, [one.wall for one in self.costs[entry]])

    def own(self, entry: str, name: str = "kjoreplan") -> Times:
        """What of it was the client's own work."""
        return Times(name, [one.own for one in self.costs[entry]])


@dataclass(frozen=True)
class Round:
    """One round: every side with its own calendar, database and files below ``directory``."""

    server: Server
    directory: Path
    events: int
    ledger: Ledger

    def run(self, backwards: bool) -> None:
        """Every side once."""
        sides = [self.ours, self.vdirsyncer, self.bare]
        for side in reversed(sides) if backwards else sides:
            side()

    def bare(self) -> None:
        """The least a client can do: one session, one PUT after the other."""
        with self._plan() as plan, requests.Session() as session:
            put = partial(_put_all, session, self.server, plan.objects())
            self.ledger.costs["bare"].append(cost(put))

    def ours(self) -> None:
        """The journey alone, and what it takes when it has nothing to do."""
        with self._plan() as plan:
            self.ledger.costs["first"].append(cost(plan.sync))
            self.ledger.costs["second"].append(cost(plan.sync))
            for _ in range(_QUIET_PASSES):
                self.ledger.costs["later"].append(cost(plan.sync))
                self.ledger.costs["report"].append(cost(partial(_report, self.server, plan)))

    def vdirsyncer(self) -> None:
        """The peer pushes the same objects from files, and then has nothing to do.

        Taken off is what it costs to start the program: a service has been started long since.
        """
        url = self.server.collection()
        with self._plan() as plan:
            objects = plan.objects()
        member = vdirsyncer_with(self.server, self.server.url, url, self.directory, objects)
        first, later, start = cost(member.sync), cost(member.sync), cost(member.start)
        self.ledger.costs["peer first"].append(first - start)
        self.ledger.costs["peer later"].append(later - start)

    def _plan(self) -> AbstractContextManager[Planned]:
        """The plan in a fresh database, for a fresh calendar."""
        url = self.server.collection()
        directory = self.directory / url.rstrip("/").rpartition("/")[2]
        directory.mkdir()
        return planned(directory, self.events, url, self.server.username, self.server.password)


def _report(server: Server, plan: Planned) -> None:
    """The least a client can do to see that nothing has changed: one sync report (RFC 6578)."""
    (target,) = plan.settings.targets
    with plan.services.database.reading() as session:
        token = Targets(session, plan.settings.group.id).state(target.id).sync_token or ""
    with requests.Session() as session_:
        session_.trust_env = False
        answer = session_.request(
            "REPORT",
            target.url,
            data=_SYNC.format(token.removeprefix("sync:")),
            headers={"Content-Type": "application/xml", "Depth": "0"},
            auth=HTTPBasicAuth(server.username.encode(), server.password.encode()),
            timeout=60,
        )
        assert answer.status_code == 207


def _put_all(session: requests.Session, server: Server, objects: Mapping[str, bytes]) -> None:
    """PUTs into a fresh calendar, each of which must create."""
    url = server.collection()
    session.trust_env = False
    session.auth = (server.username.encode(), server.password.encode())
    session.headers["If-None-Match"] = "*"
    session.headers["Content-Type"] = "text/calendar; charset=utf-8"
    for href, data in objects.items():
        session.put(url + href, data=data, timeout=60).raise_for_status()


def report(events: int, rounds: int) -> Iterator[str]:
    """Measure, and tell line by line."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        directory = Path(name)
        (directory / "server").mkdir()
        with radicale(directory / "server") as server:
            ledger = Ledger()
            for number in range(rounds):
                mine = directory / str(number)
                mine.mkdir()
                Round(server, mine, events, ledger).run(backwards=number % 2 == 1)
                _progress(f"round {number + 1} of {rounds}")
            counts = _counted(server, directory / "counted", min(events, 50))
            first_requests = _first_requests(server, directory / "first", events)
            distant = _from_afar(server, directory / "distant", events)
    wall, own = ledger.wall, ledger.own
    yield heading()
    yield race("first sync", wall("first"), wall("bare", "bare PUTs"), FIRST_GOAL)
    yield race("first sync", wall("first"), wall("peer first", "vdirsyncer"), 1)
    yield race("  its own processor time", own("first"), own("peer first", "vdirsyncer"))
    yield count("  requests", first_requests, "events + 2", events + 2, events + 2)
    what = f"  {DISTANCE_S * 1000:g} ms away"
    yield race(what, distant.wall("ours"), distant.wall("bare", "bare PUTs"), DISTANT_GOAL)
    # Radicale stores one object at a time, whoever sends them: nobody can be quicker than this.
    yield race(what, distant.wall("ours"), wall("bare", "PUTs nearby"), FIRST_GOAL)
    yield count("nothing to do: requests", counts[0], "vdirsyncer", counts[1], 1)
    yield race("  right after the first sync", wall("second"), wall("peer later", "vdirsyncer"))
    yield race("  every time after that", wall("later"), wall("report", "sync report"), QUIET_GOAL)
    yield race("  every time after that", wall("later"), wall("peer later", "vdirsyncer"), 1)
    yield bound("  its own processor time", own("later"), QUIET_CPU_S)
    yield race("  its own processor time", own("later"), own("peer later", "vdirsyncer"), 1)


def _first_requests(server: Server, directory: Path, events: int) -> int:
    """How many requests a first sync sends into a calendar that is there."""
    directory.mkdir()
    url = server.collection()
    with (
        meddler(url) as proxy,
        planned(directory, events, proxy.before(url), server.username, server.password) as plan,
    ):
        plan.sync()
        return len(proxy.methods())


def _from_afar(server: Server, directory: Path, events: int) -> Ledger:
    """A first sync and bare PUTs through a proxy that holds every answer back for a while."""
    directory.mkdir()
    ledger, url = Ledger(), server.collection()

    def late(forward: Forward) -> Reply:
        time.sleep(DISTANCE_S)
        return forward()

    with meddler(url) as proxy:
        proxy.always = late
        near = replace(server, url=proxy.before(server.url))
        with planned(
            directory, events, proxy.before(url), server.username, server.password
        ) as plan:
            ledger.costs["ours"].append(cost(plan.sync))
            ledger.costs["bare"].append(cost(partial(_put_all_into, near, plan.objects())))
    return ledger


def _put_all_into(server: Server, objects: Mapping[str, bytes]) -> None:
    with requests.Session() as session:
        _put_all(session, server, objects)


def vdirsyncer_with(
    server: Server, root: str, url: str, directory: Path, objects: Mapping[str, bytes]
) -> Member:
    """A vdirsyncer that has found the calendar ``url`` and has the objects as files beside it."""
    calendar = url.rstrip("/").rpartition("/")[2]
    member = Member.with_account(
        directory / calendar, root, server.username, server.password, collections=[calendar]
    )
    member.discover()
    for href, data in objects.items():
        (member.home / "calendars" / calendar / href).write_bytes(data)
    return member


def _counted(server: Server, directory: Path, events: int) -> tuple[int, int]:
    """How many requests a pass with nothing to do sends: ours, and vdirsyncer's."""
    directory.mkdir()
    url = server.collection()
    with meddler(url) as proxy:
        root = proxy.before(server.url)
        with planned(
            directory, events, proxy.before(url), server.username, server.password
        ) as plan:
            plan.sync()
            proxy.methods()
            plan.sync()
            ours = len(proxy.methods())
            objects = plan.objects()
        member = vdirsyncer_with(server, root, server.collection(), directory, objects)
        member.sync()
        proxy.methods()
        member.sync()
        return ours, len(proxy.methods())


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(text, file=sys.stderr)
