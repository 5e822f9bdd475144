"""A number for each group that grows with whatever is decided or learned about it.

A pass over a group's targets rests on the group's rows. Where the number is still what it was, so
is everything the pass would decide, and it is enough to ask the servers whether anything has
changed there. What a pass itself keeps of its work is not counted, or no pass would ever rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    CursorResult,
    Delete,
    Insert,
    Result,
    Update,
    bindparam,
    event,
    select,
    update,
)
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, ColumnElement

from service.db.tables_group import GroupRow

# What passes keep of their own work, and what no pass looks at. A target's address is new to a
# pass by itself (see `Targets.replace`).
UNCOUNTED = frozenset(
    {
        "applied",
        "audit",
        "conflicts",
        "feeds",
        "hosts",
        "notices",
        "plan_addresses",
        "sightings",
        "stops",
        "survey_counts",
        "sync_runs",
        "targets",
        "users",
    }
)
_HEADS = select(GroupRow.id, GroupRow.revision, GroupRow.language).where(
    GroupRow.id.in_(bindparam("ids", expanding=True))
)
_TOUCHED = "groups whose revision grows"
_EVERY = "*"  # no group's id: those have no such sign


class Head(NamedTuple):
    """The little of a group that every pass needs. ``language`` is nb or nn."""

    revision: int
    language: str


def heads(session: Session, group_ids: Collection[str]) -> Mapping[str, Head]:
    """The heads of these groups, by id; without those that are not there."""
    rows = session.execute(_HEADS, {"ids": list(group_ids)})
    return {row.id: Head(row.revision, row.language) for row in rows}


class CountingSession(Session):
    """A session whose writes are counted when it commits."""


def _note_rows(session: Session, _context: object, _instances: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if row in session.dirty and not session.is_modified(row):
            continue
        if row.__tablename__ not in UNCOUNTED:
            key = "id" if isinstance(row, GroupRow) else "group_id"
            _touched(session).add(getattr(row, key, _EVERY))


def _note_statement(state: ORMExecuteState) -> Result[Any] | None:
    """Carry a statement out, and note the groups it is about if it has changed anything."""
    statement = state.statement
    if not isinstance(statement, Insert | Update | Delete):
        return None
    table = getattr(statement.table, "name", "")
    if table in UNCOUNTED:
        return None
    result = state.invoke_statement()
    untouched = isinstance(result, CursorResult) and result.rowcount == 0
    if isinstance(statement, Insert) or not untouched:
        key = "id" if table == GroupRow.__tablename__ else "group_id"
        _touched(state.session).update(_ids_in(state, statement, key))
    return result


def _ids_in(state: ORMExecuteState, statement: Insert | Update | Delete, key: str) -> Iterable[str]:
    """The groups that a statement is about: every group, where it doesn't name them."""
    if isinstance(statement, Insert):
        given = state.parameters or {}
        rows = [given] if isinstance(given, Mapping) else given
        return {str(row.get(key, _EVERY)) for row in rows}
    clause = statement.whereclause
    return set(_compared_with(clause, key)) or {_EVERY} if clause is not None else {_EVERY}


def _compared_with(clause: ColumnElement[bool], key: str) -> Iterator[str]:
    """What a condition says that a column equals; none of ours says it of what it leaves out."""
    for part in visitors.iterate(clause):
        if isinstance(part, BinaryExpression) and part.operator is operators.eq:
            value = part.right
            if getattr(part.left, "name", "") == key and isinstance(value, BindParameter):
                yield str(value.value)


def _touched(session: Session) -> set[str]:
    found: set[str] = session.info.setdefault(_TOUCHED, set())
    return found


def _count(session: Session) -> None:
    session.flush()
    touched = _touched(session)
    if not touched:
        return
    grown = update(GroupRow).values(revision=GroupRow.revision + 1)
    if _EVERY not in touched:
        grown = grown.where(GroupRow.id.in_(sorted(touched)))
    session.connection().execute(grown)
    touched.clear()


event.listen(CountingSession, "do_orm_execute", _note_statement)
event.listen(CountingSession, "before_flush", _note_rows)
event.listen(CountingSession, "before_commit", _count)
