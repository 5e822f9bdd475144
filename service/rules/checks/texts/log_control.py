"""K14's forms ``log`` and ``agreed``: what ground rules' own log of changes holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from service.rules.change_log import TABLE, Entry, changes_in, log_of
from service.rules.facts import Facts, MeetingDocument
from service.rules.log_dates import is_dated
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.records import Record, RecordKind
from service.rules.regulations import regulations_of, target_of
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank, mentions_any


class Kept(CheckParams):
    """Each row says who decided and when, the rows follow in time, and the text's last has one.

    When the text was changed last is the newest version of the document in the register.
    """

    says: ClassVar = frozenset({"rows", "text", "first", "second", "date"})
    variants: ClassVar = frozenset({"empty", "unreadable", "order", "changed"})

    control: Literal["log"]
    document: str

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each document."""
        for document in regulations_of(facts, self.document):
            yield document if isinstance(document, Missing) else self._document(facts, document)

    def _document(self, facts: Facts, document: MeetingDocument) -> Result:
        log = log_of(document)
        if isinstance(log, Missing):
            return log
        return _fault(document, log) or self._current(facts, document, log)

    def _current(self, facts: Facts, document: MeetingDocument, log: Sequence[Entry]) -> Result:
        """Whether the last change of the text is in the log, as far as versions are followed."""
        known = facts.register(RecordKind.VERSION)
        versions = () if isinstance(known, Missing) else known
        own = [v for v in versions if v.value("document") == self.document and _is_of(v, document)]
        changed = max((v.at.date() for v in own if v.at), default=None)
        if changed is None:
            return Missing(RecordKind.VERSION)
        last = max(e.when.end or dt.date.min for e in log if e.when)
        if changed <= last:
            return Passed(target_of(document))
        return _failed(document, "changed", log[-1], date=changed)


def _is_of(version: Record, document: MeetingDocument) -> bool:
    return version.value("path") in {"", document.path}


def _fault(document: MeetingDocument, log: Sequence[Entry]) -> Failed | None:
    if not log:
        return Failed(target=target_of(document), variant="empty", place=document.at(TABLE))
    unfilled = [e for e in log if is_blank(e.decided_by) or is_blank(e.reference)]
    if unfilled:
        return _failed(document, "", unfilled[0], rows=tuple(e.said() for e in unfilled))
    dated = [(entry, entry.when) for entry in log]
    unread = [entry for entry, when in dated if when is None]
    if unread:
        return _failed(document, "unreadable", unread[0], text=unread[0].reference)
    earliest = dt.date.min
    for (first, when), (second, after) in pairwise(dated):
        earliest = max(earliest, when.start if when else dt.date.min)
        if after and after.end and after.end < earliest:
            said = {"first": second.said(), "second": first.said()}
            return _failed(document, "order", second, **said)
    return None


def _failed(document: MeetingDocument, variant: str, entry: Entry, **values: object) -> Failed:
    place, target = entry.place(document), target_of(document)
    return Failed(target=target, variant=variant, values=values, place=place)


class Agreed(CheckParams):
    """Each change in the log is approved by everyone who must, with a date."""

    says: ClassVar = frozenset({"change", "roles"})
    variants: ClassVar = frozenset({"undated"})

    control: Literal["agreed"]
    document: str
    approvers: dict[str, tuple[str, ...]] = Field(min_length=1)  # office -> words for it

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each change; the adoption at the top of the log is none."""
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
            else:
                yield from self._document(document)

    def _document(self, document: MeetingDocument) -> Iterator[Result]:
        log = log_of(document)
        if isinstance(log, Missing):
            yield log
            return
        for entry in changes_in(log):
            yield self._result(document, entry)
        if log and not changes_in(log):
            yield Passed(target_of(document))

    def _result(self, document: MeetingDocument, entry: Entry) -> Result:
        target = Target("change", f"{entry.said()}@{document.path}")
        said = f"{entry.approvals or ''} {entry.decided_by}"
        lacking = tuple(
            Word("holders", office)
            for office, words in self.approvers.items()
            if not mentions_any(said, words)
        )
        if lacking and entry.approvals is None:
            column = Word("columns", "approvals")
            return Missing("column", {"column": column, "what": document.path})
        values = {"change": entry.said(), "roles": lacking}
        place = entry.place(document)
        if lacking:
            return Failed(target=target, values=values, place=place)
        if is_dated(entry.approvals or "") or is_dated(entry.reference):
            return Passed(target)
        return Failed(target=target, variant="undated", values=values, place=place)
