"""Who sees what: shares of targets, and calendar addresses.

Revision 0013, after 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    shares = sa.Column("shares", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("targets", shares)  # a batch may make the table anew, which takes its rows along
    op.create_table(
        "given_shares",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sharee", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "target_id"],
            ["targets.group_id", "targets.id"],
            name="fk_given_shares_group_id_target_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_given_shares_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "target_id", "kind", "sharee", name="pk_given_shares"),
    )
    op.create_table(
        "feeds",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_feeds_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "id", name="pk_feeds"),
        sa.UniqueConstraint("token_hash", name="uq_feeds_token_hash"),
    )


def downgrade() -> None:
    """Change it back."""
    op.drop_table("feeds")
    op.drop_table("given_shares")
    op.drop_column("targets", "shares")
