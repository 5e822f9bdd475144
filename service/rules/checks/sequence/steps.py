"""K17's form ``steps``: the days of one record ascend, perhaps with some time between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.rules.checks.shared.moments import Span, day_of
from service.rules.checks.shared.programme import entries, unfound
from service.rules.checks.shared.traces import SAYS as RECORD_SAYS
from service.rules.checks.shared.traces import Trigger, entry_name, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Label, Word
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import plain


class Step(BaseModel):
    """A day of a record: "at", a field with a date, or "meeting", the day its meeting is held.

    ``gap`` is the least time since the step before. ``blank`` is what it means that no day is
    entered: a missing fact, a fault, or nothing.
    """

    model_config: ClassVar = ConfigDict(extra="forbid", frozen=True)

    field: str
    gap: Span = Span()
    blank: Literal["missing", "failed", "skipped"] = "missing"

    def day(self, facts: Facts, record: Record) -> dt.date | Missing | None:
        """The day, or None where it is not entered; text that is no date is a missing fact."""
        if self.field == "meeting":
            meeting = facts.meeting(record.meeting)
            return meeting.date if meeting else None
        text, day = record.value(self.field), day_of(record, self.field)
        if text and day is None:
            return Missing("whole_date", {"text": text, "what": entry_name(record)})
        return day


class Steps(CheckParams):
    """In each record of the trigger, the days of the steps ascend; the same day is no fault.

    With ``within_years``, the last step comes within so long after the start of the term; with
    ``spread``, the last steps of all records are not in one and the same year. Before
    ``grace_months`` of the term have gone, nothing is missed.
    """

    says: ClassVar = RECORD_SAYS | {"entry", "first", "second", "limit", "field", "year", "count"}
    variants: ClassVar = frozenset({"blank", "late", "same_year"})

    order: Literal["steps"]
    trigger: Trigger
    steps: tuple[Step, ...] = Field(min_length=2)
    within_years: int = Field(default=0, ge=0)
    spread: bool = False
    grace_months: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        fields = (step.field for step in self.steps if step.field != "meeting")
        refuse_unknown(self.trigger.record, fields=tuple(fields))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record, and one for the group where they are to be spread."""
        known = entries(facts, self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        early = facts.today <= Span(months=self.grace_months).after(facts.group.term.start)
        records = [r for r in known.records if self.trigger.demands(r)]
        for record in records:
            result = self._result(facts, record, known.unfound)
            if isinstance(result, Failed):
                values = {**result.values, "entry": _entry(record)}
                result = replace(result, values=values, place=known.place(record))
            is_blank = isinstance(result, Failed) and result.variant == "blank"
            if not (early and is_blank):
                yield result
        if self.spread:
            yield from self._spread(facts, records)

    def _result(self, facts: Facts, record: Record, without: frozenset[str]) -> Result:
        before: dt.date | None = None
        for step in self.steps:
            day = step.day(facts, record)
            if isinstance(day, Missing):
                return day
            if day is None and (fault := self._blank(facts, record, step, without)):
                return fault
            limit = step.gap.after(before) if before else None
            if day and limit and day < limit:
                more = {"first": before, "second": day, "limit": limit, "field": Label(step.field)}
                return failed(facts, record, "", more)
            before = day or before
        return self._in_term(facts, record, before)

    def _blank(
        self, facts: Facts, record: Record, step: Step, without: frozenset[str]
    ) -> Result | None:
        if step.blank == "failed" and step.field in without:
            return unfound(step.field)
        if step.blank == "failed":
            return failed(facts, record, "blank", {"field": Label(step.field)})
        return (
            Missing("record_day", {"what": entry_name(record)}) if step.blank == "missing" else None
        )

    def _in_term(self, facts: Facts, record: Record, last: dt.date | None) -> Result:
        limit = Span(years=self.within_years).after(facts.group.term.start)
        if self.within_years and last and last > limit:
            more = {"second": last, "limit": limit, "count": self.within_years}
            return failed(facts, record, "late", more)
        return Passed(target_of(record))

    def _spread(self, facts: Facts, records: Sequence[Record]) -> Iterator[Result]:
        days = [self.steps[-1].day(facts, record) for record in records]
        years = {day.year for day in days if isinstance(day, dt.date)}
        target = Target("group", facts.group.id)
        if len(years) > 1:
            yield Passed(target)
        elif len(days) > 1 and all(isinstance(day, dt.date) for day in days):
            values = {"year": str(min(years)), "count": len(days)}
            yield Failed(target=target, variant="same_year", values=values)


def _entry(record: Record) -> Word:
    return Word("entries", plain(record.value("name")))
