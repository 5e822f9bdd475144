"""Documents kept in step with the plan, and what people must know about them.

Revision 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXTS = ("content_hash", "rendered_hash", "named", "offered", "copy_of")


def upgrade() -> None:
    """Change the schema."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("written", sa.Text(), nullable=True))
        for name in _TEXTS:
            batch_op.add_column(sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.create_table(
        "notices",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("href", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "target_id"],
            ["targets.group_id", "targets.id"],
            name="fk_notices_group_id_target_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_notices_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "target_id", "code", "href", name="pk_notices"),
    )


def downgrade() -> None:
    """Change it back."""
    op.drop_table("notices")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        for name in ("written", *_TEXTS):
            batch_op.drop_column(name)
