"""A folder on somebody's WebDAV server (RFC 4918), with all below it, as a ResourceStore.

Costs in requests: a listing one per folder (``Depth: infinity`` is widely refused), each file
fetched or written one. Only a failed write costs one more, to tell a conflict from a loss.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Collection, Mapping
from typing import Self

from connectors.address import nfc
from connectors.etag_age import back_dated, by_age
from connectors.guard import TIMEOUT, Patience
from connectors.headers import normal_etag
from connectors.multistatus import LAST_MODIFIED
from connectors.quirks import recognise
from connectors.store import (
    AlreadyExists,
    Busy,
    Changed,
    Changes,
    Item,
    Listing,
    NotADavServer,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Resource,
    StoreError,
)
from connectors.webdav_client import WebDavClient
from connectors.webdav_folders import NO_PARENT, WALKED, WebDavFolders
from connectors.writes import explained, known_version


class WebDavStore:
    """One folder. One instance per thread; ``close`` it, or use it in a ``with``.

    Args:
        url: the folder's address, http or https, without user and password.
        username: empty for a server without passwords.
        password: or app password.
        timeout: seconds to connect, seconds of silence while reading.
        patience: how reads are retried; writes never are.

    Raises:
        NotADavServer: the address can't be one.
    """

    trashes_deleted = False  # a trash bin for files refuses nothing: only calendar UIDs are kept

    def __init__(
        self,
        url: str,
        username: str = "",
        password: str = "",
        *,
        timeout: tuple[float, float] = TIMEOUT,
        patience: Patience | None = None,
    ) -> None:
        self._client = WebDavClient(url, username, password, timeout=timeout, patience=patience)
        self._address = self._client.address
        self._folders = WebDavFolders(self._client)

    def check(self) -> None:
        """See in one request that this is a folder we may read; errors as the protocol says."""
        answer, _ = self._client.propfind(self._address.path, "0")
        if not any(m.is_collection for m in answer.members):
            raise NotADavServer("what is there is no folder")

    def list(self) -> Listing:
        """List every file in the folder and below it.

        The token is the folder's own etag where that covers the tree (Nextcloud), else made of
        all the files' etags.
        """
        return self._folders.walk()

    def changes(self, token: str) -> Changes | None:
        """No changes, if the token is still ``token``; else None.

        One request where the folder's etag covers the tree, elsewhere as many as a listing.
        """
        if token.startswith(WALKED):
            now = self.list().token
        else:
            now = self._folders.folder(depth="0").token
        return Changes((), (), token) if now == token else None

    def get(self, href: str) -> Item:
        """Fetch one file.

        Raises:
            NotFound: nothing is there.
        """
        answer = self._client.get(self._address.path_of(href))
        headers = answer.headers
        etag = normal_etag(headers.get("ETag"))
        if recognise(headers).etag_by_seconds:
            etag = by_age(etag, headers.get("Last-Modified"), headers.get("Date"))
        return Item(Resource(nfc(href), etag), answer.content)

    def get_many(self, hrefs: Collection[str]) -> Mapping[str, Item]:
        """Fetch several, one request each. Missing ones are left out."""
        found: dict[str, Item] = {}
        for href in map(nfc, hrefs):
            try:
                found[href] = self.get(href)
            except NotFound:
                continue
        return found

    def create(self, href: str, data: bytes) -> Resource:
        """Store a new file, and the folders it lies in if they are missing.

        Raises:
            AlreadyExists: something is there; it was not touched.
            Forbidden: the folder may only be read.
            NotFound: there is no such folder to begin with.
            OutcomeUnknown: GET and compare.
        """
        precondition = {"If-None-Match": "*", **back_dated()}
        try:
            return self._put(href, data, precondition)
        except (NotFound, Rejected) as error:
            if error.status not in NO_PARENT:
                raise
            return self._create_below(href, data, precondition, error)

    def update(self, href: str, data: bytes, etag: str) -> Resource:
        """Replace the version ``etag``; errors as the protocol says.

        One request, but a look comes first where If-Match is not enough.
        """
        precondition = {"If-Match": known_version(etag)}
        dated = self._dated(href)
        try:
            return self._put(href, data, precondition | dated)
        except (Changed, NotFound) as error:
            raise explained(error, lambda: self._etag_now(href), etag) from None

    def delete(self, href: str, etag: str) -> None:
        """Delete the version ``etag`` in one request; errors as the protocol says."""
        precondition = {"If-Match": known_version(etag)}
        try:
            self._client.delete(self._address.path_of(href), precondition)
        except (Changed, NotFound) as error:
            raise explained(error, lambda: self._etag_now(href), etag) from None

    def move(self, href: str, to: str, etag: str) -> Resource:
        """Give the version ``etag`` another name; errors as the protocol says.

        One request to move and one to see it moved; two more where the folder it comes to must be
        made, which comes first, since Apache answers 500 where that is missing.
        """
        precondition = {"If-Match": known_version(etag)}
        paths = self._address.path_of(href), self._address.path_of(to)
        parent = to.rpartition("/")[0]
        if parent != href.rpartition("/")[0] and self._folders.look(parent) is None:
            self.ensure_folder(parent)
        try:
            self._client.move(*paths, precondition)
        except (Changed, NotFound) as error:
            raise self._not_moved(error, href, to, etag) from None
        present = self._folders.look(to)
        if present is None:
            raise OutcomeUnknown("moved, but not to be found under the new name")
        return Resource(nfc(to), etag if present.etag == etag else "")

    def ensure_folder(self, path: str = "") -> None:
        """Make a folder below this one with the folders it lies in, or this one ("").

        For a path, this folder must be there: one that a person has moved away is not made anew.
        For "" the folders above are made too.

        Raises:
            NotFound: this folder is not there; for "", not even the first of its address.
            StoreError: as any write.
        """
        self._folders.make(nfc(path.strip("/")))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _put(self, href: str, data: bytes, precondition: Mapping[str, str]) -> Resource:
        kind = mimetypes.guess_type(href)[0] or "application/octet-stream"
        path = self._address.path_of(href)
        answer = self._client.put(path, data, {"Content-Type": kind, **precondition})
        etag = normal_etag(answer.headers.get("ETag"))
        return Resource(nfc(href), etag or self._etag_if_ours(href, data))

    def _etag_if_ours(self, href: str, data: bytes) -> str:
        """The etag of what is stored, if that is surely what we wrote. Apache's PUT tells none."""
        try:
            item = self.get(href)
        except StoreError:
            return ""  # the write itself went well
        return item.resource.etag if item.data == data else ""

    def _create_below(
        self, href: str, data: bytes, precondition: Mapping[str, str], error: NotFound | Rejected
    ) -> Resource:
        """Create again after the missing parent folders; nothing was stored the first time."""
        parent = href.rpartition("/")[0]
        if self._folders.look(parent) is not None:
            raise explained(error, lambda: "") from None
        if not parent:
            raise NotFound("the folder itself is not there", status=error.status) from None
        self.ensure_folder(parent)
        return self._put(href, data, precondition)

    def _dated(self, href: str) -> dict[str, str]:
        """The header to date an update with, where the server needs it.

        Raises:
            NotFound: nothing is there, and the server would make it anew.
        """
        quirks = self._folders.quirks
        if not (quirks.update_makes_missing or quirks.etag_by_seconds):
            return {}
        present = self._folders.look(href)
        if present is None:
            raise NotFound("gone before it could be changed")
        return back_dated(present.text(LAST_MODIFIED))

    def _not_moved(self, error: StoreError, href: str, to: str, etag: str) -> StoreError:
        """Why: 412 says that the version is another, and also that the name is taken."""
        cause = explained(error, lambda: self._etag_now(href), etag)
        try:
            taken = isinstance(cause, Busy) and self._folders.look(to) is not None
        except StoreError:
            return cause
        return AlreadyExists("something has that name", status=error.status) if taken else cause

    def _etag_now(self, href: str) -> str | None:
        """The present etag ("" if it has none), or None if nothing is there."""
        present = self._folders.look(href)
        return None if present is None else present.etag
