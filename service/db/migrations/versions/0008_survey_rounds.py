"""Which rounds of a survey are closed: only then is what was answered shown.

Revision 0008, after 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "survey_rounds",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_survey_rounds_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "round", name="pk_survey_rounds"),
    )


def downgrade() -> None:
    """Change it back."""
    op.drop_table("survey_rounds")
