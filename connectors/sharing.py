"""Who a calendar or folder is shared with on its server, and changing that: protocol and words.

Servers that can't be asked for it say so (None), and the shares are then people's to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class With(StrEnum):
    """What kind of thing something is shared with."""

    GROUP = "group"
    USER = "user"
    LINK = "link"  # whoever has the address
    OTHER = "other"  # an e-mail address, another server, a team, a conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One share as the server tells it.

    Attributes:
        kind: what it is shared with.
        who: the group's or user's id there; "" for links and for what has no id of this server.
        writes: whether they may change what is there.
        mark: the server's own name for this share, "" where it has none.
        above: whether a folder around it is shared, and it only with that.
    """

    kind: With
    who: str = ""
    writes: bool = False
    mark: str = ""
    above: bool = False


class Sharing(Protocol):
    """The shares of one calendar or folder. One instance per thread."""

    def look(self, *, around: bool = False) -> tuple[Shared, ...] | None:
        """All of them, but for the owner; None if this server can't be asked.

        ``around``: of the folders around it, too.

        Raises:
            StoreError: any of the errors of ``connectors.store``.
        """

    def grant(self, kind: With, who: str, *, writes: bool) -> None:
        """Share with a group or a user. Look afterwards: servers say yes to names they don't know.

        Raises:
            Forbidden: this account may not share it.
            NotFound: there is nobody of that name.
            StoreError: any of the errors of ``connectors.store``.
        """

    def change(self, share: Shared, *, writes: bool) -> None:
        """Give a share that was seen another access; errors as for `grant`."""

    def revoke(self, share: Shared) -> None:
        """End a share that was seen. One that is gone already is no error.

        Raises:
            StoreError: any of the errors of ``connectors.store``.
        """

    def close(self) -> None:
        """Close the connections."""
