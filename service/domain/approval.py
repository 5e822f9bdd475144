"""Whether a protocol has been approved, by what its own approval line says."""

from __future__ import annotations

import re
from typing import Final

from service.domain.minutes import DocumentReading

APPROVED: Final = "minutes.approved"
_SAID: Final = re.compile(
    r"\b(godkjen[dtn]\w*|underskre[vi]\w*|signert\w*|vedt[ae]\w+)\b", re.IGNORECASE
)
_NOT_YET: Final = re.compile(
    r"\b(ikkj?e|utkast|forslag|framlegg|venter|ventar|skal|blir|må|til godkjenning|før)\b|\?",
    re.IGNORECASE,
)
_DATED: Final = re.compile(
    r"\b\d{1,2}\. ?(?:\d{1,2}\.|[a-zæøå]{3,})|\b\d{4}-\d\d-\d\d\b", re.IGNORECASE
)
_PENDING: Final = "tracked-change"


def is_approved(reading: DocumentReading) -> bool:
    """Whether the protocol says that it is approved, by whom or in which words, and on which date.

    In doubt it is not: a protocol without a date, one that is "ikke godkjent ennå", and one in
    which suggested changes wait to be decided are all still being worked on.
    """
    text = reading.text(APPROVED) or ""
    undecided = any(problem.code == _PENDING for problem in reading.problems)
    said = _SAID.search(text) is not None and _DATED.search(text) is not None
    return said and _NOT_YET.search(text) is None and not undecided
