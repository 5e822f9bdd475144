"""What people must know about one group's documents and shares, as the last passes found it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.tables_sync import NoticeRow
from service.domain.notices import Notice, NoticeCode


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingNotice:
    """A notice, the target it is about, and since when it has been so."""

    target_id: str
    notice: Notice
    since: dt.datetime


class Notices:
    """The notices of one group."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def replace(
        self, target_id: str, notices: Iterable[Notice], *, at: dt.datetime, sharing: bool = False
    ) -> None:
        """Make these what there is to know about a target's documents, or about its ``sharing``.

        What stood before keeps its since. Notices of the other kind are neither read nor written:
        a pass over the documents says nothing of the shares.
        """
        before = {(n.notice.code, n.notice.href): n.since for n in self.of_target(target_id)}
        codes = [code.value for code in NoticeCode if code.of_sharing is sharing]
        self._session.execute(
            delete(NoticeRow).where(
                NoticeRow.group_id == self._group_id,
                NoticeRow.target_id == target_id,
                NoticeRow.code.in_(codes),
            )
        )
        wanted = {(n.code, n.href): n for n in notices if n.code.of_sharing is sharing}
        self._session.add_all(
            NoticeRow(
                group_id=self._group_id,
                target_id=target_id,
                code=notice.code.value,
                href=notice.href,
                other=notice.other,
                meeting_id=notice.meeting_id,
                details=list(notice.details),
                since=before.get(key, at),
            )
            for key, notice in wanted.items()
        )
        self._session.flush()

    def of_target(self, target_id: str) -> tuple[StandingNotice, ...]:
        """What there is to know about one target."""
        return tuple(one for one in self.all() if one.target_id == target_id)

    def all(self) -> tuple[StandingNotice, ...]:
        """All of them, by target and path."""
        found = select(NoticeRow).where(NoticeRow.group_id == self._group_id)
        ordered = found.order_by(NoticeRow.target_id, NoticeRow.href, NoticeRow.code)
        return tuple(_standing(row) for row in self._session.scalars(ordered))


def _standing(row: NoticeRow) -> StandingNotice:
    notice = Notice(
        code=NoticeCode(row.code),
        href=row.href,
        other=row.other,
        meeting_id=row.meeting_id,
        details=tuple(row.details),
    )
    return StandingNotice(target_id=row.target_id, notice=notice, since=row.since)
