"""A1, continued: a question the group answers about itself, on a scale and without names.

Decided from the register of surveys. It holds aggregates alone: the code of the question, the
round and whether it is closed, how many answered, and their mean. Nobody's own answer is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.rules.checks.shared.cadence import round_now
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import members
from service.rules.records import Record
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import parse_number

_REGISTER = "survey"


class Survey(CheckParams):
    """Answered by enough people each year. What they answered is theirs to talk about.

    A mean of very few answers tells what each of them was, so it does not count; a group that has
    fewer members than that is not asked, nor is one that has closed the round.
    """

    says: ClassVar = frozenset({"round", "limit", "count", "least"})
    variants: ClassVar = frozenset({"few"})

    task: Literal["survey"]
    question: str  # as the register calls it: "E1"
    least: int = Field(default=3, ge=3)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the round that runs now."""
        if 0 < len(members(facts, facts.today)) < self.least:
            return
        known = facts.register(_REGISTER)
        if isinstance(known, Missing):
            yield known
            return
        current = round_now(facts, "year")
        counts = [_count(r) for r in known if self._is_of(r, current.key)]
        target = Target("survey", f"{self.question}@{current.key}")
        if max(counts, default=0) >= self.least:
            yield Passed(target)
            return
        if any(r.value("round") == current.key and "closed" in r.flags for r in known):
            return
        values = {
            "round": current.said(),
            "limit": current.period.end or "",
            "count": max(counts, default=0),
            "least": self.least,
        }
        variant = "few" if any(counts) else ""
        yield Failed(target=target, variant=variant, values=values, due=current.period.end)

    def _is_of(self, record: Record, key: str) -> bool:
        return (
            record.value("question") == self.question
            and record.value("round") == key
            and bool(record.value("mean"))
        )


def _count(record: Record) -> int:
    return parse_number(record.value("count")) or 0
