"""K06, continued: a subject is taken up once, or so many times, in a stretch of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.domain.model import Meeting, MeetingType
from service.domain.place import Place
from service.rules.checks.agenda.documents import Occasion, occasion_of, occasions, takes_up, tells
from service.rules.checks.agenda.presence import presence
from service.rules.checks.shared.moments import Moment, Span
from service.rules.checks.shared.traces import Trigger
from service.rules.checks.shared.windows import WINDOW_SAYS, Every, MonthDay, Window, each, since
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.params import CheckParams
from service.rules.people import holders
from service.rules.phrasing import Word
from service.rules.records import RecordKind
from service.rules.results import Failed, Missing, Passed, Result, Target


class Subject(BaseModel):
    """What is to be taken up: known by words of a case's title, or by a field with text in it.

    ``name`` is a key of [subjects] in phrases.toml, for messages about several subjects.
    ``done`` is a milestone: once it is entered with a date, no meeting needs to take it up.
    """

    model_config: ClassVar = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...] = Field(min_length=1)
    fields: tuple[str, ...] = ()
    name: str = ""
    done: str = ""

    def is_taken_up(self, facts: Facts, meeting: Meeting) -> bool | Missing:
        """Whether the meeting's documents have it; Missing where they don't tell."""
        return self.is_taken_up_on(facts, occasion_of(facts, meeting))

    def is_taken_up_on(self, facts: Facts, occasion: Occasion) -> bool | Missing:
        """The same of a meeting that perhaps a protocol alone tells of."""
        if facts.documents is None:
            return Missing("documents")
        documents = occasion.documents
        if any(takes_up(facts, document, self.words, self.fields) for document in documents):
            return True
        if not documents:
            return Missing("call", {"what": occasion.said}) if occasion.is_over else False
        told = any(tells(document, self.fields) for document in documents)
        return False if told else Missing("cases", {"what": occasion.said})

    def is_done(self, facts: Facts, window: Window) -> bool:
        """Whether it is entered as done: by now, and within the window if there are several."""
        return any(
            r.value("name") == self.done
            and r.at is not None
            and facts.has_come(r.at)
            and (not window.key or window.period.covers(r.at.date()))
            for r in facts.entries(RecordKind.MILESTONE)
            if self.done
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """The meetings that took a subject up, and what is not known of the others."""

    subject: Subject
    meetings: tuple[Occasion, ...]
    unknown: tuple[Missing, ...]


class Once(CheckParams):
    """Each subject is taken up at ``minimum`` meetings of the window, or is entered as done."""

    says: ClassVar = WINDOW_SAYS | {"subjects", "count", "minimum", "person"}
    variants: ClassVar = frozenset({"absent"})

    agenda: Literal["once"]
    types: tuple[MeetingType, ...]
    also: tuple[MeetingType, ...] = ()  # meetings that count by their type alone
    subjects: tuple[Subject, ...] = Field(min_length=1)
    minimum: int = Field(default=1, ge=1)
    window: Literal["since"] | Every
    since: Moment = Moment(of="term_start")
    early_days: int = Field(default=0, ge=0)
    days: int = Field(default=0, ge=0)
    months: int = Field(default=0, ge=0)
    first: MonthDay = "01-01"
    last: MonthDay = "12-31"
    attended_by: tuple[OfficeParam, ...] = ()
    follow_up: Trigger | None = None

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each window, or for each person where they are to attend."""
        for window in self._windows(facts):
            if isinstance(window, Missing):
                yield window
            else:
                yield from self._judge_window(facts, window)

    def _windows(self, facts: Facts) -> Iterator[Window | Missing]:
        if self.window != "since":
            return each(facts, self.window, self.first, self.last)
        length = Span(days=self.days, months=self.months)
        return since(facts, self.since, length, early_days=self.early_days)

    def _judge_window(self, facts: Facts, window: Window) -> Iterator[Result]:
        meetings = [
            o for o in occasions(facts, (*self.types, *self.also)) if o.day >= window.period.start
        ]
        inside = [o for o in meetings if window.period.covers(o.day)]
        found = [self._find(facts, subject, inside) for subject in self.subjects]
        lacking = [f for f in found if self._lacks(facts, f, window)]
        if not lacking and self.attended_by:
            yield from self._attended(facts, window, self._find(facts, self.subjects[0], meetings))
        elif not lacking:
            yield Passed(window.target(facts))
        elif window.is_closed(facts):
            yield self._lacking(facts, window, lacking, inside)

    def _find(self, facts: Facts, subject: Subject, meetings: Sequence[Occasion]) -> _Found:
        answers = [(m, m.type in self.also or subject.is_taken_up_on(facts, m)) for m in meetings]
        return _Found(
            subject,
            tuple(meeting for meeting, answer in answers if answer is True),
            tuple(answer for _, answer in answers if isinstance(answer, Missing)),
        )

    def _lacks(self, facts: Facts, found: _Found, window: Window) -> bool:
        return len(found.meetings) < self.minimum and not found.subject.is_done(facts, window)

    def _lacking(
        self, facts: Facts, window: Window, lacking: Sequence[_Found], inside: Sequence[Occasion]
    ) -> Result:
        if not inside:
            return Missing("no_meetings", {"start": window.period.start, "limit": window.last})
        for found in lacking:
            if found.unknown:
                return found.unknown[0]
        return Failed(
            target=window.target(facts),
            values={
                **window.said(),
                "subjects": tuple(Word("subjects", f.subject.name) for f in lacking),
                "count": min(len(f.meetings) for f in lacking),
                "minimum": self.minimum,
            },
            place=_place(inside),
            facts=tuple(one.said for one in inside),
            due=window.last,
        )

    def _attended(self, facts: Facts, window: Window, found: _Found) -> Iterator[Result]:
        """Everyone who is to has attended one of the meetings, or has been followed up."""
        day = min(facts.today, window.last)
        for person in holders(facts, self.attended_by, day):
            there = presence(facts, person, found.meetings, self.follow_up)
            about = f"{person.id}@{window.key}" if window.key else person.id
            if there is True:
                yield Passed(Target("person", about))
            elif window.is_closed(facts) and isinstance(there, Missing):
                yield there
            elif window.is_closed(facts):
                yield Failed(
                    target=Target("person", about),
                    variant="absent",
                    values={**window.said(), "person": person},
                    facts=tuple(one.said for one in found.meetings),
                    due=window.last,
                )


def _place(meetings: Sequence[Occasion]) -> Place:
    """The agenda of the only meeting there was; which of several is nobody's to say."""
    documents = meetings[0].documents if len(meetings) == 1 else []
    return documents[-1].at("agenda") if documents else Place()
