"""What findings call an entry, and the target that is its own and nobody else's."""

from __future__ import annotations

from service.domain.minutes import CaseItem
from service.rules.checks.shared.traces import target_of
from service.rules.records import Record
from service.rules.results import Target


def called(record: Record) -> object:
    """An entry as findings say it: "sak 12/26", «title», or its id where it has neither."""
    title = record.value("title")
    return CaseItem(number=record.case, title=title) if record.case or title else record.id


def own_target(record: Record) -> Target:
    """The entry itself, where several may be about the same case or person."""
    return Target("record", record.id) if record.id else target_of(record)
