"""What the PDFs beside approved protocols are known again by.

Revision 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    with op.batch_alter_table("printed", schema=None) as batch_op:
        batch_op.add_column(sa.Column("content", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Change it back."""
    with op.batch_alter_table("printed", schema=None) as batch_op:
        batch_op.drop_column("content")
