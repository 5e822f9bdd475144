"""The log of decisions and changes that ground rules carry, as rules look at it.

A table of the document: who decided, the case or date, what was changed, and who approved. Rows
that only tell of others having been informed change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from service.domain.model import Period
from service.domain.place import Place
from service.rules.facts import MeetingDocument
from service.rules.log_dates import span_of
from service.rules.phrasing import Word
from service.rules.results import Missing
from service.rules.texts import is_blank, mentions_any

TABLE: Final = "changes"
_INFORMED: Final = ("info", "orienter", "lagt fram", "lagd fram")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the log, as written; ``approvals`` is None where there is no such column."""

    row: int  # from 1
    decided_by: str
    reference: str  # the case or date
    change: str
    approvals: str | None

    @property
    def when(self) -> Period | None:
        """The days it can be from."""
        return span_of(self.reference)

    @property
    def is_information(self) -> bool:
        """Whether it says that somebody was informed, and nothing was changed."""
        return any(mentions_any(t, _INFORMED) for t in (self.decided_by, self.change))

    def said(self) -> str:
        """How findings name it: by case or date, by who decided, or by its number."""
        texts = (self.reference, self.decided_by)
        return next((f"«{text}»" for text in texts if not is_blank(text)), f"nr. {self.row}")

    def place(self, document: MeetingDocument) -> Place:
        """The row in the document."""
        texts = (self.reference, self.decided_by, self.change)
        return document.at(TABLE, words=next((t for t in texts if t), ""))


def log_of(document: MeetingDocument) -> tuple[Entry, ...] | Missing:
    """The log's rows from the top, or the missing fact where the document has no such table."""
    rows = document.reading.tables.get(TABLE)
    if rows is None:
        return Missing("table", {"table": Word("tables", TABLE), "what": document.path})
    return tuple(
        Entry(
            row=number,
            decided_by=row.get("decided_by", ""),
            reference=row.get("reference", ""),
            change=row.get("change", ""),
            approvals=row.get("approvals"),
        )
        for number, row in enumerate(rows, 1)
    )


def changes_in(log: Iterable[Entry]) -> tuple[Entry, ...]:
    """The rows that changed something: not the adoption at the top, not those that inform."""
    return tuple(e for e in log if e.row > 1 and not e.is_information)


def tells_of(log: Iterable[Entry], point: str) -> bool:
    """Whether a row's words name the point: "A3 er tatt ut"."""
    named = re.compile(rf"\b{re.escape(point)}\b")
    return any(named.search(entry.change) for entry in log)
