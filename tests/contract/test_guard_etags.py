"""How both wire stores hold on to a version when its etag is changed or untold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from connectors.headers import normal_etag
from connectors.store import Changed
from tests.contract.places import Place
from tests.contract.scenes import Scene, scene_of, without
from tests.servers.meddler import Act, Forward, Reply, headers_changed

scene = pytest.fixture(scene_of)


def _etags(change: Callable[[str], str]) -> Act:
    def meddle(name: str, value: str) -> tuple[str, str]:
        return (name, change(value)) if name.lower() == "etag" else (name, value)

    return headers_changed(meddle)


@pytest.mark.parametrize(
    "change",
    [lambda e: f"W/{e}", lambda e: e.strip('"'), lambda e: f'{e[:-1]}-gzip"'],
    ids=["weak", "unquoted", "gzip"],
)
def test_etags_that_a_proxy_has_touched_still_hold(
    scene: Scene, change: Callable[[str], str]
) -> None:
    scene.proxy.always = _etags(change)
    assert scene.store.get(scene.href).resource == scene.resource
    later = scene.place.thing("Endret en gang", uid="scene")[1]
    changed = scene.store.update(scene.href, later, scene.resource.etag)
    assert scene.place.open().list().resources == (changed,)
    assert all(h["accept-encoding"] == "identity" for h in scene.proxy.sent_headers)


def test_an_untold_etag_is_read_back_if_the_bytes_are_ours(wire: Place) -> None:
    assert wire.proxy
    assert wire.server
    wire.proxy.acts = [without("etag")]
    href, data = wire.thing()
    made = wire.watched().create(href, data)
    assert wire.proxy.methods() == ["PUT", "GET"]
    (found,) = wire.open().list().resources
    # Radicale and Xandikos write the lines in an order of their own, so nothing is proved there.
    kept = wire.open().get(href).data == data
    assert kept or wire.calendar
    assert made.etag == (found.etag if kept else "")


def test_an_untold_etag_is_not_taken_from_somebody_elses_version(scene: Scene) -> None:
    href, data = scene.place.thing("Vårt", uid="kappløp")
    theirs = scene.place.thing("Kari var raskere", uid="kappløp")[1]

    def overtaken(forward: Forward) -> Reply:
        reply = without("etag")(forward)
        assert reply
        other = scene.place.open()
        other.update(href, theirs, other.get(href).resource.etag)
        return reply

    scene.proxy.acts = [overtaken]
    assert scene.store.create(href, data).etag == ""
    assert b"Kari" in scene.place.open().get(href).data


def test_a_write_without_a_known_version_is_not_even_sent(scene: Scene) -> None:
    for write in (
        lambda: scene.store.update(scene.href, scene.data, ""),
        lambda: scene.store.delete(scene.href, ""),
    ):
        with pytest.raises(Changed):
            write()
    assert scene.proxy.methods() == []


def test_normal_etags() -> None:
    raw = ['"a"', 'W/"a"', "a", '"a-gzip"', 'W/"a-br"', ' "a" ']
    assert {normal_etag(text) for text in raw} == {"a"}
    assert [normal_etag(text) for text in (None, "", '""')] == [""] * 3
