"""Deadlines counted from a date in each entry of a register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, Self

from pydantic import model_validator

from service.rules.checks.shared.moments import day_of
from service.rules.checks.shared.programme import entries
from service.rules.checks.shared.traces import Trigger, target_of
from service.rules.deadline_forms.base import Instance, When, the_day_after
from service.rules.deadline_forms.once import all_kept, whole
from service.rules.facts import Facts
from service.rules.records import UNDECIDED, Record
from service.rules.registers import refuse_unknown
from service.rules.results import Missing, Result, Target

About = Literal["entry", "group", "version", "all"]


class EachRecord(When):
    """Counted from a date in each entry of a register, or in the last of them (``pick``).

    There is none once ``done`` is filled in, or another entry lasts longer and has the same in one
    of the fields ``renewed``. ``about`` is what the rule judges: the entry, the group, the version,
    or ``all`` that it has an answer for. Programme cases come from the group's plan too.
    """

    each: Literal["record"]
    trigger: Trigger
    field: str = "at"
    done: str = ""
    renewed: tuple[str, ...] = ()
    pick: Literal["each", "last"] = "each"
    about: About = "entry"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        asked = (self.field, self.done, *self.renewed)
        refuse_unknown(self.trigger.record, fields=tuple(name for name in asked if name))
        return self

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each entry that is not done, or for the last one."""
        known = entries(facts, self.trigger.record)
        records = () if isinstance(known, Missing) else known.records
        asked = [r for r in records if self.trigger.demands(r) and UNDECIDED not in r.flags]
        dated = [(day, r) for r in asked if (day := day_of(r, self.field))]
        if self.pick == "last":
            dated = sorted(dated, key=lambda pair: (pair[0], _key(*pair)))[-1:]
        for day, record in dated:
            if not self._is_done(record, day, asked):
                yield self._instance(facts, record, day)

    def is_settled(self, instance: Instance, results: Sequence[Result]) -> bool:
        """Whether its target is in order, or all there is an answer for."""
        if self.about == "all":
            return all_kept(results)
        return super().is_settled(instance, results)

    def _instance(self, facts: Facts, record: Record, day: dt.date) -> Instance:
        date, meeting = self._date(day), facts.meeting(record.meeting)
        return Instance(
            key=_key(day, record),
            target=self._target(facts, record),
            date=date,
            judged=the_day_after(facts, date),
            anchor=day,
            meeting=meeting,
            body=facts.body_called(record.body) if record.body else "",
        )

    def _target(self, facts: Facts, record: Record) -> Target:
        if self.about == "group":
            return whole(facts)
        if self.about == "version":
            return Target("version", record.value("version"))
        return target_of(record)

    def _is_done(self, record: Record, day: dt.date, others: Iterable[Record]) -> bool:
        if self.done and record.value(self.done):
            return True
        return any(
            _said(record, name) and _said(record, name) == _said(other, name)
            for other in others
            for name in self.renewed
            if self._lasts_longer(other, day)
        )

    def _lasts_longer(self, record: Record, day: dt.date) -> bool:
        end = day_of(record, self.field)
        return end > day if end else not record.value(self.field)


def _said(record: Record, name: str) -> str:
    return record.person if name == "person" else record.value(name)


def _key(day: dt.date, record: Record) -> str:
    """What tells the entry from others, the same for as long as it can be."""
    version = "-".join(filter(None, (record.value("document"), record.value("version"))))
    return record.id or record.case or version or day.isoformat()
