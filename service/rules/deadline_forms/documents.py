"""Deadlines of what documents tell: study courses, and points of ground rules that end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

from service.rules.checks.shared.calendar_parts import parts_of_year
from service.rules.checks.texts.expiry import last_day
from service.rules.deadline_forms.base import Instance, When, nothing_open, the_day_after
from service.rules.facts import Facts
from service.rules.points import points_of
from service.rules.regulations import regulations_of
from service.rules.results import Missing, Result, Target
from service.rules.studies import Study, studies


class EachCourse(When):
    """Counted from the first session or last day of each study course, or the end of its quarter.

    With ``people`` it is settled when the rule finds nothing open for anybody who took part. Rules
    are asked once the course is over: until then they find nothing.
    """

    each: Literal["course"]
    of: Literal["first_session", "last_day", "quarter_end"]
    people: bool = False

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each course whose day is known."""
        for study in studies(facts):
            day = None if isinstance(study, Missing) else self._day(study)
            if isinstance(study, Missing) or day is None:
                continue
            date = self._date(day)
            yield Instance(
                key=study.source.id,
                target=study.source.target,
                date=date,
                judged=the_day_after(facts, max(date, day, study.source.ends or day)),
                anchor=day,
            )

    def is_settled(self, instance: Instance, results: Sequence[Result]) -> bool:
        """Whether the course is in order, or all who took part have what they are due."""
        if self.people:
            of_course = f"@{instance.target.id}"
            return nothing_open(results, lambda target: target.id.endswith(of_course))
        return super().is_settled(instance, results)

    def _day(self, study: Study) -> dt.date | None:
        if self.of == "first_session":
            return study.first_session.date() if study.first_session else None
        last = study.last_day
        if self.of == "last_day" or last is None:
            return last
        return next(part.end for part in parts_of_year("quarter", last.year) if part.covers(last))


class EachPoint(When):
    """On the last day that a point of ground rules holds; ``document`` is the type of document."""

    each: Literal["point"]
    document: str

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """One for each point that holds for a time only."""
        for document in regulations_of(facts, self.document):
            points = document if isinstance(document, Missing) else points_of(document)
            if isinstance(document, Missing) or isinstance(points, Missing):
                continue
            for point in points:
                if end := last_day(point):
                    date = self._date(end)
                    yield Instance(
                        key=point.name,
                        target=Target("point", f"{point.name}@{document.path}"),
                        date=date,
                        judged=the_day_after(facts, max(date, end)),
                        anchor=end,
                        title=point.name,
                    )
