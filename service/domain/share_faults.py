"""What can be wrong with the shares that somebody asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

from service.domain.model import Audience
from service.domain.sharing import CLOSED, Share, Sharee, ShareeKind


class ShareFault(StrEnum):
    """Why a share can't be as it was asked for."""

    TWICE = "twice"
    UNKNOWN_PERSON = "unknown_person"
    PERSON_OF_GROUP = "person_of_group"  # a person is one user, not a group of them
    NEEDS_PERSON = "needs_person"  # something closed is for people whose term is known
    OPEN_GROUP = "open_group"  # a group that has something open, too, is not the closed circle


def open_groups(
    targets: Iterable[tuple[Audience, Iterable[Share]]],
) -> frozenset[str]:
    """The server's groups that something open is shared with, by targets' audience and shares."""
    return frozenset(
        share.sharee.id
        for audience, shares in targets
        if audience not in CLOSED
        for share in shares
        if share.sharee.kind is ShareeKind.GROUP
    )


def faults(
    shares: Iterable[Share],
    audience: Audience,
    *,
    people: Collection[str],
    open_groups: Collection[str],
) -> Iterator[tuple[int, ShareFault]]:
    """What is wrong with the shares of one target, by their place.

    ``people`` are the ids in the roster; ``open_groups``: see there.
    """
    met: set[Sharee] = set()
    closed = audience in CLOSED
    for place, share in enumerate(shares):
        of_group = share.sharee.kind is ShareeKind.GROUP
        found = (
            (share.sharee in met, ShareFault.TWICE),
            (of_group and bool(share.person), ShareFault.PERSON_OF_GROUP),
            (bool(share.person) and share.person not in people, ShareFault.UNKNOWN_PERSON),
            (closed and not of_group and not share.person, ShareFault.NEEDS_PERSON),
            (closed and of_group and share.sharee.id in open_groups, ShareFault.OPEN_GROUP),
        )
        met.add(share.sharee)
        first = next((fault for wrong, fault in found if wrong), None)
        if first is not None:
            yield place, first
