"""Who has reported absence from a meeting (sealed), the meetings' links, and the group's choice.

Revision 0014, after 0013.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "absences",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_absences_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "meeting_id", name="pk_absences"),
    )
    op.create_table(
        "absence_links",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_absence_links_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "meeting_id", name="pk_absence_links"),
    )
    for name in ("absence_link", "absence_replies"):
        column = sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
        op.add_column("groups", column)


def downgrade() -> None:
    """Change it back."""
    op.drop_column("groups", "absence_replies")
    op.drop_column("groups", "absence_link")
    op.drop_table("absence_links")
    op.drop_table("absences")
