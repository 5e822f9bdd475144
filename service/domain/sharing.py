"""Whom a calendar or folder is shared with: the words of it. See `share_decisions`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from service.domain.model import Audience

CLOSED = frozenset({Audience.GROUP_BOARD, Audience.LEADER})  # not even the whole group may see


class Access(StrEnum):
    """What those it is shared with may do."""

    READ = "read"
    WRITE = "write"


class ShareeKind(StrEnum):
    """What something is shared with."""

    GROUP = "group"
    USER = "user"
    LINK = "link"  # whoever has the address
    OTHER = "other"  # somebody without an account on the server


@dataclass(frozen=True, slots=True)
class Sharee:
    """A group or user by its id on the server; never a person's name."""

    kind: ShareeKind
    id: str = ""

    @property
    def key(self) -> str:
        """In one word: "group:gruppa"."""
        return f"{self.kind}:{self.id}" if self.id else self.kind.value

    @classmethod
    def of_key(cls, key: str) -> Sharee:
        """The one whose `key` it is."""
        kind, _, id_ = key.partition(":")
        return cls(ShareeKind(kind), id_)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share as the group has asked for it; one tied to a ``person``, only while they belong."""

    sharee: Sharee
    access: Access = Access.READ
    person: str = ""


class GivenState(StrEnum):
    """How it stands with a share of ours."""

    ASKED = "asked"  # about to be given; not seen yet
    GIVEN = "given"
    REMOVED = "removed"  # somebody has taken it away


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What we last gave. ``mark`` is the server's name of the share, "" where it has none."""

    sharee: Sharee
    access: Access
    mark: str = ""
    state: GivenState = GivenState.GIVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A share as the server tells it. ``above``: of a folder around it, and it with that."""

    sharee: Sharee
    access: Access = Access.READ
    mark: str = ""
    above: bool = False
