"""K14's form ``expiry``: points that hold for a time, and points that were taken out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from service.rules.change_log import log_of, tells_of
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.points import TABLE, Point, gaps_in, points_of
from service.rules.regulations import regulations_of
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import mentions_any, parse_date

_DATE = r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\.?\s+\w+\s+\d{4})"
_UNTIL = re.compile(rf"(?:\b(?:til|t\.o\.m\.?|ut|opphører|opphøyrer)\s+|^)({_DATE})", re.IGNORECASE)


class Expiry(CheckParams):
    """A point whose last day has passed is marked so; a number that is gone is in the log.

    The last day stands as the deadline: "til 31.12.2026", or the date alone. A day to be done by
    ("innen 1.3.2026") ends no point.
    """

    says: ClassVar = frozenset({"number", "date"})
    variants: ClassVar = frozenset({"removed"})

    control: Literal["expiry"]
    document: str
    marks: tuple[str, ...]  # words that show that a point no longer holds

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each point with a last day, and for each that is gone."""
        for document in regulations_of(facts, self.document):
            if isinstance(document, Missing):
                yield document
            else:
                yield from self._document(document, facts.today)

    def _document(self, document: MeetingDocument, today: dt.date) -> Iterator[Result]:
        points = points_of(document)
        if isinstance(points, Missing):
            yield points
            return
        for point in points:
            if end := last_day(point):
                yield self._ended(document, point, end, today)
        for number in gaps_in(points):
            yield _removed(document, number)

    def _ended(
        self, document: MeetingDocument, point: Point, end: dt.date, today: dt.date
    ) -> Result:
        target = Target("point", f"{point.name}@{document.path}")
        marked = any(mentions_any(text, self.marks) for text in point.cells.values())
        if today <= end or marked:
            return Passed(target)
        values = {"number": point.name, "date": end}
        return Failed(target=target, values=values, place=point.place(document), due=end)


def _removed(document: MeetingDocument, number: str) -> Result:
    log, target = log_of(document), Target("point", f"{number}@{document.path}")
    if isinstance(log, Missing):
        return log
    if tells_of(log, number):
        return Passed(target)
    values = {"number": number, "date": ""}
    return Failed(target=target, variant="removed", values=values, place=document.at(TABLE))


def last_day(point: Point) -> dt.date | None:
    """The last day that a point holds, where its deadline says one."""
    found = _UNTIL.search(point.cells.get("due", "").strip())
    return parse_date(found[1]) if found else None
