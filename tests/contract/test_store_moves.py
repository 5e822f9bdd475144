"""Giving a file another name, in memory and on every real WebDAV server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from connectors.memory_store import MemoryStore
from connectors.store import (
    AlreadyExists,
    Busy,
    Changed,
    FolderStore,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    Rejected,
)
from connectors.webdav_store import WebDavStore
from tests.contract.hrefs import hrefs
from tests.contract.places import Place, patiently
from tests.servers.locks import locked
from tests.servers.meddler import after, answer, broken
from tests.servers.server import Server

OLD, NEW = "2026/2026-05-12 Protokoll.docx", "2026/2026-05-19 Protokoll.docx"
FOLDERS = ["wsgidav", "apache"]


@dataclass(frozen=True)
class Folder:
    """A fresh folder: a store of our own, and others as other people's programs have them."""

    open: Callable[[], FolderStore]

    def file(self, data: bytes = b"Kari skrev dette", href: str = OLD) -> str:
        """Lay a file there; its etag."""
        return self.open().create(href, data).etag

    def move(self, href: str, to: str, etag: str) -> str:
        """Move as a caller shall, patiently; the new href."""
        return patiently(lambda: self.open().move(href, to, etag)).href

    def hrefs(self) -> set[str]:
        return hrefs(self.open().list().resources)


@pytest.fixture(params=["memory", *FOLDERS])
def folder(request: pytest.FixtureRequest) -> Folder:
    if request.param == "memory":
        store = MemoryStore()
        return Folder(lambda: store)
    server: Server = request.getfixturevalue(request.param)
    url = server.collection()
    return Folder(lambda: _webdav(server.open(url)))


@pytest.fixture(params=FOLDERS)
def lockable(request: pytest.FixtureRequest) -> tuple[Server, str]:
    server: Server = request.getfixturevalue(request.param)
    return server, server.collection()


def _webdav(store: object) -> WebDavStore:
    assert isinstance(store, WebDavStore)
    return store


def test_a_moved_file_lies_under_its_new_name_alone_with_the_same_bytes(folder: Folder) -> None:
    etag = folder.file()
    assert folder.move(OLD, NEW, etag) == NEW
    assert folder.hrefs() == {NEW}
    assert folder.open().get(NEW).data == b"Kari skrev dette"
    with pytest.raises(NotFound):
        folder.open().get(OLD)


def test_the_etag_told_is_the_one_it_has_or_none(folder: Folder) -> None:
    etag = folder.file()
    moved = patiently(lambda: folder.open().move(OLD, NEW, etag))
    assert moved.etag in {"", folder.open().get(NEW).resource.etag}


def test_the_folder_it_comes_to_is_made(folder: Folder) -> None:
    etag = folder.file()
    folder.move(OLD, "2027/vår/Møte 1.docx", etag)
    assert folder.hrefs() == {"2027/vår/Møte 1.docx"}


def test_out_of_a_folder_to_the_top(folder: Folder) -> None:
    folder.move(OLD, "Protokoll.docx", folder.file())
    assert folder.hrefs() == {"Protokoll.docx"}


@pytest.mark.parametrize("name", ["Sak 100 % + 1 & 2 = æøå.docx", "kari@example.org.docx"])
def test_names_come_out_as_they_were_given(folder: Folder, name: str) -> None:
    folder.move(OLD, name, folder.file())
    assert folder.hrefs() == {name}


def test_a_taken_name_is_left_to_who_has_it(folder: Folder) -> None:
    etag = folder.file()
    folder.file(b"Ola skrev dette", NEW)
    with pytest.raises(AlreadyExists):
        folder.move(OLD, NEW, etag)
    assert folder.open().get(OLD).data == b"Kari skrev dette"
    assert folder.open().get(NEW).data == b"Ola skrev dette"


