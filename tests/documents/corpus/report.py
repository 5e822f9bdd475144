"""The figures: how many values were read, by anchor and editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tests.documents.corpus.measure import NOT_FOUND, Outcome, Verdict
from tests.documents.corpus.run import Result

ANCHORS = ("tag", "label", "heading", "table", "case label", NOT_FOUND)


def report(results: Mapping[str, Sequence[Result]]) -> str:
    """A line for each anchor in each editor."""
    return "\n".join(line for name, own in results.items() for line in _editor(name, own))


def _editor(name: str, results: Sequence[Result]) -> Iterable[str]:
    verdicts = [verdict for result in results for verdict in result.verdicts]
    version = results[0].version if results else "?"
    yield f"{name} {version}: {len(results)} documents"
    yield f"  {'found by':12}{'values':>8}{''.join(f'{o.value:>8}' for o in Outcome)}"
    for anchor in ANCHORS:
        yield _line(anchor, [v for v in verdicts if v.expected.anchor == anchor])
    yield _line("all", verdicts)
    sure = sum(v.outcome in (Outcome.READ, Outcome.NAMED) for v in verdicts)
    wrong = sum(v.outcome is Outcome.WRONG for v in verdicts)
    share = 100 * sure / len(verdicts) if verdicts else 0
    yield f"  {share:.2f} % read or named as not found, {wrong} read wrongly"


def _line(name: str, verdicts: Sequence[Verdict]) -> str:
    counts = Counter(verdict.outcome for verdict in verdicts)
    return f"  {name:12}{len(verdicts):>8}{''.join(f'{counts[o]:>8}' for o in Outcome)}"


def failures(results: Iterable[Result]) -> list[str]:
    """Every value that was missed or read wrongly, with the edit that did it."""
    return [
        f"{result.name}, {verdict.expected.place} ({verdict.expected.edit or 'not edited'}): "
        f"{verdict.outcome}, {verdict.read!r} for {verdict.expected.text!r} "
        f"[{verdict.expected.anchor}]"
        for result in results
        for verdict in result.verdicts
        if verdict.outcome in (Outcome.MISSED, Outcome.WRONG)
    ]
