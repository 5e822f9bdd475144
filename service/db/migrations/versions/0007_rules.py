"""What rules rest on, and what became of their findings.

Revision 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Change the schema."""
    with op.batch_alter_table("packs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("start", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("end", sa.Date(), nullable=True))
    with op.batch_alter_table("waivers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("until", sa.Date(), nullable=True))
    _of_group(
        "registers",
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("kept_since", _INSTANT, nullable=False),
        key=("register",),
    )
    _of_group(
        "register_entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("entered_at", _INSTANT, nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        key=("id",),
    )
    _of_group(
        "survey_counts",
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        key=("round", "question", "score"),
    )
    _of_group(
        "baseline",
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("recorded_at", _INSTANT, nullable=False),
        key=("finding",),
    )
    _of_group(
        "sightings",
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("first_seen", _INSTANT, nullable=False),
        sa.Column("gone", _INSTANT, nullable=True),
        key=("finding",),
    )


def _of_group(name: str, *columns: sa.Column[object], key: tuple[str, ...]) -> None:
    op.create_table(
        name,
        sa.Column("group_id", sa.Text(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=f"fk_{name}_group_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", *key, name=f"pk_{name}"),
    )


def downgrade() -> None:
    """Change it back."""
    for name in ("sightings", "baseline", "survey_counts", "register_entries", "registers"):
        op.drop_table(name)
    with op.batch_alter_table("waivers", schema=None) as batch_op:
        batch_op.drop_column("until")
    with op.batch_alter_table("packs", schema=None) as batch_op:
        batch_op.drop_column("end")
        batch_op.drop_column("start")
