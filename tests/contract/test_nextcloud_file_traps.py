"""What Nextcloud does to files that no standard leads one to expect, and what we make of it.

Over the double, and over a real one where one is given: what fails there, the double has wrong.
"""

from __future__ import annotations

import base64
import socket
import time
from urllib.parse import urlsplit

import pytest

from connectors.store import Busy, Rejected
from tests.contract.clouds import ETAG, owner
from tests.contract.hrefs import hrefs
from tests.contract.places import Place


def test_a_folder_that_is_there_is_not_made_again(nextcloud_files: Place) -> None:
    assert owner(nextcloud_files).status("MKCOL", nextcloud_files.url) == 405


def test_a_file_without_a_folder_is_404_and_our_store_makes_the_folder(
    nextcloud_files: Place,
) -> None:
    put = owner(nextcloud_files).status("PUT", nextcloud_files.url + "2018/a.docx", b"x")
    assert put == 404
    nextcloud_files.open().create("2018/a.docx", b"x")
    assert hrefs(nextcloud_files.open().list().resources) == {"2018/a.docx"}


def test_a_bad_name_is_rejected(nextcloud_files: Place) -> None:
    with pytest.raises(Rejected) as caught:
        nextcloud_files.open().create("Sak 1\\2.docx", b"x")
    assert caught.value.status == 400


def test_a_lock_is_not_to_be_had_for_the_asking(nextcloud_files: Place) -> None:
    nextcloud_files.open().create("a.docx", b"x")
    answer = owner(nextcloud_files).status("LOCK", nextcloud_files.url + "a.docx")
    assert answer in {501, 400}  # 400 where the app files_lock is, which asks what is to be locked


def test_names_come_back_composed_and_escaped_in_small_letters(nextcloud_files: Place) -> None:
    decomposed = nextcloud_files.url + "Ma%CC%8Al.docx"  # å as a Mac writes it
    assert owner(nextcloud_files).status("PUT", decomposed, b"x") == 201
    (href,) = (
        path
        for path in owner(nextcloud_files).texts(
            "PROPFIND", nextcloud_files.url, ETAG, "{DAV:}href", Depth="1"
        )
        if not path.endswith("/")
    )
    assert href.endswith("M%c3%a5l.docx")
    assert hrefs(nextcloud_files.open().list().resources) == {"Mål.docx"}


def test_two_versions_of_one_length_and_second_share_an_etag(nextcloud_files: Place) -> None:
    kari, url = owner(nextcloud_files), nextcloud_files.url + "a.docx"
    then = str(int(time.time()) - 100)
    etags = {
        kari.send("PUT", url, text, X_OC_MTime=then).headers["ETag"] for text in ("Kari", "Olas")
    }
    assert len(etags) == 1
    assert kari.send("PUT", url, "Lang", X_OC_MTime=str(int(then) + 1)).headers["ETag"] not in etags


def test_a_file_keeps_its_number_when_it_is_moved_and_gets_another_when_made_anew(
    nextcloud_files: Place,
) -> None:
    kari, url = owner(nextcloud_files), nextcloud_files.url
    asked = '<propfind xmlns="DAV:" xmlns:o="http://owncloud.org/ns"><prop><o:fileid/></prop></propfind>'

    def number(name: str) -> list[str]:
        return kari.texts(
            "PROPFIND", url + name, asked, "{http://owncloud.org/ns}fileid", Depth="0"
        )

    kari.send("PUT", url + "a.docx", "x")
    before = number("a.docx")
    assert kari.status("MOVE", url + "a.docx", Destination=url + "b.docx") == 201
    assert number("b.docx") == before
    assert kari.status("DELETE", url + "b.docx") == 204
    kari.send("PUT", url + "b.docx", "x")
    assert number("b.docx") != before


def test_a_folder_has_another_etag_when_anything_below_it_changes(nextcloud_files: Place) -> None:
    kari, url = owner(nextcloud_files), nextcloud_files.url

    def etag() -> list[str]:
        return kari.texts("PROPFIND", url, ETAG, "{DAV:}getetag", Depth="0")

    nextcloud_files.open().create("2018/vår/a.docx", b"x")
    before = etag()
    assert etag() == before
    kari.send("PUT", url + "2018/v%C3%A5r/a.docx", "xy")
    assert etag() != before


def test_a_file_that_somebody_else_is_sending_is_written_or_busy(nextcloud_files: Place) -> None:
    nextcloud_files.open().create("a.docx", b"Kari skriver")
    kari, url = owner(nextcloud_files), urlsplit(nextcloud_files.url + "a.docx")
    if url.scheme == "https":
        pytest.skip("half a request is sent in the open")
    password = base64.b64encode(f"{kari.name}:{kari.password}".encode()).decode()
    head = (
        f"PUT {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nAuthorization: Basic {password}\r\n"
        "Content-Length: 100\r\n\r\n" + "x" * 50
    )
    with socket.create_connection((url.hostname or "", url.port or 80)) as slow:
        slow.sendall(head.encode())
        done = set()
        for _ in range(20):  # some before the server has begun to take it in
            store = nextcloud_files.open()
            try:
                store.update("a.docx", b"vi", store.get("a.docx").resource.etag)
            except Busy as busy:
                done.add(busy.status)
            else:
                done.add(204)
    assert done <= {204, 423}
