"""The published plan that waits for a person, and what was said of rows of the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_published import PlanCorrectionsRow, PlanDraftRow
from service.domain.published import Correction, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDraft:
    """A published plan as it came, and what people have said of it so far.

    ``joins`` are the plan's names with the key of the group's body that each means. ``created_by``
    is a user name, "" where nobody asked: the address is watched. ``summary`` says in the group's
    language what it would change, as it was when the draft was last stored.
    """

    data: bytes = field(repr=False)
    filename: str
    origin: Origin
    address: str = ""
    year: int | None = None
    joins: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    summary: str = ""
    created_at: dt.datetime
    created_by: str = ""

    def saying(self, correction: Correction) -> StoredDraft:
        """With this said of a row, in place of what was said of it before."""
        return replace(self, corrections=(*self.unsaid(correction.key).corrections, correction))

    def unsaid(self, key: str) -> StoredDraft:
        """With nothing said of a row."""
        return replace(self, corrections=tuple(c for c in self.corrections if c.key != key))


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPlan:
    """That a plan waits for a person, and in a few words what it would change."""

    origin: Origin
    summary: str


class PlanDrafts:
    """The draft of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def get(self) -> StoredDraft | None:
        """The draft that waits, if any."""
        row = self._session.get(PlanDraftRow, self._group_id)
        return None if row is None else _draft(row)

    def waiting(self) -> WaitingPlan | None:
        """What there is to say of the draft that waits, without the plan itself."""
        found = select(PlanDraftRow.origin, PlanDraftRow.summary).where(
            PlanDraftRow.group_id == self._group_id
        )
        row = self._session.execute(found).one_or_none()
        return None if row is None else WaitingPlan(origin=Origin(row[0]), summary=row[1])

    def put(self, draft: StoredDraft) -> None:
        """Store a draft in place of the one that waited."""
        self._session.merge(
            PlanDraftRow(
                group_id=self._group_id,
                data=draft.data,
                filename=draft.filename,
                origin=draft.origin.value,
                address=draft.address,
                year=draft.year,
                joins=dict(draft.joins),
                corrections=_plain(draft.corrections),
                summary=draft.summary,
                created_at=draft.created_at,
                created_by=draft.created_by,
            )
        )
        self._session.flush()

    def discard(self) -> None:
        """Let nothing wait any more."""
        found = delete(PlanDraftRow).where(PlanDraftRow.group_id == self._group_id)
        self._session.execute(found)
        self._session.expire_all()

    def keep(self, corrections: Iterable[Correction]) -> None:
        """Remember what was said of the plan that is taken in, and nothing older."""
        said = PlanCorrectionsRow(group_id=self._group_id, corrections=_plain(corrections))
        self._session.merge(said)
        self._session.flush()

    def exchange(self, old: Collection[Correction], new: Iterable[Correction]) -> None:
        """Remember the new ones instead of the old, where any of those was remembered."""
        kept, gone = self.kept(), {one.key for one in old}
        if any(one.key in gone for one in kept):
            self.keep({one.key: one for one in (*kept, *new) if one.key not in gone}.values())

    def kept(self) -> tuple[Correction, ...]:
        """What was said of the plan last taken in."""
        row = self._session.get(PlanCorrectionsRow, self._group_id)
        return () if row is None else tuple(Correction(**said) for said in row.corrections)


def _plain(corrections: Iterable[Correction]) -> list[dict[str, Any]]:
    return [asdict(one) | {"changes": dict(one.changes)} for one in corrections]


def _draft(row: PlanDraftRow) -> StoredDraft:
    return StoredDraft(
        data=row.data,
        filename=row.filename,
        origin=Origin(row.origin),
        address=row.address,
        year=row.year,
        joins=row.joins,
        corrections=tuple(Correction(**said) for said in row.corrections),
        summary=row.summary,
        created_at=row.created_at,
        created_by=row.created_by,
    )
