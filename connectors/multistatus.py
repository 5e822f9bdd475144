"""Reading 207 Multi-Status (RFC 4918 §13), as both stores need it: every fact, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from connectors.headers import normal_etag
from connectors.store import NotADavServer

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
CALENDARSERVER = "{http://calendarserver.org/ns/}"
LAST_MODIFIED = DAV + "getlastmodified"


@dataclass(frozen=True, slots=True)
class Member:
    """One response element. ``status`` is 200 where only properties were told."""

    raw_href: str
    status: int
    properties: Mapping[str, etree._Element]

    def text(self, tag: str) -> str:
        """A property's text, or ""."""
        element = self.properties.get(tag)
        return (element.text or "") if element is not None else ""

    def children(self, tag: str) -> tuple[etree._Element, ...]:
        """A property's child elements."""
        element = self.properties.get(tag)
        return () if element is None else tuple(c for c in element if isinstance(c.tag, str))

    def href_in(self, tag: str) -> str:
        """The first DAV:href inside a property, or ""."""
        hrefs = (c.text for c in self.children(tag) if c.tag == DAV + "href")
        return next((h.strip() for h in hrefs if h), "")

    @property
    def etag(self) -> str:
        """The normal form of DAV:getetag, or ""."""
        return normal_etag(self.text(DAV + "getetag"))

    @property
    def kinds(self) -> frozenset[str]:
        """The tags in DAV:resourcetype."""
        return frozenset(str(c.tag) for c in self.children(DAV + "resourcetype"))

    @property
    def is_collection(self) -> bool:
        """Whether it is a folder or calendar."""
        return DAV + "collection" in self.kinds


@dataclass(frozen=True, slots=True)
class Multistatus:
    """An answer's members, and the sync token where there is one (RFC 6578 §6.4)."""

    members: tuple[Member, ...]
    token: str | None = None


def parse(body: bytes) -> Multistatus:
    """Read an answer's bytes.

    Raises:
        NotADavServer: it is not a whole multistatus document.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        raise NotADavServer("the answer is not a whole XML document") from None
    return read(root)


def read(root: etree._Element | None) -> Multistatus:
    """Read a parsed answer.

    Raises:
        NotADavServer: it is not a multistatus document.
    """
    if root is None or root.tag != DAV + "multistatus":
        raise NotADavServer("the answer is not a DAV multistatus document")
    members = tuple(_member(r) for r in root.findall(DAV + "response"))
    return Multistatus(members, root.findtext(DAV + "sync-token") or None)


def _member(response: etree._Element) -> Member:
    properties: dict[str, etree._Element] = {}
    for propstat in response.findall(DAV + "propstat"):
        if _code(propstat.findtext(DAV + "status")) < 300:
            for prop in propstat.findall(DAV + "prop"):
                properties |= {str(p.tag): p for p in prop if isinstance(p.tag, str)}
    href = (response.findtext(DAV + "href") or "").strip()
    return Member(href, _code(response.findtext(DAV + "status")), properties)


def _code(status: str | None) -> int:
    """The number in "HTTP/1.1 404 Not Found"; 200 where no status is given."""
    words = (status or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isdecimal() else 200
