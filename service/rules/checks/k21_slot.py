"""K21: ordinary meetings keep the regular place, weekday and time of the regulation.

Decided from the plan and the parameters, which the group's adopted regulation may set. Deviation is
fine where a recorded change was made by the right office. Not evaluated while nothing is set; nor
is a meeting whose place or time the plan doesn't tell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import ClassVar

from pydantic import field_validator

from service.domain.model import Meeting, MeetingType
from service.rules.facts import Facts
from service.rules.params import CheckParams
from service.rules.people import LEADER, holds
from service.rules.phrasing import Word
from service.rules.records import RecordKind
from service.rules.results import Failed, Missing, Passed, Result, Target
from service.rules.texts import mentions, parse_time, parse_weekdays


class Slot(CheckParams):
    """Any of the four may be left open ("")."""

    says: ClassVar = frozenset({"date", "deviations"})

    types: tuple[MeetingType, ...]
    weekday: str = ""  # "mandager"
    place: str = ""
    start: str = ""  # "18.00"
    end: str = ""

    @field_validator("weekday")
    @classmethod
    def _weekday(cls, value: str) -> str:
        if value and not parse_weekdays(value):
            raise ValueError("skriv en ukedag, for eksempel «mandager»")
        return value

    @field_validator("start", "end")
    @classmethod
    def _time(cls, value: str) -> str:
        if value and parse_time(value) is None:
            raise ValueError("skriv et klokkeslett, for eksempel «18.00»")
        return value

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each meeting."""
        if not (self.weekday or self.place or self.start or self.end):
            yield Missing("slot", {"field": Word("fields", "regulation.weekday")})
            return
        for meeting in facts.of_types(self.types):
            yield self._result(facts, meeting)

    def _result(self, facts: Facts, meeting: Meeting) -> Result:
        if self._moved_by_leader(facts, meeting):
            return Passed(Target("meeting", meeting.id))
        deviations, untold = self._deviations(meeting), self._untold(meeting)
        if deviations:
            return Failed(
                target=Target("meeting", meeting.id),
                values={"date": meeting.date, "deviations": deviations},
                facts=(meeting,),
                due=meeting.date,
            )
        if untold:
            return Missing("slot_told", {"fields": untold, "what": meeting})
        return Passed(Target("meeting", meeting.id))

    def _deviations(self, meeting: Meeting) -> tuple[Word, ...]:
        """What is told of the meeting and differs."""
        differs = {
            "weekday": self.weekday and meeting.date.weekday() not in parse_weekdays(self.weekday),
            "place": self.place and meeting.place and not mentions(meeting.place, self.place),
            "from": _differs(meeting.start, self.start),
            "to": _ends_later(meeting, self.end),
        }
        return _fields(differs)

    def _untold(self, meeting: Meeting) -> tuple[Word, ...]:
        """What is regular and not told of the meeting."""
        untold = {
            "place": self.place and not meeting.place,
            "from": self.start and meeting.start is None,
            "to": self.end and meeting.ends_at is None,
        }
        return _fields(untold)

    def _moved_by_leader(self, facts: Facts, meeting: Meeting) -> bool:
        changes = facts.entries(RecordKind.MEETING_CHANGE)
        return any(
            c.meeting == meeting.id and holds(facts, c.by, [LEADER], meeting.date) for c in changes
        )


def _fields(chosen: Mapping[str, object]) -> tuple[Word, ...]:
    return tuple(Word("fields", f"regulation.{key}") for key, so in chosen.items() if so)


def _differs(actual: dt.time | None, text: str) -> bool:
    wanted = parse_time(text)
    return wanted is not None and actual is not None and actual != wanted


def _ends_later(meeting: Meeting, text: str) -> bool:
    """Ending early is no deviation; ending past midnight is."""
    wanted, ends = parse_time(text), meeting.ends_at
    if wanted is None or ends is None:
        return False
    return ends.date() > meeting.date or ends.time() > wanted


Params = Slot
