"""Shares of a folder on Nextcloud, through OCS (apps/files_sharing: ShareAPIController.php).

Observed on Nextcloud 32.0.1: sharing twice with a group gives the same share again; an unknown
group or user is a 404; who removes a share given to them alone removes it for the giver too; a
folder inside a shared one has no shares of its own but "inherited" ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Self
from urllib.parse import quote, unquote

from connectors.address import Address
from connectors.guard import TIMEOUT
from connectors.nextcloud import ENTRY
from connectors.nextcloud.ocs import Ocs
from connectors.quirks import NEXTCLOUD, recognise
from connectors.sharing import Shared, With
from connectors.store import NotFound, PermanentError, Unauthorized

_SHARES = "apps/files_sharing/api/v1/shares"
_INHERITED = f"{_SHARES}/inherited"
_READ = 1  # permissions are added up
_CHANGES = 2 | 4 | 8  # update, create, delete
_TYPES = {0: With.USER, 1: With.GROUP, 3: With.LINK}
_NUMBERS = {kind: number for number, kind in _TYPES.items()}


class FolderShares:
    """Who one folder is shared with; arguments as for ``WebDavStore``."""

    def __init__(
        self,
        url: str,
        username: str = "",
        password: str = "",
        *,
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        address = Address.parse(url)
        before, entry, after = address.path.partition(ENTRY)
        self._url = address.url
        self._path = _path(after) if entry else None
        self._ocs = Ocs(address.origin + before, username, password, timeout=timeout)

    def look(self, *, around: bool = False) -> tuple[Shared, ...] | None:
        """One request, and one for the folders around it.

        None without any where the address is not like Nextcloud's, and after one more where the
        server turns out to be another.
        """
        if self._path is None:
            return None
        try:
            own = self._listed(_SHARES, {"path": self._path, "reshares": "true"})
            above = self._listed(_INHERITED, {"path": self._path}) if around else ()
        except Unauthorized:
            raise
        except PermanentError:
            if recognise(self._ocs.dav_header(self._url)) is NEXTCLOUD:
                raise
            return None
        return (*(_share(one) for one in own), *(_share(one, above=True) for one in above))

    def grant(self, kind: With, who: str, *, writes: bool) -> None:
        """One request; see the protocol."""
        data = {
            "path": self._path or "/",
            "shareType": str(_NUMBERS[kind]),
            "shareWith": who,
            "permissions": _permissions(writes),
        }
        self._ocs.send("POST", _SHARES, data=data)

    def change(self, share: Shared, *, writes: bool) -> None:
        """One request."""
        data = {"permissions": _permissions(writes)}
        self._ocs.send("PUT", _one(share), data=data)

    def revoke(self, share: Shared) -> None:
        """One request."""
        with suppress(NotFound):
            self._ocs.send("DELETE", _one(share))

    def close(self) -> None:
        """Close the connections."""
        self._ocs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _listed(self, path: str, params: Mapping[str, str]) -> tuple[Mapping[str, object], ...]:
        return self._ocs.send("GET", path, params=params)


def _path(below_entry: str) -> str | None:
    """The folder's path among the account's files, of "dav/files/kari/A/B/" or "webdav/A/B/"."""
    match below_entry.strip("/").split("/"):
        case ["dav", "files", _, *path] | ["webdav", *path]:
            return "/" + unquote("/".join(path))
        case _:
            return None


def _one(share: Shared) -> str:
    return f"{_SHARES}/{quote(share.mark, safe='')}"


def _permissions(writes: bool) -> str:
    """Never to share further: that is for the group's admin."""
    return str(_READ | _CHANGES if writes else _READ)


def _share(record: Mapping[str, object], *, above: bool = False) -> Shared:
    kind = _TYPES.get(_number(record, "share_type"), With.OTHER)
    named = kind in {With.USER, With.GROUP}
    return Shared(
        kind=kind,
        who=str(record.get("share_with") or "") if named else "",
        writes=bool(_number(record, "permissions") & _CHANGES),
        mark=str(record.get("id", "")),
        above=above,
    )


def _number(record: Mapping[str, object], key: str) -> int:
    value = record.get(key)
    return value if isinstance(value, int) else -1
