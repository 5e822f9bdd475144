"""Reading what somebody has published, from a real server: politely, within bounds, and typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from connectors import published
from connectors.publication import BadAddress, PrivateAddress, RedirectRefused, TooLarge
from connectors.published import PublishedPages, is_public
from connectors.store import (
    Busy,
    Forbidden,
    NotFound,
    Rejected,
    StoreError,
    TemporaryError,
    Unauthorized,
    Unreachable,
)
from tests.servers.pages import Site, site

PAGES = PublishedPages(private=True)
MODIFIED = "Mon, 04 May 2026 10:00:00 GMT"


@pytest.fixture
def page() -> Iterator[Site]:
    with site(body=b"<table>", headers={"ETag": 'W/"1"', "Last-Modified": MODIFIED}) as running:
        yield running


def test_a_page_is_read_in_one_request_by_somebody_who_says_who_it_is(page: Site):
    found = PAGES.read(f"{page.url}/politikk/M%C3%B8teplan.html?id=1")
    assert (found.data, found.filename) == (b"<table>", "Møteplan.html")
    assert (found.etag, found.last_modified) == ('W/"1"', MODIFIED)
    ((path, headers),) = page.asked
    assert path == "/politikk/M%C3%B8teplan.html?id=1"
    assert re.fullmatch(r"kjoreplan/[\d.]+\S*", headers["User-Agent"])
    assert not {"Cookie", "Authorization", "If-None-Match"} & set(headers)


def test_what_has_not_changed_is_not_sent_again(page: Site):
    by_etag = PAGES.read(page.url, etag='W/"1"', last_modified=MODIFIED)
    by_date = PAGES.read(page.url, last_modified=MODIFIED)
    assert (by_etag.data, by_date.data) == (None, None)
    assert PAGES.read(page.url, etag='"2"').data == b"<table>"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, Unauthorized),
        (403, Forbidden),
        (404, NotFound),
        (410, NotFound),
        (429, Busy),
        (503, Busy),
        (400, Rejected),
        (206, Rejected),
        (500, TemporaryError),
        (502, TemporaryError),
    ],
)
def test_each_refusal_tells_whether_a_retry_helps(page: Site, status: int, error: type[StoreError]):
    page.status = status
    with pytest.raises(error) as refused:
        PAGES.read(f"{page.url}/hemmelig")
    assert refused.value.status == status
    assert "hemmelig" not in str(refused.value)
    assert len(page.asked) == 1


def test_how_long_to_wait_is_told(page: Site):
    page.status, page.headers = 429, {"Retry-After": "3600"}
    with pytest.raises(Busy) as refused:
        PAGES.read(page.url)
    assert refused.value.retry_after == 3600


def test_redirects_are_followed_on_the_same_host_three_times_at_most(page: Site):
    page.redirects = {"/a": "/b", "/b": f"{page.url}/c", "/c": "/d"}
    assert PAGES.read(f"{page.url}/a").url == f"{page.url}/d"
    page.redirects["/d"] = "/e"
    with pytest.raises(RedirectRefused):
        PAGES.read(f"{page.url}/a")


def test_a_redirect_to_another_host_without_tls_is_not_followed(page: Site):
    with site(body=b"other") as other:
        page.redirects = {"/a": other.url.replace("127.0.0.1", "localhost")}
        with pytest.raises(RedirectRefused):
            PAGES.read(f"{page.url}/a")
        assert other.asked == []


@pytest.mark.parametrize(
    ("start", "to", "followed"),
    [
        ("https://a.example.org/x", "https://b.example.org/y", True),
        ("https://a.example.org/x", "http://a.example.org/x", False),
        ("http://a.example.org/x", "https://a.example.org/x", True),
        ("http://a.example.org/x", "https://b.example.org/x", False),
        ("https://a.example.org/x", "", False),
        ("https://a.example.org/x", "file:///etc/passwd", False),
    ],
)
def test_no_redirect_makes_a_page_less_safe(start: str, to: str, followed: bool):
    if followed:
        assert published._next(start, to) == to
    else:
        with pytest.raises(RedirectRefused):
            published._next(start, to)


def test_more_than_is_ever_read_is_thrown_away(page: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(published, "MAX_BYTES", 100_000)
    page.body = b"x" * 100_001
    with pytest.raises(TooLarge):
        PAGES.read(page.url)
    page.body = b"x" * 100_000
    assert len(PAGES.read(page.url).data or b"") == 100_000


def test_an_answer_that_never_ends_is_given_up(page: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(published, "MAX_SECONDS", -1.0)
    with pytest.raises(Unreachable):
        PAGES.read(page.url)


def test_half_an_answer_is_none(page: Site):
    page.headers = {"Content-Length": "1000"}
    with pytest.raises(Unreachable):
        PAGES.read(page.url)


def test_where_nothing_listens_is_unreachable():
    with site() as gone:
        url = gone.url
    with pytest.raises(Unreachable):
        PAGES.read(url)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "http://", "http://kari:hemmelig@example.org/", "http://a:0/", "plan"],
)
def test_what_is_no_address_is_refused(url: str):
    with pytest.raises(BadAddress) as refused:
        PAGES.read(url)
    assert "hemmelig" not in str(refused.value)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_nothing_is_asked_on_a_private_network(page: Site, name: str):
    with pytest.raises(PrivateAddress):
        PublishedPages().read(page.url.replace("127.0.0.1", name))
    assert page.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("193.69.165.21", True),
        ("2001:4860:4860::8888", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_everybody_may_reach(address: str, public: bool):
    assert is_public(address) is public
