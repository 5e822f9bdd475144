"""Noting what an answer rests on while it is made, also of answers that others rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Answer:
    """What was answered, and the parts of the facts that were looked at for it.

    ``until`` is the first of the moments looked at that had not come yet.
    """

    value: Any = None
    rested_on: frozenset[str] = frozenset()
    until: dt.datetime | None = None


@dataclass(slots=True)
class _Noting:
    """What is looked at for an answer that is being made."""

    parts: set[str] = field(default_factory=set)
    until: dt.datetime | None = None

    def wait(self, moment: dt.datetime | None) -> None:
        if moment and (self.until is None or moment < self.until):
            self.until = moment


class Notes:
    """What is looked at for each of the answers that are being made, one within the other."""

    def __init__(self) -> None:
        self._open: list[_Noting] = []

    def note(self, part: str) -> None:
        """A part of the facts was looked at."""
        if self._open:
            self._open[-1].parts.add(part)

    def wait(self, moment: dt.datetime) -> None:
        """A moment was looked at that has not come yet."""
        if self._open:
            self._open[-1].wait(moment)

    def noted_again(self, answer: Answer) -> Any:  # noqa: ANN401 - whatever was answered
        """The answer; whoever asks for it rests on what it was made of."""
        if self._open:
            self._open[-1].parts.update(answer.rested_on)
            self._open[-1].wait(answer.until)
        return answer.value

    def noting(self, make: Callable[[], Any]) -> Answer:
        """What comes of it, with the parts of the facts that were looked at for it."""
        self._open.append(_Noting())
        try:
            value = make()
        finally:
            noted = self._open.pop()
        return Answer(value, frozenset(noted.parts), noted.until)
