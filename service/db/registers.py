"""The registers a group keeps, and the anonymous counts of its surveys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.db.sealing import SecretBox
from service.db.tables_rules import EntryRow, RegisterRow, SurveyCountRow, SurveyRoundRow
from service.db.turns import take_turns


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """An entry of a register. ``at`` is aware; ``by``, ``to`` and ``person`` are people's ids."""

    id: str
    register: str
    case: str = ""
    person: str = ""
    meeting: str = ""
    body: str = ""
    at: dt.datetime | None = None
    by: str = ""
    to: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


_CONTENT = TypeAdapter(StoredEntry)


class Registers:
    """The registers of one group. What an entry says is sealed with ``box``."""

    def __init__(self, session: Session, group_id: str, box: SecretBox) -> None:
        self._session = session
        self._group_id = group_id
        self._box = box

    def keep(self, register: str, *, since: dt.datetime) -> None:
        """From now on the register is known, though it may be empty."""
        if register not in self.kept():
            self._session.add(
                RegisterRow(group_id=self._group_id, register=register, kept_since=since)
            )
            self._session.flush()

    def kept(self) -> tuple[str, ...]:
        """The registers the group keeps, by name."""
        found = select(RegisterRow.register).where(RegisterRow.group_id == self._group_id)
        return tuple(self._session.scalars(found.order_by(RegisterRow.register)))

    def stop(self, register: str) -> None:
        """Delete the register with all its entries."""
        for table in (EntryRow, RegisterRow):
            self._session.execute(
                delete(table).where(table.group_id == self._group_id, table.register == register)
            )

    def put(self, entries: Iterable[StoredEntry], *, by: str, at: dt.datetime) -> None:
        """Store entries, each in place of an earlier one with its id; their register is kept."""
        for entry in entries:
            self.keep(entry.register, since=at)
            self._session.merge(
                EntryRow(
                    group_id=self._group_id,
                    id=entry.id,
                    register=entry.register,
                    content=self._box.seal(_CONTENT.dump_json(entry).decode()),
                    entered_at=at,
                    entered_by=by,
                )
            )
        self._session.flush()

    def remove(self, entry_id: str) -> bool:
        """Delete one entry. Says whether there was one."""
        row = self._session.get(EntryRow, (self._group_id, entry_id))
        if row is None:
            return False
        self._session.delete(row)
        self._session.flush()
        return True

    def entries(self, register: str = "") -> tuple[StoredEntry, ...]:
        """The entries of one register, or of all, in the order they were entered.

        Raises:
            SecretUnreadable: one was sealed under a key that is no longer given.
        """
        found = select(EntryRow).where(EntryRow.group_id == self._group_id)
        if register:
            found = found.where(EntryRow.register == register)
        rows = self._session.scalars(found.order_by(EntryRow.entered_at, EntryRow.id))
        return tuple(_CONTENT.validate_json(self._box.open(row.content)) for row in rows)


class Surveys:
    """How a group answered its surveys: counts alone, never who."""

    def __init__(self, session: Session, group_id: str) -> None:
        self._session = session
        self._group_id = group_id

    def answer(self, round_: str, scores: Mapping[str, int]) -> bool:
        """Count one person's scores (1 to 5) by question; False where the round is closed.

        Args:
            round_: the round, such as "2026".
            scores: by question.
        """
        take_turns(self._session, self._group_id)
        if round_ in self.closed():
            return False
        for question, score in scores.items():
            key = (self._group_id, round_, question, score)
            row = self._session.get(SurveyCountRow, key)
            if row is None:
                row = SurveyCountRow(
                    group_id=self._group_id, round=round_, question=question, score=score, count=0
                )
                self._session.add(row)
            row.count = SurveyCountRow.count + 1 if row.count else 1
        self._session.flush()
        return True

    def counts(self) -> Mapping[tuple[str, str], Mapping[int, int]]:
        """By round and question, how many gave each score."""
        found = select(SurveyCountRow).where(SurveyCountRow.group_id == self._group_id)
        counts: dict[tuple[str, str], dict[int, int]] = {}
        for row in self._session.scalars(found.order_by(SurveyCountRow.round)):
            counts.setdefault((row.round, row.question), {})[row.score] = row.count
        return counts

    def close(self, round_: str, at: dt.datetime, *, least: int) -> bool:
        """Take no more answers in the round; False where fewer than ``least`` have answered.

        A round that is closed stays as it is.
        """
        take_turns(self._session, self._group_id)
        if round_ in self.closed():
            return True
        answers = [sum(c.values()) for (of, _), c in self.counts().items() if of == round_]
        if max(answers, default=0) < least:
            return False
        self._session.add(SurveyRoundRow(group_id=self._group_id, round=round_, closed_at=at))
        self._session.flush()
        return True

    def closed(self) -> frozenset[str]:
        """The rounds that take no more answers."""
        found = select(SurveyRoundRow.round).where(SurveyRoundRow.group_id == self._group_id)
        return frozenset(self._session.scalars(found))
