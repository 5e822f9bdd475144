"""Tables of what was done on other people's servers, and of what waits for people there."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base, OfGroup


def _of_target() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["group_id", "target_id"], ["targets.group_id", "targets.id"], ondelete="CASCADE"
    )


class AppliedRow(OfGroup, Base):
    """What the service last wrote of one object: the base of every three-way comparison."""

    __tablename__ = "applied"
    __table_args__ = (_of_target(),)

    target_id: Mapped[str] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(primary_key=True)
    href: Mapped[str]
    etag: Mapped[str]
    fields: Mapped[dict[str, str]]
    generation: Mapped[int]
    sequence: Mapped[int]
    cancelled_since: Mapped[dt.datetime | None]


class DocumentRow(OfGroup, Base):
    """A document in the shared folder, what was last read of it and written in it (both sealed)."""

    __tablename__ = "documents"
    __table_args__ = (_of_target(), Index(None, "group_id", "meeting_id"))

    target_id: Mapped[str] = mapped_column(primary_key=True)
    href: Mapped[str] = mapped_column(primary_key=True)
    meeting_id: Mapped[str | None]
    type: Mapped[str]
    language: Mapped[str]
    etag: Mapped[str]
    document_id: Mapped[str]
    reading: Mapped[str | None]
    read_at: Mapped[dt.datetime | None]
    written: Mapped[str | None]
    content_hash: Mapped[str] = mapped_column(server_default="")
    rendered_hash: Mapped[str] = mapped_column(server_default="")
    named: Mapped[str] = mapped_column(server_default="")
    offered: Mapped[str] = mapped_column(server_default="")
    copy_of: Mapped[str] = mapped_column(server_default="")


class NoticeRow(OfGroup, Base):
    """What somebody must know about a document. Codes and paths only: no names, no content."""

    __tablename__ = "notices"
    __table_args__ = (_of_target(),)

    target_id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    href: Mapped[str] = mapped_column(primary_key=True)
    other: Mapped[str]
    meeting_id: Mapped[str | None]
    details: Mapped[list[str]]
    since: Mapped[dt.datetime]


class PrintedRow(OfGroup, Base):
    """A PDF laid beside an approved protocol, and the content of the document that it shows."""

    __tablename__ = "printed"
    __table_args__ = (_of_target(),)

    target_id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(primary_key=True)
    href: Mapped[str]
    etag: Mapped[str]
    shows: Mapped[str]
    content: Mapped[str] = mapped_column(server_default="")


class ConflictRow(OfGroup, Base):
    """Something changed both here and there, waiting for a person's choice."""

    __tablename__ = "conflicts"
    __table_args__ = (_of_target(),)

    target_id: Mapped[str] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(primary_key=True)
    href: Mapped[str]
    etag: Mapped[str | None]
    reason: Mapped[str]
    ours: Mapped[dict[str, str]]
    theirs: Mapped[dict[str, str]]
    since: Mapped[dt.datetime]
    by_plan: Mapped[str] = mapped_column(server_default="")
    by_calendar: Mapped[str] = mapped_column(server_default="")
    always: Mapped[bool] = mapped_column(server_default=false())


class StopRow(OfGroup, Base):
    """A guard's stop at one target, and what would be done if a person says "go on"."""

    __tablename__ = "stops"
    __table_args__ = (_of_target(),)

    target_id: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    count: Mapped[int]
    total: Mapped[int]
    steps: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    since: Mapped[dt.datetime]


class HostRow(Base):
    """A server that is in trouble, and is left alone by everybody until ``not_before``."""

    __tablename__ = "hosts"

    host: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]  # in a row
    not_before: Mapped[dt.datetime]


class RunRow(Base):
    """One sync run in numbers. No personal data: it outlives what it was about."""

    __tablename__ = "sync_runs"
    __table_args__ = (Index(None, "group_id", "started"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    started: Mapped[dt.datetime]
    finished: Mapped[dt.datetime | None]
    counts: Mapped[dict[str, int]]
    written: Mapped[int]
    conflicts: Mapped[int]
    errors: Mapped[list[str]]


class AuditRow(Base):
    """One thing the service did on somebody's server, in codes and ids of ours.

    No personal data: it outlives the object, the target and the run it was about.
    """

    __tablename__ = "audit"
    __table_args__ = (Index(None, "group_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    run_id: Mapped[int | None]
    target_id: Mapped[str]
    at: Mapped[dt.datetime]
    actor: Mapped[str]
    kind: Mapped[str]
    action: Mapped[str]
    reason: Mapped[str]
    object: Mapped[str]
    fields: Mapped[list[str]]
    ending: Mapped[str]
