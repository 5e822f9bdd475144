"""A calendar on somebody's CalDAV server (RFC 4791), as a ResourceStore.

Costs in requests: a listing, a look for changes and each write cost one; fetching costs one per
hundred objects. Only a failed write costs one more, to tell a conflict from a loss.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Self

from connectors.address import nfc
from connectors.caldav_client import CalDavClient
from connectors.caldav_look import CalendarLook, objects
from connectors.caldav_xml import calendar_multiget, lines, propfind
from connectors.guard import TIMEOUT, Patience
from connectors.headers import normal_etag
from connectors.multistatus import CALDAV
from connectors.quirks import Quirks, recognise
from connectors.store import (
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
    UidTaken,
)
from connectors.trash_bin import trashed_href, uids
from connectors.writes import explained, known_version

_CHUNK = 100  # objects in one multiget: a few hundred kilobytes
_UNEXPLAINED = 500  # so Nextcloud answers where a deleted object has the UID
_ICS = {"Content-Type": "text/calendar; charset=utf-8"}
_PROPFIND_KIND = propfind("D:resourcetype")
_PROPFIND_ETAG = propfind("D:getetag")


class CalDavStore:
    """One calendar. One instance per thread; ``close`` it, or use it in a ``with``.

    Args:
        url: the calendar's address, http or https, without user and password.
        username: empty for a server without passwords.
        password: or app password.
        timeout: seconds to connect, seconds of silence while reading.
        patience: how reads are retried; writes never are.

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
        self._client = CalDavClient(url, username, password, timeout=timeout, patience=patience)
        self._address = self._client.address
        self._view = CalendarLook(self._client)

    def check(self) -> None:
        """See in one request that this is a calendar we may read; errors as the protocol says."""
        answer = self._client.multistatus("PROPFIND", self._address.url, _PROPFIND_KIND, "0")
        kinds = [m.kinds for m in answer.members if m.status < 300]
        if not kinds:
            raise NotFound("there is no such calendar")
        if CALDAV + "calendar" not in kinds[0]:
            raise NotADavServer("what is there is no calendar")

    def list(self) -> Listing:
        """List every object with its etag, in one request (more only if the server cuts it)."""
        return self._view.list()

    def changes(self, token: str) -> Changes | None:
        """What changed since ``token``, in one request; None if the server can't tell surely."""
        return self._view.changes(token)

    def get(self, href: str) -> Item:
        """Fetch one object's bytes as they are.

        Raises:
            NotFound: nothing is there.
            NotADavServer: what is there is no calendar object.
        """
        answer = self._client.get(self._address.url_of(href))
        data = answer.content
        if b"BEGIN:VCALENDAR" not in data[:1024].upper():
            raise NotADavServer("GET: the answer is no calendar object", status=answer.status_code)
        return Item(Resource(nfc(href), normal_etag(answer.headers.get("ETag"))), data)

    def get_many(self, hrefs: Collection[str]) -> Mapping[str, Item]:
        """Fetch several, a hundred in each request. Missing ones are left out, after a GET each.

        Servers leave out silently what they misread (Xandikos 0.4: names with "#"), and what is
        left out may be taken for deleted.
        """
        wanted = [nfc(href) for href in hrefs]
        found: dict[str, Item] = {}
        for start in range(0, len(wanted), _CHUNK):
            found |= self._multiget(wanted[start : start + _CHUNK])
        for href in wanted:
            if href not in found:
                with suppress(NotFound):
                    found[href] = self.get(href)
        return found

    def create(self, href: str, data: bytes) -> Resource:
        """Store a new object in one request.

        Raises:
            AlreadyExists: something is there, or (Xandikos) its UID is under another href.
            Forbidden: the calendar may only be read.
            NotFound: there is no such calendar.
            UidTaken: the object lies in the server's trash bin.
            OutcomeUnknown: GET and compare.
        """
        try:
            return self._put(href, data, {"If-None-Match": "*"})
        except OutcomeUnknown as error:
            if error.status == _UNEXPLAINED and self._in_trash_bin(href, data):
                raise UidTaken("a deleted object has this UID", status=error.status) from None
            raise
        except (NotFound, Rejected) as error:
            if error.status not in {404, 409}:
                raise
            raise explained(error, lambda: self._look("")) from None

    def update(self, href: str, data: bytes, etag: str) -> Resource:
        """Replace the version ``etag`` in one request; errors as the protocol says."""
        precondition = {"If-Match": known_version(etag)}
        try:
            return self._put(href, data, precondition)
        except (Changed, NotFound) as error:
            raise explained(error, lambda: self._look(href), etag) from None

    def delete(self, href: str, etag: str) -> None:
        """Delete the version ``etag`` in one request; errors as the protocol says."""
        precondition = {"If-Match": known_version(etag)}
        try:
            self._client.send("DELETE", self._address.url_of(href), b"", precondition)
        except (Changed, NotFound) as error:
            raise explained(error, lambda: self._look(href), etag) from None

    @cached_property
    def quirks(self) -> Quirks:
        """What is known of this kind of server; the first look costs one request."""
        return recognise(self._client.send("OPTIONS", self._address.url, b"", {}))

    @property
    def trashes_deleted(self) -> bool:
        """See ``Quirks.trashes_deleted``."""
        return self.quirks.trashes_deleted

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _put(self, href: str, data: bytes, precondition: Mapping[str, str]) -> Resource:
        url = self._address.url_of(href)
        headers = self._client.send("PUT", url, data, {**_ICS, **precondition})
        etag = normal_etag(headers.get("ETag"))
        return Resource(nfc(href), etag or self._etag_if_ours(href, data))

    def _etag_if_ours(self, href: str, data: bytes) -> str:
        """The etag of what is stored, if that is surely what we wrote (RFC 4791 §5.3.4)."""
        try:
            item = self.get(href)
        except StoreError:
            return ""  # the write itself went well
        return item.resource.etag if item.data == data else ""

    def _in_trash_bin(self, href: str, data: bytes) -> bool:
        """Whether what was deleted at ``href`` is kept and has the same UID."""
        try:
            return self.trashes_deleted and bool(
                uids(data) & uids(self.get(trashed_href(href)).data)
            )
        except StoreError:
            return False

    def _look(self, href: str) -> str | None:
        """The present etag ("" if it has none), or None if nothing is there."""
        url = self._address.url_of(href)
        try:
            answer = self._client.multistatus("PROPFIND", url, _PROPFIND_ETAG, "0")
        except NotFound:
            return None
        return next((m.etag for m in answer.members if m.status < 300), None)

    def _multiget(self, hrefs: Collection[str]) -> dict[str, Item]:
        body = calendar_multiget(map(self._address.path_of, hrefs))
        answer = self._client.multistatus("REPORT", self._address.url, body, None)
        found = {}
        for href, member in objects(self._address, answer):
            text = member.text(CALDAV + "calendar-data")
            if text:
                found[href] = Item(Resource(href, member.etag), lines(text))
        return found
