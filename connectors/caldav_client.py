"""The caldav library under the guard: requests in, multistatus and bytes out.

Only the library's request layer is used. Its object layer repairs and repeats failed writes, reads
before it writes, and falls back to full downloads without saying so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from caldav.davclient import DAVClient
from caldav.lib.python_utilities import WireBytes
from lxml import etree
from niquests.sessions import Session

from connectors.address import Address
from connectors.answers import Answer
from connectors.guard import TIMEOUT, GuardedSession, Patience
from connectors.multistatus import Multistatus, read
from connectors.store import NotADavServer

_XML = {"Content-Type": "application/xml; charset=utf-8"}


def _library(url: str, session: GuardedSession) -> Any:  # noqa: ANN401 - it asks for its own session
    """The library's client on our session. It gets no password, so it negotiates nothing."""
    client = DAVClient(url=url, enable_rfc6764=False)
    client.session.close()
    setattr(client, "session", session)  # noqa: B010 - its annotation allows only niquests' own
    return client


class CalDavClient:
    """One connection to one address. Not for use by several threads.

    Args:
        url: the address requests are relative to, http or https, without user and password.
        username: empty for a server without passwords.
        password: or app password.
        timeout: seconds to connect, seconds of silence while reading.
        patience: how reads are retried.

    Raises:
        NotADavServer: the address can't be one.
    """

    def __init__(
        self,
        url: str,
        username: str = "",
        password: str = "",
        *,
        timeout: tuple[float, float] = TIMEOUT,
        patience: Patience | None = None,
    ) -> None:
        self.address = Address.parse(url)
        self._session = GuardedSession(
            Session(disable_http3=True),
            username=username,
            password=password,
            timeout=timeout,
            patience=patience,
        )
        self._dav = _library(self.address.url, self._session)

    def multistatus(self, method: str, url: str, body: str, depth: str | None) -> Multistatus:
        """Send a PROPFIND or REPORT.

        Raises:
            StoreError: for anything but a whole multistatus document.
        """
        headers = _XML if depth is None else _XML | {"Depth": depth}
        try:
            answer = self._dav.request(url, method, body, headers)
        except etree.XMLSyntaxError:
            raise NotADavServer("the answer is not a whole XML document") from None
        return read(answer.tree)

    def send(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Send a write or an OPTIONS, byte for byte, and return the answer's headers.

        Raises:
            StoreError: for anything but success.
        """
        # An XML answer to a write explains a success; if broken, it is still a success.
        try:
            answer = self._dav.request(url, method, WireBytes(body), headers)
        except etree.XMLSyntaxError:
            return {}
        found: Mapping[str, str] = answer.headers
        return found

    def get(self, url: str) -> Answer:
        """Fetch bytes, past the library's parsing, which would change line ends."""
        return self._session.request("GET", url, headers={"Accept": "text/calendar"})

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
