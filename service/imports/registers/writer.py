"""Writing a group's register entries as the file that `read_registers` reads."""

from __future__ import annotations

from collections.abc import Iterable

import tomlkit
from tomlkit.items import AoT, Table

from service.imports.registers.entries import Entry

_PARTS = ("case", "person", "meeting", "body", "at", "by", "to")


def write_registers(entries: Iterable[Entry], keep: Iterable[str]) -> str:
    """The entries as a file that reads to the same entries."""
    document = tomlkit.document()
    by_register: dict[str, list[Table]] = {}
    for entry in entries:
        by_register.setdefault(entry.register, []).append(_table(entry))
    if empty := sorted(set(keep) - by_register.keys()):
        document["keep"] = empty
    for register, tables in sorted(by_register.items()):
        document[register] = AoT(tables)
    return tomlkit.dumps(document)


def _table(entry: Entry) -> Table:
    table = tomlkit.table()
    table["id"] = entry.id
    for name in _PARTS:
        value = getattr(entry, name)
        if value:
            table[name] = list(value) if isinstance(value, tuple) else value
    if entry.flags:
        table["flags"] = list(entry.flags)
    for name, text in entry.values.items():
        table[name] = text
    return table
