"""What a rule of a plan excepts: "torsdager kl. 18.00, med unntak av 10. desember kl. 10.00"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.imports.wording.clock import Span
from service.imports.wording.lexing import Kind, lex

_EXCEPT = re.compile(
    r",?\s*\(?\b(?:med unntak av|med unntak for|med unnatak av|unntatt|unnateke|bortsett fra|"
    r"bortsett frå|utenom|utanom|unntak)\b:?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Days, and whole months, for which a rule doesn't hold, and the time that holds instead."""

    days: Mapping[tuple[int, int], Span | None] = field(default_factory=dict)  # by (month, day)
    months: Mapping[int, Span | None] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Exceptions | None:
        """The exceptions a clause names, or None where it can't be told what they are."""
        tokens = lex(text)
        spans = [t.span for t in tokens if t.kind is Kind.TIME]
        span = spans[0] if len(spans) == 1 else None
        days = [day for t in tokens if t.kind is Kind.DATES for day in t.days]
        months = [t.number for t in tokens if t.kind is Kind.MONTH]
        if len(spans) > 1 or not (days or months):
            return None
        return cls({(d.month, d.day): span for d in days}, dict.fromkeys(months, span))

    def holds_for(self, month: int, day: int) -> bool:
        """Whether the day is excepted."""
        return (month, day) in self.days or month in self.months

    def span_for(self, month: int, day: int) -> Span | None:
        """The time that an excepted day has instead, if it is said."""
        return self.days.get((month, day)) or self.months.get(month)


def split_exception(sentence: str) -> tuple[str, str]:
    """A sentence as its rule and what it excepts from it, "" for nothing."""
    found = _EXCEPT.search(sentence)
    return (sentence[: found.start()], sentence[found.end() :]) if found else (sentence, "")
