"""K17: days come in the order they should, perhaps with some time between.

``steps``: the days of one record; programme cases are read from the group's plan too.
``entries``: entries of a register by name, the first of each in the term.
``stages``: the records of a case's way through the bodies, with days between, and its papers sent
ahead.
``around``: something about a case came after some things and before others, in registers or
protocols.
``before_first_session``: the days ``steps`` of a study course's entry come before its first
session; messages: {course} {date} {steps}.

Decided from registers and written protocols; without them not evaluated, nor is a day that nobody
has entered. A day that is only planned is judged too: the plan can still be changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.rules.checks.sequence.around import Around
from service.rules.checks.sequence.stages import Stages
from service.rules.checks.sequence.steps import Steps
from service.rules.checks.shared.moments import Span, day_of
from service.rules.checks.study.order import BeforeFirstSession
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.registers import RegisterName
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import plain


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


Params = Annotated[
    Steps | Entries | Stages | Around | BeforeFirstSession, Field(discriminator="order")
]
