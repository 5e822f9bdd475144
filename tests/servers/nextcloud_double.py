"""A server in this process that does to calendars and files what a Nextcloud does.

Every trap that Nextcloud 32.0.1 was seen to set is here, so that tests meet them where no Nextcloud
is at hand. The same assertions run against a real one (see ``tests/contract``): where the two part,
the double is wrong. Not imitated: that If-Match is no lock under parallel PUTs, webhooks, OCS.
"""

from __future__ import annotations

import base64
import contextlib
import email.utils
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, Literal

from tests.servers.cloud_calendars import Calendars
from tests.servers.cloud_files import Files
from tests.servers.cloud_kept import principal_of
from tests.servers.cloud_xml import (
    BASE,
    CALDAV,
    DAV,
    Request,
    Told,
    element,
    href,
    multistatus,
    parts_of,
    refusal,
    wanted_properties,
)
from tests.servers.meddler import Reply
from tests.servers.server import USERNAME, Server

APP_PASSWORD: Final = "TzFbk-9oPqA-33xYe"
_PATIENCE: Final = 10  # wrong passwords before nobody is let in
_METHODS: Final = (
    "GET", "HEAD", "PUT", "DELETE", "MOVE", "LOCK", "OPTIONS", "PROPFIND", "REPORT", "MKCOL",
    "MKCALENDAR", "POST",
)  # fmt: skip
_DAV: Final = (
    "1, 3, extended-mkcol, access-control, calendar-access, calendar-proxy, "
    "calendarserver-sharing, nc-calendar-trashbin, nc-calendar-search, nextcloud-checksum-update"
)


@dataclass
class Cloud:
    """One Nextcloud with its users.

    Attributes:
        passwords: by user.
        members: the groups of each user.
        maintenance: whether it answers nobody.
        wrong: how many wrong passwords have come from here.
    """

    url: str
    passwords: dict[str, str]
    members: Mapping[str, frozenset[str]]
    calendars: Calendars = field(init=False)
    files: Files = field(default_factory=Files)
    maintenance: bool = False
    wrong: int = 0
    turn: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.calendars = Calendars(self.members)

    def server(self, kind: Literal["caldav", "webdav"], user: str = USERNAME) -> Server:
        """A user's calendars or files as tests use servers."""
        root = "calendars" if kind == "caldav" else "files"
        url = f"{self.url}{BASE}{root}/{user}/"
        shown = "Double, calendars" if kind == "caldav" else "Double, files"
        return Server(shown, kind, url, user, self.passwords[user])

    def answer(self, request: Request) -> Reply:
        """What a user who is let in gets."""
        with self.turn:
            area = request.parts[0] if request.parts else ""
            if area == "calendars":
                return self.calendars.answer(request)
            if area in {"files", "trashbin"}:
                return self.files.answer(request)
            if request.method == "OPTIONS":
                return Reply(200, [("Content-Type", "text/html; charset=UTF-8")])
            return _principal(request) if request.method == "PROPFIND" else refusal(404)

    def user(self, authorization: str) -> str | Reply:
        """Who asks, or why nobody is let in."""
        if self.maintenance:
            return refusal(503)  # without Retry-After
        if self.wrong >= _PATIENCE:
            return refusal(429)  # everybody behind that address, without Retry-After
        told = base64.b64decode(authorization.removeprefix("Basic ")).decode(errors="replace")
        name, _, password = told.partition(":")
        if authorization and self.passwords.get(name) == password:
            return name
        self.wrong += bool(authorization)
        refused = refusal(401)
        return replace(refused, headers=[*refused.headers, ("WWW-Authenticate", "Basic")])


def _principal(request: Request) -> Reply:
    if request.parts not in {(), ("principals", "users", request.user)}:
        return refusal(404)
    home = element(DAV + "href", href("calendars", request.user, folder=True))
    properties = {
        DAV + "resourcetype": element(DAV + "resourcetype", element(DAV + "collection")),
        DAV + "current-user-principal": principal_of(request.user),
        CALDAV + "calendar-home-set": element(CALDAV + "calendar-home-set", home),
    }
    told = Told(href(*request.parts, folder=True), properties)
    return multistatus([told], wanted_properties(request.xml()))


@contextlib.contextmanager
def nextcloud_double(
    passwords: Mapping[str, str] | None = None,
    members: Mapping[str, frozenset[str]] | None = None,
) -> Iterator[Cloud]:
    """Run it. There is one user unless others are given."""
    users = dict(passwords or {USERNAME: APP_PASSWORD})
    groups = {user: frozenset((members or {}).get(user, ())) for user in users}
    cloud = Cloud("", users, groups)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(cloud))
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


def _handler(cloud: Cloud) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle_any(self) -> None:
            parts = parts_of(self.path)
            user = cloud.user(self.headers.get("Authorization", ""))
            is_put = self.command == "PUT"
            with cloud.files.writing(parts[1:]) if is_put else contextlib.nullcontext(True) as free:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if isinstance(user, Reply):
                    self.reply(user)
                elif BASE not in self.path or not free:
                    self.reply(refusal(404 if free else 423))
                else:
                    headers = {name.lower(): value for name, value in self.headers.items()}
                    self.reply(cloud.answer(Request(self.command, parts, user, headers, body)))

        def reply(self, reply: Reply) -> None:
            self.send_response_only(reply.status)
            now = email.utils.formatdate(usegmt=True)
            for name, value in (*reply.headers, ("DAV", _DAV), ("Date", now)):
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    for method in _METHODS:
        setattr(Handler, f"do_{method}", Handler.handle_any)
    return Handler
