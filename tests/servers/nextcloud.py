"""A Nextcloud that somebody else runs and lends to the tests: it is left as it was found.

Objects deleted there wait in trash bins, and a calendar's bin refuses their UIDs, so both bins are
emptied of what the tests threw away: between two tests for a calendar, at the end for files.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urljoin

import requests
from lxml import etree
from requests.auth import HTTPBasicAuth

from tests.servers.server import Server

_BINNED = (
    '<c:calendar-query xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:n="http://nextcloud.com/ns"'
    ' xmlns="DAV:"><prop><n:calendar-uri/></prop>'
    '<c:filter><c:comp-filter name="VCALENDAR"/></c:filter></c:calendar-query>'
)
_MEMBERS = (
    '<propfind xmlns="DAV:" xmlns:n="http://nextcloud.org/ns">'
    "<prop><getetag/><n:trashbin-original-location/></prop></propfind>"
)
_ORIGINS = (
    "{http://nextcloud.com/ns}calendar-uri",
    "{http://nextcloud.org/ns}trashbin-original-location",
)


@dataclass
class Account:
    """One account of it, and the one collection that a test run makes there.

    Calendars may not be made one for each test: Nextcloud refuses the eleventh of a burst.
    """

    base: str
    user: str
    password: str = field(repr=False)
    kind: Literal["caldav", "webdav"]
    name: str = field(default_factory=lambda: f"kjoreplan-test-{uuid.uuid4().hex}-")
    url: str = ""

    @property
    def home(self) -> str:
        """The address below which the account's calendars or files lie."""
        root = "calendars" if self.kind == "caldav" else "files"
        return f"{self.base.rstrip('/')}/remote.php/dav/{root}/{self.user}/"

    def make(self) -> Server:
        """Make the collection."""
        server = Server("Nextcloud", self.kind, self.home + self.name, self.user, self.password)
        self.url = server.collection()
        return replace(server, emptied=self.empty)

    def empty(self) -> str:
        """Take everything out of the collection, and out of its trash bin; the collection.

        The bin comes first as well: a name that lies there can't be deleted again.
        """
        self._empty_bin()
        for href, _ in self._asked("PROPFIND", self.url, _MEMBERS):
            if href != self.url:
                self._delete(href)
        self._empty_bin()
        return self.url

    def remove(self) -> None:
        """Leave nothing behind."""
        self._delete(self.url)
        self._empty_bin()

    def _empty_bin(self) -> None:
        name = self.url.rstrip("/").rpartition("/")[2]
        for href, origin in self._binned():
            if origin.split("/")[0] == name:
                self._delete(href)

    def _binned(self) -> list[tuple[str, str]]:
        """What lies in the bin, with the calendar or the path that it came from."""
        dav = f"{self.base.rstrip('/')}/remote.php/dav/"
        if self.kind == "caldav":
            return self._asked("REPORT", f"{dav}calendars/{self.user}/trashbin/objects/", _BINNED)
        return self._asked("PROPFIND", f"{dav}trashbin/{self.user}/trash/", _MEMBERS)

    def _asked(self, method: str, url: str, body: str) -> list[tuple[str, str]]:
        headers = {"Depth": "1", "Content-Type": "application/xml"}
        answer = self._send(method, url, headers, body)
        assert answer.status_code == 207, answer.text
        found = etree.fromstring(answer.content)
        return [
            (
                urljoin(url, response.findtext("{DAV:}href", "")),
                "".join(response.findtext(f".//{tag}", "") for tag in _ORIGINS),
            )
            for response in found
        ]

    def _delete(self, url: str) -> None:
        headers = {"X-NC-CalDAV-No-Trashbin": "1", "X-NC-Skip-Trashbin": "true"}
        answer = self._send("DELETE", url, headers)
        assert answer.status_code in {204, 404}, answer.text

    def _send(
        self, method: str, url: str, headers: dict[str, str], body: str = ""
    ) -> requests.Response:
        auth = HTTPBasicAuth(self.user.encode(), self.password.encode())
        return requests.request(method, url, data=body, headers=headers, auth=auth, timeout=60)
