"""Deadlines that come once, or once each time something was done last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

from service.rules.checks.shared.moments import Moment
from service.rules.deadline_forms.base import Instance, When, nothing_open, the_day_after
from service.rules.facts import Facts
from service.rules.results import Passed, Result, Target

About = Literal["group", "term", "all"]


class Once(When):
    """Counted from one moment: election day, the start of the term, the last talk.

    ``about`` is what the rule judges: the group, the term, or ``all`` that it has an answer for.
    """

    each: Literal["once"]
    moment: Moment
    otherwise: Moment | None = None  # where that day is not known
    about: About = "group"

    def instances(self, facts: Facts) -> Iterator[Instance]:
        """At most one; none while no day to count from is known."""
        day = self._anchor(facts)
        if day is None:
            return
        date, term = self._date(day), str(facts.group.term.start.year)
        yield Instance(
            key=str(day.year) if self.moment.pick == "last" else "",
            target=Target("term", term) if self.about == "term" else whole(facts),
            date=date,
            judged=the_day_after(facts, date),
            anchor=day,
        )

    def is_settled(self, instance: Instance, results: Sequence[Result]) -> bool:
        """Whether its target is in order, or all there is an answer for."""
        if self.about == "all":
            return all_kept(results)
        return super().is_settled(instance, results)

    def _anchor(self, facts: Facts) -> dt.date | None:
        moments = (self.moment, self.otherwise) if self.otherwise else (self.moment,)
        days = (moment.day(facts) for moment in moments)
        return next((day for day in days if isinstance(day, dt.date)), None)


def whole(facts: Facts) -> Target:
    """The group itself."""
    return Target("group", facts.group.id)


def all_kept(results: Sequence[Result]) -> bool:
    """Whether there are answers, and each says that it is in order."""
    passed = any(isinstance(r, Passed) for r in results)
    return passed and nothing_open(results, lambda _: True)
