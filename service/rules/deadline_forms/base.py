"""What all forms of deadlines share: the deadline itself, and how rules settle it."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from service.domain.model import Meeting
from service.rules.checks.shared.moments import Span
from service.rules.facts import Facts
from service.rules.results import Failed, Missing, Passed, Result, Target

AHEAD = dt.timedelta(days=400)  # what comes each year or month is shown so far ahead
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One deadline of a spec: what it is about, its day, and what its texts may say.

    ``judged`` is the day as of which rules are asked whether it is settled: a rule that is kept
    so far may be broken once the deadline has passed. ``parts`` are the things that all must be
    in order, where the deadline is about several.
    """

    key: str
    target: Target
    date: dt.date
    judged: dt.date
    anchor: object = None
    meeting: Meeting | None = None
    body: object = ""
    title: str = ""
    parts: tuple[Target, ...] = ()


class When(BaseModel):
    """The day a deadline falls on, before or after another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: Span = Span()
    before: Span = Span()

    @abstractmethod
    def instances(self, facts: Facts) -> Iterator[Instance]:
        """Every deadline of this form that the facts tell of."""

    def is_settled(self, instance: Instance, results: Sequence[Result]) -> bool:
        """Whether the rules find in order what the deadline is about."""
        return are_kept(results, instance.parts or (instance.target,))

    def _date(self, anchor: dt.date) -> dt.date:
        return self.before.before(self.after.after(anchor))


def the_day_after(facts: Facts, day: dt.date) -> dt.date:
    """When a deadline has passed; of those that have, today: what comes late is done too."""
    return max(facts.today, day + DAY)


def are_kept(results: Iterable[Result], targets: Iterable[Target]) -> bool:
    """Whether every one of the targets is found in order, and none is not."""
    found = tuple(results)
    passed = {r.target for r in found if isinstance(r, Passed)}
    failed = {r.target for r in found if isinstance(r, Failed)}
    return set(targets) <= passed - failed


def nothing_open(results: Iterable[Result], about: Callable[[Target], bool]) -> bool:
    """Whether no target of the kind is out of order, and no fact is missing."""
    return not any(
        isinstance(r, Missing) or (isinstance(r, Failed) and about(r.target)) for r in results
    )
