"""Tables of who has reported absence from a meeting, and of the meetings' links for it."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base, OfGroup


class AbsenceRow(OfGroup, Base):
    """All that was said of one meeting, sealed as one: not even how many they are can be seen."""

    __tablename__ = "absences"

    meeting_id: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]


class AbsenceLinkRow(OfGroup, Base):
    """How often a meeting has been given another link; without a row it has its first one."""

    __tablename__ = "absence_links"

    meeting_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
