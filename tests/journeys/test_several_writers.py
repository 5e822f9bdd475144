"""Many writes are shared by several writers: each object once, in order, and nothing forgotten."""

from __future__ import annotations

import threading
import time

import pytest

from connectors.memory_store import MemoryStore
from connectors.store import Resource, Unreachable
from service.domain.projection import Applied
from service.journeys.calendar.executing import Outcome
from tests.journeys.writers import creates, executor


class Cut(MemoryStore):
    """A store whose server goes down after some writes."""

    def __init__(self, writes: int) -> None:
        super().__init__()
        self.left = writes

    def create(self, href: str, data: bytes) -> Resource:
        if not self.left:
            raise Unreachable("the server went down")
        self.left -= 1
        return super().create(href, data)


def test_two_writers_write_each_object_once_and_tell_it_in_the_order_decided() -> None:
    actions, store = creates(60), MemoryStore()
    remembered: list[Applied] = []
    outcome = Outcome()
    executor(store, remembered).run(actions, outcome)
    assert outcome.done == list(actions)
    assert {r.href: r.etag for r in remembered} == {r.href: r.etag for r in store.list().resources}
    assert len(remembered) == len(actions)


def test_when_the_server_goes_down_both_stop_and_what_was_written_is_remembered() -> None:
    store, outcome = Cut(31), Outcome()
    remembered: list[Applied] = []
    with pytest.raises(Unreachable):
        executor(store, remembered).run(creates(60), outcome)
    assert len(outcome.done) == len(remembered) == 31
    assert {r.href for r in remembered} == {r.href for r in store.list().resources}


class Distant(MemoryStore):
    """A store whose server is far away, and which remembers how many wrote at once."""

    def __init__(self) -> None:
        super().__init__()
        self.at_once, self.most, self.lock = 0, 0, threading.Lock()

    def create(self, href: str, data: bytes) -> Resource:
        with self.lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        time.sleep(0.04)
        with self.lock:
            self.at_once -= 1
            return super().create(href, data)


def test_a_distant_server_gets_more_writers_and_never_more_than_eight() -> None:
    actions, store, outcome = creates(80), Distant(), Outcome()
    executor(store, []).run(actions, outcome)
    assert outcome.done == list(actions)
    assert store.most == 8


def test_few_writes_call_in_no_more_writers_than_there_are_objects() -> None:
    actions, store, outcome = creates(3), Distant(), Outcome()
    executor(store, []).run(actions, outcome)
    assert outcome.done == list(actions)
    assert store.most <= 2
