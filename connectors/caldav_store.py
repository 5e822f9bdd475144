"""A calendar on somebody's CalDAV server (RFC 4791), as a ResourceStore.

Costs in requests: a listing, a look for changes and each write cost one; fetching costs one per
hundred objects. Only a failed write costs one more, to tell a conflict from a loss.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Self

from connectors.address import nfc
from connectors.caldav_client import CalDavClient
from connectors.caldav_xml import calendar_multiget, lines, propfind, sync_collection
from connectors.guard import TIMEOUT, Patience
from connectors.headers import normal_etag
from connectors.multistatus import CALDAV, CALENDARSERVER, Member, Multistatus
from connectors.quirks import Quirks, recognise
from connectors.store import (
    Changed,
    Changes,
    Forbidden,
    Item,
    Listing,
    NotADavServer,
    NotFound,
    Rejected,
    Resource,
    StoreError,
)
from connectors.writes import explained, known_version

_CHUNK = 100  # objects in one multiget: a few hundred kilobytes
_MOST_PAGES = 1000
_ICS = {"Content-Type": "text/calendar; charset=utf-8"}
_PROPFIND_MEMBERS = propfind("D:getetag", "D:resourcetype", "S:getctag")
_PROPFIND_CTAG = propfind("S:getctag")
_PROPFIND_KIND = propfind("D:resourcetype")
_PROPFIND_ETAG = propfind("D:getetag")
_CTAG = "ctag:"
_SYNC = "sync:"


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
        self._syncs = True  # until the server refuses RFC 6578

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
        if self._syncs:
            try:
                return self._list_by_sync()
            except (Rejected, Forbidden):
                self._syncs = False
        return self._list_by_propfind()

    def changes(self, token: str) -> Changes | None:
        """What changed since ``token``, in one request; None if the server can't tell surely."""
        if token.startswith(_CTAG):
            return self._unchanged(token)
        try:
            page = self._sync(token.removeprefix(_SYNC))
        except (Rejected, Forbidden):  # how servers refuse a token they no longer know
            return None
        if page.token is None or not self._whole(page):
            return None
        members = tuple(self._objects(page))
        return Changes(
            changed=tuple(Resource(href, m.etag) for href, m in members if m.status < 300),
            removed=tuple(href for href, m in members if m.status == 404),
            token=_SYNC + page.token,
        )

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
            OutcomeUnknown: GET and compare. Nextcloud also answers so for a UID in its trash bin.
        """
        try:
            return self._put(href, data, {"If-None-Match": "*"})
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

    def _look(self, href: str) -> str | None:
        """The present etag ("" if it has none), or None if nothing is there."""
        url = self._address.url_of(href)
        try:
            answer = self._client.multistatus("PROPFIND", url, _PROPFIND_ETAG, "0")
        except NotFound:
            return None
        return next((m.etag for m in answer.members if m.status < 300), None)

    def _list_by_sync(self) -> Listing:
        found: dict[str, Resource] = {}
        token = ""
        for _ in range(_MOST_PAGES):
            page = self._sync(token)
            for href, member in self._objects(page):
                if member.status < 300:
                    found[href] = Resource(href, member.etag)
                elif member.status == 404:
                    found.pop(href, None)
            last, token = token, page.token or ""
            whole = self._whole(page)
            if whole or token in {"", last}:
                return Listing(tuple(found.values()), whole, _SYNC + token if token else None)
        return Listing(tuple(found.values()), complete=False)

    def _list_by_propfind(self) -> Listing:
        url = self._address.url
        answer = self._client.multistatus("PROPFIND", url, _PROPFIND_MEMBERS, "1")
        resources = tuple(Resource(h, m.etag) for h, m in self._objects(answer) if m.status < 300)
        ctag = self._ctag(answer)
        return Listing(resources, self._whole(answer), _CTAG + ctag if ctag else None)

    def _unchanged(self, token: str) -> Changes | None:
        """No changes, if the ctag is still the one of the token; what changed it can't tell."""
        answer = self._client.multistatus("PROPFIND", self._address.url, _PROPFIND_CTAG, "0")
        same = _CTAG + self._ctag(answer) == token
        return Changes((), (), token) if same else None

    def _ctag(self, answer: Multistatus) -> str:
        tag = CALENDARSERVER + "getctag"
        here = (m for m in answer.members if self._address.href_of(m.raw_href) == "")
        return next((m.text(tag) for m in here), "")

    def _sync(self, token: str) -> Multistatus:
        body = sync_collection(token)
        return self._client.multistatus("REPORT", self._address.url, body, "0")

    def _multiget(self, hrefs: Collection[str]) -> dict[str, Item]:
        body = calendar_multiget(map(self._address.path_of, hrefs))
        answer = self._client.multistatus("REPORT", self._address.url, body, None)
        found = {}
        for href, member in self._objects(answer):
            text = member.text(CALDAV + "calendar-data")
            if text:
                found[href] = Item(Resource(href, member.etag), lines(text))
        return found

    def _objects(self, answer: Multistatus) -> Iterator[tuple[str, Member]]:
        """The members that are objects of this calendar, with their hrefs."""
        for member in answer.members:
            href = self._address.href_of(member.raw_href)
            if href and not member.is_collection:
                yield href, member

    def _whole(self, answer: Multistatus) -> bool:
        """Whether nothing is cut off (507, RFC 6578 §3.6), unreadable just now, or elsewhere."""
        return not any(
            self._address.href_of(m.raw_href) is None or (m.status >= 300 and m.status != 404)
            for m in answer.members
        )
