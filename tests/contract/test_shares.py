"""Asking a server to share: the double that other tests use, and a Nextcloud if one is given.

KJOREPLAN_TEST_NEXTCLOUD_GROUP and _MEMBER name a group there, and a user who is not the account.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from connectors.nextcloud.calendar_shares import CalendarShares
from connectors.nextcloud.folder_shares import FolderShares
from connectors.sharing import Shared, Sharing, With
from connectors.store import Forbidden, NotADavServer, NotFound, Unauthorized
from tests.journeys.sharing_cloud import sharing_cloud
from tests.servers.meddler import answer, meddler
from tests.servers.server import Server

_NEXTCLOUD = "KJOREPLAN_TEST_NEXTCLOUD_"
_GIVEN = ["nextcloud"] if _NEXTCLOUD + "GROUP" in os.environ else []


@dataclass(frozen=True)
class Asked:
    """A fresh collection whose shares can be asked about."""

    open: Callable[..., Sharing]
    server: Server
    url: str
    group: str
    user: str
    refuses_names: bool  # else it says yes to names that nobody has


@pytest.fixture(params=[CalendarShares, FolderShares])
def kind(request: pytest.FixtureRequest) -> type[CalendarShares | FolderShares]:
    found: type[CalendarShares | FolderShares] = request.param
    return found


@pytest.fixture(params=["double", *_GIVEN])
def asked(request: pytest.FixtureRequest, kind, radicale, wsgidav) -> Iterator[Asked]:
    calendar = kind is CalendarShares
    if request.param == "double":
        with sharing_cloud(radicale, wsgidav) as cloud:
            server = cloud.server("caldav" if calendar else "webdav")
            yield _asked(kind, server, server.collection(), "gruppa", "ola")
        return
    fixture = "nextcloud_caldav" if calendar else "nextcloud_webdav"
    server = request.getfixturevalue(fixture)
    group, user = (os.environ[_NEXTCLOUD + name] for name in ("GROUP", "MEMBER"))
    given = _asked(kind, server, server.emptied(), group, user)
    yield given
    with given.open() as sharing:
        for one in sharing.look() or ():
            sharing.revoke(one)


def _asked(kind, server: Server, url: str, group: str, user: str) -> Asked:
    def open_(password: str = server.password) -> Sharing:
        return kind(url, server.username, password, timeout=(5, 20))

    return Asked(open_, server, url, group, user, refuses_names=kind is FolderShares)


def seen(asked: Asked) -> set[tuple[With, str, bool]]:
    with asked.open() as sharing:
        return {(one.kind, one.who, one.writes) for one in sharing.look() or ()}


def test_what_is_shared_is_seen_changed_and_ended(asked: Asked):
    with asked.open() as sharing:
        assert sharing.look() == ()
        sharing.grant(With.GROUP, asked.group, writes=False)
        sharing.grant(With.USER, asked.user, writes=True)
        both = {(With.GROUP, asked.group, False), (With.USER, asked.user, True)}
        assert seen(asked) == both

        group = next(one for one in sharing.look() or () if one.kind is With.GROUP)
        sharing.change(group, writes=True)
        assert seen(asked) == {(With.GROUP, asked.group, True), (With.USER, asked.user, True)}

        for one in sharing.look() or ():
            sharing.revoke(one)
            sharing.revoke(one)  # gone already
    assert seen(asked) == set()


def test_sharing_twice_is_sharing_once(asked: Asked):
    with asked.open() as sharing:
        for _ in range(2):
            sharing.grant(With.GROUP, asked.group, writes=False)
        assert len(sharing.look() or ()) == 1


@pytest.mark.parametrize("who", [With.GROUP, With.USER])
def test_a_name_nobody_has_shares_with_nobody(asked: Asked, who: With):
    with asked.open() as sharing:
        if asked.refuses_names:
            with pytest.raises(NotFound):
                sharing.grant(who, "finnes-ikke-her", writes=False)
        else:
            sharing.grant(who, "finnes-ikke-her", writes=False)
    assert seen(asked) == set()


def test_a_wrong_password_is_refused_at_once(asked: Asked):
    with meddler(asked.url) as proxy:
        proxy.always = answer(401)
        kind = type(asked.open())
        with (
            kind(proxy.before(asked.url), asked.server.username, "feil") as sharing,
            pytest.raises(Unauthorized),
        ):
            sharing.look()
        assert len(proxy.requests) == 1


def test_a_login_page_is_no_list_of_shares(kind, radicale: Server):
    with meddler(radicale.url) as proxy:
        proxy.always = answer(200, ("Content-Type", "text/html"), body=b"<html>Logg inn</html>")
        url = (
            f"{proxy.url}/remote.php/dav/{'calendars' if kind is CalendarShares else 'files'}/k/x/"
        )
        with kind(url, "kari", "x") as sharing, pytest.raises(NotADavServer):
            sharing.look()


def test_other_servers_are_not_asked_at_all(kind, radicale: Server):
    with (
        meddler(radicale.url) as proxy,
        kind(proxy.before(radicale.url), radicale.username, radicale.password) as sharing,
    ):
        assert sharing.look() is None
        assert proxy.requests == []


def test_a_server_whose_address_only_looks_like_it_can_not_be_asked(wsgidav: Server):
    entry = f"{wsgidav.collection()}remote.php/"
    url = f"{entry}webdav/"
    for folder in (entry, url):
        wsgidav.open(folder).ensure_folder()
    with FolderShares(url, wsgidav.username, wsgidav.password) as sharing:
        assert sharing.look() is None


def test_a_calendar_server_that_knows_no_invites_can_not_be_asked(radicale: Server):
    reply = (
        b'<multistatus xmlns="DAV:"><response><href>/remote.php/x/</href><propstat><prop><owner/>'
        b"</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
    )
    with meddler(radicale.url) as proxy:
        proxy.always = answer(207, ("Content-Type", "application/xml"), body=reply)
        with CalendarShares(f"{proxy.url}/remote.php/x/", "kari", "x") as sharing:
            assert sharing.look() is None


def test_an_account_that_may_not_share_is_told_so(kind, radicale: Server, wsgidav: Server):
    with sharing_cloud(radicale, wsgidav) as cloud:
        server = cloud.server("caldav" if kind is CalendarShares else "webdav")
        cloud.refused = True
        with (
            kind(server.collection(), server.username, server.password) as sharing,
            pytest.raises(Forbidden),
        ):
            sharing.grant(With.GROUP, "gruppa", writes=False)


def test_the_owner_whom_a_published_calendar_names_is_not_somebody_it_is_shared_with(
    radicale: Server, wsgidav: Server
):
    with sharing_cloud(radicale, wsgidav) as cloud:
        server = cloud.server("caldav")
        url = server.collection()
        cloud.of(url)[f"users/{server.username}"] = "read-write"
        cloud.published.add(url[len(cloud.url) :])
        with CalendarShares(url, server.username, server.password) as sharing:
            assert sharing.look() == (Shared(kind=With.LINK),)


def test_a_groups_name_is_sent_as_the_server_matches_it(radicale: Server, wsgidav: Server):
    with sharing_cloud(radicale, wsgidav) as cloud:
        server = cloud.server("caldav")
        url = server.collection()
        with CalendarShares(url, server.username, server.password) as sharing:
            sharing.grant(With.GROUP, "Styret æ", writes=False)
            assert list(cloud.of(url)) == ["groups/Styret+%C3%A6"]
            assert [one.who for one in sharing.look() or ()] == ["Styret æ"]
