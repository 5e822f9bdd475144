"""A group's own templates: where each came from, and the last version that can be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_templates import TemplateRow

_UPLOADED = "upload:"
_WAITING = "waiting:"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTemplate:
    """An own template. ``href`` is its path in the group's folder, or tells that it was uploaded.

    ``data`` is the last version that can be used, None where none could yet. ``refused`` says that
    the version last seen, ``etag``, can't, and ``remarks`` what there is to say of it.
    """

    href: str
    type: str
    language: str
    etag: str = ""
    data: bytes | None = None
    refused: bool = False
    remarks: tuple[Mapping[str, str], ...] = ()
    taken_at: dt.datetime | None = None

    @property
    def uploaded(self) -> bool:
        """Whether an admin uploaded it, so that no file in a folder stands behind it."""
        return self.href.startswith((_UPLOADED, _WAITING))

    @property
    def waits(self) -> bool:
        """Whether it was uploaded and nobody has taken it into use yet."""
        return self.href.startswith(_WAITING)


def waiting_href(type_: str, language: str) -> str:
    """What stands for the path of an uploaded template that nobody has taken into use yet."""
    return f"{_WAITING}{type_}/{language}"


def upload_href(type_: str, language: str) -> str:
    """What stands for the path of an uploaded template; one for each type and language."""
    return f"{_UPLOADED}{type_}/{language}"


class Templates:
    """The own templates of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def put(self, template: StoredTemplate) -> None:
        """Store a template in place of what was known of its path."""
        self._session.merge(
            TemplateRow(
                group_id=self._group_id,
                href=template.href,
                type=template.type,
                language=template.language,
                etag=template.etag,
                data=template.data,
                refused=template.refused,
                remarks=[dict(one) for one in template.remarks],
                taken_at=template.taken_at,
            )
        )
        self._session.flush()

    def forget(self, href: str) -> None:
        """Forget a template: the shipped one holds again."""
        self._session.execute(
            delete(TemplateRow).where(
                TemplateRow.group_id == self._group_id, TemplateRow.href == href
            )
        )

    def get(self, href: str) -> StoredTemplate | None:
        """The template at a path, or what stands for one."""
        row = self._session.get(TemplateRow, (self._group_id, href))
        return None if row is None else _template(row)

    def all(self) -> tuple[StoredTemplate, ...]:
        """All of them, by path."""
        found = select(TemplateRow).where(TemplateRow.group_id == self._group_id)
        return tuple(_template(r) for r in self._session.scalars(found.order_by(TemplateRow.href)))


def _template(row: TemplateRow) -> StoredTemplate:
    return StoredTemplate(
        href=row.href,
        type=row.type,
        language=row.language,
        etag=row.etag,
        data=row.data,
        refused=row.refused,
        remarks=tuple(row.remarks),
        taken_at=row.taken_at,
    )
