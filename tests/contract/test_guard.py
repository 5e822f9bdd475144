"""What both wire stores do when a server, or something before it, misbehaves."""

from __future__ import annotations

import datetime as dt
import email.utils
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from connectors.address import Address
from connectors.caldav_setup import discover, ensure_calendar
from connectors.caldav_store import CalDavStore
from connectors.etag_age import back_dated, by_age, is_marked
from connectors.guard import Patience
from connectors.headers import normal_etag, retry_after
from connectors.quirks import recognise
from connectors.store import (
    Busy,
    Changed,
    Forbidden,
    NotADavServer,
    OutcomeUnknown,
    OutOfSpace,
    PermanentError,
    Rejected,
    ResourceStore,
    StoreError,
    TemporaryError,
    UidTaken,
    Unauthorized,
    Unreachable,
)
from connectors.trash_bin import uids
from connectors.webdav_store import WebDavStore
from tests.contract.places import Place
from tests.servers.meddler import (
    Act,
    Forward,
    Reply,
    after,
    answer,
    broken,
    cut,
    headers_changed,
    pass_on,
)
from tests.servers.own_certificate import own_certificate
from tests.servers.process import free_port

LOGIN = b"<!DOCTYPE html><html><body><form>Logg inn</form></body></html>"
TO_LOGIN = answer(302, ("Location", "/login"))
PAGE = answer(200, ("Content-Type", "text/html; charset=utf-8"), body=LOGIN)


def _without(header: str) -> Act:
    return headers_changed(lambda n, v: None if n.lower() == header else (n, v))


Operation = Callable[[ResourceStore, str, bytes, str], object]
READS: dict[str, Operation] = {
    "list": lambda store, *_: store.list(),
    "changes": lambda store, *_: store.changes("sync:x"),
    "get": lambda store, href, *_: store.get(href),
    "get_many": lambda store, href, *_: store.get_many([href]),
}
WRITES: dict[str, Operation] = {
    "create": lambda store, href, data, _: store.create("ny-" + href, data),
    "update": lambda store, href, data, etag: store.update(href, data, etag),
    "delete": lambda store, href, _, etag: store.delete(href, etag),
}
all_operations = pytest.mark.parametrize("operation", [*READS, *WRITES])
all_reads = pytest.mark.parametrize("operation", READS)
all_writes = pytest.mark.parametrize("operation", WRITES)


class Scene:
    """A place with one object in it, and our store behind the meddler."""

    def __init__(self, place: Place) -> None:
        assert place.proxy
        self.place, self.proxy = place, place.proxy
        self.store = place.watched()
        self.href, self.data = place.thing("Gruppemøte", uid="scene")
        self.resource = place.open().create(self.href, self.data)
        # What is learned of a server is learned now, without the name that a quirk is known by.
        self.proxy.acts = [_without("server")]
        self.store.list()
        assert not self.store.trashes_deleted
        self.proxy.methods()

    def do(self, operation: str) -> object:
        uid = "ny-scene" if operation == "create" else "scene"
        data = self.place.thing("Endret av oss", uid=uid)[1]
        return (READS | WRITES)[operation](self.store, self.href, data, self.resource.etag)

    def untouched(self) -> bool:
        found = self.place.open()
        return found.list().resources == (self.resource,) and (
            b"Gruppem" in found.get(self.href).data
        )


@pytest.fixture
def scene(meddled: Place) -> Scene:
    return Scene(meddled)


# Addresses that lead to something else


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


# Waiting


@all_reads
def test_a_read_waits_as_told_and_tries_again(scene: Scene, operation: str) -> None:
    scene.proxy.acts = [answer(503, ("Retry-After", "0")), answer(429, ("Retry-After", "0"))]
    scene.do(operation)
    assert len(scene.proxy.methods()) >= 3


@all_operations
@pytest.mark.parametrize("status", [423, 429, 503])
def test_a_long_wait_is_left_to_the_caller(scene: Scene, operation: str, status: int) -> None:
    scene.proxy.always = answer(status, ("Retry-After", "3600"))
    with pytest.raises(Busy) as caught:
        scene.do(operation)
    assert caught.value.retry_after == 3600
    assert caught.value.temporary
    assert len(scene.proxy.methods()) == 1


