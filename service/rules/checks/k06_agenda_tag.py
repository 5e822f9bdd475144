"""K06: a subject stands on the agenda of every meeting of a type, or at least once in a window.

Decided from meetings' calls and, once written, their protocols: a case whose title has one of the
words, or a field of its own with text in it. Not evaluated where there is neither document.

``agenda = "every"``, or left out: on the agenda of every meeting of ``types``, known by ``words``
and ``fields``; not evaluated where neither agenda, cases nor fields were found.

``agenda = "once"``: each of ``subjects`` is taken up at ``minimum`` meetings of ``types``, or of
``also`` (types that count without an agenda), in a window. A subject has ``words``, ``fields``, a
``name`` in [subjects] of phrases.toml, and ``done``, a milestone that settles it without a meeting.

- ``window = "since"``: from ``since`` (a `moments.Moment`; the start of the term if left out) for
  ``days`` and ``months``; ``early_days`` opens it that much earlier;
- ``window = "year"``: in each calendar year, or between ``first`` and ``last`` of it ("09-01" or
  "1. september");
- ``window = "half_year"``: in each half-year.

A window is judged when it is kept, or when its last day has passed; it is not evaluated where no
meeting of the types is known in it. With ``attended_by``, every holder of these offices was present
at one of the meetings (then, or a later one on the subject), or has an entry ``follow_up``; the
variant "absent" says who: {person}. Messages: {start} {limit} {year} {half} {subjects} {count}
{minimum}.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Tag

from service.domain.model import Meeting, MeetingType
from service.rules.checks.agenda.documents import documents_of, takes_up, tells
from service.rules.checks.agenda.once import Once
from service.rules.facts import Facts, MeetingDocument
from service.rules.params import CheckParams, forms_by
from service.rules.results import Failed, Missing, Passed, Result, Target


class AgendaTag(CheckParams):
    """One result for each meeting with a call or a written protocol."""

    says: ClassVar = frozenset({"date"})

    agenda: Literal["every"] = "every"
    types: tuple[MeetingType, ...]
    words: tuple[str, ...]
    fields: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Iterator[Result]:
        """Look for the subject in what there is of the meeting's documents."""
        if facts.documents is None:
            yield Missing("documents")
            return
        for meeting in facts.of_types(self.types):
            if result := self._result(facts, meeting):
                yield result

    def _result(self, facts: Facts, meeting: Meeting) -> Result | None:
        said = documents_of(facts, meeting)
        if not said:
            return Missing("call", {"what": meeting}) if facts.is_over(meeting) else None
        if any(self.is_in(facts, document) for document in said):
            return Passed(Target("meeting", meeting.id))
        if not any(tells(document, self.fields) for document in said):
            return Missing("cases", {"what": meeting})
        return Failed(
            target=Target("meeting", meeting.id),
            values={"date": meeting.date},
            place=said[-1].at("agenda"),
            facts=(meeting,),
            due=meeting.date,
        )

    def is_in(self, facts: Facts, document: MeetingDocument) -> bool:
        """Whether the document has it; further forms look at more."""
        return takes_up(facts, document, self.words, self.fields)


Params = Annotated[
    Annotated[AgendaTag, Tag("every")] | Annotated[Once, Tag("once")], forms_by("agenda", "every")
]
