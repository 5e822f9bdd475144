"""An entry of a register, and what a register's entries may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.field_kinds import FieldKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a register's entries may hold; see the rules' ``registers.toml``."""

    uses: frozenset[str]
    fields: frozenset[str]
    flags: frozenset[str]
    kinds: Mapping[str, FieldKind] = field(default_factory=dict)  # of fields that aren't text
    refusal: str = ""  # why the service never stores it, where that is so


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as read. ``at`` is aware, in Europe/Oslo; people, bodies and meetings are ids."""

    id: str
    register: str
    case: str = ""
    person: str = ""
    meeting: str = ""
    body: str = ""
    at: dt.datetime | None = None
    by: str = ""
    to: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFile:
    """What a file holds: its entries, and the registers that are kept though empty."""

    entries: tuple[Entry, ...]
    keep: tuple[str, ...]
