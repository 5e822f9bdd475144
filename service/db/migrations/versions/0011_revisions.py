"""A number that grows with what is decided about a group, and what a target's last pass rested on.

Revision 0011, after 0010.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column("groups", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("targets", sa.Column("settled", sa.Text()))
    op.add_column("targets", sa.Column("listed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("targets", "listed_at")
    op.drop_column("targets", "settled")
    op.drop_column("groups", "revision")
