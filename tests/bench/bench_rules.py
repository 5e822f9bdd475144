"""Judging a whole term by every pack that a group can choose together, and one change of it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from service.rules.coverage import all_packs
from service.rules.definitions import RulePack
from service.rules.engine import evaluate
from service.rules.facts import Facts, MeetingDocument
from service.rules.memory import Memory
from tests.bench.table import Times, bound
from tests.rules.whole_term import TERM, whole_term

_OUT = {"kommuneloven-11"}  # its rules are in the others
_WHOLE, _ONE = 1.0, 0.05  # seconds: what was promised


def report(rounds: int) -> Iterator[str]:
    """A line for all packs, twice the size, and one changed document.

    That last one also for the most packs that a group can have at once: no group has all of them.
    """
    packs = [_within_term(pack) for pack in all_packs() if pack.name not in _OUT]
    together = [pack for pack in packs if not _contradicts(pack, packs)]
    facts, double = whole_term(), whole_term(meetings=240, cases=3000)
    everything = _times("all packs, a term", rounds, lambda: evaluate(packs, facts))
    yield bound("all packs, a term", everything, _WHOLE)
    twice = _times("all packs, twice as much", rounds, lambda: evaluate(packs, double))
    yield f"{'twice as much':<29} {twice!s:<24} {twice.median / everything.median:.2f} times"
    for name, chosen in (("all packs", packs), ("packs that go together", together)):
        changed = _times(name, rounds * 3, _one_document(chosen, facts))
        yield bound(f"{name}, one document", changed, _ONE)


def _within_term(pack: RulePack) -> RulePack:
    """The pack as if it held for the term, whatever its years, beside all others."""
    rules = tuple(replace(rule, effective=TERM) for rule in pack.rules)
    return replace(pack, conflicts={}, rules=rules)


def _contradicts(pack: RulePack, packs: Sequence[RulePack]) -> bool:
    """The older of two packs that can't hold together, and the other party's."""
    return pack.name.startswith("ap-") or "-2015" in pack.name


def _one_document(packs: Sequence[RulePack], facts: Facts) -> Callable[[], object]:
    """A run after one protocol was edited, with the memory of the run before."""
    documents = tuple(replace(d, version="1") for d in facts.documents or ())
    memory, versions = Memory(), iter(range(2, 1000))
    evaluate(packs, replace(facts, documents=documents), memory=memory)

    def run() -> object:
        number = next(versions)
        place = number % len(documents)
        edited = (*documents[:place], _edited(documents[place], number), *documents[place + 1 :])
        now = facts.now + dt.timedelta(minutes=number)
        return evaluate(packs, replace(facts, documents=edited, now=now), memory=memory)

    return run


def _edited(document: MeetingDocument, number: int) -> MeetingDocument:
    first, *rest = document.reading.cases or ()
    cases = (replace(first, proposal=f"Forslag {number}"), *rest)
    return replace(document, version=str(number), reading=replace(document.reading, cases=cases))


def _times(name: str, rounds: int, run: Callable[[], object]) -> Times:
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begun)
    return Times(name, seconds)