def test_what_is_gone_is_not_moved(folder: Folder) -> None:
    etag = folder.file()
    patiently(lambda: folder.open().delete(OLD, etag))
    with pytest.raises(NotFound):
        folder.move(OLD, NEW, etag)
    with pytest.raises(NotFound):
        folder.move(OLD, "2027/Protokoll.docx", etag)
    assert folder.hrefs() == set()


def test_a_version_that_somebody_has_replaced_is_not_moved(folder: Folder) -> None:
    etag = folder.file()
    patiently(lambda: folder.open().update(OLD, b"Kari skrev mer", etag))
    with pytest.raises(Changed):
        folder.move(OLD, NEW, etag)
    with pytest.raises(Changed):
        folder.move(OLD, NEW, "")
    assert folder.hrefs() == {OLD}
    assert folder.open().get(OLD).data == b"Kari skrev mer"


def test_a_name_can_not_lead_out_of_the_folder(folder: Folder) -> None:
    etag = folder.file()
    with pytest.raises(Rejected):
        folder.open().move(OLD, "../Protokoll.docx", etag)
    assert folder.hrefs() == {OLD}


def test_a_file_that_somebody_has_open_is_neither_moved_nor_replaced(
    lockable: tuple[Server, str],
) -> None:
    server, url = lockable
    folder = Folder(lambda: _webdav(server.open(url)))
    folder.move("Utkast.docx", "Protokoll.docx", folder.file(href="Utkast.docx"))
    etag = folder.open().get("Protokoll.docx").resource.etag
    with locked(server, url + "Protokoll.docx"):
        store = folder.open()
        for write in (
            lambda: store.move("Protokoll.docx", "Referat.docx", etag),
            lambda: store.update("Protokoll.docx", b"vi", etag),
        ):
            with pytest.raises(Busy) as caught:
                write()
            assert caught.value.status == 423
        assert folder.hrefs() == {"Protokoll.docx"}
    assert folder.move("Protokoll.docx", "Referat.docx", etag) == "Referat.docx"


@pytest.fixture(params=FOLDERS)
def watched(
    request: pytest.FixtureRequest, meddler_before: Callable[..., object]
) -> Iterator[Place]:
    server: Server = request.getfixturevalue(request.param)
    url = server.collection()
    with meddler_before(url) as proxy:  # type: ignore[attr-defined]  # a context manager
        yield Place(
            open=lambda: server.open(url), calendar=False, server=server, url=url, proxy=proxy
        )


def test_a_move_costs_one_request_and_a_look(watched: Place) -> None:
    assert watched.proxy
    store = _webdav(watched.watched())
    etag = store.create("a.docx", b"x").etag
    watched.proxy.methods()
    patiently(lambda: store.move("a.docx", "b.docx", etag))
    assert watched.proxy.methods()[-2:] == ["MOVE", "PROPFIND"]
    assert watched.proxy.sent_headers[-2]["overwrite"] == "F"


@pytest.mark.parametrize("act", [after(broken), after(answer(500)), broken, answer(502)])
def test_an_unclear_move_is_sent_once_and_said_to_be_unclear(watched: Place, act: object) -> None:
    assert watched.proxy
    store = _webdav(watched.watched())
    etag = store.create("a.docx", b"x").etag
    watched.proxy.methods()
    watched.proxy.acts = [act]  # type: ignore[list-item]  # one of the acts above
    with pytest.raises(OutcomeUnknown):
        store.move("a.docx", "b.docx", etag)
    assert watched.proxy.methods() == ["MOVE"]
    assert len(watched.open().list().resources) == 1


@pytest.mark.parametrize(
    ("status", "error"), [(403, Forbidden), (404, Forbidden), (423, Busy), (409, Rejected)]
)
def test_a_refused_move_leaves_the_file(
    watched: Place, status: int, error: type[Exception]
) -> None:
    assert watched.proxy
    store = _webdav(watched.watched())
    etag = store.create("a.docx", b"x").etag
    watched.proxy.acts = [answer(status)]
    with pytest.raises(error):
        store.move("a.docx", "b.docx", etag)
    assert hrefs(watched.open().list().resources) == {"a.docx"}
