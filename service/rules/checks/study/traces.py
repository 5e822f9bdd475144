"""T1 and A1, continued: consent, registration and keeping of the attendance lists of courses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.rules.checks.shared.moments import Span
from service.rules.checks.study.courses import OfCourses, fault, of_person, pending
from service.rules.facts import Facts
from service.rules.offices import OfficeParam
from service.rules.people import name_of
from service.rules.phrasing import Label, Word
from service.rules.results import Missing, Passed, Result
from service.rules.studies import Study
from service.rules.study_records import consents, is_yes, participants


class Consented(OfCourses):
    """Everyone who is on the list of a course has been told of it and has consented.

    By the register ``consent``, or the cell of the list. A finding tells neither of the two apart.
    """

    says: ClassVar = frozenset({"course", "person"})

    trace_in: Literal["participants"]

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """One result for each person who has been at a session."""
        present = [p for p in study.course.people if study.course.presence(p)]
        if study.course.sessions and study.no_presence:
            yield study.no_presence
        kept = facts.records.get("consent")
        said = consents(kept or (), study.source.names)
        rows = [row for one in study.source.lists for row in participants(facts, one)]
        listed = {person for person, row in rows if "consent" in row}
        said |= {p: True for p, row in rows if is_yes(row.get("consent", "")) and p not in said}
        for person in present:
            if said.get(person):
                yield Passed(of_person(study, person))
            elif kept is None and person not in listed:
                yield Missing("consent")
            else:
                name = name_of(facts, person)
                yield fault(study, {"person": name}, target=of_person(study, person), words=name)


class Registered(OfCourses):
    """The ``fields`` of a course are filled, ``days`` after it at latest."""

    says: ClassVar = frozenset({"course", "fields", "limit"})

    trace_in: Literal["course"]
    fields: tuple[Literal["external_id", "registered", "plan", "hours"], ...] = Field(min_length=1)
    days: int = Field(default=14, ge=0)

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """One result for each course once it is late or done."""
        said = {name: study.source.text(name) for name in self.fields}
        limit = (study.last_day or facts.today) + dt.timedelta(days=self.days)
        if all(said.values()):
            yield Passed(study.source.target)
        elif not study.is_over:
            yield from pending(study)
        elif facts.today > limit and None in said.values():
            yield Missing("course_entry", study.values)
        elif facts.today > limit:
            blank = tuple(Label(name) for name, text in said.items() if not text)
            yield fault(study, {"fields": blank, "limit": limit}, due=limit)


class AfterCourses(OfCourses):
    """Confirmed once for each course that is over; ``retention`` is how long its list is kept."""

    says: ClassVar = frozenset({"role", "course", "limit"})

    task: Literal["after_courses"]
    role: OfficeParam
    retention_months: int = Field(default=12, ge=1)

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """One result for each course that is over."""
        if not study.is_over:
            yield from pending(study)
            return
        given = {a.target for a in facts.attestations}
        if str(study.source.target) in given:
            yield Passed(study.source.target)
            return
        limit = Span(months=self.retention_months).after(study.last_day or facts.today)
        values = {"role": Word("holders", str(self.role)), "limit": limit}
        yield fault(study, values, due=limit)
