"""What Nextcloud does with a deleted calendar object, as far as it concerns a new one.

The object stays in the same calendar, marked as deleted, under the name of `trashed_href`: not
listed, but a GET finds it. While it is there its UID is refused under any href: the database's
unique index fails, so the answer is a 500. Observed on Nextcloud 32.0.1 (CalDavBackend.php in
apps/dav: deleteCalendarObject, createCalendarObject); the contract suite holds it.
"""

from __future__ import annotations

import re

_FOLD = re.compile(rb"\r?\n[ \t]")  # RFC 5545 §3.1
_UID = re.compile(rb"^UID(?:;[^:\r\n]*)?:([^\r\n]*)", re.MULTILINE)


def trashed_href(href: str) -> str:
    """Where an object lies once it is deleted: "a.ics" becomes "a-deleted.ics"."""
    stem, dot, ending = href.rpartition(".")
    return f"{stem}-deleted.{ending}" if dot else f"{href}-deleted"


def uids(data: bytes) -> frozenset[bytes]:
    """The UIDs in a calendar object (RFC 5545 §3.8.4.7); none in what is no calendar object."""
    return frozenset(_UID.findall(_FOLD.sub(b"", data)))
