"""What both wire clients obey, whatever library speaks: one guarded session for every request.

No redirects, explicit timeouts, no environment proxies and no ``~/.netrc``, HTML is never taken for
DAV, statuses become the errors of ``connectors.store``, reads are retried within reason, writes
never, a refused password never. Messages name the method, the host and the status only: paths carry
people's and parties' names, and addresses may carry passwords.
"""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
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
TIMEOUT = (10.0, 60.0)  # seconds to connect, seconds of silence while reading

# At DEBUG they log paths, and caldav whole bodies, formatted even where nobody reads: names of
# people and parties, which no log level shall show.
_TALKATIVE = (
    "caldav",
    "caldav.response",
    "niquests",
    "urllib3",
    "urllib3_future",
    "webdav3.client",
)
for _name in _TALKATIVE:
    logging.getLogger(_name).setLevel(logging.WARNING)

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


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a read is tried again. Times in seconds."""

    attempts: int = 3
    longest_wait: float = 5.0  # a longer Retry-After is the caller's to plan for
    first_pause: float = 0.2

    def pause(self, method: str, attempt: int, error: TemporaryError) -> float | None:
        """Seconds to wait before the next attempt, or None if there shall be none.

        Without Retry-After a busy server is left alone: Nextcloud's lock-out after wrong passwords
        and its maintenance mode both look so, and both outlast any patience.
        """
        if method not in READS or attempt >= self.attempts:
            return None
        if isinstance(error, Busy):
            wait = error.retry_after
            return wait if wait is not None and wait <= self.longest_wait else None
        if isinstance(error, Unreachable) and not isinstance(error, _Dropped):
            return None
        return float(self.first_pause * 2 ** (attempt - 1))


class _Dropped(Unreachable):
    """A connection was there and broke; for a read, that is worth a second try at once."""


class GuardedSession:
    """A session of requests or niquests, as the DAV libraries use it, under the rules above.

    Args:
        session: a fresh session; it is configured and owned by this object.
        username: empty for a server without passwords.
        password: sent as Basic authentication in UTF-8 (RFC 7617 §2.1) with the first request,
            so that a wrong one costs exactly one failed login.
        timeout: seconds to connect, seconds of silence while reading.
        patience: how reads are retried.
    """

    def __init__(
        self,
        session: Any,  # noqa: ANN401 - two libraries without a common type
        *,
        username: str,
        password: str,
        timeout: tuple[float, float] = TIMEOUT,
        patience: Patience | None = None,
    ) -> None:
        session.trust_env = False
        # mod_deflate changes etags of what it compresses, and If-Match then never holds.
        session.headers["Accept-Encoding"] = "identity"
        if username or password:
            session.auth = (username.encode(), password.encode())
        self._session = session
        self._timeout = timeout
        self._patience = patience or Patience()
        self.auth = session.auth  # webdavclient3 looks for it before adding its own

    def request(self, method: str, url: str, **options: Any) -> Answer:  # noqa: ANN401 - passed on
        """Send one request, and reads again where that is likely to help.

        Raises:
            StoreError: for anything but success.
        """
        options |= {"allow_redirects": False, "timeout": self._timeout, "stream": False}
        for attempt in itertools.count(1):
            try:
                return self._once(method, url, options)
            except TemporaryError as error:
                pause = self._patience.pause(method, attempt, error)
                if pause is None:
                    raise
                time.sleep(pause)
        raise AssertionError  # pragma: no cover - the count has no end

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _once(self, method: str, url: str, options: dict[str, Any]) -> Answer:
        try:
            answer: Answer = self._session.request(method, url, **options)
            check(method, url, answer, options.get("headers") or {})
        except OSError as error:
            # Both libraries' errors are OSErrors. Their texts hold the address, so they end here.
            raise network_error(method, url, error) from None
        return answer


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
    said = f"{method}: {host(url)} answered {status}"
    kind = answer.headers.get("Content-Type", "").lower()
    if status < 200 or 300 <= status < 400:
        raise NotADavServer(f"{said}, a redirect; the address must lead straight", status=status)
    if status >= 400:
        wait = retry_after(answer.headers.get("Retry-After"))
        raise _error_type(method, status, sent)(said, status=status, retry_after=wait)
    if _is_page(method, url, status, kind):
        raise NotADavServer(f"{said} with {kind or 'no content type'}", status=status)
    if method == "DELETE" and status == 207:
        raise OutcomeUnknown(f"{said}: only partly done", status=status)


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


def _is_page(method: str, url: str, status: int, kind: str) -> bool:
    """Whether a success is really a web page: a login form, a captive portal, a plain web server.

    Apache explains a 201 in HTML, so among writes only a 200 is suspect.
    """
    html = "html" in kind
    if method in {"PROPFIND", "REPORT"}:
        return html or (status != 207 and "xml" not in kind)
    if method == "GET":
        is_html_file = urlsplit(url).path.lower().endswith((".html", ".htm"))
        return status != 200 or (html and not is_html_file)
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
    return _Dropped(f"{where} broke the connection")


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
