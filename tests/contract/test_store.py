"""Every promise of ``connectors.store``, over memory and every real server."""

from __future__ import annotations

import unicodedata

import pytest
import requests
from requests.auth import HTTPBasicAuth

from connectors.store import (
    AlreadyExists,
    Changed,
    NotFound,
    Rejected,
    Resource,
    StoreError,
    UidTaken,
    Unauthorized,
)
from connectors.webdav_store import WebDavStore
from tests.contract.places import Place, patiently


def hrefs(resources: tuple[Resource, ...]) -> set[str]:
    return {resource.href for resource in resources}


def test_what_is_created_is_listed_with_the_etag_of_the_answer(place: Place) -> None:
    store = place.open()
    made = store.create(*place.thing())
    listing = place.open().list()
    assert listing.complete
    assert listing.resources == (made,)
    assert made.etag
    assert store.get(made.href).resource == made


def test_a_listing_holds_every_object(place: Place) -> None:
    store = place.open()
    made = {store.create(*place.thing(f"Møte {n}")) for n in range(25)}
    assert set(store.list().resources) == made


def test_objects_of_other_people_are_listed(place: Place) -> None:
    ours = place.open().create(*place.thing())
    theirs = place.open().create(*place.thing("Bursdag", name="2026-05 tante.ics"))
    assert hrefs(place.open().list().resources) == {ours.href, theirs.href}


def test_a_second_create_is_refused_and_the_first_bytes_stay(place: Place) -> None:
    href, data = place.thing("Kari skrev dette")
    place.open().create(href, data)
    before = place.open().get(href)
    with pytest.raises(AlreadyExists):
        place.open().create(href, place.thing("Noe annet", name=href)[1])
    assert place.open().get(href) == before


def test_an_update_replaces_the_known_version(place: Place) -> None:
    href, data = place.thing("Før", uid="møte-1")
    made = place.open().create(href, data)
    later = place.thing("Etter flytting", uid="møte-1")[1]
    changed = patiently(lambda: place.open().update(href, later, made.etag))
    assert changed.etag != made.etag
    found = place.open().get(href)
    assert found.resource.etag == changed.etag
    assert b"Etter flytting" in found.data


def test_an_update_of_a_version_someone_has_replaced_leaves_their_words(place: Place) -> None:
    href, data = place.thing("Vi skrev", uid="møte-2")
    made = place.open().create(href, data)
    theirs = place.thing("Kari rettet tidspunktet", uid="møte-2")[1]
    patiently(lambda: place.open().update(href, theirs, made.etag))
    before = place.open().get(href)
    with pytest.raises(Changed):
        place.open().update(href, place.thing("Vi igjen", uid="møte-2")[1], made.etag)
    with pytest.raises(Changed):
        place.open().delete(href, made.etag)
    assert place.open().get(href) == before
    assert b"Kari rettet" in before.data


def test_an_update_without_a_known_version_is_refused(place: Place) -> None:
    href, data = place.thing(uid="møte-3")
    place.open().create(href, data)
    with pytest.raises(Changed):
        place.open().update(href, place.thing("Ny", uid="møte-3")[1], "")
    with pytest.raises(Changed):
        place.open().delete(href, "")
    assert len(place.open().list().resources) == 1


def test_writes_to_what_is_gone_say_so_and_do_not_bring_it_back(place: Place) -> None:
    href, data = place.thing()
    made = place.open().create(href, data)
    patiently(lambda: place.open().delete(href, made.etag))
    with pytest.raises(NotFound):
        place.open().update(href, data, made.etag)
    with pytest.raises(NotFound):
        place.open().delete(href, made.etag)
    with pytest.raises(NotFound):
        place.open().get(href)
    assert place.open().list().resources == ()


def test_get_many_leaves_out_what_is_missing_and_agrees_with_get(place: Place) -> None:
    store = place.open()
    made = [store.create(*place.thing(f"Møte {n} æøå")) for n in range(3)]
    asked = [m.href for m in made]
    found = store.get_many([*asked, place.thing()[0]])
    assert set(found) == set(asked)
    assert all(found[href] == store.get(href) for href in asked)
    assert store.get_many([]) == {}


def test_get_many_finds_more_than_one_chunk(radicale) -> None:
    url = radicale.collection()
    place = Place(open=lambda: radicale.open(url), calendar=True)
    store = place.open()
    made = [store.create(*place.thing(f"Møte {n}")) for n in range(101)]
    assert set(store.get_many([m.href for m in made])) == {m.href for m in made}


def test_changes_report_additions_changes_and_removals_or_say_they_cannot(place: Place) -> None:
    store = place.open()
    kept, gone = store.create(*place.thing(uid="a")), store.create(*place.thing(uid="b"))
    token = store.list().token
    if token is None:
        assert not place.calendar, "a calendar must be able to tell"
        assert store.changes("anything") is None
        return
    added = place.open().create(*place.thing(uid="c"))
    changed = place.open().update(kept.href, place.thing("Ny tid", uid="a")[1], kept.etag)
    place.open().delete(gone.href, gone.etag)
    found = store.changes(token)
    if found is None:
        assert not place.calendar, "a calendar must be able to tell"
        return
    assert set(found.changed) == {added, changed}
    assert set(found.removed) == {gone.href}
    again = store.changes(found.token)
    assert again is not None
    assert (again.changed, again.removed) == ((), ())


