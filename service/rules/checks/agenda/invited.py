"""K02, continued: a gathering counts as the group's when the group is invited to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from service.domain.model import Audience, MeetingType
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.results import Failed, Passed, Result, Target


class Invited(CheckParams):
    """Each meeting of ``types`` stands in the calendar of the whole group."""

    says: ClassVar = frozenset({"date", "body"})

    count: Literal["invited"]
    types: tuple[MeetingType, ...]

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting."""
        for meeting in facts.of_types(self.types):
            target = Target("meeting", meeting.id)
            if meeting.audience is Audience.GROUP:
                yield Passed(target)
            else:
                values = {"date": meeting.date, "body": facts.body_called(meeting.body)}
                yield Failed(target=target, values=values, facts=(meeting,), due=meeting.date)
