"""Adding, listing, exporting groups, and changing where a group's targets are."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from service.db.accounts import all_targets
from service.db.groups import Groups
from service.db.targets import Targets
from service.domain.errors import InputError
from service.domain.settings import DriftPolicy, GroupSettings, Target, TargetKind
from service.imports import read_group_file, write_group_file
from service.journeys.regulation.settings import with_decisions
from service.journeys.services import Services
from service.rules.loading import load_packs

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TAKEN = (
    "Adressen brukes alt av en annen gruppe eller en annen krets. "
    "Gi hver sin egen kalender og mappe."
)
_NESTED = (
    "Adressen ligger inni eller utenpå en mappe som alt brukes av en annen gruppe eller en annen "
    "krets. Gi hver sin egen mappe, ved siden av hverandre."
)


class AddressTaken(InputError):
    """A target's address is another target's too, of the same group or another.

    Two audiences in one collection would read each other's meetings and documents, and two groups
    would call off each other's meetings. The message doesn't tell whose the other target is.
    """


def add_group(
    services: Services, data: bytes, filename: str, *, passwords: Mapping[str, str] | None = None
) -> GroupSettings:
    """Read a group file into the database, in place of an earlier version of the same group.

    ``passwords`` are stored encrypted, by target id.

    Raises:
        InputError: the file, or a rule pack it names, can't be used; nothing is stored then.
        AddressTaken: two of its targets, or one of them and another group's, share an address.
    """
    settings = check_group(data, filename, services.packs_folder)
    group_id = settings.group.id
    with services.changing(group_id) as session:
        others = (one for owner, one in all_targets(session) if owner != group_id)
        _refuse_shared(settings.targets, others, f"{filename}, ")
        Groups(session).save(settings)
        targets = Targets(session, group_id)
        for target_id, password in (passwords or {}).items():
            targets.set_password(target_id, password, services.box)
    return settings


def check_group(data: bytes, filename: str, packs_folder: Path | None = None) -> GroupSettings:
    """Read a group file and load the packs it names; nothing is stored.

    ``packs_folder`` holds packs of one's own, beside the shipped ones.

    Raises:
        InputError: something in it can't be used.
        AddressTaken: two of its targets share an address.
    """
    settings = read_group_file(data, filename)
    try:
        load_packs(settings.group.packs, packs_folder, settings.group.pack_periods)
    except InputError as error:
        raise InputError(error.message, where=f"{filename}, rules.packs") from error
    _refuse_shared(settings.targets, (), f"{filename}, ")
    return settings


def export_group(services: Services, group_id: str) -> str:
    """The group as a group file, without any password.

    What its adopted regulation decides is written as it holds, with where it comes from.

    Raises:
        InputError: there is no such group, or one of its rule packs can't be loaded.
    """
    return write_group_file(*with_decisions(services, group_id))


def all_groups(services: Services) -> tuple[GroupSettings, ...]:
    """Every group, in order of id."""
    with services.database.reading() as session:
        return Groups(session).all()


def save_target(
    services: Services, group_id: str, target: Target, *, password: str | None = None
) -> None:
    """Store a target's address, and its password where one is given.

    Raises:
        InputError: there is no such group.
        AddressTaken: the address is another target's too; nothing is stored then.
    """
    services.settings(group_id)
    with services.changing(group_id) as session:
        stored = all_targets(session)
        others = (one for owner, one in stored if (owner, one.id) != (group_id, target.id))
        _refuse_shared((target,), others)
        targets = Targets(session, group_id)
        targets.save(target)
        if password:
            targets.set_password(target.id, password, services.box)


def set_drift(services: Services, group_id: str, policy: DriftPolicy) -> None:
    """Decide who is right when somebody changes a calendar, from the next pass on.

    Raises:
        InputError: there is no such group.
    """
    services.settings(group_id)
    with services.changing(group_id) as session:
        groups = Groups(session)
        settings = groups.get(group_id)
        if settings is not None:
            groups.save(replace(settings, drift=policy))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an address leads, however it is spelled. ``port`` None: the scheme's own.

    The scheme is left out: http and https of one host lead to the same collections.
    """

    host: str
    port: int | None
    path: str  # decoded, in NFC, ends in "/"


def _refuse_shared(targets: tuple[Target, ...], others: Iterable[Target], where: str = "") -> None:
    """Refuse the first target that shares its address with one before it, or with ``others``."""
    taken = [(other, _place(other.url)) for other in others]
    for target in targets:
        place = _place(target.url)
        for other, its_place in taken:
            if place == its_place:
                raise AddressTaken(_TAKEN, where=where + target.id)
            if _inside(place, other, its_place) or _inside(its_place, target, place):
                raise AddressTaken(_NESTED, where=where + target.id)
        taken.append((target, place))


def _inside(inner: _Place, target: Target, outer: _Place) -> bool:
    """Whether a place is inside a folder, which is listed with all that is in it."""
    same_server = (inner.host, inner.port) == (outer.host, outer.port)
    is_folder = target.kind is TargetKind.FOLDER
    return same_server and is_folder and inner.path.startswith(outer.path)


def _place(url: str) -> _Place:
    parts = urlsplit(url.strip())
    path = posixpath.normpath("/" + _nfc(unquote(parts.path)).strip("/")).rstrip("/")
    return _Place(_host(parts.hostname or ""), _port(parts), path + "/")


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:  # no number: it leads nowhere, and is refused where it is used
        return None
    return None if port == _DEFAULT_PORTS.get(parts.scheme) else port


def _host(name: str) -> str:
    """A host in one spelling: all names of this machine are one, and names are in ASCII."""
    try:
        address = ip_address(name)
    except ValueError:
        return _ascii(_nfc(name).rstrip("."))
    return "localhost" if address.is_loopback else str(address)


def _ascii(name: str) -> str:
    try:
        return name.encode("idna").decode().lower()
    except UnicodeError:  # not a name that can be looked up
        return name


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
