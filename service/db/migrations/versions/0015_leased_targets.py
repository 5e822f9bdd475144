"""Who is at work on a target, when it is due, and servers that are left alone for a while.

Revision 0015, after 0014.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_targets_next_due": ["next_due"],
    "ix_targets_lease_until": ["lease_until"],
    "ix_targets_host_username_last_ok_at": ["host", "username", "last_ok_at"],
}
_COLUMNS = ("host", "failures", "lease_owner", "lease_until", "fence")
_AT_ONCE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def upgrade() -> None:
    """Change the schema, and let what has never been tried be due."""
    # Not in a batch: SQLite would remake the table, and what hangs on the old one goes with it.
    for column in (
        sa.Column("host", sa.Text(), server_default="", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_owner", sa.Text()),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("fence", sa.Integer(), server_default="0", nullable=False),
    ):
        op.add_column("targets", column)
    _fill()
    for name, columns in _INDEXES.items():
        op.create_index(name, "targets", columns)
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_hosts"),
    )


def downgrade() -> None:
    """Change it back."""
    op.drop_table("hosts")
    for name in _INDEXES:
        op.drop_index(name, "targets")
    for name in _COLUMNS:
        op.drop_column("targets", name)


def _fill() -> None:
    targets = sa.table(
        "targets",
        sa.column("url", sa.Text()),
        sa.column("host", sa.Text()),
        sa.column("next_due", sa.DateTime(timezone=True)),
        sa.column("last_error", sa.Text()),
    )
    connection = op.get_bind()
    for (url,) in connection.execute(sa.select(targets.c.url).distinct()).all():
        connection.execute(targets.update().where(targets.c.url == url).values(host=_host_of(url)))
    connection.execute(
        targets.update()
        .where(targets.c.next_due.is_(None), targets.c.last_error.is_(None))
        .values(next_due=_AT_ONCE)
    )


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
