"""What Nextcloud does when it is asked to share, before real calendar and folder servers.

DAV goes on to Radicale and WsgiDAV under Nextcloud's own addresses; shares are kept here. As seen
on Nextcloud 32.0.1: yes to principals it doesn't know, empty answers called HTML, one share for
each principal of a calendar, OCS in JSON with errors as statuses.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import parse_qs, unquote, unquote_plus, urlsplit

from lxml import etree

from tests.servers.server import USERNAME, Server

GROUPS = {"gruppa", "styret", "Styret æ"}
USERS = {USERNAME, "ola", "per", "liv"}
CALENDARS = f"/remote.php/dav/calendars/{USERNAME}/"
FILES = f"/remote.php/dav/files/{USERNAME}/"
OCS = "/ocs/v2.php/apps/files_sharing/api/v1/shares"
NS = {"d": "DAV:", "o": "http://owncloud.org/ns"}
_METHODS = (
    "GET", "PUT", "DELETE", "OPTIONS", "PROPFIND", "REPORT", "MKCOL", "MKCALENDAR", "POST", "MOVE",
)  # fmt: skip


@dataclass
class Cloud:
    """The shares, for tests to read and for what people do in the web pages.

    Attributes:
        calendars: access by principal ("groups/gruppa"), by the calendar's path.
        folders: OCS records by id.
        published: paths of calendars with a public address.
        refused: whether the account may not share.
        asked: method and path of each request that is about shares.
        lost: how many answers to come are lost after the request was carried out.
    """

    caldav: Server
    webdav: Server
    url: str = ""
    calendars: dict[str, dict[str, str]] = field(default_factory=dict)
    folders: dict[str, dict[str, object]] = field(default_factory=dict)
    published: set[str] = field(default_factory=set)
    refused: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)
    lost: int = 0

    def server(self, kind: Literal["caldav", "webdav"]) -> Server:
        """A server for a town, by its addresses here."""
        before, path = (self.caldav, CALENDARS) if kind == "caldav" else (self.webdav, FILES)
        return replace(before, url=self.url + path)

    def of(self, url: str) -> dict[str, str]:
        """Who a calendar is shared with."""
        return self.calendars.setdefault(urlsplit(url).path, {})

    def folder_shares(self, url: str) -> dict[tuple[int, str], int]:
        """Permissions of a folder by the kind and name of whom it is shared with."""
        path = "/" + unquote(urlsplit(url).path[len(FILES) :]).strip("/")
        return {
            (one["share_type"], one["share_with"]): one["permissions"]  # type: ignore[misc]  # a record
            for one in self.folders.values()
            if one["path"] == path
        }

    def share_folder(self, path: str, kind: int, who: str | None, permissions: int) -> str:
        """Somebody shares a folder; the share's id."""
        number = str(len(self.folders) + 1)
        while number in self.folders:
            number = str(int(number) + 1)
        self.folders[number] = {
            "id": number,
            "share_type": kind,
            "share_with": who,
            "permissions": permissions,
            "path": path,
        }
        return number

    def ocs(
        self, method: str, path: str, params: dict[str, str]
    ) -> tuple[int, list[dict[str, object]] | dict[str, object]]:
        """An answer's status and data."""
        wanted = params.get("path", "/").rstrip("/") or "/"
        if path == OCS and method == "GET":
            return 200, [one for one in self.folders.values() if one["path"] == wanted]
        if path == f"{OCS}/inherited":
            around = [one for one in self.folders.values() if f"{one['path']}/" in wanted]
            return 200, [one for one in around if one["path"] != wanted]
        if self.refused:
            return 403, []
        if path == OCS and method == "POST":
            kind, who = int(params["shareType"]), params["shareWith"]
            if who not in (GROUPS if kind else USERS):
                return 404, []
            same = (
                one["id"]
                for one in self.folders.values()
                if (one["path"], one["share_type"], one["share_with"]) == (wanted, kind, who)
            )
            number = next(same, None) or self.share_folder(
                wanted, kind, who, int(params["permissions"])
            )
            return 200, self.folders[number]
        number = path.rpartition("/")[2]
        if number not in self.folders:
            return 404, []
        if method == "PUT":
            self.folders[number]["permissions"] = int(params["permissions"])
            return 200, self.folders[number]
        del self.folders[number]
        return 200, []

    def share(self, path: str, body: bytes) -> int:
        """What ``o:share`` does to a calendar; the status."""
        if self.refused:
            return 403
        shares = self.calendars.setdefault(path, {})
        for one in etree.fromstring(body):
            principal = one.findtext("d:href", "", NS).removeprefix("principal:principals/")
            kind, _, who = principal.partition("/")
            if one.tag.endswith("remove"):
                shares.pop(principal, None)
            elif (kind == "users" and who in USERS) or unquote_plus(who) in GROUPS:
                shares[principal] = "read" if one.find("o:read-write", NS) is None else "read-write"
        return 200

    def invites(self, path: str) -> bytes:
        """The answer to a PROPFIND of ``oc:invite``."""
        users = "".join(
            f"<o:user><d:href>principal:principals/{who}</d:href><o:access><o:{may}/></o:access>"
            "</o:user>"
            for who, may in self.calendars.get(path, {}).items()
        )
        link = "<s:publish-url><d:href>https://sky.example.org/p</d:href></s:publish-url>"
        return (
            '<d:multistatus xmlns:d="DAV:" xmlns:o="http://owncloud.org/ns"'
            ' xmlns:s="http://calendarserver.org/ns/"><d:response>'
            f"<d:href>{path}</d:href><d:propstat><d:prop><o:invite>{users}</o:invite>"
            f"<d:owner><d:href>/remote.php/dav/principals/users/{USERNAME}/</d:href></d:owner>"
            f"{link if path in self.published else ''}"
            "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
            "</d:multistatus>"
        ).encode()


