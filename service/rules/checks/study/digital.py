"""K11, continued: digital sessions have everyone there at once, and are not too large a part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from service.domain.presence import Mode, Session
from service.domain.study import apart, digital_minutes
from service.rules.checks.study.courses import OfCourses, fault, of_session, pending
from service.rules.facts import Facts
from service.rules.people import name_of
from service.rules.results import Missing, Passed, Result
from service.rules.studies import Study

_WHOLE = 100


class Together(OfCourses):
    """In every session that is digital, or partly so, the participants were there at once.

    A session that each does alone is no session (variant "alone"); nobody's time there must be
    without another's. Sessions in one room are kept by that.
    """

    says: ClassVar = frozenset({"course", "date", "people"})
    variants: ClassVar = frozenset({"alone"})

    attendance: Literal["together"]

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """One result for each session held."""
        if study.no_times and (study.is_over or study.sessions.unread):
            yield study.no_times
        for session in study.course.sessions:
            yield _at_once(facts, study, session, "")


class DigitalShare(OfCourses):
    """At most so many per cent of a course are digital, and those with everyone there at once."""

    says: ClassVar = frozenset({"course", "percent", "limit", "date", "people"})
    variants: ClassVar = frozenset({"alone", "apart"})

    attendance: Literal["digital_share"]
    max_percent: int = Field(ge=0, le=100)

    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """One result for the course when it is over, and one for each session held."""
        yield from self._share(study) if study.is_over else pending(study)
        for session in study.course.sessions:
            if session.mode is not None:
                yield _at_once(facts, study, session, "apart")

    def _share(self, study: Study) -> Iterator[Result]:
        digital, minutes = digital_minutes(study.course), study.course.minutes
        unsaid = [s for s in study.course.sessions if s.mode is None]
        if study.no_times:
            yield study.no_times
        elif digital * _WHOLE > self.max_percent * minutes:
            percent = -(-digital * _WHOLE // minutes)  # rounded up: it never looks allowed
            yield fault(study, {"percent": percent, "limit": self.max_percent})
        elif unsaid:
            yield _unsaid(study, unsaid[0])
        else:
            yield Passed(study.source.target)


def _unsaid(study: Study, session: Session) -> Missing:
    return Missing("session_mode", {"date": session.start.date(), **study.values})


def _at_once(facts: Facts, study: Study, session: Session, variant: str) -> Result:
    """Whether the participants of a session were there at once."""
    target = of_session(study, session)
    said = {"date": session.start.date()}
    if session.mode is None:
        return _unsaid(study, session)
    if session.mode is Mode.ALONE:
        return fault(study, said, "alone", target=target)
    if not session.is_digital:
        return Passed(target)
    if study.no_presence:
        return study.no_presence
    lonely = apart(study.course, session)
    if lonely is None:
        return Missing("presence_times", study.values)
    if lonely:
        people = tuple(name_of(facts, person) for person in lonely)
        return fault(study, {**said, "people": people}, variant, target=target)
    return Passed(target)
