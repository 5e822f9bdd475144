"""Targets of all groups together: every one, or those that one account is used for."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.db.tables_group import TargetRow
from service.db.target_rows import target_of
from service.domain.settings import Target


def all_targets(session: Session) -> tuple[tuple[str, Target], ...]:
    """Every group's targets, each with the id of its group, in one query."""
    found = select(TargetRow).order_by(TargetRow.group_id, TargetRow.position)
    return tuple((row.group_id, target_of(row)) for row in session.scalars(found))


def targets_of_account(
    session: Session, host: str, username: str
) -> tuple[tuple[str, Target], ...]:
    """Every target that an account is used for, and that waits for nobody; with its group's id."""
    found = select(TargetRow).where(
        TargetRow.host == host, TargetRow.username == username, TargetRow.next_due.is_not(None)
    )
    return tuple((row.group_id, target_of(row)) for row in session.scalars(found))
