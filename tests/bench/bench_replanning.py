"""The difference that a newer municipal plan makes: 12 bodies and 150 meetings, and ten times that.

Every meeting is put off a week, so everything is matched, derived and compared anew.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from service.domain.approving import approved_meetings
from service.domain.model import BodyKind, Meeting, MeetingStatus, MeetingType
from service.domain.municipal import match_municipal, municipal_id
from service.domain.planning import PlanningRule, Trigger
from service.domain.proposing import propose
from service.domain.replanning import replan
from service.domain.threeway import three_way
from tests.bench.table import Times, bound

_BOUND = 0.05  # seconds: what was promised
_BODIES, _MEETINGS = 12, 150
_FIRST = dt.date(2018, 1, 2)
_TYPES = (MeetingType.MUN_COUNCIL, MeetingType.MUN_EXEC)
_RULE = PlanningRule(
    trigger=Trigger.EACH_MEETING,
    kinds=(BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.COMMITTEE),
    weekday=0,
    start=dt.time(18),
    end=dt.time(20),
    place="Rådhuset",
)


def report(rounds: int) -> Iterator[str]:
    """A line for a year, and one for ten times as many meetings."""
    year = _times("a year", rounds, _diff(_plan(_MEETINGS)))
    yield bound("a year's plan, all of it moved", year, _BOUND)
    ten = _times("ten", rounds, _diff(_plan(_MEETINGS * 10)))
    yield f"{'ten times as much':<29} {ten!s:<24} {ten.median / year.median:.1f} times"


def _plan(count: int) -> list[Meeting]:
    """Meetings of the bodies in turn, two or three days apart."""
    return [_meeting(n % _BODIES, _FIRST + dt.timedelta(days=n * 5 // 2)) for n in range(count)]


def _meeting(body: int, day: dt.date) -> Meeting:
    key = f"organ-{body}"
    return Meeting(
        id=municipal_id(key, day),
        body=key,
        type=_TYPES[body] if body < len(_TYPES) else MeetingType.MUN_COMMITTEE,
        date=day,
        start=dt.time(18),
        status=MeetingStatus.CONFIRMED,
    )


def _diff(before: list[Meeting]) -> Callable[[], object]:
    moved = (replace(m, date=m.date + dt.timedelta(days=7)) for m in before)
    after = [replace(m, id=municipal_id(m.body, m.date)) for m in moved]
    first = propose(_RULE, before, group_body="gruppa", closed_days=()).meetings
    own = approved_meetings(replan([], first).changes)

    def run() -> object:
        now = match_municipal(before, after).meetings
        fresh = propose(_RULE, now, group_body="gruppa", closed_days=()).meetings
        return three_way(replan(own, fresh), before, now)

    return run


def _times(name: str, rounds: int, run: Callable[[], object]) -> Times:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return Times(name, taken)
