"""Huey on a file, on PostgreSQL and on Redis: it wakes, and decides nothing."""

from __future__ import annotations

import logging
import pickle
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest
from cryptography.fernet import Fernet

from service.config import Config
from service.db.sealing import SecretBox
from service.jobs.hints import Waker
from service.jobs.queue import Duties, Queue, QueueUnavailable, open_queue
from tests.databases import empty_database
from tests.jobs.office import Office
from tests.servers.process import free_port


@pytest.fixture(params=["sqlite", "postgresql", "redis"])
def config(request: pytest.FixtureRequest, tmp_path: Path) -> Config:
    """Settings with a queue of each kind."""
    home = tmp_path / "home"
    database = empty_database(home / "kjoreplan.db")
    made = Config(data_dir=home, database_url=database)
    if request.param == "postgresql":
        return replace(made, database_url=request.getfixturevalue("postgres")())
    if request.param == "redis":
        return replace(made, queue_url=request.getfixturevalue("redis"))
    return made


@pytest.fixture
def box() -> SecretBox:
    return SecretBox([Fernet.generate_key().decode()])


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Closes the queues that tests have left open."""
    queues: list[Queue] = []
    begin = Queue.__init__

    def noted(queue: Queue, huey: object, duties: Duties) -> None:
        begin(queue, huey, duties)
        queues.append(queue)

    monkeypatch.setattr(Queue, "__init__", noted)
    yield
    for queue in queues:
        queue.close()


def listen(queue: Queue) -> None:
    """Do what waits in the queue, as a worker's thread does."""
    while (task := queue.huey.dequeue()) is not None:
        queue.huey.execute(task)


def test_a_message_wakes_whoever_listens(config: Config, box: SecretBox) -> None:
    done: list[str] = []
    listening = open_queue(config, box, Duties(work=lambda: done.append("work")))

    Waker(config, box)()
    listen(listening)

    assert done == ["work"]


def test_what_has_been_said_is_not_said_again(config: Config, box: SecretBox) -> None:
    done: list[str] = []
    queue = open_queue(config, box, Duties(work=lambda: done.append("work")))
    for _ in range(5):
        queue.wake(3)
    Waker(config, box)()

    listen(queue)
    assert len(done) == 3


def test_a_message_that_we_have_not_signed_is_not_obeyed(config: Config, box: SecretBox) -> None:
    done: list[str] = []
    queue = open_queue(config, box, Duties(work=lambda: done.append("work")))
    stranger = SecretBox([Fernet.generate_key().decode()])
    open_queue(config, stranger, Duties()).wake()
    listen(queue)
    assert done == []

    queue.huey.storage.enqueue(pickle.dumps(("no", "signature")))
    with pytest.raises(ValueError, match="Separator"):
        queue.huey.dequeue()
    queue.wake()
    listen(queue)
    assert done == ["work"]


def test_processes_that_start_at_once_make_one_queue(config: Config, box: SecretBox) -> None:
    start, made = Barrier(4), []

    def begin() -> None:
        start.wait()
        made.append(open_queue(config, box, Duties()))

    threads = [Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    made[0].wake()
    assert made[1].huey.pending_count() == 1


@pytest.mark.parametrize("url", ["redis://127.0.0.1:{}/0", "postgresql://127.0.0.1:{}/k"])
def test_whoever_changes_something_is_not_stopped_by_a_queue_that_is_down(
    tmp_path: Path, box: SecretBox, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    config = Config(
        data_dir=tmp_path, database_url="sqlite:///x", queue_url=url.format(free_port())
    )
    with caplog.at_level(logging.INFO):
        Waker(config, box)()
    assert "nobody_woken" in caplog.text

    with pytest.raises(QueueUnavailable):
        open_queue(config, box).wake()


def test_where_no_worker_has_ever_been_nobody_is_woken_and_nothing_made(
    tmp_path: Path, box: SecretBox
) -> None:
    Waker(Config(data_dir=tmp_path, database_url="sqlite:///x"), box)()
    assert list(tmp_path.iterdir()) == []


def working(office: Office, count: Counter[str]) -> Duties:
    def work() -> None:
        count["groups"] += office.work()
        count["messages"] += 1

    return Duties(work=work)


@pytest.fixture
def queue_of(office: Office) -> Callable[[Duties], Queue]:
    return lambda duties: open_queue(office.config, office.services.box, duties)


def test_messages_that_are_doubled_sync_nothing_twice(
    office: Office, queue_of: Callable[[Duties], Queue]
) -> None:
    office.add("a", "b", "c")
    count: Counter[str] = Counter()
    queue = queue_of(working(office, count))
    queue.wake(7)

    listen(queue)
    assert count == {"groups": 3, "messages": 7}


def test_messages_that_are_lost_cost_a_look_and_nothing_else(
    office: Office, queue_of: Callable[[Duties], Queue]
) -> None:
    office.add("a", "b")
    count: Counter[str] = Counter()
    queue = queue_of(working(office, count))
    queue.wake()
    queue.huey.storage.flush_queue()
    listen(queue)
    assert count == {}

    queue.wake()  # as the next tick does
    listen(queue)
    assert count["groups"] == 2
