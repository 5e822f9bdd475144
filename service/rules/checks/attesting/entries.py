"""A1, continued: an entry that is to be ticked and filled in, or confirmed by somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.naming import called, own_target
from service.rules.checks.shared.traces import SAYS, Trigger, failed
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.phrasing import Label, Word
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Missing, Passed, Result


class Ticked(CheckParams):
    """Each entry of the trigger has the flags and fields, or somebody has confirmed it.

    Entries older than ``open_days`` are not asked about; 0: however old.
    """

    says: ClassVar = SAYS | {"role", "name", "lacking"}

    task: Literal["ticked"]
    role: OfficeParam
    trigger: Trigger
    flags: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    open_days: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=self.fields, flags=self.flags)
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each entry that is not too old to ask about."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        given = {a.target for a in facts.attestations}
        for record in filter(self.trigger.demands, known):
            if self._is_old(facts, record):
                continue
            yield self._result(facts, record, given)

    def _is_old(self, facts: Facts, record: Record) -> bool:
        if not self.open_days or record.at is None:
            return False
        return facts.has_come(record.at + dt.timedelta(days=self.open_days + 1))

    def _result(self, facts: Facts, record: Record, given: set[str]) -> Result:
        flags = [flag for flag in self.flags if flag not in record.flags]
        fields = [name for name in self.fields if not record.value(name)]
        target = own_target(record)
        if (not flags and not fields) or str(target) in given:
            return Passed(target)
        more = {
            "role": Word("holders", str(self.role)),
            "name": called(record),
            "lacking": tuple(Label(name) for name in (*flags, *fields)),
        }
        return replace(failed(facts, record, "", more), target=target)
