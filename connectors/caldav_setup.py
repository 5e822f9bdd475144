"""Finding and making calendars: what the admin's connection test and set-up ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from connectors.address import Address
from connectors.caldav_client import CalDavClient
from connectors.caldav_xml import mkcalendar, propfind
from connectors.guard import TIMEOUT
from connectors.multistatus import CALDAV, DAV, Member
from connectors.store import Forbidden, NotADavServer, NotFound, Rejected

# Where Nextcloud keeps DAV below the address that people know. Its .well-known is a redirect.
_KNOWN_ENTRY = "remote.php/dav/"
_WRITES = frozenset({DAV + "write", DAV + "write-content", DAV + "bind", DAV + "all"})
_PROPFIND = propfind(
    "D:resourcetype",
    "D:displayname",
    "D:current-user-principal",
    "D:current-user-privilege-set",
    "C:calendar-home-set",
    "C:supported-calendar-component-set",
)


@dataclass(frozen=True, slots=True)
class FoundCalendar:
    """A calendar that the account can see.

    Attributes:
        url: its address, for ``CalDavStore``.
        name: what people call it; the last part of the address if it has no name.
        components: "VEVENT", "VTODO"; empty if the server doesn't say.
        writable: False only if the server says so.
    """

    url: str
    name: str
    components: tuple[str, ...]
    writable: bool


def ensure_calendar(
    url: str,
    username: str = "",
    password: str = "",
    *,
    name: str,
    components: tuple[str, ...] = ("VEVENT",),
    timeout: tuple[float, float] = TIMEOUT,
) -> bool:
    """Make the calendar at ``url`` unless it is there (MKCALENDAR, RFC 4791 §5.3.1).

    Args:
        url: the calendar's address; the level above must exist.
        username: empty for a server without passwords.
        password: or app password.
        name: the display name.
        components: what it may hold, "VEVENT" and "VTODO".
        timeout: seconds to connect, seconds of silence while reading.

    Returns:
        Whether it was made now.

    Raises:
        Rejected: something that is not a calendar is in the way, or a trashed calendar is.
        StoreError: as any request.
    """
    with CalDavClient(url, username, password, timeout=timeout) as client:
        here = next(iter(_look(client, client.address.url, "0")), None)
        if here is not None and CALDAV + "calendar" in here.kinds:
            return False
        if here is not None and here.status < 300 and not here.is_collection:
            raise Rejected("something that is not a calendar has this address")
        body = mkcalendar(name, components).encode()
        headers = {"Content-Type": "application/xml; charset=utf-8"}
        try:
            client.send("MKCALENDAR", client.address.url, body, headers)
        except (Rejected, Forbidden):
            if _is_calendar(client):  # somebody made it a moment before us
                return False
            raise
        return True


def _is_calendar(client: CalDavClient) -> bool:
    found = _look(client, client.address.url, "0")
    return any(CALDAV + "calendar" in member.kinds for member in found)


def discover(
    url: str,
    username: str = "",
    password: str = "",
    *,
    timeout: tuple[float, float] = TIMEOUT,
) -> list[FoundCalendar]:
    """The calendars of an account, from any address an admin is likely to have.

    Such as a server's root, its DAV root, a principal, a calendar home, or one calendar (which is
    then the only one returned). RFC 4791 §6.2.1, RFC 5397.

    Raises:
        Unauthorized: after exactly one request.
        NotADavServer: neither the address nor Nextcloud's entry below it speaks CalDAV.
        StoreError: as any request.
    """
    with CalDavClient(url, username, password, timeout=timeout) as client:
        start = _entry(client)
        if CALDAV + "calendar" in start.kinds:
            return [_found(client.address, start)]
        home = _home(client, start)
        members = _look(client, home, "1")
        return [_found(client.address, m) for m in members if CALDAV + "calendar" in m.kinds]


def _entry(client: CalDavClient) -> Member:
    """The first resource that answers as DAV does: at the address, or Nextcloud's below it."""
    refused: NotADavServer | Rejected | None = None
    for url in (client.address.url, urljoin(client.address.url, _KNOWN_ENTRY)):
        try:
            found = _look(client, url, "0")
        except (NotADavServer, Rejected) as error:
            refused = refused or error
            continue
        start = next((m for m in found if m.status < 300), None)
        if start is not None:
            return start
    raise refused or NotADavServer("nothing is at this address")


def _home(client: CalDavClient, start: Member) -> str:
    """The URL of the calendar home; without one, of the collection itself."""
    for member in _with_principal(client, start):
        home = member.href_in(CALDAV + "calendar-home-set")
        if home:
            return _absolute(client.address, home)
    return _absolute(client.address, start.raw_href)


def _with_principal(client: CalDavClient, start: Member) -> Iterator[Member]:
    yield start
    principal = start.href_in(DAV + "current-user-principal")
    if principal:
        yield from _look(client, _absolute(client.address, principal), "0")


def _look(client: CalDavClient, url: str, depth: str) -> tuple[Member, ...]:
    try:
        return client.multistatus("PROPFIND", url, _PROPFIND, depth).members
    except NotFound:
        return ()


def _absolute(address: Address, href: str) -> str:
    """An href as a URL; never on another host, where the password doesn't belong."""
    url = urljoin(address.url, href)
    if not url.startswith(address.origin + "/"):
        raise NotADavServer("the server points to another host")
    return url


def _found(address: Address, member: Member) -> FoundCalendar:
    sets = member.children(CALDAV + "supported-calendar-component-set")
    privileges = member.children(DAV + "current-user-privilege-set")
    granted = {str(leaf.tag) for privilege in privileges for leaf in privilege}
    return FoundCalendar(
        url=_absolute(address, member.raw_href),
        name=member.text(DAV + "displayname") or member.raw_href.rstrip("/").rpartition("/")[2],
        components=tuple(name for c in sets if (name := c.get("name"))),
        writable=not granted or bool(granted & _WRITES),
    )
