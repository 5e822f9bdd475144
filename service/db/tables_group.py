"""Tables of what a group has decided about itself: roster, packs, parameters, targets."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.db.base import Base, OfGroup
from service.domain.schedule import AT_ONCE


class BodyRow(OfGroup, Base):
    """A body of the group or of its municipality."""

    __tablename__ = "bodies"

    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    kind: Mapped[str]
    aliases: Mapped[list[str]]


class MembershipRow(OfGroup, Base):
    """One person's seat or office in one body, over time."""

    __tablename__ = "memberships"
    __table_args__ = (
        ForeignKeyConstraint(
            ["group_id", "person_id"], ["people.group_id", "people.id"], ondelete="CASCADE"
        ),
    )

    person_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    role: Mapped[str]
    start: Mapped[dt.date]
    end: Mapped[dt.date | None]
    rank: Mapped[int | None]
    appointed_by: Mapped[str]


class PersonRow(OfGroup, Base):
    """A person of the roster: a name, and what the rules need. No contact details."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    status: Mapped[str]
    joined_from_other_party: Mapped[dt.date | None]
    memberships: Mapped[list[MembershipRow]] = relationship(
        viewonly=True, order_by=MembershipRow.position
    )


class PackRow(OfGroup, Base):
    """A rule pack the group has chosen."""

    __tablename__ = "packs"

    pack: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    start: Mapped[dt.date | None]  # where the group has not had the pack all the time
    end: Mapped[dt.date | None]


class ParameterRow(OfGroup, Base):
    """The group's own value of a rule's parameter."""

    __tablename__ = "parameters"

    rule: Mapped[str] = mapped_column(primary_key=True)
    parameter: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON(none_as_null=False))


class TargetRow(OfGroup, Base):
    """A calendar or folder, the sealed password for it, how the last run went, and who is at it.

    ``next_due`` None: it waits for a person. ``fence`` counts those who have worked on it: one who
    comes back with an older number has lost the lease meanwhile.
    """

    __tablename__ = "targets"
    __table_args__ = (
        Index(None, "next_due"),
        Index(None, "lease_until"),
        Index(None, "host", "username", "last_ok_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    kind: Mapped[str]
    audience: Mapped[str]
    url: Mapped[str]
    host: Mapped[str] = mapped_column(server_default="")
    username: Mapped[str]
    password_env: Mapped[str | None]
    secret: Mapped[str | None]
    next_due: Mapped[dt.datetime | None] = mapped_column(default=AT_ONCE)
    failures: Mapped[int] = mapped_column(default=0, server_default="0")  # in a row
    lease_owner: Mapped[str | None]
    lease_until: Mapped[dt.datetime | None]
    fence: Mapped[int] = mapped_column(default=0, server_default="0")
    last_ok_at: Mapped[dt.datetime | None]
    last_error: Mapped[str | None]
    last_error_at: Mapped[dt.datetime | None]
    sync_token: Mapped[str | None]
    listed_at: Mapped[dt.datetime | None]  # when everything there was last looked at
    settled: Mapped[str | None]  # what the last pass rested on, where it found nothing to do
    shares: Mapped[list[dict[str, str]]] = mapped_column(JSON(), server_default="[]")


class GroupRow(Base):
    """The tenant."""

    __tablename__ = "groups"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    party: Mapped[str]
    municipality: Mapped[str]
    county: Mapped[bool]
    term_start: Mapped[dt.date]
    term_end: Mapped[dt.date | None]
    language: Mapped[str]
    drift: Mapped[str]
    planning: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(server_default="0")  # see `revisions`
    absence_link: Mapped[bool] = mapped_column(server_default=false())
    absence_replies: Mapped[bool] = mapped_column(server_default=false())

    bodies: Mapped[list[BodyRow]] = relationship(viewonly=True, order_by=BodyRow.position)
    people: Mapped[list[PersonRow]] = relationship(viewonly=True, order_by=PersonRow.position)
    packs: Mapped[list[PackRow]] = relationship(viewonly=True, order_by=PackRow.position)
    parameters: Mapped[list[ParameterRow]] = relationship(
        viewonly=True, order_by=ParameterRow.position
    )
    targets: Mapped[list[TargetRow]] = relationship(viewonly=True, order_by=TargetRow.position)
