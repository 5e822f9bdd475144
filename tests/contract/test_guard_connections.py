"""What both wire stores do when the connection breaks or nobody answers."""

from __future__ import annotations

import threading

import pytest

from connectors.store import OutcomeUnknown, TemporaryError, Unreachable
from tests.contract.scenes import Scene, all_operations, all_reads, all_writes, scene_of
from tests.servers.meddler import Act, Forward, Reply, after, answer, broken, cut
from tests.servers.process import free_port

scene = pytest.fixture(scene_of)


@all_writes
@pytest.mark.parametrize(
    "act",
    [after(answer(500)), after(answer(502)), after(broken), answer(500), broken],
    ids=["stored-500", "stored-502", "stored-reset", "500", "reset"],
)
def test_an_unclear_write_is_sent_once_and_said_to_be_unclear(
    scene: Scene, operation: str, act: Act
) -> None:
    scene.proxy.always = act
    with pytest.raises(OutcomeUnknown) as caught:
        scene.do(operation)
    assert caught.value.temporary
    assert len(scene.proxy.methods()) == 1


def test_after_an_unclear_write_the_object_can_be_looked_at(scene: Scene) -> None:
    scene.proxy.acts = [after(broken)]
    href, data = scene.place.thing()
    with pytest.raises(OutcomeUnknown):
        scene.store.create(href, data)
    assert scene.store.get(href).resource.etag


@all_reads
def test_a_read_survives_a_broken_connection(scene: Scene, operation: str) -> None:
    scene.proxy.acts = [broken]
    scene.do(operation)


@pytest.mark.parametrize("operation", ["list", "get", "get_many"])
def test_half_an_answer_is_no_answer(scene: Scene, operation: str) -> None:
    scene.proxy.always = cut
    with pytest.raises(TemporaryError):
        scene.do(operation)


@all_operations
def test_a_server_that_is_down_is_unreachable_and_nothing_was_sent(
    scene: Scene, operation: str
) -> None:
    assert scene.place.server
    scene.store = scene.place.server.open(f"http://127.0.0.1:{free_port()}/x/")
    with pytest.raises(Unreachable):
        scene.do("list" if operation == "update" else operation)


@pytest.mark.parametrize("operation", ["list", "create"])
def test_silence_ends_at_the_timeout(scene: Scene, operation: str) -> None:
    over = threading.Event()

    def silent(_: Forward) -> Reply | None:
        over.wait(30)
        return None

    scene.proxy.always = silent
    kind = type(scene.store)
    url = scene.proxy.before(scene.place.url)
    with kind(url, timeout=(5, 0.2)) as store:
        scene.store = store
        with pytest.raises(Unreachable if operation == "list" else OutcomeUnknown):
            scene.do(operation)
    over.set()
    assert len(scene.proxy.methods()) == 1
