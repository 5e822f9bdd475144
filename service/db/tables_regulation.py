"""The table of a regulation's adopted versions: the change log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base, OfGroup


class RegulationVersionRow(OfGroup, Base):
    """A text the group adopted. ``decides`` holds settings only, ``details`` is sealed."""

    __tablename__ = "regulation_versions"

    document: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    adopted_on: Mapped[dt.date]
    protocol_ref: Mapped[str]
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    recorded_at: Mapped[dt.datetime]
    decides: Mapped[dict[str, Any]]
    details: Mapped[str]
