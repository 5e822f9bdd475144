"""K17 and T1, continued: what must be done before the first session of a study course."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.domain.model import OSLO
from service.rules.checks.study.courses import OfCourses, fault
from service.rules.facts import Facts
from service.rules.phrasing import Label, Word
from service.rules.records import Record
from service.rules.registers import refuse_unknown
from service.rules.results import Missing, Passed, Result
from service.rules.studies import Study
from service.rules.texts import parse_date, parse_time


class BeforeFirstSession(OfCourses):
    """The days ``steps`` of a course's entry come before its first session.

    On the day itself that is known only where the entry tells the time too.
    """

    says: ClassVar = frozenset({"course", "date", "steps"})

    order: Literal["before_first_session"]
    steps: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        refuse_unknown("course", fields=self.steps)
        return self

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """One result for each course, at latest on the day after its first session."""
        entry, first = study.source.entry, study.first_session
        if first is None:
            if study.is_over or study.source.ends is None:
                yield study.no_times or Missing("sessions_of", study.values)
            return
        begun = first.date() < facts.today
        if entry is None:
            if begun:
                yield Missing("course_entry", study.values)
            return
        kept = {name: _is_before(entry, name, first) for name in self.steps}
        left = tuple(
            Word("study_steps", name) for name, is_kept in kept.items() if is_kept is False
        )
        if all(kept.values()):
            yield Passed(study.source.target)
        elif begun and left:
            values = {"date": first.date(), "steps": left}
            yield fault(study, values, due=first.date())
        elif begun:
            yield _untold(study, entry, self.steps, first)


def _is_before(entry: Record, name: str, first: dt.datetime) -> bool | None:
    """Whether a step was taken before the first session; None where that can't be known."""
    text = entry.value(name)
    day, clock = parse_date(text), parse_time(text)
    if day is None:
        return None if text else False
    if day != first.date():
        return day < first.date()
    return dt.datetime.combine(day, clock, OSLO) < first if clock else None


def _untold(study: Study, entry: Record, steps: tuple[str, ...], first: dt.datetime) -> Missing:
    """What is not known: a day, or which came first on a day."""
    for name in steps:
        if entry.value(name) and parse_date(entry.value(name)) is None:
            return Missing("record_field", {"field": Label(name), "what": study.source.said})
    return Missing("same_day", {"date": first.date(), **study.values})


class DoneBeforeFirst(BeforeFirstSession):
    """There is a trace of it from before the first session."""

    trace_in: Literal["before_first_session"]
    order: Literal["before_first_session"] = "before_first_session"
