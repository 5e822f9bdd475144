"""Tables of what rules rest on and what became of their findings."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base, OfGroup


class RegisterRow(OfGroup, Base):
    """A register the group keeps: with no entries it is known to be empty."""

    __tablename__ = "registers"

    register: Mapped[str] = mapped_column(primary_key=True)
    kept_since: Mapped[dt.datetime]


class EntryRow(OfGroup, Base):
    """An entry of a register. It names people and tells of votes: all of it is sealed."""

    __tablename__ = "register_entries"

    id: Mapped[str] = mapped_column(primary_key=True)
    register: Mapped[str]
    content: Mapped[str]
    entered_at: Mapped[dt.datetime]
    entered_by: Mapped[str]


class SurveyCountRow(OfGroup, Base):
    """How many gave one question a score in one round. Who answered is stored nowhere."""

    __tablename__ = "survey_counts"

    round: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    score: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]


class SurveyRoundRow(OfGroup, Base):
    """A round that takes no more answers."""

    __tablename__ = "survey_rounds"

    round: Mapped[str] = mapped_column(primary_key=True)
    closed_at: Mapped[dt.datetime]


class BaselineRow(OfGroup, Base):
    """A finding that was there when the group began, and is shown apart until it is mended."""

    __tablename__ = "baseline"

    finding: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    target: Mapped[str]
    recorded_at: Mapped[dt.datetime]


class SightingRow(OfGroup, Base):
    """When a finding was first seen, and when it was gone; no words of it are kept."""

    __tablename__ = "sightings"

    finding: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    severity: Mapped[str]
    first_seen: Mapped[dt.datetime]
    gone: Mapped[dt.datetime | None]
