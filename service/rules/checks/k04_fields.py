"""K04: required fields of a written protocol are filled in, perhaps depending on another field.

``scope``: "case" and "document" of protocols; "records": each entry of a register has its fields,
and there is one if asked (programme cases are read from the group's plan too); "parts": a register
has an entry by each of the names, with its fields; "majority": decisions in a register have their
fields, and more for than against.

Decided from protocols of held meetings. A field that was *not found* is not an empty field: that is
not evaluated, with where to look. Person fields must name someone of the roster.

``scope = "elections"``: the protocol of the constitution says who was elected, and the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from service.domain.minutes import CaseItem
from service.domain.model import MeetingType
from service.rules.checks.cases.majority import Majority
from service.rules.checks.entries.filled import FilledRecords, Parts
from service.rules.checks.offices.elections import Elections
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import person_named
from service.rules.phrasing import Word
from service.rules.protocols import Minutes, of_minutes
from service.rules.results import Failed, Missing, Passed, Result
from service.rules.texts import is_blank, mentions_any

CaseField = Literal["proposal", "conclusion", "discussion", "presenter"]


class PerCase(CheckParams):
    """A field of every case."""

    says: ClassVar = frozenset({"case", "title", "date", "text"})
    variants: ClassVar = frozenset({"unknown_person", "long"})

    scope: Literal["case"]
    types: tuple[MeetingType, ...]
    field: CaseField
    exempt: tuple[str, ...] = ()  # words in the title of cases that need none
    only: tuple[str, ...] = ()  # words in the title of those that do, if not all
    only_disagreement: bool = False  # only where the group disagrees with the recommendation
    person: bool = False
    max_words: int | None = None

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each case that needs the field."""
        return of_minutes(facts, self.types, self._cases)

    def _cases(self, facts: Facts, minutes: Minutes) -> Iterator[Result]:
        if not minutes.cases:
            yield Missing("cases", {"what": minutes.said()})
        for case in minutes.cases:
            asked = not self.only or mentions_any(case.title, self.only)
            if not asked or mentions_any(case.title, self.exempt):
                continue
            if self.only_disagreement and case.agrees_with_recommendation is None:
                yield _not_found("agrees_with_recommendation", case)
            elif not (self.only_disagreement and case.agrees_with_recommendation):
                yield self._result(facts, minutes, case)

    def _result(self, facts: Facts, minutes: Minutes, case: CaseItem) -> Result:
        text: str | None = getattr(case, self.field)
        if self.person and not facts.roster.people:
            return Missing("members")
        if text is None:
            return _not_found(self.field, case)
        variant = self._fault(facts, text)
        if variant is None:
            return Passed(minutes.case_target(case))
        return Failed(
            target=minutes.case_target(case),
            variant=variant,
            values={"case": case, "title": case.title, "date": minutes.when(), "text": text},
            location=case.location,
            place=minutes.document.at(self.field, case=case),
            facts=(case.title,),
        )

    def _fault(self, facts: Facts, text: str) -> str | None:
        if is_blank(text):
            return ""
        if self.person and person_named(facts, text) is None:
            return "unknown_person"
        if self.max_words and len(text.split()) > self.max_words:
            return "long"
        return None


def _not_found(field: str, case: CaseItem) -> Missing:
    return Missing("field", {"field": Word("fields", field), "what": case})


class AtLeastOneCase(CheckParams):
    """The protocol has an overview of cases."""

    says: ClassVar = frozenset({"date", "minimum"})

    scope: Literal["document"]
    types: tuple[MeetingType, ...]
    min_cases: int = Field(ge=1)

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each written protocol."""
        return of_minutes(facts, self.types, self._minutes)

    def _minutes(self, _facts: Facts, minutes: Minutes) -> Iterator[Result]:
        if minutes.reading.cases is None:
            yield Missing("cases", {"what": minutes.said()})
        elif len(minutes.cases) >= self.min_cases:
            yield Passed(minutes.target)
        else:
            values = {"date": minutes.when(), "minimum": self.min_cases}
            place = minutes.document.at("Saker")
            yield Failed(target=minutes.target, values=values, place=place)


Params = Annotated[
    PerCase | AtLeastOneCase | Majority | FilledRecords | Parts | Elections,
    Field(discriminator="scope"),
]