def test_a_token_the_server_never_gave_reports_no_deletion(place: Place) -> None:
    store = place.open()
    store.create(*place.thing())
    found = store.changes("sync:http://example.org/no-such-token")
    assert found is None or not found.removed


@pytest.mark.parametrize(
    "name",
    [
        "Møte i formannskapet 12. mai.ics",
        "100 % + 1 & 2 = #3; «sak».ics",
        "kari@example.org.ics",
        unicodedata.normalize("NFD", "Ås år.ics"),
    ],
)
def test_names_come_back_as_they_were_given_in_nfc(place: Place, name: str) -> None:
    expected = unicodedata.normalize("NFC", name)
    href, data = place.thing(name=name, uid="navn-1")
    store = place.open()
    made = store.create(href, data)
    assert made.href == expected
    assert hrefs(store.list().resources) == {expected}
    assert set(store.get_many([name])) == {expected}
    assert place.open().get(expected).resource == made
    later = place.thing("Endret møte", uid="navn-1")[1]
    changed = patiently(lambda: store.update(name, later, made.etag))
    patiently(lambda: store.delete(name, changed.etag))
    assert store.list().resources == ()


@pytest.mark.parametrize("href", ["../other.ics", "/etc/x.ics", "a//b.ics", "."])
def test_an_href_cannot_lead_out_of_the_collection(place: Place, href: str) -> None:
    with pytest.raises(Rejected):
        place.open().create(href, place.thing()[1])


def test_a_deleted_object_is_created_again_or_its_uid_is_said_to_be_taken(place: Place) -> None:
    store = place.open()
    href, data = place.thing(uid="angret")
    made = store.create(href, data)
    patiently(lambda: store.delete(href, made.etag))
    if not store.trashes_deleted:
        assert store.create(href, data).href == href
        return
    with pytest.raises(UidTaken) as caught:
        store.create(href, data)
    assert not caught.value.temporary
    assert store.list().resources == ()
    other = store.create(*place.thing(uid="angret-igjen"))
    assert store.list().resources == (other,)


# What only a wire has


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


@pytest.mark.parametrize("mark", list("%+&=#;«!($@~ '"))
def test_names_with_marks_are_told_apart(wire: Place, mark: str) -> None:
    store = wire.watched()
    name = f"møte{mark}a.ics"
    href, data = wire.thing(name=name)
    try:
        store.create(href, data)
    except Rejected:  # a server may refuse a name, but not lose it
        assert store.list().resources == ()
        return
    assert hrefs(store.list().resources) == {name}
    assert set(store.get_many([name])) == {name}


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


# What only folders have


@pytest.fixture(params=["wsgidav", "apache"])
def folder(request: pytest.FixtureRequest):
    server = request.getfixturevalue(request.param)
    url = server.collection()
    return server, url, server.open(url)


def test_files_in_folders_below_are_listed_and_folders_made_as_needed(folder) -> None:
    server, url, store = folder
    made = store.create("2026/05 Mai/Møtebok.docx", b"kari")
    top = store.create("Reglement.docx", b"ola")
    store.ensure_folder("2026/tom mappe")
    store.ensure_folder("2026/tom mappe")
    assert set(server.open(url).list().resources) == {made, top}
    assert server.open(url).get("2026/05 Mai/Møtebok.docx").data == b"kari"


def test_a_folder_moved_away_is_not_made_anew(folder) -> None:
    server, url, _ = folder
    gone = server.open(url + "flyttet/")
    with pytest.raises(NotFound):
        gone.create("2026/a.docx", b"x")
    with pytest.raises(NotFound):
        gone.create("a.docx", b"x")
    assert server.open(url).list().resources == ()
    gone.ensure_folder()
    assert gone.create("2026/a.docx", b"x").href == "2026/a.docx"


def test_the_way_to_a_new_folder_is_made(folder) -> None:
    server, url, _ = folder
    deep = server.open(url + "gruppe/2026/vår/")
    deep.ensure_folder()
    deep.create("a.docx", b"x")
    assert hrefs(server.open(url).list().resources) == {"gruppe/2026/vår/a.docx"}


def test_a_name_stored_in_nfd_is_read_written_and_deleted(folder) -> None:
    server, url, store = folder
    name = "Årsmøte.docx"
    on_disk = server.folder / url.rstrip("/").rpartition("/")[2]
    (on_disk / unicodedata.normalize("NFD", name)).write_bytes(b"fra en Mac")
    (on_disk / unicodedata.normalize("NFD", name)).chmod(0o666)
    (resource,) = store.list().resources
    assert resource.href == name
    assert store.get(name).data == b"fra en Mac"
    changed = patiently(lambda: store.update(name, b"rettet av oss", resource.etag))
    assert len(list(on_disk.iterdir())) == 1
    patiently(lambda: store.delete(name, changed.etag))
    assert store.list().resources == ()


def test_webdav_bytes_come_back_as_they_were(folder) -> None:
    _, _, store = folder
    data = bytes(range(256)) * 700 + b"\r\n\n"
    store.create("bilde.docx", data)
    assert store.get("bilde.docx").data == data
    assert isinstance(store, WebDavStore)