@contextlib.contextmanager
def sharing_cloud(caldav: Server, webdav: Server) -> Iterator[Cloud]:
    """Run it before these two."""
    cloud = Cloud(caldav, webdav)
    handler = type("Handler", (_Handler,), {"cloud": cloud})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    cloud.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield cloud
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    cloud: Cloud
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = urlsplit(self.path).path
        if path.startswith(OCS):
            self.about_shares(path, *self.by_ocs(path, body))
        elif self.command == "POST" and path.startswith(CALENDARS):
            self.about_shares(path, self.cloud.share(path, body), b"", "text/html; charset=UTF-8")
        elif b"invite" in body and self.command == "PROPFIND":
            there = self.forward(path, b"")[0] < 300
            xml = self.cloud.invites(path)
            self.about_shares(path, 207 if there else 404, xml, "application/xml")
        else:
            self.reply(*self.forward(path, body))

    def by_ocs(self, path: str, body: bytes) -> tuple[int, bytes, str]:
        if self.headers.get("OCS-APIRequest") != "true":
            return 412, b"", "application/json"
        text = body.decode() or urlsplit(self.path).query
        params = {name: values[0] for name, values in parse_qs(text).items()}
        status, data = self.cloud.ocs(self.command, path, params)
        answer = json.dumps({"ocs": {"meta": {"statuscode": status}, "data": data}})
        return status, answer.encode(), "application/json; charset=utf-8"

    def about_shares(self, path: str, status: int, body: bytes, kind: str) -> None:
        self.cloud.asked.append((self.command, path))
        if self.cloud.lost and self.command in {"POST", "PUT", "DELETE"}:
            self.cloud.lost -= 1
            self.close_connection = True
            return
        self.reply(status, [("Content-Type", kind)], body)

    def forward(self, path: str, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        calendars = path.startswith(CALENDARS)
        behind = self.cloud.caldav if calendars else self.cloud.webdav
        here, there = (CALENDARS if calendars else FILES), urlsplit(behind.url)
        headers = dict(self.headers)
        if "Destination" in headers:
            headers["Destination"] = headers["Destination"].replace(
                self.cloud.url + here, behind.url
            )
        body = body.replace(f">{here}".encode(), f">{there.path}".encode())
        headers["Content-Length"] = str(len(body))
        connection = http.client.HTTPConnection(there.netloc, timeout=30)
        with contextlib.closing(connection):
            to = there.path + self.path[len(here) :]
            connection.request(self.command, to, body, headers)
            response = connection.getresponse()
            answer = response.read()
            if response.status == 207:
                pattern = rf"href>{re.escape(there.path)}".encode()
                answer = re.sub(pattern, f"href>{here}".encode(), answer)
            kept = [
                ("DAV", f"{value}, nc-calendar-search") if name.lower() == "dav" else (name, value)
                for name, value in response.getheaders()
            ]
            return response.status, kept, answer

    def reply(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests read ``asked`` instead."""


for _method in _METHODS:
    setattr(_Handler, f"do_{_method}", _Handler.handle_any)
