"""A sign that something is wrong: what, how grave, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

_SHOWN = 5  # of those it is about; the rest is counted


class Weight(IntEnum):
    """How grave it is, the gravest first."""

    STOPS = 0  # nothing works, or everything soon won't
    HURTS = 1  # something doesn't work, and a person must act
    WORTH_KNOWING = 2  # everything works


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that is wrong, in bokmål for whoever runs the service. It names no person.

    Attributes:
        code: what scripts know it by.
        text: what is wrong, in one sentence.
        remedy: what to do, in one sentence.
        count: how many things it is about.
        details: some of them, a line each.
        unreadable: it couldn't be seen whether more is wrong.
    """

    code: str
    weight: Weight
    text: str
    remedy: str
    count: int = 1
    details: tuple[str, ...] = ()
    unreadable: bool = False


def in_order(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """The gravest first, otherwise as they were found."""
    return tuple(sorted(signs, key=lambda sign: sign.weight))


def some(lines: Sequence[str]) -> tuple[str, ...]:
    """The first lines, and how many more there are."""
    more = len(lines) - _SHOWN
    return (*lines[:_SHOWN], *((f"… og {more} til",) if more > 0 else ()))
