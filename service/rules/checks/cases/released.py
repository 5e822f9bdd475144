"""K18, continued: a case that the group released its members in was released before the vote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from service.rules.checks.shared.traces import SAYS, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.results import Missing, Passed, Result
from service.rules.texts import is_blank

_RELEASES = "release"


class Released(CheckParams):
    """Each release of a case has a reason, and came before the meeting that decided the case."""

    says: ClassVar = SAYS
    variants: ClassVar = frozenset({"late"})

    attribute: Literal["released"]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each release."""
        known = facts.register(_RELEASES)
        if isinstance(known, Missing):
            yield known
            return
        for record in known:
            yield _result(facts, record)


def _result(facts: Facts, record: Record) -> Result:
    if is_blank(record.value("reason")):
        return failed(facts, record)
    meeting = facts.meeting(record.meeting)
    if record.at is None or meeting is None:
        return Missing("record_day", {"what": record.case or record.id})
    start, timed = meeting.starts_at, record.at.time() != dt.time.min
    if record.at.date() == meeting.date and (start is None or not timed):
        return Missing("time", {"what": meeting})
    late = record.at >= start if start and timed else record.at.date() > meeting.date
    return failed(facts, record, "late") if late else Passed(target_of(record))