@all_operations
def test_busy_without_a_time_is_not_hammered(scene: Scene, operation: str) -> None:
    scene.proxy.always = answer(503)
    with pytest.raises(Busy):
        scene.do(operation)
    assert len(scene.proxy.methods()) == 1


@all_writes
def test_a_write_is_never_repeated_by_itself(scene: Scene, operation: str) -> None:
    scene.proxy.acts = [answer(503, ("Retry-After", "0"))]
    with pytest.raises(Busy):
        scene.do(operation)
    assert len(scene.proxy.methods()) == 1
    assert scene.untouched()


@all_reads
def test_patience_ends(scene: Scene, operation: str) -> None:
    scene.proxy.always = answer(502)
    with pytest.raises(TemporaryError):
        scene.do(operation)
    assert len(scene.proxy.methods()) == Patience().attempts


def test_retry_after_is_seconds_or_a_date() -> None:
    now = dt.datetime(2026, 5, 12, 18, 0, tzinfo=dt.UTC)
    then = email.utils.format_datetime(now + dt.timedelta(minutes=2), usegmt=True)
    assert retry_after("120", now) == 120
    assert retry_after(then, now) == 120
    assert retry_after(email.utils.format_datetime(now, usegmt=True), now) == 0
    assert [retry_after(text, now) for text in (None, "", "snart", "-5")] == [None] * 4


# Refusals


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


# Broken connections


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


# Etags


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
    wire.proxy.acts = [_without("etag")]
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
        reply = _without("etag")(forward)
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


# Trash bins


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


# Listings that are not whole


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


# Surroundings


def test_neither_netrc_nor_proxy_variables_are_obeyed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login ola password feil\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    assert scene.store.list().resources == (scene.resource,)
    anonymous = type(scene.store)(scene.proxy.before(scene.place.url))
    with anonymous, pytest.raises(Unauthorized):
        anonymous.list()
    assert "authorization" not in scene.proxy.sent_headers[-1]


def test_no_cookie_is_sent_back(scene: Scene) -> None:
    def baked(forward: Forward) -> Reply:
        reply = forward()
        reply.headers.append(("Set-Cookie", "okt=kari; path=/; HttpOnly; SameSite=Lax"))
        return reply

    scene.proxy.always = baked
    for operation in READS | WRITES:
        with suppress(Changed):  # the last one's etag is the first one's
            scene.do(operation)
    assert len(scene.proxy.sent_headers) > len(READS | WRITES)
    assert not [sent for sent in scene.proxy.sent_headers if "cookie" in sent]


