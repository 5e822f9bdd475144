"""What the operations cost and say on a wire, over every real server."""

from __future__ import annotations

import pytest
import requests
from requests.auth import HTTPBasicAuth

from connectors.store import Changed, NotFound, StoreError, Unauthorized
from tests.contract.places import Place


def test_a_check_costs_one_request_and_knows_what_is_there(wire: Place) -> None:
    assert wire.server
    assert wire.proxy
    store = wire.watched()
    store.check()
    assert len(wire.proxy.methods()) == 1
    made = store.create(*wire.thing())
    with pytest.raises(NotFound):
        wire.server.open(wire.server.url + "finnes-ikke/").check()
    with pytest.raises(StoreError):
        wire.server.open(wire.url + made.href).check()


def test_each_operation_costs_one_request(wire: Place) -> None:
    assert wire.proxy
    store = wire.watched()
    count = wire.proxy.methods
    store.list()
    assert len(count()) == 1
    made = store.create(*wire.thing(uid="kost-1"))
    # Apache's PUT tells no etag, so its bytes are read back.
    assert count() in (["PUT"], ["PUT", "GET"])
    listing = store.list()
    assert len(count()) == 1
    store.get_many([made.href])
    assert len(count()) == 1
    if listing.token is not None:
        unchanged = store.changes(listing.token)
        assert len(count()) == 1
        assert unchanged is not None
        assert (unchanged.changed, unchanged.removed) == ((), ())


@pytest.mark.parametrize("wire", ["radicale", "xandikos"], indirect=True)
def test_an_event_is_created_updated_and_deleted_in_one_request_each(wire: Place) -> None:
    assert wire.proxy
    store = wire.watched()
    made = store.create(*wire.thing(uid="kost-2"))
    changed = store.update(made.href, wire.thing("Ny", uid="kost-2")[1], made.etag)
    store.delete(made.href, changed.etag)
    assert wire.proxy.methods() == ["PUT", "PUT", "DELETE"]
    assert [("if-none-match" in h, "if-match" in h) for h in wire.proxy.sent_headers] == [
        (True, False),
        (False, True),
        (False, True),
    ]


@pytest.mark.parametrize("name", ["radicale", "wsgidav", "apache"])
def test_a_wrong_password_costs_exactly_one_request(
    name: str, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue(name)
    url = server.collection()
    with request.getfixturevalue("meddler_before")(url) as proxy:
        store = server.open(proxy.before(url), "feil passord")
        for attempt in (store.list, lambda: store.create("a.ics", b"x")):
            with pytest.raises(Unauthorized) as caught:
                attempt()
            assert len(proxy.methods()) == 1
            assert "feil passord" not in str(caught.value)


def test_a_missing_collection_is_not_an_empty_one(wire: Place) -> None:
    assert wire.server
    store = wire.server.open(wire.server.url + "finnes-ikke/")
    with pytest.raises(NotFound):
        store.list()
    with pytest.raises(NotFound):
        store.create(*wire.thing())


def test_words_written_within_the_second_of_ours_are_seen_and_kept(nextcloud_files: Place) -> None:
    """By a program that dates its files as all do. Nextcloud makes etags of seconds."""
    place, server = nextcloud_files, nextcloud_files.server
    assert server

    def person_writes(href: str, words: bytes) -> None:
        auth = HTTPBasicAuth(server.username, server.password)
        answer = requests.put(place.url + href, data=words, auth=auth, timeout=20)
        assert answer.status_code == 204

    for number in range(5):
        href = f"referat-{number}.docx"
        made = place.open().create(href, b"Vi skrev")
        person_writes(href, b"Kari ret")
        with pytest.raises(Changed):
            place.open().update(href, b"Vi igjen", made.etag)
        seen = place.open().get(href)
        person_writes(href, b"Ola rett")
        with pytest.raises(Changed):
            place.open().update(href, b"Vi igjen", seen.resource.etag)
        assert place.open().get(href).data == b"Ola rett"
