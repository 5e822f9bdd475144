"""Looking through a calendar: what is in it, and what has changed since the last look.

By sync-collection (RFC 6578) where the server knows it, else by the etags of all members and the
calendar's ctag, which tells that something changed but not what.
"""

from __future__ import annotations

from collections.abc import Iterator

from connectors.address import Address
from connectors.caldav_client import CalDavClient
from connectors.caldav_xml import propfind, sync_collection
from connectors.multistatus import CALENDARSERVER, Member, Multistatus
from connectors.store import Changes, Forbidden, Listing, Rejected, Resource

_MOST_PAGES = 1000
_PROPFIND_MEMBERS = propfind("D:getetag", "D:resourcetype", "S:getctag")
_PROPFIND_CTAG = propfind("S:getctag")
_CTAG = "ctag:"
_SYNC = "sync:"


def objects(address: Address, answer: Multistatus) -> Iterator[tuple[str, Member]]:
    """The members that are objects of the calendar at ``address``, with their hrefs."""
    for member in answer.members:
        href = address.href_of(member.raw_href)
        if href and not member.is_collection:
            yield href, member


class CalendarLook:
    """Listings of one calendar through one client."""

    def __init__(self, client: CalDavClient) -> None:
        self._client = client
        self._address = client.address
        self._syncs = True  # until the server refuses RFC 6578

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
        members = tuple(objects(self._address, page))
        return Changes(
            changed=tuple(Resource(href, m.etag) for href, m in members if m.status < 300),
            removed=tuple(href for href, m in members if m.status == 404),
            token=_SYNC + page.token,
        )

    def _list_by_sync(self) -> Listing:
        found: dict[str, Resource] = {}
        token = ""
        for _ in range(_MOST_PAGES):
            page = self._sync(token)
            for href, member in objects(self._address, page):
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
        resources = tuple(
            Resource(h, m.etag) for h, m in objects(self._address, answer) if m.status < 300
        )
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

    def _whole(self, answer: Multistatus) -> bool:
        """Whether nothing is cut off (507, RFC 6578 §3.6), unreadable just now, or elsewhere."""
        return not any(
            self._address.href_of(m.raw_href) is None or (m.status >= 300 and m.status != 404)
            for m in answer.members
        )
