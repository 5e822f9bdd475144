"""What the stores know of Nextcloud: its name, its trash bin and its etags of seconds."""

from __future__ import annotations

import datetime as dt
import email.utils

import pytest

from connectors.etag_age import back_dated, by_age, is_marked
from connectors.quirks import recognise
from connectors.store import Changed, NotADavServer, OutcomeUnknown, UidTaken
from connectors.trash_bin import uids
from tests.contract.places import Place
from tests.contract.scenes import PAGE
from tests.servers.meddler import Act, Forward, Reply, answer


def test_nextcloud_is_known_by_its_dav_header() -> None:
    assert recognise({"DAV": "1, 3, nextcloud-checksum-update, nc-calendar-search"}).trashes_deleted
    assert not recognise({"DAV": "1, 2, 3, calendar-access"}).trashes_deleted
    assert not recognise({}).trashes_deleted


def test_an_answer_to_options_is_known_by_its_headers_whatever_its_type(
    radicale, meddler_before
) -> None:
    with meddler_before(radicale.collection()) as proxy:
        store = radicale.open(proxy.before(proxy.url + "/kari/"))
        proxy.acts = [
            answer(200, ("Content-Type", "text/html"), ("DAV", "1, nc-calendar-trashbin"))
        ]
        assert store.trashes_deleted
        proxy.acts = [PAGE]
        again = radicale.open(proxy.before(proxy.url + "/kari/"))
        with pytest.raises(NotADavServer):
            _ = again.trashes_deleted


@pytest.mark.parametrize("binned", [True, False])
def test_a_500_means_a_taken_uid_only_where_the_bin_holds_it(
    radicale, meddler_before, binned: bool
) -> None:
    def like_nextcloud(forward: Forward) -> Reply:
        reply = forward()
        reply.headers = [h for h in reply.headers if h[0].lower() != "dav"]
        reply.headers.append(("DAV", "1, nc-calendar-trashbin"))
        return Reply(500) if proxy.requests[-1][0] == "PUT" else reply

    url = radicale.collection()
    place = Place(open=lambda: radicale.open(url), calendar=True)
    href, data = place.thing(name="a.b.ics", uid="slettet")
    lying = place.thing(name="a.b-deleted.ics", uid="slettet" if binned else "en-annen")
    place.open().create(*lying)
    with meddler_before(url) as proxy:
        proxy.always = like_nextcloud
        store = radicale.open(proxy.before(url))
        with pytest.raises(UidTaken if binned else OutcomeUnknown):
            store.create(href, data)
        assert proxy.methods() == ["PUT", "OPTIONS", "GET"]


def test_uids_are_read_folded_or_not_and_only_where_there_are_some() -> None:
    assert uids(b"BEGIN:VEVENT\r\nUID:a\r\n b@x\r\nSUMMARY:UID:c\r\n") == {b"ab@x"}
    assert uids(b"UID;X-A=1:a:b\nXUID:c\n") == {b"a:b"}
    assert uids(b"PK\x03\x04 et dokument") == frozenset()


def _like_nextcloud(age: dt.timedelta) -> Act:
    """WsgiDAV's answers with Nextcloud's headers and a folder etag, ``age`` after the writes."""
    date = email.utils.format_datetime(dt.datetime.now(dt.UTC) + age, usegmt=True)
    kind = b"<D:resourcetype><D:collection/>"

    def meddle(forward: Forward) -> Reply:
        reply = forward()
        kept = [h for h in reply.headers if h[0].lower() not in {"dav", "date", "server"}]
        added = [("DAV", "1, 3, nextcloud-checksum-update"), ("OC-ETag", "x"), ("Date", date)]
        reply.headers = kept + added
        reply.body = reply.body.replace(kind, b'<D:getetag>"rot-1"</D:getetag>' + kind)
        return reply

    return meddle


def test_an_unchanged_nextcloud_folder_is_seen_in_one_request(wsgidav, meddler_before) -> None:
    url = wsgidav.collection()
    made = wsgidav.open(url).create("a/b.docx", b"x")
    with meddler_before(url) as proxy:
        store = wsgidav.open(proxy.before(url))
        proxy.always = _like_nextcloud(dt.timedelta(hours=1))
        listing = store.list()
        assert listing.resources == (made,)
        assert listing.token == "rot-1"
        assert store.get(made.href).resource == made
        proxy.methods()
        assert store.changes("rot-1") is not None
        assert store.changes("rot-0") is None
        assert proxy.methods() == ["PROPFIND", "PROPFIND"]


def test_the_etag_of_what_was_written_this_second_holds_for_no_write(
    wsgidav, meddler_before
) -> None:
    url = wsgidav.collection()
    made = wsgidav.open(url).create("a.docx", b"Kari skriver")
    with meddler_before(url) as proxy:
        store = wsgidav.open(proxy.before(url))
        proxy.always = _like_nextcloud(dt.timedelta())
        listing = store.list()
        assert listing.token is None  # what is this young must be looked at again
        for young in (*listing.resources, store.get("a.docx").resource):
            assert young.etag != made.etag
            with pytest.raises(Changed):
                store.update("a.docx", b"Vi skriver", young.etag)
            with pytest.raises(Changed):
                store.delete("a.docx", young.etag)
        assert wsgidav.open(url).get("a.docx").data == b"Kari skriver"


def test_our_files_are_dated_back_and_before_what_they_replace() -> None:
    now = dt.datetime.now(dt.UTC).timestamp()

    def dated(replaced: float | None = None) -> int:
        text = None if replaced is None else email.utils.formatdate(replaced, usegmt=True)
        return int(back_dated(text)["X-OC-MTime"])

    assert now - 62 < dated() < now - 30
    assert now - 62 < dated(now - 3600) < now - 30
    for age in (-3600, 0, 30, 60, 61, 90):
        assert dated(now - age) < int(now - age)
        assert dated(now - age) < now - 30


def test_an_etag_is_marked_only_while_the_server_says_that_it_is_young() -> None:
    at = dt.datetime(2026, 5, 12, 18, 0, tzinfo=dt.UTC)
    texts = [
        email.utils.format_datetime(at + dt.timedelta(seconds=s), usegmt=True) for s in range(3)
    ]
    assert [is_marked(by_age("e", texts[0], now)) for now in texts] == [True, True, False]
    assert by_age("e", texts[0], texts[2]) == "e"
    assert by_age("e", None, texts[0]) == by_age("e", texts[0], None) == "e"
    assert by_age("", texts[0], texts[0]) == ""
