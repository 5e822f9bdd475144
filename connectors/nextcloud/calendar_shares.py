"""Shares of a Nextcloud calendar: ``oc:share`` sent to it, ``oc:invite`` read from it.

Read off and observed on Nextcloud 32.0.1 (apps/dav: DAV/Sharing/Plugin.php, Backend.php). It
answers 200 to principals it doesn't know, leaves the owner out silently, and lists the owner once
the calendar is published. A group's principal is matched as its id is written in a form's address
(``urlencode``: a blank is "+"); unlike that, nobody in the group would see the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self
from urllib.parse import quote_plus, unquote, unquote_plus
from xml.sax.saxutils import escape

from connectors.caldav_client import CalDavClient
from connectors.guard import TIMEOUT
from connectors.multistatus import CALENDARSERVER, DAV, Member
from connectors.nextcloud import ENTRY
from connectors.sharing import Shared, With
from connectors.store import NotFound

_OC = "{http://owncloud.org/ns}"
_INVITE = _OC + "invite"
_PUBLISHED = CALENDARSERVER + "publish-url"
_LOOK = (
    '<?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:"'
    ' xmlns:S="http://calendarserver.org/ns/" xmlns:o="http://owncloud.org/ns">'
    "<D:prop><o:invite/><D:owner/><S:publish-url/></D:prop></D:propfind>"
)
_XML = {"Content-Type": "application/xml; charset=utf-8"}
_PRINCIPAL = "principal:principals/"


class CalendarShares:
    """Who one calendar is shared with; arguments as for ``CalDavStore``."""

    def __init__(
        self,
        url: str,
        username: str = "",
        password: str = "",
        *,
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        self._client = CalDavClient(url, username, password, timeout=timeout)

    def look(self, *, around: bool = False) -> tuple[Shared, ...] | None:  # noqa: ARG002 - nothing is around a calendar
        """One request; none where the address is not like Nextcloud's."""
        url = self._client.address.url
        if ENTRY not in url:
            return None
        answer = self._client.multistatus("PROPFIND", url, _LOOK, "0")
        here = next((m for m in answer.members if m.status < 300), None)
        if here is None:
            raise NotFound("there is no such calendar")
        return tuple(_shares(here)) if _INVITE in here.properties else None

    def grant(self, kind: With, who: str, *, writes: bool) -> None:
        """One request; see the protocol."""
        access = "<o:read-write/>" if writes else ""
        self._send(f"<o:set><D:href>{escape(_href(kind, who))}</D:href>{access}</o:set>")

    def change(self, share: Shared, *, writes: bool) -> None:
        """The same as to share anew: a principal has one share of a calendar."""
        self.grant(share.kind, share.who, writes=writes)

    def revoke(self, share: Shared) -> None:
        """One request; what isn't shared is no error to the server."""
        href = _href(share.kind, share.who)
        self._send(f"<o:remove><D:href>{escape(href)}</D:href></o:remove>")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(self, content: str) -> None:
        body = (
            '<?xml version="1.0" encoding="utf-8"?><o:share xmlns:D="DAV:"'
            f' xmlns:o="http://owncloud.org/ns">{content}</o:share>'
        )
        self._client.send("POST", self._client.address.url, body.encode(), _XML)


def _href(kind: With, who: str) -> str:
    return f"{_PRINCIPAL}groups/{quote_plus(who)}" if kind is With.GROUP else _user(who)


def _user(who: str) -> str:
    return f"{_PRINCIPAL}users/{who}"


def _shares(calendar: Member) -> Iterator[Shared]:
    owner = unquote(calendar.href_in(DAV + "owner")).rstrip("/").rpartition("/")[2]
    for user in calendar.children(_INVITE):
        href = (user.findtext(DAV + "href") or "").strip()
        if user.tag == _OC + "user" and href != _user(owner):
            writes = user.find(f"{_OC}access/{_OC}read-write") is not None
            yield _share(href, writes=writes)
    if calendar.href_in(_PUBLISHED):
        yield Shared(kind=With.LINK)


def _share(href: str, *, writes: bool) -> Shared:
    kind, _, who = href.removeprefix(_PRINCIPAL).partition("/")
    if kind == "groups":
        return Shared(kind=With.GROUP, who=unquote_plus(who), writes=writes)
    if kind == "users":
        return Shared(kind=With.USER, who=who, writes=writes)
    return Shared(kind=With.OTHER, writes=writes)
