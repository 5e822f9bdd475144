"""What both wire stores say when a server refuses."""

from __future__ import annotations

import pytest

from connectors.store import Forbidden, OutOfSpace, Rejected, Unauthorized
from tests.contract.scenes import Scene, all_operations, all_writes, scene_of
from tests.servers.meddler import answer

scene = pytest.fixture(scene_of)


@all_operations
def test_a_refused_password_is_tried_once(scene: Scene, operation: str) -> None:
    scene.proxy.always = answer(401, ("WWW-Authenticate", 'Basic realm="x"'))
    with pytest.raises(Unauthorized):
        scene.do(operation)
    assert len(scene.proxy.methods()) == 1


@pytest.mark.parametrize("operation", ["create", "update"])
def test_a_full_quota_is_said_and_nothing_is_stored(scene: Scene, operation: str) -> None:
    scene.proxy.always = answer(507)
    with pytest.raises(OutOfSpace):
        scene.do(operation)
    assert len(scene.proxy.methods()) == 1
    assert scene.untouched()


@all_writes
@pytest.mark.parametrize("status", [400, 413, 415, 422, 501])
def test_refused_content_is_permanent(scene: Scene, operation: str, status: int) -> None:
    scene.proxy.always = answer(status)
    with pytest.raises(Rejected) as caught:
        scene.do(operation)
    assert not caught.value.temporary
    assert caught.value.status == status


@all_writes
def test_a_404_for_a_write_where_one_may_read_means_read_only(scene: Scene, operation: str) -> None:
    scene.proxy.acts = [answer(404)]
    with pytest.raises(Forbidden):
        scene.do(operation)
    assert scene.untouched()
