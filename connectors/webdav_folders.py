"""The folders of a WebDAV tree: what lies in them, and making those that are missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from connectors.etag_age import by_age, is_marked
from connectors.multistatus import LAST_MODIFIED, Member, Multistatus
from connectors.quirks import PLAIN, Quirks, recognise
from connectors.store import Listing, NotFound, Rejected, Resource
from connectors.webdav_client import WebDavClient

NO_PARENT = frozenset({409, 404})  # RFC 4918 §9.7.1, and what Nextcloud says
WALKED = "walked:"
_EXISTS = 405  # MKCOL on what is there (RFC 4918 §9.3.1)


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder as a PROPFIND shows it.

    Attributes:
        token: its own etag where that covers all below it (Nextcloud), else None.
        files: those that lie in it, by href.
        below: the folders that lie in it.
        whole: whether nothing was left out.
    """

    token: str | None
    files: dict[str, Resource]
    below: frozenset[str]
    whole: bool


class WebDavFolders:
    """The folder at one address and all below it, through one client."""

    def __init__(self, client: WebDavClient) -> None:
        self._client = client
        self._address = client.address
        self._quirks: Quirks | None = None

    @property
    def quirks(self) -> Quirks:
        """What is known of this kind of server; costs one request unless others were made."""
        if self._quirks is None:
            self.look("")
        return self._quirks or PLAIN

    def look(self, href: str) -> Member | None:
        """What is at ``href``; None if nothing is, or nothing readable."""
        try:
            answer, _ = self._propfind(self._address.path_of(href), "0")
        except NotFound:
            return None
        return next((m for m in answer.members if m.status < 300), None)

    def walk(self) -> Listing:
        """List every file, a request for each folder.

        The token is read first, so that what changes during the walk is seen next time.
        """
        top = self.folder()
        files, complete = dict(top.files), top.whole
        pending, seen = sorted(top.below, reverse=True), {"", *top.below}
        while pending:
            try:
                folder = self.folder(pending.pop())
            except NotFound:
                complete = False  # gone while we walked
                continue
            files |= folder.files
            complete = complete and folder.whole
            pending += sorted(folder.below - seen, reverse=True)
            seen |= folder.below
        resources = tuple(files.values())
        sure = complete and all(r.etag and not is_marked(r.etag) for r in resources)
        return Listing(resources, complete, (top.token or _walked(resources)) if sure else None)

    def folder(self, href: str = "", depth: str = "1") -> Folder:
        """One folder; with depth "0" without what lies in it."""
        answer, date = self._propfind(self._path(href), depth)
        quirks = self.quirks
        files: dict[str, Resource] = {}
        folders: dict[str, str] = {}
        whole = True
        for member in answer.members:
            found = self._address.href_of(member.raw_href)
            if member.status >= 300 or found is None:
                whole = False
            elif member.is_collection:
                folders[found] = member.etag
            else:
                modified = member.text(LAST_MODIFIED) if quirks.etag_by_seconds else None
                files[found] = Resource(found, by_age(member.etag, modified, date))
        token = folders.get(href) if quirks.folder_etag_covers_tree else None
        return Folder(token or None, files, frozenset(folders) - {"", href}, whole)

    def make(self, href: str) -> None:
        """Make a folder with the folders it lies in, this one only for "".

        Raises:
            NotFound: this folder is not there; for "", not even the first of its address.
        """
        self._make(self._path(href), top=self._address.path if href else "/")

    def _make(self, path: str, top: str) -> None:
        """MKCOL, after the folders above where they are missing, but none at or above ``top``."""
        try:
            self._client.mkcol(path)
        except (NotFound, Rejected) as error:
            if error.status == _EXISTS:
                return
            if error.status not in NO_PARENT:
                raise
            above = path.rstrip("/").rpartition("/")[0] + "/"
            if above == top:
                raise NotFound("the folder to make it in is not there") from None
            self._make(above, top)
            self._client.mkcol(path)

    def _propfind(self, path: str, depth: str) -> tuple[Multistatus, str | None]:
        """The answer, and when it was given by the server's clock."""
        answer, headers = self._client.propfind(path, depth)
        self._quirks = self._quirks or recognise(headers)
        return answer, headers.get("Date")

    def _path(self, href: str) -> str:
        return self._address.path_of(href).rstrip("/") + "/"


def _walked(resources: Iterable[Resource]) -> str:
    """A token for servers that give none: what all files look like together."""
    seen = sorted((resource.href, resource.etag) for resource in resources)
    return WALKED + hashlib.sha256(repr(seen).encode()).hexdigest()
