"""`kjoreplan worker` as a process of its own: it goes on where another was killed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from service.db.meetings import Meetings
from service.domain.schedule import INTERVAL
from service.jobs.hints import Waker
from service.journeys.keeping import wall_clock
from tests.jobs.office import MEETINGS, Office
from tests.servers.meddler import Forward, Reply, pass_on

GROUPS = tuple(f"gruppe-{n}" for n in range(5))
_PATIENCE_S = 120
_COMMAND = "import sys; from service.cli import main; sys.argv[0] = 'kjoreplan'; main()"


@dataclass
class Worker:
    """A running worker."""

    process: subprocess.Popen[str]

    def kill(self) -> None:
        """As the machine does when it has no memory left."""
        self.process.kill()
        self.process.wait()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Ask it to end; how it ended, and what it said of anything that went wrong."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> tuple[int, str]:
        """The same of one that ends without being asked here."""
        out, _ = self.process.communicate(timeout=_PATIENCE_S)
        lines = out.splitlines(keepends=True)
        return self.process.returncode, "".join(one for one in lines if _TELLS not in one)


_TELLS = '"level": "info"'


@pytest.fixture
def worker(office: Office) -> Iterator[Callable[[], Worker]]:
    """Starts workers; they listen when it returns."""
    with contextlib.ExitStack() as stack:

        def start(*options: str) -> Worker:
            environ = {k: v for k, v in os.environ.items() if not k.startswith("KJOREPLAN_")}
            process = subprocess.Popen(
                [sys.executable, "-c", _COMMAND, "worker", *options],
                env={
                    **environ,
                    "KJOREPLAN_DATA_DIR": str(office.home),
                    "KJOREPLAN_DATABASE_URL": office.database_url,
                    "PYTHONUNBUFFERED": "1",
                },
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            assert process.stdout
            said = process.stdout.readline()
            assert said.startswith("Synkroniserer det som er på tide, inntil "), said
            return Worker(process)

        yield start


def until(reached: Callable[[], bool]) -> None:
    """Wait; for ever would hide what never comes."""
    deadline = time.monotonic() + _PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def all_done(office: Office) -> bool:
    return all(office.state(one).last_ok_at is not None for one in GROUPS)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_syncs_what_is_due_and_ends_when_asked_to(
    office: Office, worker: Callable[..., Worker], number: signal.Signals
) -> None:
    office.add(*GROUPS)
    running = worker("--threads", "2")
    until(lambda: all_done(office))

    assert running.stop(number) == (0, "")
    assert {len(office.events(one)) for one in GROUPS} == {MEETINGS}
    assert office.lease_owners() == []


def test_asked_to_end_it_finishes_the_group_at_hand(
    office: Office, worker: Callable[..., Worker]
) -> None:
    office.add(*GROUPS)
    started: list[Worker] = []
    asked: list[bool] = []

    def end(forward: Forward) -> Reply:
        if office.proxy.requests[-1][0] == "PUT" and not asked:
            asked.append(True)
            started[0].process.terminate()
        return forward()

    office.proxy.always = end
    started.append(worker("--threads", "1"))
    assert started[0].ended() == (0, "")
    done = [one for one in GROUPS if office.state(one).last_ok_at]
    assert len(done) == 1
    assert len(office.events(done[0])) == MEETINGS
    assert office.lease_owners() == []


def test_what_a_killed_worker_left_is_done_by_the_next_and_nothing_twice(
    office: Office, worker: Callable[..., Worker]
) -> None:
    office.add(*GROUPS)
    puts: list[str] = []
    running: list[Worker] = []

    def kill(forward: Forward) -> Reply | None:
        method, path = office.proxy.requests[-1]
        if method == "PUT":
            puts.append(path)
            if len(puts) == MEETINGS + 2:  # in the middle of the second group
                reply = forward()
                running[0].kill()
                return reply
        return forward()

    office.proxy.always = kill
    running.append(worker("--threads", "1"))
    running[0].process.wait(_PATIENCE_S)
    assert not all_done(office)
    assert len(office.lease_owners()) == 1

    office.proxy.always = pass_on
    office.let_leases_run_out()
    next_one = worker("--threads", "2")
    until(lambda: all_done(office))
    assert next_one.stop() == (0, "")
    for one in GROUPS:
        laid = office.events(one)
        assert len(laid) == MEETINGS
        assert len(set(laid)) == MEETINGS
        assert office.state(one).last_error == ""
    assert "DELETE" not in office.proxy.methods()


def test_two_workers_share_the_work(office: Office, worker: Callable[..., Worker]) -> None:
    office.add(*GROUPS)
    both = [worker("--threads", "2"), worker("--threads", "2")]
    until(lambda: all_done(office))

    assert [one.stop() for one in both] == [(0, ""), (0, "")]
    created = [path for method, path in office.proxy.requests if method == "PUT"]
    assert len(created) == len(set(created)) == MEETINGS * len(GROUPS)


def test_what_somebody_changes_is_in_the_calendar_before_it_is_due(
    office: Office, worker: Callable[..., Worker]
) -> None:
    office.add("a")
    office.work()
    assert office.state("a").next_due > wall_clock() + INTERVAL / 2
    running = worker()
    waking = replace(office.services, wake=Waker(office.config, office.services.box))
    with waking.changing("a") as session:
        meetings = Meetings(session, "a")
        first = min(meetings.own(), key=lambda one: one.date)
        meetings.save([replace(first, place="Biblioteket")], manual=True)

    store = office.server.open(f"{office.server.url}{office.slug}-a-0/")
    hrefs = office.events("a")
    until(lambda: any(b"Biblioteket" in one.data for one in store.get_many(hrefs).values()))
    assert running.stop() == (0, "")
