"""What the checks of study courses share: one course after another, and findings about them."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterator, Mapping

from service.domain.place import Place
from service.domain.presence import Session
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.results import Failed, Missing, Result, Target
from service.rules.studies import Study, studies


class OfCourses(CheckParams):
    """A check of every study course of the time that is judged."""

    def judge(self, facts: Facts) -> Iterator[Result]:
        """The results of one course after the other, the earliest first."""
        for study in studies(facts):
            if isinstance(study, Missing):
                yield study
            else:
                yield from self.of_course(facts, study)

    @abstractmethod
    def of_course(self, facts: Facts, study: Study) -> Iterator[Result]:
        """The results of one course."""


def pending(study: Study) -> Iterator[Missing]:
    """Of a course that is not over nothing is missing yet, unless nobody says when it ends."""
    if study.source.ends is None:
        yield Missing("course_end", study.values)


def of_session(study: Study, session: Session) -> Target:
    """A session of a course, by when it starts."""
    return Target("session", f"{session.start:%Y-%m-%dT%H.%M}@{study.source.id}")


def of_person(study: Study, person: str) -> Target:
    """A participant of a course."""
    return Target("person", f"{person}@{study.source.id}")


def fault(
    study: Study,
    values: Mapping[str, object],
    variant: str = "",
    *,
    target: Target | None = None,
    words: str = "",
    due: dt.date | None = None,
) -> Failed:
    """A finding about a course, in its attendance list where it has one; ``words`` name a row."""
    lists = study.source.lists
    name = "participants" if words else ""
    return Failed(
        target=target or study.source.target,
        variant=variant,
        values={**study.values, **values},
        place=lists[0].at(name, words=words) if lists else Place(),
        due=due,
    )
