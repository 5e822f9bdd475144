"""What the Nextcloud double reads and answers in XML (RFC 4918 §13), in its own way of writing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote

from lxml import etree

from tests.servers.meddler import Reply

DAV: Final = "{DAV:}"
CALDAV: Final = "{urn:ietf:params:xml:ns:caldav}"
CS: Final = "{http://calendarserver.org/ns/}"
OC: Final = "{http://owncloud.org/ns}"
NC: Final = "{http://nextcloud.com/ns}"
NC_FILES: Final = "{http://nextcloud.org/ns}"
BASE: Final = "/remote.php/dav/"
_ESCAPE: Final = re.compile("%[0-9A-F]{2}")

Value = str | etree._Element
Properties = Mapping[str, Value]


@dataclass(frozen=True)
class Request:
    """One request by a known user. ``parts`` is the path below the DAV root, decoded, in NFC."""

    method: str
    parts: tuple[str, ...]
    user: str
    headers: Mapping[str, str]
    body: bytes = b""

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")

    def xml(self) -> etree._Element:
        """The document it carries; one that asks for nothing where there is none."""
        return etree.fromstring(self.body) if self.body else etree.Element("none")

    def destination(self) -> tuple[str, ...]:
        return parts_of(self.header("destination"))

    def held_back(self, etag: str | None) -> bool:
        """Whether a precondition fails, where ``etag`` lies there (None: nothing)."""
        if self.header("if-none-match") == "*" and etag is not None:
            return True
        wanted = self.header("if-match").removeprefix("W/").strip('"')
        return bool(wanted) and wanted not in {"*", etag}


def parts_of(url: str) -> tuple[str, ...]:
    """The decoded components below the DAV root, of an address or a path."""
    path = unquote(url.split(BASE, 1)[-1] if BASE in url else "")
    return tuple(p for p in unicodedata.normalize("NFC", path).split("/") if p)


def href(*parts: str, folder: bool = False) -> str:
    """A path as Nextcloud writes it: escapes in small letters."""
    path = BASE + quote("/".join(parts)) + ("/" if folder else "")
    return _ESCAPE.sub(lambda match: match[0].lower(), path)


@dataclass(frozen=True)
class Told:
    """What is told of one resource: its properties, or that it is gone."""

    href: str
    properties: Properties = field(default_factory=dict)
    status: int = 200


def element(tag: str, *children: Value) -> etree._Element:
    """An element with children, or with a text."""
    made = etree.Element(tag)
    for child in children:
        if isinstance(child, str):
            made.text = child
        else:
            made.append(child)
    return made


def multistatus(
    told: Iterable[Told], wanted: Iterable[str] = (), token: str | None = None
) -> Reply:
    """The answer that tells of these; of properties only the ``wanted``."""
    names = list(wanted)
    root = element(DAV + "multistatus", *(_response(one, names) for one in told))
    if token is not None:
        root.append(element(DAV + "sync-token", token))
    body = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return Reply(207, [("Content-Type", "application/xml; charset=utf-8")], body)


def wanted_properties(asked: etree._Element) -> list[str]:
    """The properties that a request asks for."""
    return [str(one.tag) for prop in asked.iter(DAV + "prop") for one in prop]


def refusal(status: int) -> Reply:
    """An error as SabreDAV words it."""
    body = b'<?xml version="1.0" encoding="utf-8"?><d:error xmlns:d="DAV:"/>'
    return Reply(status, [("Content-Type", "application/xml; charset=utf-8")], body)


def _response(one: Told, names: list[str]) -> etree._Element:
    if one.status != 200:
        return element(DAV + "response", element(DAV + "href", one.href), _status(one.status))
    known = {name: one.properties[name] for name in names if name in one.properties}
    unknown = [name for name in names if name not in known]
    stats = [_propstat(200, [element(n, v) if isinstance(v, str) else v for n, v in known.items()])]
    if unknown:
        stats.append(_propstat(404, [element(name) for name in unknown]))
    return element(DAV + "response", element(DAV + "href", one.href), *stats)


def _propstat(status: int, properties: list[etree._Element]) -> etree._Element:
    return element(DAV + "propstat", element(DAV + "prop", *properties), _status(status))


def _status(status: int) -> etree._Element:
    return element(DAV + "status", f"HTTP/1.1 {status} {'OK' if status == 200 else 'Not Found'}")
