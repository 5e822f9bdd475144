"""What both wire stores do with an address that leads to something else."""

from __future__ import annotations

import pytest

from connectors.caldav_store import CalDavStore
from connectors.store import NotADavServer, StoreError
from connectors.webdav_store import WebDavStore
from tests.contract.scenes import PAGE, TO_LOGIN, WRITES, Scene, all_operations, all_reads, scene_of
from tests.servers.meddler import Act, answer, broken

scene = pytest.fixture(scene_of)


@all_operations
@pytest.mark.parametrize("act", [TO_LOGIN, PAGE], ids=["redirect", "page"])
def test_a_login_page_is_neither_data_nor_success(scene: Scene, operation: str, act: Act) -> None:
    scene.proxy.always = act
    with pytest.raises(NotADavServer):
        scene.do(operation)
    assert len(scene.proxy.methods()) == 1
    assert scene.untouched()


@all_reads
@pytest.mark.parametrize("body", [b"", b"hei", b"<a><b></a>", b"<feed/>"])
def test_what_is_no_multistatus_is_no_empty_listing(
    scene: Scene, operation: str, body: bytes
) -> None:
    scene.proxy.always = answer(207, ("Content-Type", "text/xml"), body=body)
    with pytest.raises(NotADavServer):
        scene.do(operation)


def test_an_address_with_a_password_in_it_is_refused_without_telling_it() -> None:
    for store in (CalDavStore, WebDavStore):
        with pytest.raises(NotADavServer) as caught:
            store("https://kari:hemmelig@example.org/dav/", "kari", "hemmelig")
        assert "hemmelig" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "example.org/dav", "ftp://example.org/", "http://x:y/", "//"])
def test_what_is_no_address_is_said_at_once(url: str) -> None:
    for store in (CalDavStore, WebDavStore):
        with pytest.raises(NotADavServer):
            store(url)


def test_messages_name_neither_path_nor_password(scene: Scene) -> None:
    assert scene.place.server
    told = []
    for act in (TO_LOGIN, PAGE, answer(403), answer(500), answer(507), broken):
        scene.proxy.always = act
        for operation in ("list", "get", "get_many", *WRITES):
            with pytest.raises(StoreError) as caught:
                scene.do(operation)
            assert caught.value.__cause__ is None
            told.append(str(caught.value))
    assert not [t for t in told if scene.href in t or scene.place.server.password in t]
