"""Entering one thing in a register, as the file reader reads many."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import get_args

from service.db.meetings import Meetings
from service.db.registers import Registers
from service.domain.errors import InputError
from service.domain.field_kinds import FieldKind
from service.domain.model import Roster
from service.imports.registers.entries import Entry, Shape
from service.imports.registers.moments import UNREADABLE, as_kept
from service.journeys.judging.registers import shapes, stored_entry
from service.journeys.services import Services
from service.rules.registers import Part

_ID_DIGITS = 12


def new_id() -> str:
    """An id for an entry that a person makes."""
    return uuid.uuid4().hex[:_ID_DIGITS]


def enter(services: Services, group_id: str, entry: Entry, *, by: str) -> None:
    """Put an entry into its register, which is kept from then on.

    Raises:
        InputError: there is no such group, or something of the entry can't be used; ``where``
            names which part, field or flag it is.
    """
    group = services.own_settings(group_id).group
    shape = _shape(entry.register, group.language)
    with services.changing(group_id) as session:
        meetings = {meeting.id for meeting in Meetings(session, group_id).all()}
        for where, message in _faults(entry, shape, group.roster, meetings):
            raise InputError(message, where=where)
        repository = Registers(session, group_id, services.box)
        kept = replace(entry, values=_values(entry, shape))
        repository.put([stored_entry(kept)], by=by, at=services.now(group_id))


def keep_register(services: Services, group_id: str, register: str) -> None:
    """From now on the group keeps the register, which is known to be empty.

    Raises:
        InputError: there is no such group, or no such register that can be stored.
    """
    group = services.own_settings(group_id).group
    _shape(register, group.language)
    with services.changing(group_id) as session:
        repository = Registers(session, group_id, services.box)
        repository.keep(register, since=services.now(group_id))


def _values(entry: Entry, shape: Shape) -> dict[str, str]:
    kinds = shape.kinds
    return {
        name: (as_kept(kinds[name], text) or "") if name in kinds else text
        for name, text in entry.values.items()
    }


def _shape(register: str, language: str) -> Shape:
    shape = shapes(language).get(register)
    if shape is None:
        raise InputError("Det finnes ikke noe slikt register.", where=register)
    if shape.refusal:
        raise InputError(shape.refusal, where=register)
    return shape


def _faults(
    entry: Entry, shape: Shape, roster: Roster, meetings: Collection[str]
) -> Iterator[tuple[str, str]]:
    """What can't be used, each with which part of the entry it is."""
    parts = {name: getattr(entry, name) for name in get_args(Part)}
    given = {name for name, value in parts.items() if value} | set(entry.values) | set(entry.flags)
    for name in sorted(given - {*shape.uses, *shape.fields, *shape.flags}):
        yield name, "Registeret har ikke dette feltet."
    people = {person.id for person in roster.people}
    yield from _unknown(parts, ("person", "by", "to"), people, "Gruppa har ingen slik person.")
    yield from _unknown(parts, ("meeting",), meetings, "Planen har ikke noe slikt møte.")
    yield from _unknown(parts, ("body",), roster.names(), "Gruppa har ikke noe slikt organ.")
    for name, text in entry.values.items():
        kind = shape.kinds.get(name)
        if kind is FieldKind.PERSON and text and text not in people:
            yield name, "Gruppa har ingen slik person."
        elif kind and as_kept(kind, text) is None:
            yield name, UNREADABLE[kind].format(text=text)
    if not (any(parts.values()) or any(entry.values.values()) or entry.flags):
        yield "", "Oppføringen er tom. Fyll ut minst ett felt."


def _unknown(
    parts: Mapping[str, object], names: Collection[str], known: Collection[str], message: str
) -> Iterator[tuple[str, str]]:
    for name in names:
        value = parts[name]
        ids = value if isinstance(value, tuple) else (value,)
        if value and not set(ids) <= set(known):
            yield name, message
