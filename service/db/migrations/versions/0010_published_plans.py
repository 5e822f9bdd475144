"""Published plans on their way in: drafts, corrections, and addresses that are watched.

Revision 0010, after 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    _of_group(
        "plan_drafts",
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("joins", sa.JSON(), nullable=False),
        sa.Column("corrections", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
    )
    _of_group("plan_corrections", sa.Column("corrections", sa.JSON(), nullable=False))
    _of_group(
        "plan_watches",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("unreadable", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
    )
    op.create_table(
        "plan_addresses",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary()),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True)),
        sa.Column("next_check", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_plan_addresses"),
    )


def downgrade() -> None:
    """Change it back."""
    for table in ("plan_addresses", "plan_watches", "plan_corrections", "plan_drafts"):
        op.drop_table(table)


def _of_group(table: str, *columns: sa.Column) -> None:
    op.create_table(
        table,
        sa.Column("group_id", sa.Text(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=f"fk_{table}_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", name=f"pk_{table}"),
    )
