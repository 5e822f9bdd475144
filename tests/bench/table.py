"""One line for each comparison: both sides as measured, the ratio, the goal, and the verdict."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

_COLUMNS = "{:<29} {:<24} {:<11} {:<24} {:>5}  {:>5}  {:<7} {}"


@dataclass(frozen=True)
class Times:
    """The same work in every round, in seconds."""

    name: str
    rounds: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def least(self) -> float:
        return min(self.rounds)

    def __str__(self) -> str:
        """The median, with the least and the most in brackets."""
        seconds = self.median >= 1
        low, middle, high = (
            f"{value:.2f}" if seconds else f"{value * 1000:.0f}"
            for value in (self.least, self.median, max(self.rounds))
        )
        return f"{middle} {'s' if seconds else 'ms'} ({low}–{high})"


def heading() -> str:
    """What the columns hold."""
    return _COLUMNS.format(
        "", "kjoreplan", "against", "", "ratio", "least", "goal", "verdict on the medians"
    )


def race(what: str, ours: Times, theirs: Times, goal: float | None = None) -> str:
    """Our time in relation to theirs; the goal is the highest ratio that is good enough.

    The ratio of the least times stands beside that of the medians: other work on the machine only
    ever adds.
    """
    ratio, least = ours.median / theirs.median, ours.least / theirs.least
    figures = (str(ours), theirs.name, str(theirs), f"{ratio:.2f}", f"{least:.2f}")
    judged = ("", "") if goal is None else (f"≤ {goal:g}", _verdict(ratio, goal))
    return _COLUMNS.format(what, *figures, *judged)


def bound(what: str, ours: Times, seconds: float) -> str:
    """Our time beside the most that was promised, in seconds."""
    ratio, least = ours.median / seconds, ours.least / seconds
    promised = f"{seconds:g} s" if seconds >= 1 else f"{seconds * 1000:g} ms"
    figures = (str(ours), "the bound", promised, f"{ratio:.2f}", f"{least:.2f}")
    return _COLUMNS.format(what, *figures, "≤ 1", _verdict(ratio, 1))


def count(what: str, ours: int, name: str, theirs: int, goal: int) -> str:
    """A count beside the peer's; the goal is the highest that is good enough."""
    return _COLUMNS.format(what, ours, name, theirs, "", "", f"≤ {goal}", _verdict(ours, goal))


def _verdict(reached: float, goal: float) -> str:
    return "met" if reached <= goal else "NOT MET"