def test_no_log_level_shows_names_or_words(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    assert scene.place.server
    caplog.set_level(0)
    for operation in READS | WRITES:
        with suppress(Changed):  # the last one's etag is the first one's
            scene.do(operation)
    assert "PUT" in scene.proxy.methods()
    secret = (scene.href, "Gruppem", "Endret", scene.place.server.password, "Basic ")
    assert not [text for text in caplog.messages if any(s in text for s in secret)]


@pytest.mark.parametrize("store", [CalDavStore, WebDavStore])
def test_a_certificate_that_is_not_trusted_stops_before_anything_is_sent(
    store: type[CalDavStore | WebDavStore], tmp_path: Path
) -> None:
    with own_certificate(tmp_path) as url, store(url, "kari", "hemmelig") as found:
        for attempt in (found.list, lambda: found.create("a.ics", b"BEGIN:VCALENDAR")):
            with pytest.raises(Unreachable, match="certificate"):
                attempt()


def test_nothing_is_printed(wsgidav, capfd: pytest.CaptureFixture[str]) -> None:
    store = wsgidav.open(wsgidav.collection())
    store.ensure_folder("a/b")
    store.create("a/b/c.docx", b"x")
    assert capfd.readouterr() == ("", "")


def test_nextcloud_is_known_by_its_dav_header() -> None:
    assert recognise({"DAV": "1, 3, nextcloud-checksum-update, nc-calendar-search"}).trashes_deleted
    assert not recognise({"DAV": "1, 2, 3, calendar-access"}).trashes_deleted
    assert not recognise({}).trashes_deleted


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


# Etags that are made of seconds


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


# The connection test


def test_calendars_are_found_from_any_address(radicale) -> None:
    url = radicale.collection("VEVENT", "VTODO")
    root = url.split("/kari/")[0] + "/"
    for start in (root, radicale.url):
        found = {c.url: c for c in discover(start, radicale.username, radicale.password)}
        assert found[url].name == "Møteplan"
        assert set(found[url].components) == {"VEVENT", "VTODO"}
        assert found[url].writable
    (only,) = discover(url, radicale.username, radicale.password)
    assert only.url == url


def test_calendars_are_found_without_passwords(xandikos) -> None:
    url = xandikos.collection()
    found = discover(url.split("/kari/")[0] + "/")
    assert url in [calendar.url for calendar in found]


def test_the_connection_test_stops_at_a_wrong_password(radicale, meddler_before) -> None:
    with meddler_before(radicale.url) as proxy:
        with pytest.raises(Unauthorized):
            discover(proxy.before(radicale.url), radicale.username, "feil")
        assert len(proxy.methods()) == 1


def test_the_connection_test_knows_a_web_page(radicale, meddler_before) -> None:
    for act in (TO_LOGIN, PAGE, answer(405)):
        with meddler_before(radicale.url) as proxy:
            proxy.always = act
            with pytest.raises(NotADavServer):
                discover(proxy.before(radicale.url))


def test_the_connection_test_finds_nextclouds_entry(radicale, meddler_before) -> None:
    def entry_below(forward: Forward) -> Reply | None:
        method, path = proxy.requests[-1]
        if path == "/":
            return PAGE(forward)
        if path == "/remote.php/dav/":
            home = b"<response><href>/remote.php/dav/</href><propstat><prop><x:calendar-home-set>"
            home += b"<href>/kari/</href></x:calendar-home-set></prop></propstat></response>"
            names = b'<multistatus xmlns="DAV:" xmlns:x="urn:ietf:params:xml:ns:caldav">'
            body = names + home + b"</multistatus>"
            return Reply(207, [("Content-Type", "text/xml")], body)
        assert method == "PROPFIND"
        return pass_on(forward)

    url = radicale.collection()
    with meddler_before(url) as proxy:
        proxy.always = entry_below
        found = discover(proxy.url + "/", radicale.username, radicale.password)
        assert proxy.before(url) in [calendar.url for calendar in found]


def test_the_password_follows_no_link_to_another_host(radicale, meddler_before) -> None:
    body = (
        b'<multistatus xmlns="DAV:"><response><href>/</href><propstat><prop>'
        b"<current-user-principal><href>http://127.0.0.1:%d/kari/</href></current-user-principal></prop></propstat>"
        b"</response></multistatus>"
    )
    with socket.create_server(("127.0.0.1", 0)) as other, meddler_before(radicale.url) as proxy:
        page = body % other.getsockname()[1]
        proxy.always = answer(207, ("Content-Type", "text/xml"), body=page)
        with pytest.raises(NotADavServer):
            discover(proxy.url + "/", radicale.username, radicale.password)


@pytest.mark.parametrize("name", ["radicale", "xandikos"])
def test_making_a_calendar_again_changes_nothing(name: str, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue(name)
    url = server.collection()
    place = Place(open=lambda: server.open(url), calendar=True)
    made = place.open().create(*place.thing())
    assert not ensure_calendar(url, server.username, server.password, name="Et annet navn")
    assert place.open().list().resources == (made,)
    (calendar,) = discover(url, server.username, server.password)
    assert calendar.name == "Møteplan"


def test_a_calendar_whose_parent_is_missing_is_not_made(radicale) -> None:
    url = radicale.url + "finnes/ikke/her/"
    with pytest.raises(PermanentError):
        ensure_calendar(url, radicale.username, radicale.password, name="Møteplan")
