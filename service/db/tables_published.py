"""Tables of published plans on their way in: drafts, corrections, and watched addresses."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base, OfGroup


class PlanDraftRow(OfGroup, Base):
    """A published plan that waits for a person; a group has one at most."""

    __tablename__ = "plan_drafts"

    data: Mapped[bytes] = mapped_column(LargeBinary)
    filename: Mapped[str]
    origin: Mapped[str]
    address: Mapped[str]
    year: Mapped[int | None]
    joins: Mapped[dict[str, str]]
    corrections: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    summary: Mapped[str]
    created_at: Mapped[dt.datetime]
    created_by: Mapped[str]


class PlanCorrectionsRow(OfGroup, Base):
    """What people said of the rows of the plan that was last taken in, for its next version."""

    __tablename__ = "plan_corrections"

    corrections: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class PlanAddressRow(Base):
    """An address of a published plan, shared by all groups that watch it, and what it last gave."""

    __tablename__ = "plan_addresses"

    url: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes | None] = mapped_column(LargeBinary)
    filename: Mapped[str]
    etag: Mapped[str]
    last_modified: Mapped[str]
    checked_at: Mapped[dt.datetime | None]
    next_check: Mapped[dt.datetime]
    failures: Mapped[int]
    trouble: Mapped[str]


class PlanWatchRow(OfGroup, Base):
    """That a group follows an address, and the reading of it that it last was told of."""

    __tablename__ = "plan_watches"

    url: Mapped[str]
    year: Mapped[int | None]
    seen: Mapped[str]
    unreadable: Mapped[str]
    started_at: Mapped[dt.datetime]
    started_by: Mapped[str]
