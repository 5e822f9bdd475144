"""Pages and files that somebody has published: what reading one gives, and what can go wrong.

The errors are those of ``connectors.store`` and the few below; their types say whether a retry
helps. Messages name the host and the status only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from connectors.store import PermanentError


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What an address gave. ``data`` is None where nothing has changed since (304).

    ``etag`` and ``last_modified`` are the server's words as they came: sent back with the next
    request, they let it answer that nothing has changed.
    """

    url: str  # after redirects
    filename: str
    data: bytes | None = field(repr=False)
    etag: str = ""
    last_modified: str = ""


class Publications(Protocol):
    """Reads what others have published."""

    def read(self, url: str, *, etag: str = "", last_modified: str = "") -> Publication:
        """Read an address once.

        Raises:
            StoreError: it gave nothing; the type says whether a later try may.
        """


class BadAddress(PermanentError):
    """Not http(s)://host/path, or a user name or password stands in it."""


class PrivateAddress(PermanentError):
    """The address leads into a network that isn't everybody's: nothing was asked there."""


class RedirectRefused(PermanentError):
    """The server sends on too often, or to where the page would be less safe than asked for."""


class TooLarge(PermanentError):
    """More than is ever read. What had come was thrown away."""
