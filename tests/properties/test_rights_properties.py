"""What holds of acting members, rights and votes, whoever they are and in whatever order."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from service.domain.acting import Absence, acting, chamber
from service.domain.minutes import CaseItem, Votes
from service.domain.model import (
    Body,
    BodyKind,
    Membership,
    PartyStatus,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.rights import Answer, Occasion, Right, rights_of, voters
from service.rules.loading import load_pack
from service.rules.rights_matrix import matrix

FIRST = dt.date(2024, 1, 1)
DAYS = st.integers(0, 60).map(lambda n: FIRST + dt.timedelta(days=n))
PERIODS = st.tuples(DAYS, st.none() | DAYS).map(
    lambda ends: Period(start=ends[0], end=max(ends[0], ends[1]) if ends[1] else None)
)
BODIES = tuple(Body(key=kind.value, name=kind.value, kind=kind) for kind in BodyKind)
MEMBERSHIPS = st.builds(
    Membership,
    body=st.sampled_from([body.key for body in BODIES]),
    role=st.sampled_from(
        [Role.MEMBER, Role.DEPUTY, Role.LEADER, Role.DEPUTY_LEADER, Role.JOINING, Role.MAYOR]
    ),
    period=PERIODS,
    rank=st.none() | st.integers(1, 3),
    appointed_by=st.sampled_from(["", "gruppestyret", "partistyret"]),
)
SOURCES = ("ap-lhm-2015", "sp-reglement-2022", "ks-folkevalgt-2011")


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    names = draw(st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=8))
    people = [
        Person(
            id=name,
            name=name,
            memberships=tuple(draw(st.lists(MEMBERSHIPS, max_size=3))),
            status=draw(st.sampled_from(PartyStatus)),
            joined_from_other_party=draw(st.none() | DAYS),
        )
        for name in names
    ]
    return Roster(bodies=BODIES, people=tuple(people))


@st.composite
def absent(draw: st.DrawFn, roster: Roster) -> list[Absence]:
    ids = [person.id for person in roster.people]
    away = draw(st.lists(st.sampled_from(ids), max_size=6)) if ids else []
    return [Absence(person, draw(PERIODS)) for person in away]


def shuffled(data: st.DataObject, roster: Roster) -> Roster:
    people = data.draw(st.permutations(roster.people))
    return Roster(bodies=tuple(data.draw(st.permutations(roster.bodies))), people=tuple(people))


@given(rosters(), DAYS, st.data())
def test_the_order_of_people_never_matters(
    roster: Roster, day: dt.date, data: st.DataObject
) -> None:
    absences = data.draw(absent(roster))
    other = shuffled(data, roster)
    again = data.draw(st.permutations(absences))
    assert acting(roster, chamber(roster), day, absences) == acting(
        other, chamber(other), day, again
    )


@given(rosters(), DAYS, st.data())
def test_nobody_acts_twice_and_never_more_than_there_are_seats(
    roster: Roster, day: dt.date, data: st.DataObject
) -> None:
    absences = data.draw(absent(roster))
    everybody = acting(roster, chamber(roster), day)
    found = acting(roster, chamber(roster), day, absences)
    ids = [person.id for person in found.people]
    assert len(ids) == len(set(ids))
    assert len(ids) + found.vacant == len(everybody.seated) + everybody.vacant
    away = {absence.person for absence in absences if absence.period.covers(day)}
    assert not away & set(ids)
    assert all(person.status is PartyStatus.MEMBER for person in found.people)


@given(rosters(), DAYS, st.data())
def test_a_deputy_acts_only_where_somebody_is_away(
    roster: Roster, day: dt.date, data: st.DataObject
) -> None:
    found = acting(roster, chamber(roster), day, data.draw(absent(roster)))
    everybody = acting(roster, chamber(roster), day)
    assert len(found.deputies) <= len(everybody.seated) - len(found.seated)
    assert not everybody.deputies


@given(rosters(), DAYS, st.sampled_from(SOURCES), st.sampled_from(BODIES), st.data())
def test_votes_are_bounded_whatever_the_order(
    roster: Roster, day: dt.date, source: str, body: Body, data: st.DataObject
) -> None:
    lines = matrix([load_pack(source)])
    ids = [person.id for person in roster.people]
    present = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    occasion = Occasion(body, day)
    bound = voters(lines, roster, occasion, present)
    assert 0 <= bound.sure <= bound.possible <= len(present)
    assert voters(lines[::-1], shuffled(data, roster), occasion, sorted(present)) == bound
    total = data.draw(st.integers(0, 20))
    case = CaseItem(number="1/24", title="", votes=Votes(in_favour=total, against=0))
    assert bool(bound.beyond([case])) is (total > bound.possible)


@given(rosters(), DAYS, st.sampled_from(SOURCES), st.sampled_from(BODIES), st.data())
def test_an_independent_never_has_a_right_in_the_group(
    roster: Roster, day: dt.date, source: str, body: Body, data: st.DataObject
) -> None:
    lines = data.draw(st.permutations(matrix([load_pack(source)])))
    for person in roster.people:
        rights = rights_of(lines, roster, person, Occasion(body, day))
        if rights is not None and person.status is not PartyStatus.MEMBER:
            assert {rights[right].answer for right in Right} == {Answer.NO}
        assert rights is None or rights.keys() == set(Right)
