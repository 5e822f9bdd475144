"""Tables of the plan and of what people have said about it: meetings, adoptions, waivers, users."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base, OfGroup


class MeetingRow(OfGroup, Base):
    """A meeting, the municipality's or the group's own. Deadlines are derived, never stored."""

    __tablename__ = "meetings"
    __table_args__ = (Index(None, "group_id", "date"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    municipal: Mapped[bool]
    manual: Mapped[bool]
    plan_version: Mapped[int]
    body: Mapped[str]
    type: Mapped[str]
    date: Mapped[dt.date]
    start: Mapped[dt.time | None]
    end: Mapped[dt.time | None]
    place: Mapped[str]
    status: Mapped[str]
    audience: Mapped[str]
    serves: Mapped[list[str]]
    called_by: Mapped[str]
    confidence: Mapped[float]
    reason: Mapped[str]


class AdoptionRow(OfGroup, Base):
    """A half-year's plan, as the group adopted it."""

    __tablename__ = "plan_adoptions"

    half: Mapped[str] = mapped_column(primary_key=True)
    adopted_on: Mapped[dt.date]
    adopted_by: Mapped[str]
    protocol_ref: Mapped[str]
    plan_version: Mapped[int]
    recorded_at: Mapped[dt.datetime]


class PlanVersionRow(OfGroup, Base):
    """An approval of a half-year's plan, or the undoing of one: the plan before it and after."""

    __tablename__ = "plan_versions"

    version: Mapped[int] = mapped_column(primary_key=True)
    half: Mapped[str]
    kind: Mapped[str]
    by: Mapped[str]
    protocol_ref: Mapped[str]
    at: Mapped[dt.datetime]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]


class RetiredMeetingRow(OfGroup, Base):
    """A municipal meeting as it was when the published plan dropped it: its id stays its own."""

    __tablename__ = "retired_meetings"

    id: Mapped[str] = mapped_column(primary_key=True)
    meeting: Mapped[dict[str, Any]]


class WaiverRow(Base):
    """A finding the group has decided to live with, and why."""

    __tablename__ = "waivers"
    __table_args__ = (UniqueConstraint("group_id", "rule", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    rule: Mapped[str]
    subject: Mapped[str]
    reason: Mapped[str]
    waived_by: Mapped[str]
    waived_at: Mapped[dt.datetime]
    until: Mapped[dt.date | None]


class AttestationRow(Base):
    """A person's word that something no machine can check has been done."""

    __tablename__ = "attestations"
    __table_args__ = (Index(None, "group_id", "rule"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    rule: Mapped[str]
    subject: Mapped[str]
    attested_by: Mapped[str]
    attested_at: Mapped[dt.datetime]
    note: Mapped[str]


class UserRow(Base):
    """Somebody who may log in to the admin pages."""

    __tablename__ = "users"

    username: Mapped[str] = mapped_column(primary_key=True)
    password_hash: Mapped[str]
    role: Mapped[str]
    created_at: Mapped[dt.datetime]
