"""What Nextcloud does to calendars that no standard leads one to expect, and what we make of it.

Over the double, and over a real one where one is given: what fails there, the double has wrong.
"""

from __future__ import annotations

import pytest

from connectors.store import Forbidden, Rejected, UidTaken
from tests.contract.clouds import owner
from tests.contract.hrefs import hrefs
from tests.contract.places import Place, event

TASK = event("frist", "Frist").replace(b"VEVENT", b"VTODO").replace(b"DTEND", b"DUE")
BINNED = (
    '<c:calendar-query xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:n="http://nextcloud.com/ns"'
    ' xmlns="DAV:"><prop><n:calendar-uri/></prop>'
    '<c:filter><c:comp-filter name="VCALENDAR"/></c:filter></c:calendar-query>'
)


def restore(place: Place) -> None:
    """A person takes everything out of the trash bin again."""
    kari = owner(place)
    home = f"calendars/{kari.name}/trashbin"
    for path in kari.texts("REPORT", f"{home}/objects/", BINNED, "{DAV:}href", Depth="1"):
        to = f"{kari.root}/remote.php/dav/{home}/restore/file"
        assert kari.status("MOVE", kari.root + path, Destination=to) in {201, 204}


@pytest.mark.parametrize("name", ["slettet.ics", "et-annet-navn.ics"])
def test_a_uid_in_the_trash_bin_is_refused_under_any_name(
    nextcloud_calendar: Place, name: str
) -> None:
    place = nextcloud_calendar
    store = place.open()
    store.delete("slettet.ics", store.create("slettet.ics", event("slettet", "Møte")).etag)
    assert store.list().resources == ()
    kari = owner(place)
    ics = {"Content_Type": "text/calendar; charset=utf-8", "If_None_Match": "*"}
    assert kari.status("PUT", place.url + name, event("slettet", "Møte"), **ics) == 500
    assert store.list().resources == ()
    if name == "slettet.ics":
        with pytest.raises(UidTaken):
            store.create(name, event("slettet", "Møte"))


def test_a_name_can_be_thrown_away_once(nextcloud_calendar: Place) -> None:
    store = nextcloud_calendar.open()
    store.delete("a.ics", store.create("a.ics", event("en", "Møte")).etag)
    again = store.create("a.ics", event("to", "Møte"))
    with pytest.raises(Forbidden):
        store.delete("a.ics", again.etag)
    assert hrefs(store.list().resources) == {"a.ics"}


def test_one_uid_has_one_name(nextcloud_calendar: Place) -> None:
    store = nextcloud_calendar.open()
    store.create("a.ics", event("samme", "Møte"))
    with pytest.raises(Rejected) as caught:
        store.create("b.ics", event("samme", "Møte"))
    assert caught.value.status == 400
    assert hrefs(store.list().resources) == {"a.ics"}


def test_a_task_is_kept_out_of_a_calendar_for_events(nextcloud_calendar: Place) -> None:
    store = nextcloud_calendar.open()
    with pytest.raises(Forbidden):
        store.create("frist.ics", TASK)
    assert store.list().resources == ()


def test_what_is_no_calendar_object_is_rejected(nextcloud_calendar: Place) -> None:
    store = nextcloud_calendar.open()
    with pytest.raises(Rejected) as caught:
        store.create("a.ics", b"BEGIN:VCALENDAR\r\nikke mer")
    assert caught.value.status == 415


def test_a_calendar_that_is_there_is_not_made_again(nextcloud_calendar: Place) -> None:
    assert owner(nextcloud_calendar).status("MKCALENDAR", nextcloud_calendar.url) == 405


def test_a_token_it_never_gave_gives_everything_and_one_of_the_future_nothing(
    nextcloud_calendar: Place,
) -> None:
    store = nextcloud_calendar.open()
    made = store.create("a.ics", event("a", "Møte"))
    token = store.list().token
    assert token
    assert store.changes("sync:tull") is None
    stem, slash, number = token.rpartition("/")
    garbage = store.changes(f"{stem}{slash}tull")
    assert garbage is not None
    assert (garbage.changed, garbage.removed) == ((made,), ())
    future = store.changes(f"{stem}{slash}{int(number) + 1000}")
    assert future is not None
    assert (future.changed, future.removed) == ((), ())


def test_what_was_thrown_away_and_put_back_is_called_deleted_and_is_there(
    nextcloud_calendar: Place,
) -> None:
    store = nextcloud_calendar.open()
    made = store.create("a.ics", event("a", "Møte"))
    token = store.list().token
    assert token
    store.delete("a.ics", made.etag)
    restore(nextcloud_calendar)
    told = store.changes(token)
    assert told is not None
    assert "a.ics" in told.removed
    assert b"UID:a" in store.get("a.ics").data
    assert hrefs(store.list().resources) == {"a.ics"}
