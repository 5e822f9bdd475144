"""What a database put back from a copy must not believe: that it knows the servers as they are."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import update
from sqlalchemy.orm import Session

from service.db.tables_group import TargetRow


def look_at_everything(session: Session, now: dt.datetime) -> int:
    """Let the next pass over every target compare all that lies there. Returns how many.

    One that waits for a person waits on, and looks at everything then.
    """
    session.execute(update(TargetRow).values(sync_token=None, settled=None, listed_at=None))
    waits = TargetRow.last_error.is_not(None) & TargetRow.next_due.is_(None)
    session.execute(update(TargetRow).where(~waits).values(next_due=now))
    return session.query(TargetRow).count()
