"""Any bytes give a document or a clean refusal: ``read`` on spoiled documents, within bounds."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tests.bench.bounded import MEGABYTES, SECONDS, Outcome, read_all
from tests.bench.fuzz_inputs import kind_of, spoiled

INPUTS: Final = 100_000
_COLUMNS: Final = "{:<20} {:>8} {:>8} {:>8} {:>8} {:>6} {:>8} {:>10} {:>8}"
_FAILED: Final = ("crash", "hang", "memory")
_SHOWN: Final = 20


@dataclass
class Tally:
    """What came of the inputs of one kind, or of all."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0  # milliseconds of processor time
    peak: float = 0.0  # megabytes above what the process began with

    def add(self, outcome: Outcome) -> None:
        """Count one more."""
        self.counts[outcome.kind] += 1
        self.slowest = max(self.slowest, outcome.milliseconds)
        self.peak = max(self.peak, outcome.megabytes)

    def row(self, name: str) -> str:
        """As a line of the table."""
        counted = (self.counts[kind] for kind in ("read", "refused", *_FAILED))
        figures = (f"{self.slowest:.0f} ms", f"{self.peak:.0f} MB")
        return _COLUMNS.format(name, self.counts.total(), *counted, *figures)


def report(inputs: int = INPUTS) -> Iterator[str]:
    """The table, and below it what went wrong, as lines."""
    tallies: dict[str, Tally] = {}
    everything = Tally()
    faults: dict[str, int] = {}
    for outcome in read_all(spoiled, range(inputs), workers=os.cpu_count() or 1):
        tallies.setdefault(kind_of(outcome.number), Tally()).add(outcome)
        everything.add(outcome)
        if outcome.kind in _FAILED:
            faults.setdefault(f"{outcome.kind}: {outcome.detail}", outcome.number)
        _show_progress(everything.counts.total(), inputs)
    yield _COLUMNS.format(
        "", "inputs", "read", "refused", "crashes", "hangs", "too big", "slowest", "peak"
    )
    yield from (tally.row(kind) for kind, tally in sorted(tallies.items()))
    yield everything.row("all")
    failed = sum(everything.counts[kind] for kind in _FAILED)
    verdict = "NOT MET" if failed else "met"
    yield f"goal: no crash, none over {SECONDS:g} s or {MEGABYTES} MB: {verdict}"
    for fault, number in list(faults.items())[:_SHOWN]:
        yield f"  input {number}: {fault}"


def _show_progress(done: int, inputs: int) -> None:
    if sys.stderr.isatty() and (done % 500 == 0 or done == inputs):
        print(f"\r{done} of {inputs} read", end="\n" if done == inputs else "", file=sys.stderr)
