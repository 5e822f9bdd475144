"""Nextcloud's own interface beside DAV (OCS), under the guard: JSON in and out.

It asks for ``OCS-APIRequest: true``, without which it answers 412. Its errors come as HTTP
statuses too (v2), so the guard knows them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from requests import Session

from connectors.guard import TIMEOUT, GuardedSession
from connectors.store import NotADavServer

_HEADERS = {"OCS-APIRequest": "true", "Accept": "application/json"}


class Ocs:
    """One connection to one server's interface. Not for use by several threads.

    Args:
        root: the server's address, which ``/ocs/v2.php`` is appended to.
        username: of an account there.
        password: or app password.
        timeout: seconds to connect, seconds of silence while reading.
    """

    def __init__(
        self,
        root: str,
        username: str,
        password: str,
        *,
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        self._root = root.rstrip("/")
        self._session = GuardedSession(
            Session(), username=username, password=password, timeout=timeout
        )

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
    ) -> tuple[Mapping[str, object], ...]:
        """Send one request, and give the records of the answer; a single one as one.

        Raises:
            StoreError: for anything but a success in JSON.
        """
        url = f"{self._root}/ocs/v2.php/{path}"
        answer = self._session.request(method, url, params=params, data=data, headers=_HEADERS)
        return _records(answer.content)

    def dav_header(self, url: str) -> Mapping[str, str]:
        """The headers by which a server is recognised, of the collection at ``url``."""
        return self._session.request("OPTIONS", url).headers

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def _records(body: bytes) -> tuple[Mapping[str, object], ...]:
    try:
        found = json.loads(body)["ocs"]["data"]
    except (ValueError, KeyError, TypeError):
        raise NotADavServer("the answer is not what Nextcloud answers") from None
    listed = found if isinstance(found, list) else [found]
    return tuple(one for one in listed if isinstance(one, dict))
