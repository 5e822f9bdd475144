"""Every approval of a plan as a version that can be undone, and municipal meetings that are gone.

Revision 0009, after 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "plan_versions",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("half", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("protocol_ref", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_plan_versions_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "version", name="pk_plan_versions"),
    )
    op.create_table(
        "retired_meetings",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_retired_meetings_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "id", name="pk_retired_meetings"),
    )


def downgrade() -> None:
    """Change it back."""
    op.drop_table("retired_meetings")
    op.drop_table("plan_versions")
