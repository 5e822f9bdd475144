"""K03, continued: a document that sums up the term: decided on early, written before its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.place import Place
from service.rules.checks.shared.moments import Span, milestone
from service.rules.checks.shared.programme import in_plan
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams
from service.rules.phrasing import Word
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import is_blank, parse_years


class AtTermEnd(CheckParams):
    """The group decides to write it within ``decide_by_months``, and has written it in time.

    That it is decided is a milestone, or text in the field ``decided_in`` of the plan for following
    up the programme. It is written when one of ``fields`` has text, or a table has rows; that is
    judged from ``done_days_before_end`` ahead of the term's end, where any of it was found.
    """

    says: ClassVar = frozenset({"date", "limit", "path"})
    variants: ClassVar = frozenset({"late", "blank"})

    per: Literal["term"]
    document: str
    fields: tuple[str, ...]
    decided: str  # the milestone
    decided_in: str = ""
    decide_by_months: int = Field(default=12, ge=1)
    done_days_before_end: int = Field(default=30, ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the decision, and one for the document."""
        if result := self._decided(facts):
            yield result
        if result := self._written(facts):
            yield result

    def _decided(self, facts: Facts) -> Result | None:
        target = Target("group", facts.group.id)
        limit = Span(months=self.decide_by_months).after(facts.group.term.start)
        entered = milestone(facts, self.decided)
        days = () if isinstance(entered, Missing) else entered
        first = min((day for day in days if facts.group.term.covers(day)), default=None)
        if (first and first <= limit) or (self.decided_in and in_plan(facts, self.decided_in)):
            return Passed(target)
        if first:
            return Failed(target=target, variant="late", values={"date": first, "limit": limit})
        unknown = Missing("milestone_day", {"what": Word("milestones", self.decided)})
        return unknown if facts.today > limit else None

    def _written(self, facts: Facts) -> Result | None:
        end = facts.group.term.end
        if end is None:
            return Missing("term_end")
        limit = end - dt.timedelta(days=self.done_days_before_end)
        documents = facts.documents_of(self.document)
        if isinstance(documents, Missing):
            return documents if facts.today > limit else None
        target = Target("term", str(facts.group.term.start.year))
        own = sorted((d for d in documents if _of_the_term(facts, d)), key=lambda d: d.path)
        if any(self._is_written(document) for document in own):
            return Passed(target)
        if facts.today <= limit:
            return None
        if own and not any(self._is_found(document) for document in own):
            return Missing("field", {"field": Word("fields", self.fields[0]), "what": own[0].path})
        return Failed(
            target=target,
            variant="blank" if own else "",
            values={"limit": limit, "path": own[0].path if own else ""},
            place=own[0].at() if own else Place(),
            due=limit,
        )

    def _is_found(self, document: MeetingDocument) -> bool:
        reading = document.reading
        return bool(reading.tables) or any(reading.text(tag) is not None for tag in self.fields)

    def _is_written(self, document: MeetingDocument) -> bool:
        reading = document.reading
        noted = any(not is_blank(reading.text(tag)) for tag in self.fields)
        return noted or any(reading.tables.values())


def _of_the_term(facts: Facts, document: MeetingDocument) -> bool:
    years = parse_years(document.reading.text("group.period") or "")
    return years is None or years[0] <= facts.group.term.start.year < years[1]
