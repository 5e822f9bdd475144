"""How calendars are found and made from an address that a person gives."""

from __future__ import annotations

import socket

import pytest

from connectors.caldav_setup import discover, ensure_calendar
from connectors.store import NotADavServer, PermanentError, Unauthorized
from tests.contract.places import Place
from tests.contract.scenes import PAGE, TO_LOGIN
from tests.servers.meddler import Forward, Reply, answer, pass_on


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
