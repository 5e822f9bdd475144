"""Creating, changing, deleting and listing, over memory and every real server."""

from __future__ import annotations

import pytest

from connectors.store import AlreadyExists, Changed, NotFound, UidTaken
from tests.contract.hrefs import hrefs
from tests.contract.places import Place, patiently


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
    later = place.thing("Ny tid", uid="a")[1]
    changed = patiently(lambda: place.open().update(kept.href, later, kept.etag))
    patiently(lambda: place.open().delete(gone.href, gone.etag))
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
