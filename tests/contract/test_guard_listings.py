"""What both wire stores make of listings that are not whole."""

from __future__ import annotations

import pytest

from connectors.address import Address
from tests.contract.places import Place
from tests.contract.scenes import Scene, scene_of
from tests.servers.meddler import Forward, Reply, answer

scene = pytest.fixture(scene_of)


def test_a_listing_with_an_unreadable_member_is_incomplete(scene: Scene) -> None:
    def one_missing(forward: Forward) -> Reply:
        reply = forward()
        end = reply.body.rindex(b"</")
        bad = b"<x:response xmlns:x='DAV:'><x:href>%s</x:href><x:status>HTTP/1.1 500 No</x:status>"
        path = Address.parse(scene.place.url).path_of("borte.ics").encode()
        reply.body = reply.body[:end] + bad % path + b"</x:response>" + reply.body[end:]
        return reply

    assert scene.store.list().complete
    scene.proxy.always = one_missing
    listing = scene.store.list()
    assert listing.resources == (scene.resource,)
    assert not listing.complete


def test_a_cut_sync_report_is_continued(radicale, meddler_before) -> None:
    url = radicale.collection()
    place = Place(open=lambda: radicale.open(url), calendar=True)
    first = place.open().create(*place.thing())
    token = place.open().list().token
    second = place.open().create(*place.thing())
    assert token
    path = Address.parse(url).path_of(first.href)
    page = (
        f'<multistatus xmlns="DAV:"><response><href>{path}</href><propstat><prop>'
        f'<getetag>"{first.etag}"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat>'
        f"</response><response><href>{Address.parse(url).path}</href>"
        "<status>HTTP/1.1 507 Insufficient Storage</status></response>"
        f"<sync-token>{token.removeprefix('sync:')}</sync-token></multistatus>"
    )
    with meddler_before(url) as proxy:
        store = radicale.open(proxy.before(url))
        proxy.acts = [answer(207, ("Content-Type", "text/xml"), body=page.encode())]
        listing = store.list()
        assert proxy.methods() == ["REPORT", "REPORT"]
        proxy.acts = [answer(207, ("Content-Type", "text/xml"), body=page.encode())]
        assert store.changes(token) is None
    assert set(listing.resources) == {first, second}
    assert listing.complete


@pytest.mark.parametrize("status", [403, 405, 501])
def test_without_sync_reports_the_ctag_tells(radicale, meddler_before, status: int) -> None:
    url = radicale.collection()
    place = Place(open=lambda: radicale.open(url), calendar=True)
    made = place.open().create(*place.thing())
    with meddler_before(url) as proxy:
        store = radicale.open(proxy.before(url))
        proxy.acts = [answer(status)]
        listing = store.list()
        assert listing.resources == (made,)
        assert listing.token
        proxy.methods()
        unchanged = store.changes(listing.token)
        assert proxy.methods() == ["PROPFIND"]
        assert unchanged is not None
        assert unchanged.changed == ()
        place.open().delete(made.href, made.etag)
        assert store.changes(listing.token) is None
        assert store.list().resources == ()
