"""Between an href and the address on the wire.

Servers escape differently (Nextcloud in lower case), answer with paths or whole URLs, and keep
names that a Mac made in another Unicode form. All of them meet here.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from connectors.store import NotADavServer, Rejected

_SAFE = "/@~"  # the rest is escaped; every server decodes


def nfc(text: str) -> str:
    """The text in Unicode NFC."""
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Address:
    """A collection's place: its origin ("https://host:port") and its escaped path ("/a/b/").

    ``spellings`` remembers the server's own path of members whose name is not simply the escaped
    href, as listings show them: a name in NFD, or in Latin-1.
    """

    origin: str
    path: str
    spellings: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def parse(cls, url: str) -> Address:
        """Read a collection's address.

        Raises:
            NotADavServer: it is not http(s)://host/path, or it holds a user name or a password.
        """
        parts = urlsplit(url.strip())
        try:
            usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:  # a port that is no number
            usable = False
        if not usable or "@" in parts.netloc or parts.query or parts.fragment:
            raise NotADavServer("the address must be http(s)://host/path, without user or password")
        path = quote(unquote(parts.path), safe=_SAFE).strip("/")
        return cls(f"{parts.scheme}://{parts.netloc}", f"/{path}/" if path else "/")

    @property
    def url(self) -> str:
        """The collection's own URL."""
        return self.origin + self.path

    def path_of(self, href: str) -> str:
        """The escaped path of a member ("" is the collection itself).

        Raises:
            Rejected: an href that would lead out of the collection.
        """
        if href in self.spellings:
            return self.spellings[href]
        segments = href.split("/") if href else []
        if any(s in {"", ".", ".."} for s in segments) or any(ord(c) < 32 for c in href):
            raise Rejected("an href must be a plain path inside the collection")
        return self.path + quote(nfc(href), safe=_SAFE)

    def url_of(self, href: str) -> str:
        """The URL of a member."""
        return self.origin + self.path_of(href)

    def href_of(self, raw: str) -> str | None:
        """The href of what the server calls ``raw`` (path or URL); None if it is not in here.

        The collection itself is "". A subcollection's final slash is dropped.
        """
        path = raw
        if raw.startswith(("http://", "https://")):
            path = "/" + raw.split("://", 1)[1].partition("/")[2]
        if not path.startswith("/"):  # against RFC 4918 §8.3, but Xandikos does so for "a:b.ics"
            path = self.path + path
        base, here = nfc(unquote(self.path)), nfc(unquote(path)).rstrip("/") + "/"
        if not here.startswith(base):
            return None
        href = here[len(base) :].rstrip("/")
        self.spellings.pop(href, None)
        if href and unquote(path).rstrip("/") != unquote(self.path) + href:
            self.spellings[href] = path.rstrip("/")
        return href
