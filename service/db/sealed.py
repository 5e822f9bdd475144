"""Everything in the database that is sealed: whether the keys open it, and sealing it anew.

Whoever adds a sealed column adds it here, or a change of keys would lose what is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import inspect, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.db.sealing import SecretBox, SecretUnreadable
from service.db.tables_absence import AbsenceRow
from service.db.tables_group import TargetRow
from service.db.tables_regulation import RegulationVersionRow
from service.db.tables_rules import EntryRow
from service.db.tables_sync import DocumentRow

SEALED: Final[tuple[InstrumentedAttribute[Any], ...]] = (
    AbsenceRow.content,
    TargetRow.secret,
    DocumentRow.reading,
    DocumentRow.written,
    EntryRow.content,
    RegulationVersionRow.details,
)
_AT_A_TIME = 500  # rows in memory; a reading is some kilobytes


def unopened(session: Session, box: SecretBox) -> tuple[int, int]:
    """How many sealed values none of the keys opens, and how many there are."""
    closed = total = 0
    for column in SEALED:
        for value in _values(session, column):
            total += 1
            closed += not _opens(box, value)
    return closed, total


def reseal(session: Session, box: SecretBox) -> int:
    """Seal every value with the newest key. Returns how many there were.

    Raises:
        SecretUnreadable: none of the keys opens one of them; nothing is changed then.
    """
    total = 0
    for column in SEALED:
        key = inspect(column.class_).primary_key
        found = session.execute(select(*key, column).where(column.is_not(None))).all()
        for *where, value in found:
            same = [part == given for part, given in zip(key, where, strict=True)]
            session.execute(
                update(column.class_)
                .where(*same)
                .values({column.key: box.reseal(value)})
                .execution_options(synchronize_session=False)
            )
        total += len(found)
    return total


def _values(session: Session, column: InstrumentedAttribute[Any]) -> Iterator[str]:
    found = select(column).where(column.is_not(None))
    yield from session.scalars(found.execution_options(yield_per=_AT_A_TIME))


def _opens(box: SecretBox, value: str) -> bool:
    try:
        box.open(value)
    except SecretUnreadable:
        return False
    return True
