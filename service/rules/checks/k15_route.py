"""K15: a record came from and went to those it must, and something came of it.

Decided from registers of submissions and proposals; without them not evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from service.rules.checks.traces import SAYS, Trace, failed, target_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.results import Missing, Passed, Result


class Route(CheckParams):
    """Each record itself satisfies the trace: by, to and outcome."""

    says: ClassVar = SAYS

    trace: Trace

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record."""
        known = facts.register(self.trace.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in known:
            complete = self.trace.is_complete(facts, record)
            yield Passed(target_of(record)) if complete else failed(facts, record)


Params = Route
