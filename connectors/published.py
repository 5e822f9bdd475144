"""Reading a published page or file over HTTP: one GET, with all that a good guest keeps to.

An honest User-Agent, ``If-None-Match`` and ``If-Modified-Since``, bounds on time and size, no
cookies, no environment proxies. Redirects, three at most, are followed to the same host, and from
https to https on another, since municipalities move their pages; never from https to http. An
address on this machine's or an organisation's own network is refused (whoever may name an address
could else have this service ask what only it can reach), judged by the peer that a connection has,
so that no name can resolve otherwise between the look and the request.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Iterator
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version
from typing import Any, cast
from urllib.parse import unquote, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from connectors.answers import Answer, check, host, network_error
from connectors.guard import TIMEOUT
from connectors.publication import (
    BadAddress,
    PrivateAddress,
    Publication,
    RedirectRefused,
    TooLarge,
)
from connectors.store import Rejected, Unreachable

MAX_BYTES = 20_000_000
MAX_REDIRECTS = 3
MAX_SECONDS = 120.0  # for all of an answer, however slowly it drips
USER_AGENT = f"kjoreplan/{version('kjoreplan')}"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4_BITS = 0xFFFF_FFFF


class PublishedPages:
    """`connectors.publication.Publications` over HTTP. May be used from several threads.

    Args:
        private: whether addresses on this machine and on private networks may be read too.
    """

    def __init__(self, *, private: bool = False) -> None:
        self._private = private

    def read(self, url: str, *, etag: str = "", last_modified: str = "") -> Publication:
        """See `Publications`."""
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        with _session(private=self._private) as session:
            for _ in range(MAX_REDIRECTS + 1):
                answer = _asked(session, _checked(url), headers)
                with answer:
                    if answer.status_code not in _REDIRECTS:
                        return _publication(url, answer, headers)
                    url = _next(url, answer.headers.get("Location", ""))
        raise RedirectRefused(f"GET: {host(url)} sends on more than {MAX_REDIRECTS} times")


def _session(*, private: bool) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    if not private:
        for scheme in ("http://", "https://"):
            session.mount(scheme, _PublicOnly())
    return session


def _checked(url: str) -> str:
    parts = urlsplit(url)
    try:
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        usable = False
    if not usable or "@" in parts.netloc:
        raise BadAddress("the address must be http(s)://host/path, without user or password")
    return url


def _asked(session: requests.Session, url: str, headers: dict[str, str]) -> requests.Response:
    try:
        return session.get(
            url, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
        )
    except OSError as error:
        # The library's texts hold the address, so they end here.
        raise network_error("GET", url, error) from None
    except ValueError:  # a host that no name can be, found while the request is made
        raise BadAddress("the address must be http(s)://host/path") from None


def _next(url: str, location: str) -> str:
    """Where a redirect may lead."""
    to = urljoin(url, location)
    before, after = urlsplit(url), urlsplit(to)
    same_host = before.hostname == after.hostname
    downgraded = before.scheme == "https" and after.scheme != "https"
    elsewhere = not same_host and before.scheme != "https"
    if not location or downgraded or elsewhere:
        raise RedirectRefused(f"GET: {host(url)} sends on to where the page is less safe")
    return to


def _publication(url: str, answer: requests.Response, sent: dict[str, str]) -> Publication:
    if answer.status_code >= 400:
        check("GET", url, cast(Answer, answer), sent)
    if answer.status_code not in {200, 304}:
        raise Rejected(f"GET: {host(url)} answered {answer.status_code}", status=answer.status_code)
    return Publication(
        url=url,
        filename=_filename(url),
        data=None if answer.status_code == 304 else _body(url, answer),
        etag=answer.headers.get("ETag", ""),
        last_modified=answer.headers.get("Last-Modified", ""),
    )


def _body(url: str, answer: requests.Response) -> bytes:
    body = bytearray()
    deadline = time.monotonic() + MAX_SECONDS
    for chunk in _chunks(url, answer):
        body += chunk
        if len(body) > MAX_BYTES:
            raise TooLarge(f"GET: {host(url)} sent more than {MAX_BYTES} bytes")
        if time.monotonic() > deadline:
            raise Unreachable(f"GET: {host(url)} did not finish in time")
    return bytes(body)


def _chunks(url: str, answer: requests.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_content(_CHUNK)
    except OSError as error:
        raise network_error("GET", url, error) from None


def _filename(url: str) -> str:
    """What to call what was read, in messages: the last part of its path, or its host."""
    name = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
    return "".join(c for c in name if c.isprintable()) or host(url)


def is_public(address: str) -> bool:
    """Whether an IP address is one that everybody may reach."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & _IPV4_BITS)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class _Looks:
    """A connection that is closed before anything is asked, where its peer isn't everybody's."""

    host: str
    sock: Any

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]  # the connection it is mixed into
        if not is_public(self.sock.getpeername()[0]):
            self.sock.close()
            raise PrivateAddress(f"GET: {self.host} leads into a private network")


class _Connection(_Looks, HTTPConnection):
    pass


class _TlsConnection(_Looks, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _PublicOnly(HTTPAdapter):
    """Connects through the connections above."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
