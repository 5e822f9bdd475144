"""What both wire clients obey, whatever library speaks: one guarded session for every request.

No redirects, no cookies, explicit timeouts, no environment proxies and no ``~/.netrc``, HTML is
never taken for DAV, statuses become the errors of ``connectors.store``, reads are retried within
reason, writes never, a refused password never.
"""

from __future__ import annotations

import itertools
import logging
import time
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any

from connectors.answers import READS, Answer, Dropped, check, network_error
from connectors.store import Busy, TemporaryError, Unreachable

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
        if isinstance(error, Unreachable) and not isinstance(error, Dropped):
            return None
        return float(self.first_pause * 2 ** (attempt - 1))


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
        # A cookie outranks the password on Nextcloud, so a session would outlive its revocation.
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
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
