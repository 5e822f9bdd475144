"""The one protocol every remote collection obeys: items, hrefs, etags, and conditional writes.

An *href* is a path relative to the collection, decoded and in Unicode NFC ("2026/05 Møte.docx"),
so that servers which escape differently compare equal. An *etag* is the opaque text between the
quotes. A *token* is what the server gave to ask "what changed since" (RFC 6578), or its ctag.

Every write carries a precondition. There is no method without one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Resource:
    """Where an object is and which version of it.

    The etag is "" where the server did not tell it surely; a write with it is refused as Changed.
    """

    href: str
    etag: str


@dataclass(frozen=True, slots=True)
class Item:
    """An object with its bytes, as the server gave them."""

    resource: Resource
    data: bytes


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything in the collection. Nothing may be taken for deleted unless ``complete``."""

    resources: tuple[Resource, ...]
    complete: bool
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a token. ``removed`` is a hint: GET before believing a deletion."""

    changed: tuple[Resource, ...]
    removed: tuple[str, ...]
    token: str


class ResourceStore(Protocol):
    """A calendar or folder on somebody's server. One instance per thread."""

    @property
    def trashes_deleted(self) -> bool:
        """Whether what was deleted can't be created again under its UID (a trash bin has it)."""

    def check(self) -> None:
        """See in one request that address and password are right; nothing is written.

        Raises:
            NotFound: there is no such collection.
            NotADavServer: what is there is no calendar, or no folder.
            StoreError: any of the errors below.
        """

    def list(self) -> Listing:
        """List every object with its etag.

        Raises:
            StoreError: any of the errors below.
        """

    def changes(self, token: str) -> Changes | None:
        """What changed since ``token``, in one request; None if the server can't tell surely."""

    def get(self, href: str) -> Item:
        """Fetch one object.

        Raises:
            NotFound: nothing is there.
        """

    def get_many(self, hrefs: Collection[str]) -> Mapping[str, Item]:
        """Fetch several, in as few requests as the server allows. Missing ones are left out."""

    def create(self, href: str, data: bytes) -> Resource:
        """Store a new object (``If-None-Match: *``).

        Raises:
            AlreadyExists: something is there; it was not touched.
            UidTaken: a deleted object has the UID, and the server keeps it. Use another UID.
            OutcomeUnknown: the connection broke after sending. GET and compare.
        """

    def update(self, href: str, data: bytes, etag: str) -> Resource:
        """Replace the version ``etag`` (``If-Match``).

        Raises:
            Changed: someone else has written since; it was not touched.
            NotFound: it is gone.
            OutcomeUnknown: the connection broke after sending. GET and compare.
        """

    def delete(self, href: str, etag: str) -> None:
        """Delete the version ``etag`` (``If-Match``).

        Raises:
            Changed: someone else has written since; it was not touched.
            NotFound: it is gone already.
            OutcomeUnknown: the connection broke after sending. GET and compare.
        """

    def close(self) -> None:
        """Close the connections; the store is not used afterwards."""


class FolderStore(ResourceStore, Protocol):
    """A folder: its files have names that people read, so they can be given others.

    A calendar's objects have none, and so no `move`.
    """

    def move(self, href: str, to: str, etag: str) -> Resource:
        """Give the version ``etag`` another name (MOVE, ``Overwrite: F``), in the folder it needs.

        It stays the same file to the server: its links, shares and earlier versions go along. The
        etag told is "" where the server gives the renamed file another one: GET and compare.

        Raises:
            AlreadyExists: something is at ``to``; nothing was moved.
            Changed: someone else has written since; it was not moved.
            NotFound: it is gone.
            OutcomeUnknown: the connection broke after sending. Look at both names.
        """


class StoreError(Exception):
    """A request did not succeed. The type says whether a retry helps and who must act.

    Attributes:
        retry_after: seconds the server asked us to wait, where it said so.
        status: the HTTP status, where there was one.
    """

    temporary = False

    def __init__(
        self, message: str, *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class TemporaryError(StoreError):
    """The same request may succeed later."""

    temporary = True


class Unreachable(TemporaryError):
    """No answer: refused, timed out, name not found. Nothing was stored."""


class OutcomeUnknown(TemporaryError):
    """A write was sent and the answer was lost or was a server error: look before writing again."""


class Busy(TemporaryError):
    """The server answers 423, 429 or 503: wait, ``retry_after`` seconds if given."""


class PermanentError(StoreError):
    """The same request will fail again until somebody acts."""


class NotFound(PermanentError):
    """Nothing at that href. On some servers also the answer to a write into a read-only share."""


class AlreadyExists(PermanentError):
    """A create met an existing object. Observe, then decide again."""


class UidTaken(PermanentError):
    """A create met its own UID in the server's trash bin, which only people empty or restore from.

    Nothing was stored, and this UID will be refused under any href: create it under another UID.
    """


class Changed(PermanentError):
    """If-Match did not hold: someone wrote in between. Observe, then decide again."""


class Unauthorized(PermanentError):
    """401: the password is not accepted. One try, then stop: servers lock out whole networks."""


class Forbidden(PermanentError):
    """403: we may not do this here."""


class Rejected(PermanentError):
    """The server refuses the content (400, 409, 415, 422)."""


class OutOfSpace(PermanentError):
    """507 or a full disk: nothing was stored."""


class NotADavServer(PermanentError):
    """A redirect, a login page or other HTML where DAV was expected: the address is wrong."""
