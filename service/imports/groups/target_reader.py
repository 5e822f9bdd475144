"""The targets of a group file, and what must agree about whom they are shared with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from service.domain.errors import InputError
from service.domain.settings import Target
from service.domain.share_faults import ShareFault, faults, open_groups
from service.domain.sharing import Share, Sharee, ShareeKind
from service.imports.groups.places import Path
from service.imports.groups.schema import ShareEntry, TargetEntry

_WRONG: Mapping[ShareFault, tuple[str, str]] = {
    ShareFault.TWICE: ("", "Målet er delt med den samme to ganger. Skriv det én gang."),
    ShareFault.UNKNOWN_PERSON: (
        "person",
        "Gruppa har ingen person med denne id-en. Se under people.",
    ),
    ShareFault.PERSON_OF_GROUP: (
        "person",
        "En person hører til en bruker, ikke til en gruppe på serveren. Skriv user i stedet.",
    ),
    ShareFault.NEEDS_PERSON: (
        "user",
        "Dette er lukket, og deles bare med dem som hører til. Skriv i person hvem brukeren er.",
    ),
    ShareFault.OPEN_GROUP: (
        "group",
        "Denne gruppa får også se det som ikke er lukket. Lag en egen gruppe til dem det gjelder.",
    ),
}


def read_targets(
    entries: Sequence[TargetEntry],
    people: Sequence[str],
    wrong: Callable[[Path, str], InputError],
) -> tuple[Target, ...]:
    """The targets. ``wrong`` makes the error that names file, line and field.

    Raises:
        InputError: a share contradicts itself, the roster or another one.
    """
    found = tuple(_target(number, entry, wrong) for number, entry in enumerate(entries))
    for path, message in _faults(found, people):
        raise wrong(path, message)
    return found


def _target(number: int, entry: TargetEntry, wrong: Callable[[Path, str], InputError]) -> Target:
    shares = []
    for place, share in enumerate(entry.shares):
        if (share.group is None) is (share.user is None):
            message = "Skriv enten group eller user: en gruppe eller en bruker på serveren."
            raise wrong(("targets", number, "shares", place), message)
        shares.append(_share(share))
    return Target(**dict(entry) | {"shares": tuple(shares)})


def _share(entry: ShareEntry) -> Share:
    kind = ShareeKind.USER if entry.group is None else ShareeKind.GROUP
    return Share(
        sharee=Sharee(kind, entry.group or entry.user or ""),
        access=entry.access,
        person=entry.person or "",
    )


def _faults(targets: Sequence[Target], people: Sequence[str]) -> Iterator[tuple[Path, str]]:
    shared = [(target.audience, target.shares) for target in targets]
    for number, target in enumerate(targets):
        found = faults(
            target.shares, target.audience, people=people, open_groups=open_groups(shared)
        )
        for place, fault in found:
            field, message = _WRONG[fault]
            yield ("targets", number, "shares", place, *([field] if field else [])), message
