"""K17: days come in the order they should, perhaps with some time between.

``steps``: the days of one record; programme cases are read from the group's plan too.
``entries``: entries of a register by name, the first of each in the term.
``stages``: the records of a case's way through the bodies, with days between.
``around``: something about a case came after some things and before others, in registers or
protocols.

Decided from registers and written protocols; without them not evaluated, nor is a day that nobody
has entered. A day that is only planned is judged too: the plan can still be changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.rules.checks.moments import Span, day_of
from service.rules.checks.order_around import Around
from service.rules.checks.order_steps import Steps
from service.rules.checks.programme import entries
from service.rules.checks.traces import SAYS as RECORD_SAYS
from service.rules.checks.traces import Trigger, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.records import Record
from service.rules.registers import RegisterName
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_number, plain


class Entries(CheckParams):
    """A register has a dated entry for each of the names within the term, in this order."""

    says: ClassVar = frozenset({"entry", "other", "date", "other_date"})
    variants: ClassVar = frozenset({"absent"})

    order: Literal["entries"]
    record: RegisterName
    names: tuple[str, ...] = Field(min_length=1)  # what entries are called, a word of [entries]
    in_any_order: tuple[str, ...] = ()  # names that must be there too, before or after the others
    field: str = "at"
    absent_after: Span = Span()  # since the term began; before that nothing is missed

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each name."""
        known = facts.register(self.record)
        if isinstance(known, Missing):
            yield known
            return
        before: tuple[str, dt.date] | None = None
        for name in (*self.in_any_order, *self.names):
            named = [r for r in known if plain(r.value("name")) == plain(name)]
            days = sorted(d for r in named if (d := day_of(r, self.field)) is not None)
            within = [day for day in days if facts.group.term.covers(day)]
            if within:
                yield self._result(name, within[0], before)
                before = (name, within[0]) if name in self.names else None
            elif len(days) < len(named):
                yield Missing("record_day", {"what": Word("entries", name)})
            elif facts.today > self.absent_after.after(facts.group.term.start):
                values = {"entry": Word("entries", name)}
                yield Failed(target=Target("entry", name), variant="absent", values=values)

    def _result(self, name: str, day: dt.date, before: tuple[str, dt.date] | None) -> Result:
        target = Target("entry", name)
        if before is None or before[1] <= day:
            return Passed(target)
        values = {
            "entry": Word("entries", name),
            "date": day,
            "other": Word("entries", before[0]),
            "other_date": before[1],
        }
        return Failed(target=target, values=values)


class Stages(CheckParams):
    """Each case of the trigger has records of its way through the bodies, with days that ascend.

    Their order is that of the numbers in ``number``; where those are blank, that of the days.
    """

    says: ClassVar = RECORD_SAYS | {"first", "second", "days", "count", "minimum"}
    variants: ClassVar = frozenset({"absent", "close"})

    order: Literal["stages"]
    trigger: Trigger
    record: RegisterName
    number: str = "step"
    field: str = "at"
    min_stages: int = Field(default=1, ge=1)
    min_days_between: int = Field(default=0, ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each case."""
        cases, known = entries(facts, self.trigger.record), facts.register(self.record)
        if isinstance(cases, Missing) or isinstance(known, Missing):
            yield from (one for one in (cases, known) if isinstance(one, Missing))
            return
        for case in filter(self.trigger.demands, cases.records):
            stages = facts.matches.about(self.record, ("case",), case)
            yield self._result(facts, case, stages)

    def _result(self, facts: Facts, case: Record, stages: list[Record]) -> Result:
        values = {"count": len(stages), "minimum": self.min_stages, "days": self.min_days_between}
        if len(stages) < self.min_stages:
            return failed(facts, case, "absent", values)
        numbered = [
            (parse_number(s.value(self.number)) or 0, day)
            for s in stages
            if (day := day_of(s, self.field))
        ]
        if len(numbered) < len(stages):
            return Missing("record_day", {"what": case.case or case.id})
        for (_, first), (_, second) in pairwise(sorted(numbered)):
            more = {**values, "first": first, "second": second}
            if second < first:
                return failed(facts, case, "", more)
            if (second - first).days < self.min_days_between:
                return failed(facts, case, "close", more)
        return Passed(target_of(case))


Params = Annotated[Steps | Entries | Stages | Around, Field(discriminator="order")]
