"""Documents that are locked, written in meanwhile or out of reach: told by name, nothing lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from service.db.notices import Notices
from service.documents.reading.read import read
from tests.journeys.council_moves import (
    IN_MARCH,
    NEW_DATE,
    NEW_PROTOCOL,
    OLD_CALL,
    OLD_PROTOCOL,
    by_a_person,
    idle,
    paragraphs,
    reading,
)
from tests.journeys.terminal import Terminal
from tests.journeys.test_copied_documents import put_in
from tests.journeys.town import FOLDER, Town, noticed, told
from tests.servers import wsgidav as _wsgidav
from tests.servers.locks import locked
from tests.servers.meddler import Act, Forward, Meddler, Reply, answer, meddler, pass_on
from tests.servers.server import Server

NewTown = Callable[..., Town]


@pytest.fixture
def town(new_settled: NewTown) -> Town:
    """A week before the meeting that the council then moves."""
    return new_settled(now=IN_MARCH)


@pytest.fixture(params=["wsgidav", "apache"])
def lockable(request: pytest.FixtureRequest, new_settled: NewTown) -> Town:
    """The same on each server that locks files."""
    server: Server = request.getfixturevalue(request.param)
    return new_settled(now=IN_MARCH, webdav=server)


def address(town: Town, href: str) -> str:
    return town.url(FOLDER) + href.replace(" ", "%20")


def remembered(town: Town) -> list[tuple[str, str, str]]:
    """What the pages can show."""
    with town.services.database.reading() as session:
        standing = Notices(session, town.id).all()
    return sorted((s.notice.code.value, s.notice.href, s.notice.other) for s in standing)


@pytest.mark.parametrize("edited", [True, False])
def test_a_document_that_somebody_has_open_waits_for_the_next_pass(
    lockable: Town, edited: bool
) -> None:
    town = lockable
    if edited:
        by_a_person(town)
        town.sync()
    theirs = town.folder().get(OLD_PROTOCOL)
    _settle(town)
    town.council_moves()
    with locked(town.webdav, address(town, OLD_PROTOCOL)):
        report = town.sync()
        assert ("locked", OLD_PROTOCOL, "") in noticed(report)
        assert not report.errors
        assert town.folder().get(OLD_PROTOCOL) == theirs
        assert remembered(town) == noticed(report)
    _settle(town)
    town.sync()
    _settle(town)
    report = town.sync()
    assert noticed(report) == [] == remembered(town)
    ours = town.folder().get(NEW_PROTOCOL)
    assert read(ours).text("meeting.date") == NEW_DATE
    assert paragraphs(ours) == paragraphs(theirs)


def _settle(town: Town) -> None:
    """Apache vouches for no version that is younger than a second; let the files be older."""
    if town.webdav.name == "Apache" and town.webdav.folder is not None:
        for path in town.webdav.folder.rglob("*.docx"):
            then = path.stat().st_mtime - 10
            os.utime(path, (then, then))
        town.sync()


@pytest.mark.parametrize("mark", [".~lock.{}#", "~${2:}"])
def test_an_editors_own_file_beside_a_document_says_that_somebody_has_it_open(
    town: Town, mark: str
) -> None:
    folder, _, name = OLD_PROTOCOL.rpartition("/")
    mark = f"{folder}/" + (f"~${name[2:]}" if "~$" in mark else mark.format(name))
    town.folder().put(mark, b"Kari Nordmann")
    before = town.folder().get(OLD_PROTOCOL)
    town.council_moves()
    report = town.sync()
    assert noticed(report) == [("left_open", OLD_PROTOCOL, mark)]
    assert town.folder().get(OLD_PROTOCOL) == before
    town.folder().delete(mark)
    town.sync()
    assert NEW_PROTOCOL in town.folder().all()
    assert idle(town)


@contextmanager
def behind_proxy(town: Town) -> Iterator[Meddler]:
    with meddler(town.webdav.url) as proxy:
        town.reach(FOLDER, proxy.before(town.url(FOLDER)))
        town.sync()
        yield proxy


def at(proxy: Meddler, method: str, act: Act) -> None:
    """Let the proxy do this at every request of a method for the protocol."""

    def meddle(forward: Forward) -> Reply | None:
        sent, path = proxy.requests[-1]
        return (act if sent == method and "Protokoll" in path else pass_on)(forward)

    proxy.always = meddle


def test_a_pass_with_nothing_to_do_only_looks_at_the_folders(town: Town) -> None:
    by_a_person(town)
    with behind_proxy(town) as proxy:
        town.council_moves()
        town.sync()
        proxy.methods()
        town.sync()
        assert set(proxy.methods()) == {"PROPFIND"}


@pytest.mark.parametrize("method", ["PUT", "MOVE"])
def test_what_somebody_writes_while_we_write_is_never_overwritten(town: Town, method: str) -> None:
    home = town.folder()
    by_a_person(town)
    with behind_proxy(town) as proxy:
        quick: list[bytes] = []

        def interfere(forward: Forward) -> Reply:
            if not quick:
                (href,) = {OLD_PROTOCOL, NEW_PROTOCOL} & set(home.all())
                theirs = put_in(home.get(href), "Kaffen var god.", "Kaffen ble kald.")
                home.rewrite(href, theirs)
                quick.append(theirs)
            return forward()

        at(proxy, method, interfere)
        town.council_moves()
        report = town.sync()
        assert ("left_alone", "overtaken") in told(report)
        assert not report.errors
        assert quick[0] in town.folder().all().values()
        proxy.always = pass_on
        town.sync()
        ours = town.folder().get(NEW_PROTOCOL)
        assert read(ours).text("meeting.date") == NEW_DATE
        assert "Kaffen ble kald." in paragraphs(ours)
        assert idle(town)


def test_a_document_deleted_while_we_write_stays_deleted(town: Town) -> None:
    home = town.folder()
    by_a_person(town)
    with behind_proxy(town) as proxy:

        def interfere(forward: Forward) -> Reply:
            if OLD_PROTOCOL in home.all():
                home.delete(OLD_PROTOCOL)
            return forward()

        at(proxy, "MOVE", interfere)
        town.council_moves()
        assert ("left_alone", "overtaken") in told(town.sync())
        proxy.always = pass_on
        report = town.sync()
        assert not {OLD_PROTOCOL, NEW_PROTOCOL} & set(town.folder().all())
        assert noticed(report) == [("deleted", OLD_PROTOCOL, "")]
        assert idle(town)


@pytest.mark.parametrize(
    ("method", "status", "code"),
    [("PUT", 403, "read_only"), ("PUT", 507, "out_of_space"), ("MOVE", 507, "out_of_space")],
)
def test_a_share_that_may_only_be_read_or_is_full_is_told_by_the_documents_name(
    town: Town, status: int, code: str, method: str
) -> None:
    theirs = by_a_person(town)
    with behind_proxy(town) as proxy:
        at(proxy, method, answer(status))
        town.council_moves()
        report = town.sync()
        ((found, href, _),) = [n for n in noticed(report) if n[0] == code]
        assert "Protokoll" in href
        (error,) = report.errors
        assert href in error
        assert found == code
        assert paragraphs(town.folder().get(href)) == paragraphs(theirs)
        assert (code, href, "") in remembered(town)
        proxy.always = pass_on
        report = town.sync()
        assert not report.errors
        assert noticed(report) == [] == remembered(town)
        assert reading(town, NEW_PROTOCOL).text("meeting.date") == NEW_DATE
        assert idle(town)


@pytest.fixture
def read_only(wsgidav: Server, tmp_path: Path) -> Iterator[Server]:
    """A server that shares the other's folders, to be read only."""
    place = tmp_path / "delt"
    place.mkdir()
    with _wsgidav.wsgidav(place, shared=wsgidav.folder) as server:
        yield server


