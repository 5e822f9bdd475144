"""The table of a group's own templates."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import Base, OfGroup


class TemplateRow(OfGroup, Base):
    """A template that was uploaded or lies in the group's folder.

    ``data`` is the last version that can be used, ``etag`` the one last looked at, ``refused``
    whether that one can't be used, and ``remarks`` what there is to say of it.
    """

    __tablename__ = "templates"

    href: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    language: Mapped[str]
    etag: Mapped[str]
    data: Mapped[bytes | None] = mapped_column(LargeBinary)
    refused: Mapped[bool]
    remarks: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    taken_at: Mapped[dt.datetime | None]
