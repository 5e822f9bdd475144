"""The registers a group keeps: read in from a file, entered one by one, and out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from service.db.meetings import Meetings
from service.db.registers import Registers, StoredEntry
from service.domain.errors import InputError
from service.domain.model import OSLO
from service.imports.registers.entries import Entry, Shape
from service.imports.registers.reader import read_registers
from service.imports.registers.writer import write_registers
from service.journeys.services import Services
from service.rules.registers import registers


def shapes(language: str) -> Mapping[str, Shape]:
    """What each register's entries may hold; what is never stored says why, in the language."""
    return {
        name: Shape(
            uses=frozenset(one.uses),
            fields=frozenset(one.fields),
            flags=frozenset(one.flags),
            kinds=one.kinds,
            refusal="" if one.kept else one.missing.said(language),
        )
        for name, one in registers().items()
    }


def import_registers(
    services: Services, group_id: str, data: bytes, filename: str, *, by: str
) -> Mapping[str, int]:
    """Read a file of entries into the group's registers. Says how many of each there were.

    An entry with an id that is there already takes its place. All or nothing is stored.

    Raises:
        InputError: there is no such group, or something in the file can't be used.
    """
    group = services.own_settings(group_id).group
    with services.changing(group_id) as session:
        meetings = Meetings(session, group_id).all()
        read = read_registers(data, filename, shapes(group.language), group.roster, meetings)
        repository = Registers(session, group_id, services.box)
        now = services.now(group_id)
        for register in read.keep:
            repository.keep(register, since=now)
        repository.put((stored_entry(entry) for entry in read.entries), by=by, at=now)
    counts = dict.fromkeys(read.keep, 0)
    for entry in read.entries:
        counts[entry.register] = counts.get(entry.register, 0) + 1
    return counts


def export_registers(services: Services, group_id: str) -> str:
    """The group's registers as a file that can be read in again.

    Raises:
        InputError: there is no such group.
    """
    services.own_settings(group_id)
    with services.database.reading() as session:
        repository = Registers(session, group_id, services.box)
        return write_registers(map(_entry, repository.entries()), repository.kept())


def kept_registers(services: Services, group_id: str) -> Mapping[str, tuple[StoredEntry, ...]]:
    """The registers the group keeps, with their entries.

    Raises:
        InputError: there is no such group.
    """
    services.own_settings(group_id)
    with services.database.reading() as session:
        repository = Registers(session, group_id, services.box)
        return {register: repository.entries(register) for register in repository.kept()}


def remove_entry(services: Services, group_id: str, entry_id: str) -> None:
    """Delete one entry.

    Raises:
        InputError: there is no such group or entry.
    """
    services.own_settings(group_id)
    with services.changing(group_id) as session:
        if not Registers(session, group_id, services.box).remove(entry_id):
            raise InputError("Gruppa har ingen slik oppføring.", where=entry_id)


def stop_register(services: Services, group_id: str, register: str) -> None:
    """Keep a register no longer, and delete its entries.

    Raises:
        InputError: there is no such group, or it doesn't keep the register.
    """
    services.own_settings(group_id)
    with services.changing(group_id) as session:
        repository = Registers(session, group_id, services.box)
        if register not in repository.kept():
            raise InputError("Gruppa fører ikke dette registeret.", where=register)
        repository.stop(register)


def stored_entry(entry: Entry) -> StoredEntry:
    """An entry as the database keeps it."""
    return StoredEntry(
        id=entry.id,
        register=entry.register,
        case=entry.case,
        person=entry.person,
        meeting=entry.meeting,
        body=entry.body,
        at=entry.at,
        by=entry.by,
        to=entry.to,
        flags=entry.flags,
        values=entry.values,
    )


def _entry(stored: StoredEntry) -> Entry:
    at = stored.at.astimezone(OSLO) if stored.at else None
    return Entry(
        id=stored.id,
        register=stored.register,
        case=stored.case,
        person=stored.person,
        meeting=stored.meeting,
        body=stored.body,
        at=at.astimezone(dt.timezone(at.utcoffset() or dt.timedelta())) if at else None,
        by=stored.by,
        to=stored.to,
        flags=stored.flags,
        values=stored.values,
    )
