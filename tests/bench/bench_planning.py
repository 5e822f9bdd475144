"""Planning a year: 12 bodies with 150 meetings, and ten times that."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice

from service.domain.model import (
    Body,
    BodyKind,
    Meeting,
    MeetingType,
    Membership,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.placing.surroundings import Surroundings
from service.domain.planning import PlanningRule, Trigger
from service.domain.planning_parts import BoardRule, FactionRule, RegularRule
from service.domain.proposing import propose
from tests.bench.table import Times, bound

_YEAR = Period(start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31))
_BODIES, _MEETINGS = 12, 150
_PROMISED = 0.1  # seconds: what was promised
_KINDS = (BodyKind.COUNCIL, BodyKind.EXECUTIVE, *(BodyKind.COMMITTEE,) * (_BODIES - 2))
_TYPES = {
    BodyKind.COUNCIL: MeetingType.MUN_COUNCIL,
    BodyKind.EXECUTIVE: MeetingType.MUN_EXEC,
    BodyKind.COMMITTEE: MeetingType.MUN_COMMITTEE,
}


def report(rounds: int) -> Iterator[str]:
    """A line for a year's proposal, and one for ten times as many bodies and meetings."""
    once = _times("propose", rounds * 3, _proposing(1))
    yield bound("propose, 150 meetings", once, _PROMISED)
    tenfold = _times("propose, ten times", rounds, _proposing(10))
    ratio = tenfold.median / once.median
    yield f"{'ten times as many':<29} {tenfold!s:<24} {ratio:.1f} times"


def _proposing(times: int) -> Callable[[], object]:
    """A proposal with everything a group can ask for."""
    bodies = tuple(
        Body(key=f"organ-{n}", name=f"Utvalg {n}", kind=kind)
        for n, kind in enumerate(islice(cycle(_KINDS), _BODIES * times))
    )
    roster = _roster(bodies)
    municipal = tuple(_meetings(bodies, _MEETINGS * times))
    rule = PlanningRule(
        trigger=Trigger.EACH_MEETING,
        kinds=(BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.COMMITTEE),
        weekday=0,
        start=dt.time(18),
        end=dt.time(20),
        place="Rådhuset",
        pre_minutes=30,
        post_minutes=15,
        factions=tuple(
            FactionRule(body=b.key, start=dt.time(16), end=dt.time(17))
            for b in bodies
            if b.kind is not BodyKind.COUNCIL
        ),
        board=BoardRule(start=dt.time(20), end=dt.time(21)),
        members=RegularRule(per_half_year=2),
        gatherings=RegularRule(),
    )
    around = Surroundings(half="2026-1", roster=roster)
    return lambda: propose(
        rule, municipal, group_body="gruppa", closed_days=(), surroundings=around
    )


def _roster(bodies: tuple[Body, ...]) -> Roster:
    """Each body has a member of the group, and everybody three bodies."""
    people = tuple(
        Person(
            id=f"person-{n}",
            name=f"Kari {n} Nordmann",
            memberships=tuple(
                Membership(body=body.key, role=Role.MEMBER, period=_YEAR)
                for body in bodies[3 * n : 3 * n + 3]
            ),
        )
        for n in range(len(bodies) // 3)
    )
    return Roster(bodies=bodies, people=people)


def _meetings(bodies: tuple[Body, ...], count: int) -> Iterator[Meeting]:
    """Spread over the year's working days, one body after the other."""
    days = [day for n in range(365) if (day := _YEAR.start + dt.timedelta(days=n)).weekday() < 5]
    for n in range(count):
        body, day = bodies[n % len(bodies)], days[n * len(days) // count]
        yield Meeting(
            id=f"{body.key}-{n}",
            body=body.key,
            type=_TYPES[body.kind],
            date=day,
            start=dt.time(9 + n % 9),
            end=dt.time(12 + n % 9),
        )


def _times(name: str, rounds: int, run: Callable[[], object]) -> Times:
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begun)
    return Times(name, seconds)
