"""Plain requests to a Nextcloud or its double, for what the stores hide or don't ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import requests
from lxml import etree

from tests.contract.places import Place
from tests.servers.nextcloud_double import Cloud

_XML = {"Content-Type": "application/xml; charset=utf-8"}
INVITE = (
    '<propfind xmlns="DAV:" xmlns:o="http://owncloud.org/ns"><prop><o:invite/></prop></propfind>'
)
ETAG = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'


@dataclass(frozen=True)
class Person:
    """Somebody with an account there. ``root`` ends before ``/remote.php``."""

    root: str
    name: str
    password: str = field(repr=False)

    def send(
        self, method: str, path: str, body: str | bytes = b"", **headers: str
    ) -> requests.Response:
        """Ask; ``path`` begins below the DAV root, or is a whole address."""
        url = path if path.startswith("http") else f"{self.root}/remote.php/dav/{path}"
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        account = self.name.encode(), self.password.encode()
        data = body.encode() if isinstance(body, str) else body
        return requests.request(
            method, url, data=data, headers=_XML | given, auth=account, timeout=20
        )

    def status(self, method: str, path: str, body: str | bytes = b"", **headers: str) -> int:
        return self.send(method, path, body, **headers).status_code

    def texts(self, method: str, path: str, body: str, *tags: str, **headers: str) -> list[str]:
        """The texts of these elements in an answer."""
        found = etree.fromstring(self.send(method, path, body, **headers).content)
        return [element.text or "" for element in found.iter(*tags)]

    def invited(self, calendar: str) -> dict[str, str]:
        """Whom a calendar is shared with, as it is: "read" or "read-write" by principal."""
        answer = self.send("PROPFIND", calendar, INVITE, Depth="0")
        users = etree.fromstring(answer.content).iter("{http://owncloud.org/ns}user")
        return {
            (user.findtext("{DAV:}href") or "").removeprefix("principal:principals/"): _access(user)
            for user in users
        }

    def share(self, calendar: str, who: str, access: str = "read") -> int:
        """Share a calendar with "users/NAME" or "groups/NAME", to read or to "read-write"."""
        way = f"<o:{access}/>" if access != "read" else ""
        href = f"<d:href>principal:principals/{who}</d:href>"
        return self.status(
            "POST",
            calendar,
            '<o:share xmlns:d="DAV:" xmlns:o="http://owncloud.org/ns">'
            f"<o:set>{href}{way}</o:set></o:share>",
        )


def _access(user: etree._Element) -> str:
    found = user.find("{http://owncloud.org/ns}access")
    return etree.QName(found[0]).localname if found is not None else ""


def owner(place: Place) -> Person:
    """Who the place belongs to."""
    assert place.server
    root = place.server.url.partition("/remote.php")[0]
    return Person(root, place.server.username, place.server.password)


def people(cloud: Cloud, *names: str) -> Iterable[Person]:
    """Users of the double."""
    return (Person(cloud.url, name, cloud.passwords[name]) for name in names)
