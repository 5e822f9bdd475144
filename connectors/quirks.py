"""What is known of single servers, where the standards leave a choice and code must know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quirks:
    """Facts about one kind of server.

    Attributes:
        name: for logs and the connection test.
        trashes_deleted: a deleted object waits in a trash bin, and its UID is refused meanwhile
            under any href; see ``connectors.trash_bin``. Radicale 3.9 and Xandikos 0.4 take the UID
            again at once (the contract suite holds it).
        folder_etag_covers_tree: a folder's etag changes when anything below it does, so one request
            shows that nothing has. Nextcloud's documented sync model (its desktop client relies on
            it). WsgiDAV 4.4 and Apache 2.4 give a folder no such etag.
        update_makes_missing: If-Match does not hold a PUT back where nothing is (against RFC 9110
            §13.1.1), so that an update would undo a person's deletion. Observed on WsgiDAV 4.4
            (request_server.py skips all conditions for a missing resource).
        etag_by_seconds: versions of a file that follow each other within a second can have one
            etag; see ``connectors.etag_age``. Not said of WsgiDAV, whose etags are made of inode,
            second and length: there only versions of equal length are mistaken, and where it is set
            to honour the date we give (``honor_mtime_header``), it answers with the etag from
            before.
    """

    name: str
    trashes_deleted: bool = False
    folder_etag_covers_tree: bool = False
    update_makes_missing: bool = False
    etag_by_seconds: bool = False


PLAIN = Quirks("DAV")
WSGIDAV = Quirks("WsgiDAV", update_makes_missing=True)
NEXTCLOUD = Quirks(
    "Nextcloud", trashes_deleted=True, folder_etag_covers_tree=True, etag_by_seconds=True
)


def recognise(headers: Mapping[str, str]) -> Quirks:
    """Tell the server from an answer to OPTIONS, PROPFIND, or GET of a file.

    Nextcloud names its own extensions in the DAV header of the first two ("nc-calendar-search",
    "nextcloud-checksum-update"; apps/dav in its source), and repeats a file's etag in a header of
    its own. WsgiDAV stands in the Server header, if no proxy puts its own there.
    """
    extensions = {word.strip().lower() for word in headers.get("DAV", "").split(",")}
    named = any(word.startswith(("nextcloud-", "nc-")) for word in extensions)
    if named or "OC-ETag" in headers:
        return NEXTCLOUD
    if headers.get("Server", "").startswith("WsgiDAV/"):
        return WSGIDAV
    return PLAIN
