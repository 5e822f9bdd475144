"""What only folders have, over every real WebDAV server."""

from __future__ import annotations

import unicodedata

import pytest

from connectors.store import NotFound
from connectors.webdav_store import WebDavStore
from tests.contract.hrefs import hrefs
from tests.contract.places import patiently


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
