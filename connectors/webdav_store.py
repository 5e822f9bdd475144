"""A folder on somebody's WebDAV server (RFC 4918), with all below it, as a ResourceStore.

Costs in requests: a listing one per folder (``Depth: infinity`` is widely refused), each file
fetched or written one. Only a failed write costs one more, to tell a conflict from a loss.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Collection, Mapping
from typing import Self

from connectors.address import nfc
from connectors.guard import TIMEOUT, Patience
from connectors.headers import normal_etag
from connectors.multistatus import Multistatus
from connectors.quirks import PLAIN, Quirks, recognise
from connectors.store import (
    Changed,
    Changes,
    Item,
    Listing,
    NotADavServer,
    NotFound,
    Rejected,
    Resource,
    StoreError,
)
from connectors.webdav_client import WebDavClient
from connectors.writes import explained, known_version

_EXISTS = 405  # MKCOL on what is there (RFC 4918 §9.3.1)
_NO_PARENT = frozenset({409, 404})  # RFC 4918 §9.7.1, and what Nextcloud says


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
        self._quirks: Quirks | None = None

    def check(self) -> None:
        """See in one request that this is a folder we may read; errors as the protocol says."""
        members = self._propfind(self._address.path, "0").members
        if not any(m.is_collection for m in members):
            raise NotADavServer("what is there is no folder")

    def list(self) -> Listing:
        """List every file in the folder and below it.

        The token is the folder's own etag where that covers the tree (Nextcloud); it is read first,
        so that what changes during the walk is seen next time.
        """
        files: dict[str, Resource] = {}
        complete, token, pending, seen = True, None, [""], {""}
        while pending:
            folder = pending.pop()
            try:
                answer = self._propfind(self._path_of_folder(folder), "1")
            except NotFound:
                if not folder:
                    raise
                complete = False  # gone while we walked
                continue
            if not folder and self.quirks.folder_etag_covers_tree:
                token = self._folder_etag(answer)
            found, below, whole = self._members(answer)
            files |= found
            complete = complete and whole
            pending += sorted(below - seen, reverse=True)
            seen |= below
        return Listing(tuple(files.values()), complete, token)

    def changes(self, token: str) -> Changes | None:
        """No changes, if the folder's etag is still ``token``; else None. One request."""
        answer = self._propfind(self._address.path, "0")
        same = self.quirks.folder_etag_covers_tree and self._folder_etag(answer) == token
        return Changes((), (), token) if same else None

    def get(self, href: str) -> Item:
        """Fetch one file.

        Raises:
            NotFound: nothing is there.
        """
        answer = self._client.get(self._address.path_of(href))
        etag = normal_etag(answer.headers.get("ETag"))
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
        precondition = {"If-None-Match": "*"}
        try:
            return self._put(href, data, precondition)
        except (NotFound, Rejected) as error:
            if error.status not in _NO_PARENT:
                raise
            return self._create_below(href, data, precondition, error)

    def update(self, href: str, data: bytes, etag: str) -> Resource:
        """Replace the version ``etag``; errors as the protocol says.

        One request, but where the server would make a missing file anew a look comes first.
        """
        precondition = {"If-Match": known_version(etag)}
        if self.quirks.update_makes_missing and self._look(href) is None:
            raise NotFound("gone before it could be changed")
        try:
            return self._put(href, data, precondition)
        except (Changed, NotFound) as error:
            raise explained(error, lambda: self._look(href), etag) from None

    def delete(self, href: str, etag: str) -> None:
        """Delete the version ``etag`` in one request; errors as the protocol says."""
        precondition = {"If-Match": known_version(etag)}
        try:
            self._client.delete(self._address.path_of(href), precondition)
        except (Changed, NotFound) as error:
            raise explained(error, lambda: self._look(href), etag) from None

    @property
    def quirks(self) -> Quirks:
        """What is known of this kind of server; costs one request unless others were made."""
        if self._quirks is None:
            self._propfind(self._address.path, "0")
        return self._quirks or PLAIN

    def ensure_folder(self, path: str = "") -> None:
        """Make a folder below this one with the folders it lies in, or this one ("").

        For a path, this folder must be there: one that a person has moved away is not made anew.
        For "" the folders above are made too.

        Raises:
            NotFound: this folder is not there; for "", not even the first of its address.
            StoreError: as any write.
        """
        inside = nfc(path.strip("/"))
        self._make(self._path_of_folder(inside), top=self._address.path if inside else "/")

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
        if self._look(parent) is not None:
            raise explained(error, lambda: "") from None
        if not parent:
            raise NotFound("the folder itself is not there", status=error.status) from None
        self.ensure_folder(parent)
        return self._put(href, data, precondition)

    def _make(self, path: str, top: str) -> None:
        """MKCOL, after the folders above where they are missing, but none at or above ``top``."""
        try:
            self._client.mkcol(path)
        except (NotFound, Rejected) as error:
            if error.status == _EXISTS:
                return
            if error.status not in _NO_PARENT:
                raise
            above = path.rstrip("/").rpartition("/")[0] + "/"
            if above == top:
                raise NotFound("the folder to make it in is not there") from None
            self._make(above, top)
            self._client.mkcol(path)

    def _look(self, href: str) -> str | None:
        """The present etag ("" if it has none), or None if nothing is there."""
        try:
            answer = self._propfind(self._address.path_of(href), "0")
        except NotFound:
            return None
        return next((m.etag for m in answer.members if m.status < 300), None)

    def _propfind(self, path: str, depth: str) -> Multistatus:
        answer, headers = self._client.propfind(path, depth)
        self._quirks = self._quirks or recognise(headers)
        return answer

    def _path_of_folder(self, href: str) -> str:
        return self._address.path_of(href).rstrip("/") + "/"

    def _folder_etag(self, answer: Multistatus) -> str | None:
        here = (m for m in answer.members if self._address.href_of(m.raw_href) == "")
        return next((m.etag for m in here), "") or None

    def _members(self, answer: Multistatus) -> tuple[dict[str, Resource], set[str], bool]:
        """The files, the folders, and whether nothing was left out."""
        files: dict[str, Resource] = {}
        folders: set[str] = set()
        whole = True
        for member in answer.members:
            href = self._address.href_of(member.raw_href)
            if member.status >= 300 or href is None:
                whole = False
            elif member.is_collection:
                folders.add(href)
            else:
                files[href] = Resource(href, member.etag)
        return files, folders - {""}, whole
