"""When both wire stores wait and try again, and when they leave that to the caller."""

from __future__ import annotations

import datetime as dt
import email.utils

import pytest

from connectors.guard import Patience
from connectors.headers import retry_after
from connectors.store import Busy, TemporaryError
from tests.contract.scenes import Scene, all_operations, all_reads, all_writes, scene_of
from tests.servers.meddler import answer

scene = pytest.fixture(scene_of)


@all_reads
def test_a_read_waits_as_told_and_tries_again(scene: Scene, operation: str) -> None:
    scene.proxy.acts = [answer(503, ("Retry-After", "0")), answer(429, ("Retry-After", "0"))]
    scene.do(operation)
    assert len(scene.proxy.methods()) >= 3


@all_operations
@pytest.mark.parametrize("status", [423, 429, 503])
def test_a_long_wait_is_left_to_the_caller(scene: Scene, operation: str, status: int) -> None:
    scene.proxy.always = answer(status, ("Retry-After", "3600"))
    with pytest.raises(Busy) as caught:
        scene.do(operation)
    assert caught.value.retry_after == 3600
    assert caught.value.temporary
    assert len(scene.proxy.methods()) == 1


@all_operations
def test_busy_without_a_time_is_not_hammered(scene: Scene, operation: str) -> None:
    scene.proxy.always = answer(503)
    with pytest.raises(Busy):
        scene.do(operation)
    assert len(scene.proxy.methods()) == 1


@all_writes
def test_a_write_is_never_repeated_by_itself(scene: Scene, operation: str) -> None:
    scene.proxy.acts = [answer(503, ("Retry-After", "0"))]
    with pytest.raises(Busy):
        scene.do(operation)
    assert len(scene.proxy.methods()) == 1
    assert scene.untouched()


@all_reads
def test_patience_ends(scene: Scene, operation: str) -> None:
    scene.proxy.always = answer(502)
    with pytest.raises(TemporaryError):
        scene.do(operation)
    assert len(scene.proxy.methods()) == Patience().attempts


def test_retry_after_is_seconds_or_a_date() -> None:
    now = dt.datetime(2026, 5, 12, 18, 0, tzinfo=dt.UTC)
    then = email.utils.format_datetime(now + dt.timedelta(minutes=2), usegmt=True)
    assert retry_after("120", now) == 120
    assert retry_after(then, now) == 120
    assert retry_after(email.utils.format_datetime(now, usegmt=True), now) == 0
    assert [retry_after(text, now) for text in (None, "", "snart", "-5")] == [None] * 4
