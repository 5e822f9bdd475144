"""T1, continued: whoever asks gets an answer, or word of when it comes.

Decided from a register with the day of the question, of the answer, and the day an answer was
promised by. Not evaluated where the question has no day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.moments import day_of
from service.rules.checks.shared.traces import (
    SAYS,
    Trigger,
    entry_name,
    failed,
    target_of,
    undated,
)
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Missing, Passed, Result


class Answered(CheckParams):
    """Each entry of the trigger was answered within ``reply_days``, or by the day promised.

    Fails as "late" where the answer came after that, as "promise" where a promise was not kept.
    """

    says: ClassVar = SAYS | {"days", "limit"}
    variants: ClassVar = frozenset({"late", "promise"})

    trace_in: Literal["answered"]
    trigger: Trigger
    reply: str = "reply_at"
    promised: str = "promised_at"
    reply_days: int = Field(ge=0)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(self.reply, self.promised))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry that is answered, promised an answer, or overdue."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in filter(self.trigger.demands, known):
            if result := self._result(facts, record):
                yield result

    def _result(self, facts: Facts, record: Record) -> Result | None:
        if record.at is None:
            return undated(record)
        for name in (self.reply, self.promised):
            text = record.value(name)
            if text and day_of(record, name) is None:
                return Missing("whole_date", {"text": text, "what": entry_name(record)})
        reply, promise = day_of(record, self.reply), day_of(record, self.promised)
        first = record.at.date() + dt.timedelta(days=self.reply_days)
        limit = max(first, promise or first)
        more = {"days": self.reply_days, "limit": limit}
        if reply:
            late = reply > limit
            return failed(facts, record, "late", more) if late else Passed(target_of(record))
        if facts.today <= limit:
            return Passed(target_of(record)) if promise else None
        return failed(facts, record, "promise" if promise else "", more, due=limit)
