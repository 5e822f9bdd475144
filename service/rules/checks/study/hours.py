"""K11, continued: study courses are long enough, with enough people there, in clock hours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.presence import Session
from service.domain.study import (
    HOUR,
    crowded_minutes,
    may_be_exempted,
    minutes_in,
    percent_of,
    qualified,
    reaches,
)
from service.rules.checks.study.courses import OfCourses, fault, of_session, pending
from service.rules.facts import Facts
from service.rules.people import members
from service.rules.phrasing import Length
from service.rules.results import Missing, Passed, Result
from service.rules.studies import Study

_ROUNDING = 3  # minutes: 2 hours and 45 minutes may be entered as 2,8


class Hours(OfCourses):
    """A course lasts at least ``minimum_hours``; ``whole`` says its length in whole hours."""

    says: ClassVar = frozenset({"course", "hours", "minimum"})

    attendance: Literal["hours"]
    minimum_hours: int = Field(ge=1)
    whole: bool = False

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:  # noqa: ARG002
        """Kept as soon as enough is held; a finding only when the course is over."""
        minutes = study.course.minutes
        if minutes >= self.minimum_hours * HOUR:
            yield Passed(study.source.target)
        elif not study.is_over:
            yield from pending(study)
        elif study.no_times:
            yield study.no_times
        else:
            shown = minutes // HOUR * HOUR if self.whole else minutes
            yield fault(study, {"hours": Length(shown), "minimum": self.minimum_hours})


class _Participation(OfCourses):
    """Enough people for enough of the time.

    ``reading`` "each": ``minimum`` people were there for ``percent`` of the course each.
    "together": for ``percent`` of the course as many were there at once.
    """

    says: ClassVar = frozenset(
        {"course", "count", "minimum", "percent", "share", "representatives"}
    )

    minimum: int = Field(ge=1)
    percent: int = Field(default=75, ge=1, le=100)
    reading: Literal["each", "together"] = "each"

    def is_enough(self, study: Study) -> bool | Missing:
        """Whether there were, or why that can't be said."""
        course = study.course
        if study.no_times:
            return study.no_times
        if self.reading == "each":
            enough = len(qualified(course, self.percent)) >= self.minimum
            return enough or study.no_presence or False
        minutes, sure = crowded_minutes(course, self.minimum)
        enough = reaches(minutes, course.minutes, self.percent)
        unsure = None if sure else Missing("presence_times", study.values)
        return enough or study.no_presence or unsure or False

    def values(self, facts: Facts, study: Study) -> dict[str, object]:
        """What findings may say."""
        minutes, _ = crowded_minutes(study.course, self.minimum)
        return {
            "count": len(qualified(study.course, self.percent)),
            "minimum": self.minimum,
            "percent": self.percent,
            "share": percent_of(minutes, study.course.minutes),
            "representatives": representatives(facts, study),
        }


def representatives(facts: Facts, study: Study) -> int:
    """How many sat for the group on the course's last day; 0 while the roster has nobody."""
    return len(members(facts, study.last_day or facts.today))


class Qualified(_Participation):
    """Enough people were there for enough of the course.

    A group of fewer than ``exempt_below`` representatives may apply for exemption: with one the
    rule is kept, without one `Exemption` answers.
    """

    variants: ClassVar = frozenset({"together"})

    attendance: Literal["qualified"]
    exempt_below: int = Field(default=0, ge=0)

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """One result when the course is over."""
        if not study.is_over:
            yield from pending(study)
            return
        enough = self.is_enough(study)
        sitting = representatives(facts, study)
        if enough is True:
            yield Passed(study.source.target)
        elif isinstance(enough, Missing):
            yield enough
        elif self.exempt_below and not sitting:
            yield Missing("members")
        elif may_be_exempted(sitting, self.exempt_below):
            if study.source.exemption:
                yield Passed(study.source.target)
        else:
            variant = "together" if self.reading == "together" else ""
            yield fault(study, self.values(facts, study), variant)


class Exemption(_Participation):
    """A group of fewer than ``below`` has exemption where too few took part; a larger has none."""

    says: ClassVar = _Participation.says | {"below"}
    variants: ClassVar = frozenset({"large"})

    attendance: Literal["exemption"]
    below: int = Field(ge=1)

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """One result for each course with exemption, or that needs it."""
        sitting = representatives(facts, study)
        small, given = may_be_exempted(sitting, self.below), study.source.exemption
        if given and not sitting:
            yield Missing("members")
        elif given:
            values = {**self.values(facts, study), "below": self.below}
            yield Passed(study.source.target) if small else fault(study, values, "large")
        elif small and not study.is_over:
            yield from pending(study)
        elif small:
            enough = self.is_enough(study)
            if isinstance(enough, Missing):
                yield enough
            elif not enough:
                yield fault(study, self.values(facts, study)) if sitting else Missing("members")


class ClockHours(OfCourses):
    """The hours that are entered are those by the clock, with breaks and without rounding up.

    Judged for each session with hours of its own, and for the sum of an attendance list.
    """

    says: ClassVar = frozenset({"course", "date", "stated", "hours"})
    variants: ClassVar = frozenset({"total"})

    attendance: Literal["clock_hours"]

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:  # noqa: ARG002
        """One result for each session that states its hours, and one for the sum."""
        for session in study.sessions.known:
            stated = study.sessions.stated.get(session.id)
            if stated is not None:
                yield self._of_session(study, session, stated)
        total = minutes_in(study.source.text("total") or "")
        if study.no_times and (study.is_over or study.sessions.unread):
            yield study.no_times
        elif total is not None and study.is_over:
            yield self._of_total(study, total)

    def _of_session(self, study: Study, session: Session, stated: int) -> Result:
        target = of_session(study, session)
        if abs(stated - session.minutes) <= _ROUNDING:
            return Passed(target)
        hours = {"stated": Length(stated), "hours": Length(session.minutes)}
        return fault(study, {"date": session.start.date(), **hours}, target=target)

    def _of_total(self, study: Study, stated: int) -> Result:
        minutes = study.course.minutes
        if abs(stated - minutes) <= _ROUNDING:
            return Passed(study.source.target)
        return fault(study, {"stated": Length(stated), "hours": Length(minutes)}, "total")
