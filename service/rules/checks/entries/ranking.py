"""T1, continued: open assignments are ranked, and not all of them come first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.rules.checks.shared.naming import called, own_target
from service.rules.checks.shared.traces import Trigger
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import plain


class Ranked(CheckParams):
    """Each open entry has a rank, and at most ``most_first`` of them have the first one."""

    says: ClassVar = frozenset({"name", "count", "most", "names"})
    variants: ClassVar = frozenset({"equal"})

    trace_in: Literal["ranked"]
    trigger: Trigger
    field: str
    done: str  # filled in once the entry is no longer open
    first: tuple[str, ...] = Field(min_length=1)  # the words for the first rank
    most_first: int = Field(ge=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown(self.trigger.record, fields=(self.field, self.done))
        return self

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each open entry, and one for the group."""
        known = facts.register(self.trigger.record)
        if isinstance(known, Missing):
            yield known
            return
        still = [r for r in known if self.trigger.demands(r) and not r.value(self.done)]
        for record in still:
            if record.value(self.field):
                yield Passed(own_target(record))
            else:
                yield Failed(target=own_target(record), values={"name": called(record)})
        if still:
            yield self._first(facts, still)

    def _first(self, facts: Facts, still: Sequence[Record]) -> Result:
        words = {plain(word) for word in self.first}
        first = [r for r in still if plain(r.value(self.field)) in words]
        target = Target("group", facts.group.id)
        if len(first) <= self.most_first:
            return Passed(target)
        names = tuple(sorted((called(r) for r in first), key=str))
        values = {"count": len(first), "most": self.most_first, "names": names}
        return Failed(target=target, variant="equal", values=values, facts=names)
