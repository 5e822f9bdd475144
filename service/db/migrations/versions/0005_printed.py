"""PDFs of approved protocols.

Revision 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "printed",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("href", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "target_id"],
            ["targets.group_id", "targets.id"],
            name="fk_printed_group_id_target_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_printed_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "target_id", "document_id", name="pk_printed"),
    )


def downgrade() -> None:
    """Change it back."""
    op.drop_table("printed")
