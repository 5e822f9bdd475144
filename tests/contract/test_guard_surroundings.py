"""What both wire stores take from the machine they run on, and what they leave there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from connectors.caldav_store import CalDavStore
from connectors.store import Changed, Unauthorized, Unreachable
from connectors.webdav_store import WebDavStore
from tests.contract.scenes import READS, WRITES, Scene, scene_of
from tests.servers.meddler import Forward, Reply
from tests.servers.own_certificate import own_certificate
from tests.servers.process import free_port

scene = pytest.fixture(scene_of)


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
