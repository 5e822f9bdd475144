"""How much a database holds, to compare a copy with what it was taken of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, Table, func, inspect, select

from service.db.base import Base
from service.db.tables_group import GroupRow, PersonRow, TargetRow
from service.db.tables_plan import MeetingRow, UserRow
from service.db.tables_sync import DocumentRow

_COUNTED: Final[Mapping[str, type[Base]]] = {
    "groups": GroupRow,
    "people": PersonRow,
    "meetings": MeetingRow,
    "documents": DocumentRow,
    "targets": TargetRow,
    "users": UserRow,
}


def counts(connection: Connection) -> dict[str, int]:
    """The number of rows of each kind; 0 where an older schema has no such table."""
    present = set(inspect(connection).get_table_names())
    return {
        name: _count(connection, row.__table__) if row.__tablename__ in present else 0
        for name, row in _COUNTED.items()
        if isinstance(row.__table__, Table)
    }


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
