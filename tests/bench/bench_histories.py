"""Random histories of the whole sync: how many were tried, what happened in them, what went wrong.

The machine is that of the tests (`tests.properties.histories`), with another seed for each part, so
that one violation doesn't end the run. Steps are what happened and what was done about it; each
history ends with three passes in fine weather, which count as passes only.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.histories.history import Broken
from tests.properties.histories.machine import Histories, on_servers
from tests.servers.radicale import radicale
from tests.servers.server import close_opened
from tests.servers.wsgidav import wsgidav

_LENGTH = 40  # steps in a history
_DONE = "done: "
_PART = 5  # histories under one seed
_COLUMNS = "{:<24} {:>8} {:>10} {:>8} {:>7} {:>6} {:>10} {:>10} {:>8}"
_COUNTED = ("steps", "histories", "passes", "faults", "kills", "conflicts", "violations")


@dataclass
class Tried:
    """What was tried on one kind of server."""

    name: str
    tally: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def run(self, machine: type[Histories], steps: int, first_seed: int) -> None:
        """Histories until so many steps are done."""
        began = time.perf_counter()
        for number in itertools.count(first_seed):
            if self.tally["steps"] >= steps:
                break
            self._part(machine, number)
        self.seconds = time.perf_counter() - began

    def _part(self, machine: type[Histories], number: int) -> None:
        machine.tally.clear()
        try:
            run_state_machine_as_test(
                seed(number)(machine),
                settings=settings(
                    max_examples=_PART,
                    stateful_step_count=_LENGTH,
                    deadline=None,
                    database=None,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                    print_blob=False,
                ),
            )
        except Broken as broken:
            self.tally["violations"] += 1
            self.found.append("\n".join((f"seed {number}: {broken}", *broken.__notes__)))
        finally:
            close_opened()
        self.tally.update(machine.tally)

    def __str__(self) -> str:
        figures = (f"{self.tally[name]:,}" for name in _COUNTED)
        return _COLUMNS.format(self.name, *figures, f"{self.seconds:.0f} s")


def report(steps: int, real_steps: int, first_seed: int = 0) -> Iterator[str]:
    """Try, and tell line by line; what was violated comes last, with the steps that lead there."""
    yield _COLUMNS.format("", *_COUNTED, "took")
    memory = Tried("servers in memory")
    memory.run(Histories, steps, first_seed)
    yield str(memory)
    real = Tried("Radicale and WsgiDAV")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for place in ("caldav", "webdav"):
            (folder / place).mkdir()
        with radicale(folder / "caldav") as caldav, wsgidav(folder / "webdav") as webdav:
            real.run(on_servers(caldav, webdav), real_steps, first_seed + 1_000_000)
    yield str(real)
    both = memory.tally + real.tally
    done = sorted(name for name in both if name.startswith(_DONE))
    yield ", ".join(f"{both[name]:,} {name.removeprefix(_DONE)}" for name in done)
    yield from (*memory.found, *real.found)


def main() -> None:
    """Try as many as asked for: ``python -m tests.bench.bench_histories``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000, help="in memory (10000)")
    parser.add_argument("--real-steps", type=int, default=300, help="on real servers (300)")
    parser.add_argument("--seed", type=int, default=0, help="of the first part (0)")
    asked = parser.parse_args()
    for line in report(asked.steps, asked.real_steps, asked.seed):
        print(line, flush=True)


if __name__ == "__main__":
    main()
