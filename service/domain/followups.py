"""Which follow-ups (oppfølgingspunkter) are still open, however people write that one is done.

In doubt a point is open: one carried on in vain is struck out in a moment, one that is lost is
missed when it is too late.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from service.domain.minutes import FollowUp

_DROPPED: Final = re.compile(
    r"\b(ikkj?e (lenger |lengre )?aktuelt?|uaktuelt?|bortfalt|bortfalle|frafalt|fråfalle"
    r"|f(alt|all|ell|alle) bort|utgår|utgått)\b"
)
_NOT_YET: Final = re.compile(
    r"\b(ikkj?e|nesten|delvis|halv\w*|snart|må|skal|blir|kan|venter|ventar|innen|innan|til|før"
    r"|gjenstår|står att|men)\b|\?"
)
_DONE: Final = re.compile(
    r"\b(gjort|utført|ferdig|ferdigstil[lt]\w*|lukk(et|a)|fullført|avslutt(et|a)|ordn(et|a)|ok|done)\b"
    r"|^\W*x\W*$|[✓✔☑]|\b100 ?(%|prosent)"
)


def is_open(status: str) -> bool:
    """Whether a point with this status still waits for somebody.

    Done is "Gjort", "Utført 3. mai", "lukka", "ferdig" or a tick, and so is what fell away. "Ikke
    gjort", "nesten ferdig", "ferdig til påske", "Løpende" and nothing at all are open.
    """
    words = " ".join(status.casefold().split())
    if _DROPPED.search(words):
        return False
    return _DONE.search(words) is None or _NOT_YET.search(words) is not None


def open_follow_ups(rows: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """The points that are still open, each once, in their order; empty rows are none."""
    return tuple(dict.fromkeys(row for row in rows if row.what.strip() and is_open(row.status)))
