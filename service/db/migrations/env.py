"""Alembic's way in: runs the migrations on the connection that `upgrade_to_head` opened."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from service.db import tables_absence, tables_group, tables_plan, tables_regulation, tables_sync
from service.db.base import Base, UtcDateTime

TABLES = (
    tables_absence,
    tables_group,
    tables_plan,
    tables_regulation,
    tables_sync,
)  # imported, so that Base knows them


def _plain_types(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our own types as what they store: a migration must outlive the code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_plain_types,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
