"""The webdavclient3 library under the guard: requests in, multistatus and bytes out.

Only its request layer is used. Its object layer sends a HEAD before each call, prints to standard
output, has no preconditions, and its directory uploads delete the remote folder first.
"""

from __future__ import annotations

from collections.abc import Mapping

from requests import Session
from webdav3.client import Client

from connectors.address import Address
from connectors.answers import Answer
from connectors.guard import TIMEOUT, GuardedSession, Patience
from connectors.multistatus import Multistatus, parse

_PROPFIND = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:">'
    b"<prop><getetag/><resourcetype/><getlastmodified/></prop></propfind>"
)


class WebDavClient:
    """One connection to one folder's address. Not for use by several threads.

    Arguments and errors are those of ``WebDavStore``.
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
            Session(), username=username, password=password, timeout=timeout, patience=patience
        )
        # The library gets no password: the session has it. The paths given to it are whole.
        self._dav = Client({"webdav_hostname": self.address.origin, "disable_check": True})
        self._dav.session.close()
        self._dav.session = self._session

    def propfind(self, path: str, depth: str) -> tuple[Multistatus, Mapping[str, str]]:
        """Etags, kinds and times at ``path`` (escaped), and the answer's headers.

        Raises:
            StoreError: for anything but a whole multistatus document.
        """
        headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
        answer = self._execute("list", path, _PROPFIND, headers)
        return parse(answer.content), answer.headers

    def get(self, path: str) -> Answer:
        """Fetch a file's bytes."""
        return self._execute("download", path, None, {})

    def put(self, path: str, data: bytes, headers: Mapping[str, str]) -> Answer:
        """Store a file under the precondition in ``headers``."""
        return self._execute("upload", path, data, headers)

    def delete(self, path: str, headers: Mapping[str, str]) -> None:
        """Delete a file under the precondition in ``headers``."""
        self._execute("clean", path, None, headers)

    def move(self, path: str, to: str, headers: Mapping[str, str]) -> None:
        """Give a file another path under the precondition in ``headers``, where nothing is.

        Apache takes no destination without its host, though RFC 4918 §10.3 allows one.
        """
        destination = {"Destination": self.address.origin + to, "Overwrite": "F"}
        self._execute("move", path, None, {**destination, **headers})

    def mkcol(self, path: str) -> None:
        """Make a folder."""
        self._execute("mkdir", path, None, {})

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _execute(
        self, action: str, path: str, data: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        lines = [f"{name}: {value}" for name, value in headers.items()]
        answer: Answer = self._dav.execute_request(action, path, data, lines)
        return answer
