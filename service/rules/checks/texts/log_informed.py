"""T1, continued: a change of the ground rules was laid before those it concerns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import MeetingType
from service.rules.change_log import TABLE, Entry, changes_in, log_of
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.records import RecordKind
from service.rules.regulations import regulations_of, target_of
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import mentions_any


class Informed(CheckParams):
    """After the last change, the log says that bodies were informed, or their agendas have it.

    The agendas are the register of the municipality's cases. Before ``within_days`` have gone since
    the change nothing is missed.
    """

    says: ClassVar = frozenset({"change", "limit"})

    trace_in: Literal["informed"]
    document: str
    types: tuple[MeetingType, ...]
    words: tuple[str, ...]  # by which an agenda item is known
    within_days: int = Field(ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document whose log has a change with a day."""
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
            elif result := self._document(facts, document):
                yield result

    def _document(self, facts: Facts, document: MeetingDocument) -> Result | None:
        log = log_of(document)
        if isinstance(log, Missing):
            return log
        changes = [(entry.when, entry) for entry in changes_in(log) if entry.when]
        if not changes:
            return None
        when, change = max(changes, key=lambda pair: (pair[0].start, pair[1].row))
        if _said_in(log, when.start):
            return Passed(target_of(document))
        on_agenda = self._on_agenda(facts, when.start)
        if on_agenda is True:
            return Passed(target_of(document))
        limit = (when.end or when.start) + dt.timedelta(days=self.within_days)
        if facts.today <= limit:
            return None
        if isinstance(on_agenda, Missing):
            return on_agenda
        values = {"change": change.said(), "limit": limit}
        place = document.at(TABLE)
        return Failed(target=target_of(document), values=values, place=place, due=limit)

    def _on_agenda(self, facts: Facts, since: dt.date) -> bool | Missing:
        known = facts.register(RecordKind.AGENDA)
        if isinstance(known, Missing):
            return known
        later = {m.id for m in facts.of_types(self.types) if m.date >= since}
        return any(r.meeting in later and mentions_any(r.value("title"), self.words) for r in known)


def _said_in(log: Sequence[Entry], since: dt.date) -> bool:
    """Whether somebody was informed at a time that can be after the day."""
    return any(
        e.is_information and e.when is not None and (e.when.end or e.when.start) >= since
        for e in log
    )
