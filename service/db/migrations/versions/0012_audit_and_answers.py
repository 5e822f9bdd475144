"""What the service has done, what each answer to a question would do, and what a guard has stopped.

Revision 0012, after 0011.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer()),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_audit_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_group_id_at", "audit", ["group_id", "at"])
    op.create_table(
        "stops",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_stops_group_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "target_id"],
            ["targets.group_id", "targets.id"],
            name="fk_stops_group_id_target_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "target_id", name="pk_stops"),
    )
    op.execute("DELETE FROM conflicts")  # the next pass finds them again, with their answers
    with op.batch_alter_table("conflicts") as table:
        table.add_column(sa.Column("by_plan", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("by_calendar", sa.Text(), nullable=False, server_default=""))
        table.add_column(
            sa.Column("always", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    """Change it back."""
    with op.batch_alter_table("conflicts") as table:
        for column in ("always", "by_calendar", "by_plan"):
            table.drop_column(column)
    op.drop_table("stops")
    op.drop_index("ix_audit_group_id_at", "audit")
    op.drop_table("audit")
