"""Every promise about speed in one run on one machine: ``python -m tests.bench``.

Nothing fails here: what a machine that is busy with other things measures is for a person to judge.
"""

from __future__ import annotations

import argparse
import os
import platform

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
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--events", type=int, default=500, help="in a calendar (500)")
    parser.add_argument("--documents", type=int, default=1000, help="to write (1000)")
    parser.add_argument("--groups", type=int, default=3000, help="in a whole round (3000)")
    parser.add_argument("--rounds", type=int, default=3, help="of each comparison (3)")
    parser.add_argument("--inputs", type=int, default=100_000, help="spoiled documents (100000)")
    parser.add_argument(
        "--strikes",
        type=int,
        nargs="*",
        default=[0, 3],
        help="requests of an operation that a fault strikes, 0 for all (0 3); none for each",
    )
    parser.add_argument("--steps", type=int, default=10_000, help="of random histories (10000)")
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load:.1f}\n")
    print(
        f"Calendars: Radicale, {asked.events} events, median of {asked.rounds} rounds (least–most)"
    )
    for line in bench_calendars.report(asked.events, asked.rounds):
        print(line)
    print(f"\nA whole round: {asked.groups} groups with nothing to do, two worker processes")
    for line in bench_round.report(asked.groups):
        print(line)
    print("\nWriting: protocols with 20 attendees and 15 cases to WsgiDAV")
    for line in bench_writing.report(asked.documents, asked.rounds):
        print(line)
    print("\nDocuments: a protocol with 20 attendees and 15 cases, best of the rounds")
    bench_documents.main()
    print("\nRules: 120 meetings and protocols, 1,500 cases, 40 people")
    for line in bench_rules.report(asked.rounds):
        print(line)
    print("\nPlanning: a year of 12 bodies, with factions, the board, and all else a group can ask")
    for line in bench_planning.report(asked.rounds):
        print(line)
    for line in bench_replanning.report(asked.rounds):
        print(line)
    print("\nPublished plans: 12 bodies, 150 meetings")
    for line in bench_plan_reading.report(asked.rounds):
        print(line)
    print("\nFaults: every one in every operation on every server, and kills at every write")
    for line in bench_faults.report(asked.strikes):
        print(line)
    print("\nRandom histories of the whole sync: violations must be 0")
    for line in bench_histories.report(asked.steps, asked.steps // 30):
        print(line)
    print(f"\nReading {asked.inputs} spoiled documents, in processes of their own")
    for line in fuzz_reader.report(asked.inputs):
        print(line)


if __name__ == "__main__":
    main()
