"""K11, continued: the hours a grant is claimed for, and the certificates that people are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.study import entitled, minutes_in
from service.rules.checks.study.courses import OfCourses, fault, of_person, pending
from service.rules.facts import Facts
from service.rules.people import name_of
from service.rules.phrasing import Length
from service.rules.results import Missing, Passed, Result
from service.rules.studies import Study
from service.rules.study_records import is_done, participants
from service.rules.texts import plain


class Grant(OfCourses):
    """The hours claimed for are those approved, however many took part (variant "heads")."""

    says: ClassVar = frozenset({"course", "claimed", "approved", "people"})
    variants: ClassVar = frozenset({"heads"})

    attendance: Literal["grant"]

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:  # noqa: ARG002
        """One result for each course with a claim."""
        if study.source.entry is None:
            yield Missing("course_entry", study.values)
            return
        text = study.source.text("claimed_hours")
        claimed, approved = minutes_in(text or ""), study.course.approved
        if not text:
            return
        if claimed is None or approved is None:
            what = "claimed_hours" if claimed is None else "approved_hours"
            yield Missing(what, study.values)
        elif claimed == approved:
            yield Passed(study.source.target)
        else:
            yield self._fault(study, claimed, approved)

    def _fault(self, study: Study, claimed: int, approved: int) -> Result:
        people = len(study.course.people)
        values = {
            "claimed": Length(claimed),
            "approved": Length(approved),
            "people": people,
        }
        by_head = people > 1 and claimed == approved * people
        return fault(study, values, "heads" if by_head else "")


class Certificates(OfCourses):
    """Everyone who was there for so many per cent has a certificate, ``days`` after at latest.

    Per cent of what was approved, or of the whole time (``base``).
    """

    says: ClassVar = frozenset({"course", "person", "percent", "limit"})

    attendance: Literal["certificates"]
    base: Literal["approved", "time"]
    percent: int = Field(default=75, ge=1, le=100)
    days: int = Field(default=30, ge=0)

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """One result for each person who is due one, once it is late or there."""
        if not study.is_over:
            yield from pending(study)
            return
        if study.no_presence:
            yield study.no_presence
        minutes = study.course.minutes if self.base == "time" else study.course.approved
        if minutes is None:
            yield Missing("approved_hours", study.values)
        elif study.no_times is None:
            yield from self._people(facts, study, entitled(study.course, self.percent, minutes))

    def _people(self, facts: Facts, study: Study, due: tuple[str, ...]) -> Iterator[Result]:
        kept = facts.records.get("certificate")
        issued = {r.person for r in kept or () if plain(r.value("course")) in study.source.names}
        rows = [row for one in study.source.lists for row in participants(facts, one)]
        listed = {person for person, row in rows if "certificate" in row}
        issued |= {person for person, row in rows if is_done(row.get("certificate", ""))}
        limit = (study.last_day or facts.today) + dt.timedelta(days=self.days)
        for person in due:
            if person in issued:
                yield Passed(of_person(study, person))
            elif facts.today > limit and kept is None and person not in listed:
                yield Missing("certificate")
            elif facts.today > limit:
                yield self._fault(facts, study, person, limit)

    def _fault(self, facts: Facts, study: Study, person: str, limit: dt.date) -> Result:
        name = name_of(facts, person)
        values = {"person": name, "percent": self.percent, "limit": limit}
        target = of_person(study, person)
        return fault(study, values, target=target, words=name, due=limit)