@pytest.mark.parametrize("edited", [True, False])
def test_a_folder_that_may_really_only_be_read_is_told_of_and_filled_later(
    town: Town, read_only: Server, edited: bool
) -> None:
    home = town.folder()
    theirs = by_a_person(town) if edited else home.get(OLD_PROTOCOL)
    before = home.all()
    with behind_proxy(town) as proxy:
        open_to_us, proxy.upstream = proxy.upstream, urlsplit(read_only.url).netloc
        town.council_moves()
        for _ in range(2):
            report = town.sync()
            ((code, href, _),) = noticed(report)
            assert code == "read_only"
            (error,) = report.errors
            assert href in error
            assert "skrivetilgang" in error
            assert home.all() == before
        proxy.upstream = open_to_us
        assert not town.sync().errors
        assert paragraphs(home.get(NEW_PROTOCOL)) == paragraphs(theirs)
        assert idle(town)


@pytest.mark.parametrize("edited", [True, False])
def test_where_nothing_may_be_renamed_the_new_date_still_comes_into_the_document(
    town: Town, edited: bool
) -> None:
    """As in a Nextcloud folder that is shared with the right to edit, and not to delete."""
    theirs = by_a_person(town) if edited else town.folder().get(OLD_PROTOCOL)
    with behind_proxy(town) as proxy:
        at(proxy, "MOVE", answer(403))
        town.council_moves()
        for _ in range(2):
            report = town.sync()
            assert noticed(report) == [("not_renamed", OLD_PROTOCOL, NEW_PROTOCOL)]
            assert not report.errors
            assert reading(town, OLD_PROTOCOL).text("meeting.date") == NEW_DATE
        assert not [s for s in town.sync().steps if s.writes]
        proxy.always = pass_on
        assert not town.sync().errors
        assert paragraphs(town.folder().get(NEW_PROTOCOL)) == paragraphs(theirs)
        assert idle(town)


def test_the_terminal_and_the_json_tell_it_in_words(town: Town, terminal: Terminal) -> None:
    by_a_person(town)
    town.folder().delete(OLD_CALL)
    town.sync()
    town.services.database.close()
    terminal.patch.setenv("KJOREPLAN_DATA_DIR", str(town.directory))
    terminal.patch.setenv("KJOREPLAN_DATABASE_URL", f"sqlite:///{town.directory / 'k.db'}")
    ran = terminal.run(f"sync {town.id}")
    assert f"«{OLD_CALL}» er slettet av noen i gruppa" in ran.out
    assert "papirkurven" in ran.out
    shown = json.loads(terminal.run(f"sync {town.id} --json").out)
    (notice,) = [n for n in shown["notices"] if n["code"] == "deleted"]
    assert notice["href"] == OLD_CALL
    assert notice["text"].startswith(f"«{OLD_CALL}» er slettet")
