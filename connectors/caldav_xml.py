"""The XML that CalDAV requests carry (RFC 4791, RFC 6578)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

_PREFIXES = (
    'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"'
)


def document(element: str, content: str) -> str:
    """A request body whose root is ``element`` ("D:propfind"), with the prefixes D, C and S."""
    return f'<?xml version="1.0" encoding="utf-8"?><{element} {_PREFIXES}>{content}</{element}>'


def propfind(*properties: str) -> str:
    """Ask for properties, by their prefixed names ("D:getetag")."""
    return document("D:propfind", f"<D:prop>{''.join(f'<{p}/>' for p in properties)}</D:prop>")


def sync_collection(token: str) -> str:
    """Ask for the etags of what changed since ``token``; since the beginning for ""."""
    return document(
        "D:sync-collection",
        f"<D:sync-token>{escape(token)}</D:sync-token><D:sync-level>1</D:sync-level>"
        "<D:prop><D:getetag/><D:resourcetype/></D:prop>",
    )


def calendar_multiget(paths: Iterable[str]) -> str:
    """Ask for etag and content of the objects at these escaped paths."""
    hrefs = "".join(f"<D:href>{escape(path)}</D:href>" for path in paths)
    return document(
        "C:calendar-multiget", f"<D:prop><D:getetag/><C:calendar-data/></D:prop>{hrefs}"
    )


def mkcalendar(name: str, components: Iterable[str]) -> str:
    """Make a calendar with this display name for these components ("VEVENT")."""
    kinds = "".join(f"<C:comp name={quoteattr(c)}/>" for c in components)
    return document(
        "C:mkcalendar",
        f"<D:set><D:prop><D:displayname>{escape(name)}</D:displayname>"
        f"<C:supported-calendar-component-set>{kinds}</C:supported-calendar-component-set>"
        "</D:prop></D:set>",
    )


def lines(text: str) -> bytes:
    """Calendar data out of XML, with the line ends of RFC 5545 §3.1, which XML reduces to LF."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
