"""Judging the cases once for each fault, in the copy that has them; see ``__main__``."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from mutmut.mutation import trampoline

from tests.rules import answers

_SWITCH = "MUTANT_UNDER_TEST"  # read by the faults themselves, at each call
_PATIENCE = 3.0  # seconds: a fault may make a loop that never ends
_GOAL = 0.95
_WRITTEN = {p.stem: (answers.FOLDER / f"{p.stem}.txt").read_text("utf-8") for p in answers.files()}
_PATHS = {path.stem: path for path in answers.files()}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the module it is in, its own name, and the function it is in."""

    module: str
    name: str

    @property
    def switch(self) -> str:
        return f"service.rules.checks.{self.module}.{self.name}"

    @property
    def function(self) -> str:
        return self.switch.rsplit("__mutmut_", 1)[0]


class _TooLong(Exception):
    pass


def faults(modules: list[str]) -> list[Fault]:
    """Every fault of the modules."""
    return [
        Fault(module, name)
        for module in modules
        for key, found in vars(import_module(f"service.rules.checks.{module}")).items()
        if key.startswith("mutants_") and isinstance(found, dict)
        for name in found
        if name != "_mutmut_orig"
    ]


def covering() -> tuple[dict[str, list[str]], dict[str, float]]:
    """The rules whose cases run through each function, and how long each rule's cases take."""
    met: set[str] = set()
    trampoline.record_trampoline_hit = lambda name, **_: met.add(name)
    through, seconds = defaultdict(list), {}
    with _switched("stats"):
        for rule, written in _WRITTEN.items():
            met.clear()
            begun = time.perf_counter()
            if answers.answers(_PATHS[rule]) != written:
                sys.exit(f"{rule}: the answers differ without any fault; run the tests first")
            seconds[rule] = time.perf_counter() - begun
            for function in met:
                through[function].append(rule)
    return through, seconds


@contextmanager
def _switched(name: str) -> Iterator[None]:
    os.environ[_SWITCH] = name
    try:
        yield
    finally:
        os.environ[_SWITCH] = ""


def is_found(rule: str) -> bool:
    """Whether the rule's cases are answered otherwise, not at all, or without end."""
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
    try:
        return answers.answers(_PATHS[rule]) != _WRITTEN[rule] or answers.says_too_much(
            _PATHS[rule]
        )
    except Exception:  # noqa: BLE001 - whatever a fault leads to
        return True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def outcome(fault: Fault, rules: list[str]) -> str:
    """``found``, ``survived``, or ``unmet`` where no case runs through it."""
    if not rules:
        return "unmet"
    with _switched(fault.switch):
        return "found" if any(map(is_found, rules)) else "survived"


def _work(share: list[Fault], through: dict[str, list[str]], path: Path) -> None:
    signal.signal(signal.SIGALRM, _stop)
    path.write_text(json.dumps({f.switch: outcome(f, through.get(f.function, [])) for f in share}))


def _stop(*_: object) -> None:
    raise _TooLong


def main() -> None:
    """Judge all faults, in as many processes as there are processors, and print the table."""
    chosen = faults(sys.argv[1:])
    through, seconds = covering()
    quickest = {f: sorted(rules, key=seconds.__getitem__) for f, rules in through.items()}
    count = os.cpu_count() or 1
    forked = multiprocessing.get_context("fork")
    paths = [Path(f"outcomes-{number}.json") for number in range(count)]
    workers = [
        forked.Process(target=_work, args=(chosen[number::count], quickest, path))
        for number, path in enumerate(paths)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    outcomes: dict[str, str] = {}
    for path in paths:
        outcomes |= json.loads(path.read_text())
    sys.exit(_report(outcomes))


def _report(outcomes: dict[str, str]) -> int:
    by_module: dict[str, Counter[str]] = defaultdict(Counter)
    for switch, result in outcomes.items():
        module = switch.removeprefix("service.rules.checks.").rpartition(".")[0]
        by_module[module][result] += 1
        if result != "found" and os.environ.get("SHOW_SURVIVORS"):
            print(f"{result:<9} {switch}")
    for module, counts in sorted(by_module.items(), key=lambda pair: -_left(pair[1])):
        print(f"{module:<24} {counts['found']:>5} of {counts.total():>5} found")
    total = Counter(outcomes.values())
    share = total["found"] / total.total()
    found = f"{total['found']:>5} of {total.total():>5} found"
    print(f"{'all':<24} {found}: {share:.1%} (goal {_GOAL:.0%})")
    return 0 if share >= _GOAL else 1


def _left(counts: Counter[str]) -> int:
    return counts["survived"] + counts["unmet"]


if __name__ == "__main__":
    main()
