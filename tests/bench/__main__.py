"""Every promise about speed in one run on one machine: ``python -m tests.bench``.

Nothing fails here: what a machine that is busy with other things measures is for a person to judge.
"""

from __future__ import annotations

import argparse
import logging
import os
import platform
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain

from tests.bench import (
    bench_calendars,
    bench_documents,
    bench_faults,
    bench_histories,
    bench_plan_reading,
    bench_planning,
    bench_replanning,
    bench_round,
    bench_rules,
    bench_writing,
    fuzz_reader,
)


def main() -> None:
    """Print what was measured beside what was promised."""
    asked = _asked()
    logging.disable(logging.WARNING)  # servers fail on purpose here
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load:.1f}")
    for name, (title, lines) in _parts(asked).items():
        if not asked.only or name in asked.only:
            print(f"\n{title}")
            for line in lines():
                print(line, flush=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    add = partial(parser.add_argument, type=int)
    parser.add_argument("--only", nargs="*", default=[], help="parts by name, such as calendars")
    add("--events", default=500, help="in a calendar (500)")
    add("--documents", default=1000, help="to write (1000)")
    add("--groups", default=3000, help="in a whole round (3000)")
    add("--rounds", default=3, help="of each comparison (3)")
    add("--inputs", default=100_000, help="spoiled documents (100000)")
    add(
        "--strikes",
        nargs="*",
        default=[0, 3],
        help="requests of an operation that a fault strikes, 0 for all (0 3); none for each",
    )
    add("--steps", default=10_000, help="of random histories (10000)")
    return parser.parse_args()


def _parts(asked: argparse.Namespace) -> Mapping[str, tuple[str, Callable[[], Iterable[str]]]]:
    """What there is to measure, in order: its title, and what gives the lines."""
    n = asked.rounds
    return {
        "calendars": (
            f"Calendars: Radicale, {asked.events} events, median of {n} rounds (least–most)",
            lambda: bench_calendars.report(asked.events, n),
        ),
        "round": (
            f"A whole round: {asked.groups} groups with nothing to do, two worker processes",
            lambda: bench_round.report(asked.groups),
        ),
        "writing": (
            "Writing: protocols with 20 attendees and 15 cases to WsgiDAV",
            lambda: bench_writing.report(asked.documents, n),
        ),
        "documents": (
            "Documents: a protocol with 20 attendees and 15 cases, best of the rounds",
            bench_documents.report,
        ),
        "rules": (
            "Rules: 120 meetings and protocols, 1,500 cases, 40 people",
            lambda: bench_rules.report(n),
        ),
        "planning": (
            "Planning: a year of 12 bodies, with factions, the board, and all else a group can ask",
            lambda: chain(bench_planning.report(n), bench_replanning.report(n)),
        ),
        "plans": (
            "Published plans: 12 bodies, 150 meetings",
            lambda: bench_plan_reading.report(n),
        ),
        "faults": (
            "Faults: every one in every operation on every server, and kills at every write",
            lambda: bench_faults.report(asked.strikes),
        ),
        "histories": (
            "Random histories of the whole sync: violations must be 0",
            lambda: bench_histories.report(asked.steps, asked.steps // 30),
        ),
        "fuzz": (
            f"Reading {asked.inputs} spoiled documents, in processes of their own",
            lambda: fuzz_reader.report(asked.inputs),
        ),
    }


if __name__ == "__main__":
    main()
