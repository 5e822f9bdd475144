"""Tables of who sees what: shares the service has given, and calendar addresses it answers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base, OfGroup


class GivenShareRow(OfGroup, Base):
    """A share the service has given on a target's server, by the server's own ids."""

    __tablename__ = "given_shares"
    __table_args__ = (
        ForeignKeyConstraint(
            ["group_id", "target_id"], ["targets.group_id", "targets.id"], ondelete="CASCADE"
        ),
    )

    target_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    sharee: Mapped[str] = mapped_column(primary_key=True)
    access: Mapped[str]
    mark: Mapped[str]
    state: Mapped[str]


class FeedRow(OfGroup, Base):
    """A calendar address: its token as a hash only, whose meetings it shows and who has it.

    ``content`` and ``changed_at``: what it last showed, as a hash, and since when.
    """

    __tablename__ = "feeds"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[str]
    label: Mapped[str]
    audience: Mapped[str]
    person_id: Mapped[str]
    created_at: Mapped[dt.datetime]
    created_by: Mapped[str]
    content: Mapped[str]
    changed_at: Mapped[dt.datetime]
