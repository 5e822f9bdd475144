"""K02, continued: so many meetings take up a subject, and not all of them early in the term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.model import Meeting, MeetingType
from service.rules.checks.agenda.once import Subject
from service.rules.checks.shared.moments import Span
from service.rules.checks.shared.windows import each
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.results import Failed, Missing, Passed, Result, Target


class OnSubject(CheckParams):
    """At least ``minimum`` meetings of ``types`` take up the subject in the term, or each year.

    In the term, at least one of them comes later than ``early_months`` after its start; a term
    fails first when ``judged_after_months`` have gone.
    """

    says: ClassVar = frozenset({"count", "minimum", "year", "limit"})
    variants: ClassVar = frozenset({"early", "year"})

    count: Literal["subject"]
    types: tuple[MeetingType, ...]
    subject: Subject
    minimum: int = Field(ge=1)
    per: Literal["term", "year"] = "term"
    early_months: int = Field(default=6, ge=0)
    judged_after_months: int = Field(default=12, ge=0)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for the group's term, or for each year."""
        meetings = tuple(facts.of_types(self.types))
        if self.per == "term":
            yield from self._term(facts, meetings)
            return
        for window in each(facts, "year"):
            inside = [m for m in meetings if window.period.covers(m.date)]
            on, unknown = self._on_subject(facts, inside)
            if len(on) >= self.minimum:
                yield Passed(window.target(facts))
            elif window.is_closed(facts) and not inside:
                yield Missing("no_meetings", {"start": window.period.start, "limit": window.last})
            elif window.is_closed(facts):
                failed = self._failed(window.target(facts), on, "year", year=window.key)
                yield unknown or failed

    def _term(self, facts: Facts, meetings: Sequence[Meeting]) -> Iterator[Result]:
        start = facts.group.term.start
        early = Span(months=self.early_months).after(start)
        on, unknown = self._on_subject(facts, meetings)
        target = Target("group", facts.group.id)
        enough = len(on) >= self.minimum
        if enough and any(m.date > early for m in on):
            yield Passed(target)
        elif facts.today > Span(months=self.judged_after_months).after(start):
            if not meetings:
                yield Missing("no_meetings", {"start": start, "limit": facts.today})
            else:
                variant = "early" if enough else ""
                yield unknown or self._failed(target, on, variant, limit=early)

    def _on_subject(
        self, facts: Facts, meetings: Sequence[Meeting]
    ) -> tuple[tuple[Meeting, ...], Missing | None]:
        """The meetings that take it up, and a fact that is missing of the others."""
        answers = [(m, self.subject.is_taken_up(facts, m)) for m in meetings]
        on = tuple(m for m, answer in answers if answer is True)
        return on, next((answer for _, answer in answers if isinstance(answer, Missing)), None)

    def _failed(
        self, target: Target, on: tuple[Meeting, ...], variant: str, **values: object
    ) -> Failed:
        said = {"count": len(on), "minimum": self.minimum, **values}
        return Failed(target=target, variant=variant, values=said, facts=on)
