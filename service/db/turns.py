"""One after the other: what two sessions must not do for one group at the same time."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.db.tables_group import GroupRow


def take_turns(session: Session, group_id: str) -> None:
    """Until this transaction ends, whoever else takes turns about the group waits.

    On SQLite a transaction that writes is alone already.
    """
    group = select(GroupRow.id).where(GroupRow.id == group_id)
    session.execute(group.with_for_update(key_share=True))
