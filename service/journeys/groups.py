"""Adding, listing, exporting groups, and changing where a group's targets are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from service.db.groups import Groups
from service.db.targets import Targets
from service.domain.errors import InputError
from service.domain.settings import GroupSettings, Target
from service.imports import read_group_file, write_group_file
from service.journeys.services import Services
from service.rules.loading import load_packs


def add_group(
    services: Services, data: bytes, filename: str, *, passwords: Mapping[str, str] | None = None
) -> GroupSettings:
    """Read a group file into the database, in place of an earlier version of the same group.

    ``passwords`` are stored encrypted, by target id.

    Raises:
        InputError: the file, or a rule pack it names, can't be used; nothing is stored then.
    """
    settings = check_group(data, filename)
    with services.database.transaction() as session:
        Groups(session).save(settings)
        targets = Targets(session, settings.group.id)
        for target_id, password in (passwords or {}).items():
            targets.set_password(target_id, password, services.box)
    return settings


def check_group(data: bytes, filename: str) -> GroupSettings:
    """Read a group file and load the packs it names; nothing is stored.

    Raises:
        InputError: something in it can't be used.
    """
    settings = read_group_file(data, filename)
    try:
        load_packs(settings.group.packs)
    except InputError as error:
        raise InputError(error.message, where=f"{filename}, rules.packs") from error
    return settings


def export_group(services: Services, group_id: str) -> str:
    """The group as a group file, without any password.

    Raises:
        InputError: there is no such group.
    """
    return write_group_file(services.settings(group_id))


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
    """
    services.settings(group_id)
    with services.database.transaction() as session:
        targets = Targets(session, group_id)
        targets.save(target)
        if password:
            targets.set_password(target.id, password, services.box)


def with_targets(settings: GroupSettings, targets: tuple[Target, ...]) -> GroupSettings:
    """The same settings with other targets."""
    return replace(settings, targets=targets)
