"""T1, continued: others than the group's own are asked to speak at meetings.

Decided from calls and written protocols: a presenter who is not of the roster, or words of an
item's title. A year is judged once it is over, where the rule holds for all of it. A held meeting
without either document may have had a guest, so such a year is not evaluated.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Meeting, MeetingType
from service.rules.checks.agenda.documents import documents_of
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import person_named
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank, mentions_any

_BETWEEN_NAMES = re.compile(r"[,;/&]|\b(?:og|and)\b")


class GuestSpeakers(CheckParams):
    """At least so many meetings of the types have a guest each calendar year."""

    says: ClassVar = frozenset({"year", "count", "minimum"})

    trace_in: Literal["guests"]
    types: tuple[MeetingType, ...]
    minimum: int = Field(ge=1)
    words: tuple[str, ...] = ()  # in an item's title: somebody else speaks
    ours: tuple[str, ...] = ()  # how a presenter of our own may be written, besides by name

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each year with such meetings: past, or with enough guests already."""
        if facts.documents is None:
            yield Missing("documents")
            return
        meetings = tuple(facts.of_types(self.types))
        for year in sorted({m.date.year for m in meetings}):
            yield from self._year(facts, year, [m for m in meetings if m.date.year == year])

    def _year(self, facts: Facts, year: int, meetings: list[Meeting]) -> Iterator[Result]:
        heard = {m.id: self._has_guest(facts, m) for m in meetings}
        count = sum(answer is True for answer in heard.values())
        target = Target("period", str(year))
        unknown = [m for m in meetings if heard[m.id] is None and facts.is_over(m)]
        if count >= self.minimum:
            yield Passed(target)
        elif not _is_complete(facts, year):
            return
        elif unknown:
            yield Missing("call", {"what": unknown[0]})
        else:
            values = {"year": str(year), "count": count, "minimum": self.minimum}
            yield Failed(target=target, values=values, facts=tuple(meetings))

    def _has_guest(self, facts: Facts, meeting: Meeting) -> bool | None:
        """Whether its documents tell of one; None where there are none to read."""
        readings = [document.reading for document in documents_of(facts, meeting)]
        items = [item for reading in readings for item in reading.agenda or ()]
        titles = [item.title for item in items]
        titles += [case.title for reading in readings for case in reading.cases or ()]
        if not titles:
            return None
        return any(mentions_any(title, self.words) for title in titles) or any(
            self._is_guest(facts, name)
            for item in items
            for name in _BETWEEN_NAMES.split(item.presenter)
        )

    def _is_guest(self, facts: Facts, name: str) -> bool:
        own = person_named(facts, name) is not None or mentions_any(name, self.ours)
        return not is_blank(name) and not own


def _is_complete(facts: Facts, year: int) -> bool:
    """Whether the year is over and the rule holds for all of it."""
    judged, first, last = (
        facts.judged or facts.group.term,
        dt.date(year, 1, 1),
        dt.date(year, 12, 31),
    )
    return last < facts.today and judged.covers(first) and judged.covers(last)
