"""What an answer means, or its absence: the errors of ``connectors.store``, read off a response.

Messages name the method, the host and the status only: paths carry people's and parties' names, and
addresses may carry passwords.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import urlsplit

from connectors.headers import retry_after
from connectors.store import (
    AlreadyExists,
    Busy,
    Changed,
    Forbidden,
    NotADavServer,
    NotFound,
    OutcomeUnknown,
    OutOfSpace,
    Rejected,
    StoreError,
    TemporaryError,
    Unauthorized,
    Unreachable,
)

READS = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})

# Both forks of urllib3 (of requests and of niquests) name these alike; after them nothing was sent.
_BEFORE_SENDING = frozenset(
    {
        "ConnectTimeout",
        "ConnectTimeoutError",
        "NameResolutionError",
        "NewConnectionError",
        "SSLCertVerificationError",
        "InvalidURL",
        "InvalidSchema",
    }
)
_BY_STATUS: Mapping[int, type[StoreError]] = {
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    408: Busy,
    410: NotFound,
    423: Busy,
    429: Busy,
    501: Rejected,
    503: Busy,
    507: OutOfSpace,
}


class Answer(Protocol):
    """What the responses of requests and niquests have in common."""

    status_code: int
    headers: Mapping[str, str]  # found without regard to case
    content: bytes


class Dropped(Unreachable):
    """A connection was there and broke; for a read, that is worth a second try at once."""


def check(method: str, url: str, answer: Answer, sent: Mapping[str, str]) -> None:
    """Raise the store error that the answer means; return if it is a success.

    Args:
        method: of the request.
        url: of the request; only its host is told.
        answer: with its body already read.
        sent: the request's own headers: they tell which precondition a 412 speaks of.

    Raises:
        StoreError: see ``connectors.store``.
    """
    status = int(answer.status_code)
    kind = answer.headers.get("Content-Type", "").lower()
    if status < 200 or 300 <= status < 400:
        said = _said(method, url, status)
        raise NotADavServer(f"{said}, a redirect; the address must lead straight", status=status)
    if status >= 400:
        said = _said(method, url, status)
        wait = retry_after(answer.headers.get("Retry-After"))
        raise _error_type(method, status, sent)(said, status=status, retry_after=wait)
    if _is_page(method, url, status, kind, answer.content):
        said = _said(method, url, status)
        raise NotADavServer(f"{said} with {kind or 'no content type'}", status=status)
    if method in {"DELETE", "MOVE"} and status == 207:
        raise OutcomeUnknown(f"{_said(method, url, status)}: only partly done", status=status)


def _said(method: str, url: str, status: int) -> str:
    return f"{method}: {host(url)} answered {status}"


def _error_type(method: str, status: int, sent: Mapping[str, str]) -> type[StoreError]:
    if status == 412:
        names = {name.lower() for name in sent}
        conflict = Changed if "if-match" in names else Rejected
        return AlreadyExists if "if-none-match" in names else conflict
    if method == "PROPFIND" and status in {405, 501}:
        return NotADavServer
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status < 500:
        return Rejected
    return TemporaryError if method in READS else OutcomeUnknown


def _is_page(method: str, url: str, status: int, kind: str, body: bytes) -> bool:
    """Whether a success is really a web page: a login form, a captive portal, a plain web server.

    Apache explains a 201 in HTML, so among writes only a 200 is suspect. Nextcloud 32 calls the
    empty body of its answers to OPTIONS and to POST (a share) HTML.
    """
    html = "html" in kind
    if method in {"PROPFIND", "REPORT"}:
        return html or (status != 207 and "xml" not in kind)
    if method == "GET":
        is_html_file = urlsplit(url).path.lower().endswith((".html", ".htm"))
        return status != 200 or (html and not is_html_file)
    if method in {"OPTIONS", "POST"} and not body:
        return False
    return html and status == 200


def network_error(method: str, url: str, error: OSError) -> StoreError:
    """The store error for a request that got no whole answer."""
    names = {kind.__name__ for cause in _causes(error) for kind in type(cause).__mro__}
    where = f"{method}: {host(url)}"
    if "SSLCertVerificationError" in names:
        return Unreachable(f"{where} has a certificate that is not trusted")
    if names & _BEFORE_SENDING:
        return Unreachable(f"{where} could not be reached")
    if method not in READS:
        return OutcomeUnknown(f"{where} did not answer after the request was sent")
    if "ReadTimeout" in names or "ReadTimeoutError" in names:
        return Unreachable(f"{where} did not answer in time")
    return Dropped(f"{where} broke the connection")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all it was made from: urllib3 nests them in args, ``reason`` and ``cause``."""
    pending, seen = [error], set[int]()
    while pending:
        found = pending.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        nested = (*found.args, getattr(found, "reason", None), found.__cause__, found.__context__)
        pending.extend(e for e in nested if isinstance(e, BaseException))


def host(url: str) -> str:
    """The host and port of an address, without the user and the path."""
    return urlsplit(url).netloc.rpartition("@")[2]
