"""A whole round over thousands of groups where nothing has changed, by two worker processes.

Each group has two calendars and a folder on a server that costs next to nothing
(`stub_server`), so what is measured is the service and its database. The time is from the moment
all are due until the last is done. Processor time is the workers' own, which other work on the
machine adds little to. Nobody may change the program meanwhile: a pass under another version of it
decides everything anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.config import Config
from tests.bench.many_groups import PLACES, ManyGroups, many_groups
from tests.bench.stub_server import asked, stub_server
from tests.bench.table import Times, bound, heading
from tests.servers.postgres import postgres

WORKERS, THREADS = 2, 4
BOUND_S = 60.0
MOST_MB, GROWTH_MB = 200.0, 10.0
MEMORY = Path("/dev/shm")
_SOME = (10, 100, 1000)
_PATIENCE_S = 1800.0
_COMMAND = "import sys; from service.cli import main; sys.argv[0] = 'kjoreplan'; main()"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Worker:
    """A running worker process."""

    process: subprocess.Popen[str]

    def held(self) -> float:
        """Megabytes of memory that it holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        line = next(one for one in status.splitlines() if one.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def used(self) -> float:
        """Seconds of processor time that it has used so far."""
        text = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICKS


@contextmanager
def worker(config: Config) -> Iterator[Worker]:
    """Run a worker; it listens when the block begins."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("KJOREPLAN_")}
    with subprocess.Popen(
        [sys.executable, "-c", _COMMAND, "worker", "--threads", str(THREADS)],
        env={
            **environ,
            "KJOREPLAN_DATA_DIR": str(config.data_dir),
            "KJOREPLAN_DATABASE_URL": config.database_url,
            "PYTHONUNBUFFERED": "1",
        },
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline()
            yield Worker(process)
        finally:
            process.terminate()


@dataclass(frozen=True)
class Took:
    """One round: seconds, the workers' processor time, and how often each target was asked."""

    seconds: float
    used: float
    asked: Counter[str]


def one_round(office: ManyGroups, server: str, crew: list[Worker], groups: int) -> Took:
    """Let so many groups be due, and wait until all are done."""
    asked(server)
    before = sum(one.used() for one in crew)
    begun = time.perf_counter()
    office.let_be_due(groups, WORKERS * THREADS)
    _wait(office)
    seconds = time.perf_counter() - begun
    return Took(seconds, sum(one.used() for one in crew) - before, asked(server))


def _wait(office: ManyGroups, until: int = 0) -> None:
    deadline = time.perf_counter() + _PATIENCE_S
    while office.left() > until:
        if time.perf_counter() > deadline:
            raise TimeoutError("the round did not end")
        time.sleep(0.2)


def report(groups: int) -> Iterator[str]:
    """The lines for SQLite, and those for PostgreSQL."""
    memory = MEMORY if MEMORY.is_dir() else None
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=memory)))
        server = stack.enter_context(stub_server(folder))
        make = stack.enter_context(postgres())
        yield heading()
        for kind in ("SQLite", "PostgreSQL"):
            home = folder / kind
            home.mkdir()
            url = make() if kind == "PostgreSQL" else f"sqlite:///{home / 'kjoreplan.db'}"
            config = Config(data_dir=home, database_url=url)
            office = many_groups(config, server, groups)
            yield from _of(kind, office, config, server)
            yield from _with_one_killed(kind, office, config, server)
            office.close()


def _of(kind: str, office: ManyGroups, config: Config, server: str) -> Iterator[str]:
    """Whole rounds, memory, and what a group costs where there are few and many."""
    with ExitStack() as stack:
        crew = [stack.enter_context(worker(config)) for _ in range(WORKERS)]
        one_round(office, server, crew, min(100, office.count))
        costs = []
        for groups in sorted({min(some, office.count) for some in (*_SOME, office.count)}):
            took = one_round(office, server, crew, groups)
            per_group = f"{took.used / groups * 1000:.1f} ms"
            costs.append(f"{groups}: {per_group} ({took.seconds / groups * 1000:.1f})")
        settled = [one.held() for one in crew]
        again = one_round(office, server, crew, office.count)
        ended = [one.held() for one in crew]
    yield bound(f"{kind}, {office.count} groups", Times("", [took.seconds, again.seconds]), BOUND_S)
    yield f"  processor time for a group (time on the wall): {', '.join(costs)}"
    most, growth = max(ended), max(a - b for a, b in zip(ended, settled, strict=True))
    verdict = "met" if most < MOST_MB and growth <= GROWTH_MB else "NOT MET"
    yield (
        f"  memory: {most:.0f} MB at most, grown by {growth:.1f} MB in a round more, "
        f"goal < {MOST_MB:g} and ≤ {GROWTH_MB:g}: {verdict}"
    )
    yield f"  {_times_asked(again.asked, office.count)}"


def _with_one_killed(kind: str, office: ManyGroups, config: Config, server: str) -> Iterator[str]:
    """A round in whose middle one of the workers is killed; its groups wait for their leases."""
    with worker(config) as survivor, worker(config) as victim:
        asked(server)
        begun = time.perf_counter()
        office.let_be_due(office.count, WORKERS * THREADS)
        _wait(office, office.count * len(PLACES) // 2)
        victim.process.kill()
        _wait(office)
        seconds = time.perf_counter() - begun
        counted = asked(server)
        assert survivor.process.poll() is None
    yield f"  one of two killed in the middle: {seconds:.1f} s until all were done"
    yield f"  {_times_asked(counted, office.count)}"


def _times_asked(counted: Counter[str], groups: int) -> str:
    """How many targets were asked for how often."""
    spread = sorted(Counter(counted.values()).items())
    said = ", ".join(f"{many} of them {times} times" for times, many in spread)
    return f"targets asked: {len(counted)} of {groups * len(PLACES)}; {said}"
