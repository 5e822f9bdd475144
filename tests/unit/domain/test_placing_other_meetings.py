"""Factions, the group board, members' meetings and gatherings: when, for whom, known by what."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from service.domain.approving import approved_meetings
from service.domain.model import (
    Audience,
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
from service.domain.planning import Proposal
from service.domain.planning_parts import BoardRule, FactionRule, RegularRule
from service.domain.proposing import propose
from service.domain.replanning import is_derived, replan
from tests.unit.domain.plans import meeting, plan, rule

TERM = Period(start=dt.date(2015, 10, 1))
FACTION = FactionRule(body="formannskap", start=dt.time(16), end=dt.time(17), place="Møterom 2")
COUNCIL = meeting("15.2K", 2018)


def body(key: str, kind: BodyKind, *aliases: str) -> Body:
    return Body(key=key, name=key.capitalize(), kind=kind, aliases=aliases)


def person(name: str, *offices: tuple[Role, str]) -> Person:
    return Person(
        id=name,
        name=f"{name.capitalize()} Nordmann",
        memberships=tuple(Membership(body=b, role=role, period=TERM) for role, b in offices),
    )


ROSTER = Roster(
    bodies=(
        body("kommunestyre", BodyKind.COUNCIL),
        body("formannskap", BodyKind.EXECUTIVE),
        body("helse-oppvekst", BodyKind.COMMITTEE),
        body("gruppe", BodyKind.GROUP),
        body("gruppestyret", BodyKind.GROUP_BOARD),
        body("fraksjonen", BodyKind.FACTION, "formannskap"),
        body("partistyret", BodyKind.PARTY_BOARD),
        body("medlemsmote", BodyKind.MEMBERS),
    ),
    people=(
        person("kari", (Role.LEADER, "gruppe"), (Role.MEMBER, "formannskap")),
        person("ola", (Role.MEMBER, "formannskap"), (Role.FACTION_LEADER, "fraksjonen")),
        person("liv", (Role.MEMBER, "helse-oppvekst"), (Role.LEADER, "partistyret")),
    ),
)


def proposed(municipal, half="2018-1", roster=ROSTER, kept=(), today=None, **more) -> Proposal:
    around = Surroundings(half=half, roster=roster, kept=kept, today=today)
    return propose(
        rule(**more),
        municipal,
        group_body="gruppe",
        closed_days=(),
        leader="kari",
        surroundings=around,
    )


def of(kind: MeetingType, found: Proposal) -> list[Meeting]:
    return [m for m in found.meetings if m.type is kind]


# Factions (SP22-4.3)


def test_a_faction_meets_before_every_meeting_of_its_committee():
    found = of(MeetingType.FRAK, proposed(plan("7.2F 15.2K 28.2F", 2018), factions=(FACTION,)))
    assert [(m.id, m.serves) for m in found] == [
        ("fraksjonsmote-formannskap-2018-02-07", ("formannskap-2018-02-07",)),
        ("fraksjonsmote-formannskap-2018-02-28", ("formannskap-2018-02-28",)),
    ]
    first = found[0]
    assert (first.body, first.called_by, first.place) == ("fraksjonen", "ola", "Møterom 2")
    assert (first.date, first.start) == (dt.date(2018, 2, 6), dt.time(16))
    assert first.reason.startswith(
        "Tirsdag 6. februar: siste ledige dag før formannskapet 7. februar"
    )


def test_a_faction_gives_way_to_the_group_meeting_at_the_same_time():
    late = replace(FACTION, weekday=0, start=dt.time(19), end=dt.time(20))
    (found,) = of(MeetingType.FRAK, proposed(plan("7.2F", 2018), factions=(late,)))
    assert found.date == dt.date(2018, 2, 6)
    assert "mandag 5. februar er opptatt av gruppemøtet" in found.reason


def test_a_faction_minds_only_what_its_own_people_sit_in():
    municipal = [meeting("6.2O", 2018, dt.time(16)), meeting("7.2F", 2018)]
    (found,) = of(MeetingType.FRAK, proposed(municipal, factions=(FACTION,)))
    assert found.date == dt.date(2018, 2, 6)


def test_a_faction_without_a_day_is_told_with_what_could_give_way():
    tight = replace(FACTION, lead_min_days=3, lead_max_days=4)  # Saturday and Sunday
    found = proposed(plan("7.2F", 2018), factions=(tight,))
    (unplaced,) = found.unplaced
    assert unplaced.type is MeetingType.FRAK
    assert "formannskapet 7. februar er ledig for fraksjonsmøtet" in unplaced.message
    assert len(unplaced.alternatives) == 3


# The group board (SP22-4.5, 6.1, 6.2)


def test_the_board_meets_before_the_call_to_each_group_meeting():
    (board,) = of(MeetingType.GRP_BOARD, proposed([COUNCIL], board=BoardRule(weekday=3)))
    assert board.date == dt.date(2018, 2, 8)  # four days before Monday the 12th
    assert (board.id, board.serves) == (f"gruppestyremote-{COUNCIL.id}", (COUNCIL.id,))
    assert (board.body, board.called_by) == ("gruppestyret", "kari")
    assert "siste torsdag før gruppemøtet 12. februar" in board.reason


def test_a_board_meeting_is_closed():
    kinds = proposed([COUNCIL], board=BoardRule(), members=RegularRule(), gatherings=RegularRule())
    closed = {m.type for m in kinds.meetings if m.audience is Audience.GROUP_BOARD}
    assert closed == {MeetingType.GRP_BOARD}


def test_the_board_follows_a_group_meeting_that_a_person_has_moved():
    moved = Meeting(
        id=f"gruppemote-{COUNCIL.id}",
        body="gruppe",
        type=MeetingType.GRP_ORD,
        date=dt.date(2018, 2, 7),
        start=dt.time(18),
        end=dt.time(20),
    )
    found = proposed([COUNCIL], kept=(moved,), board=BoardRule())
    (board,) = of(MeetingType.GRP_BOARD, found)
    assert board.date == dt.date(2018, 2, 2)
    assert "gruppemøtet 7. februar" in board.reason


def test_the_board_can_meet_so_many_times_a_half_year():
    found = of(MeetingType.GRP_BOARD, proposed([], board=BoardRule(per_half_year=3)))
    assert [m.id for m in found] == [f"gruppestyremote-2018-1-{n}" for n in (1, 2, 3)]
    assert {m.audience for m in found} == {Audience.GROUP_BOARD}


# Members' meetings (SP23-MEM-1) and gatherings (SP22-12.1)


def test_two_members_meetings_a_half_year_are_never_further_apart_than_the_rule_allows():
    halves = ["2018-1", "2018-2", "2019-1", "2019-2"]
    found = [
        m
        for half in halves
        for m in of(MeetingType.MEDL, proposed([], half, members=RegularRule(per_half_year=2)))
    ]
    assert len(found) == 8
    gaps = [(b.date - a.date).days for a, b in pairwise(found)]
    assert max(gaps) <= 120
    assert {(m.body, m.called_by) for m in found} == {("medlemsmote", "liv")}
    assert found[1].id == "medlemsmote-2018-1-2"
    assert "midten av perioden 1. april–30. juni" in found[1].reason


def test_one_gathering_each_half_year_before_the_summer_and_before_christmas():
    by = RegularRule(weekday=4, start=dt.time(19), end=dt.time(22))
    found = [
        of(MeetingType.SOSIAL, proposed([], half, gatherings=by)) for half in ("2018-1", "2018-2")
    ]
    assert [(m.date, m.id) for (m,) in found] == [
        (dt.date(2018, 6, 8), "sosial-samling-2018-1-1"),
        (dt.date(2018, 12, 7), "sosial-samling-2018-2-1"),
    ]


def test_a_gathering_that_a_person_has_set_is_counted():
    own = Meeting(id="fest", body="gruppe", type=MeetingType.SOSIAL, date=dt.date(2018, 5, 4))
    assert not of(MeetingType.SOSIAL, proposed([], kept=(own,), gatherings=RegularRule()))


def test_one_that_a_person_has_moved_into_anothers_part_takes_nothing_from_it():
    moved = Meeting(
        id="medlemsmote-2018-1-1", body="g", type=MeetingType.MEDL, date=dt.date(2018, 5, 2)
    )
    found = proposed([], kept=(moved,), members=RegularRule(per_half_year=2))
    assert [m.id for m in of(MeetingType.MEDL, found)] == ["medlemsmote-2018-1-2"]


def test_nothing_regular_is_put_in_the_past():
    found = proposed([], today=dt.date(2018, 5, 28), members=RegularRule(per_half_year=2))
    (one,) = of(MeetingType.MEDL, found)
    assert (one.id, one.date) == ("medlemsmote-2018-1-2", dt.date(2018, 5, 28))


def test_a_half_year_without_a_free_day_is_told_and_a_weekend_offered():
    day = dt.timedelta(days=1)
    first = dt.date(2018, 1, 1)
    closed = [d for n in range(181) if (d := first + n * day).weekday() < 5]
    found = propose(
        rule(members=RegularRule()),
        [],
        group_body="gruppe",
        closed_days=closed,
        surroundings=Surroundings(half="2018-1"),
    )
    (unplaced,) = found.unplaced
    assert unplaced.message == (
        "Ingen dag i perioden 1. januar–30. juni er ledig for medlemsmøtet. "
        "Hvilken regel skal vike: «ikke i helga» (søndag 1. april kl. 18.00)?"
    )


def test_regular_meetings_want_a_half_year():
    assert not proposed([], half="", members=RegularRule(), gatherings=RegularRule()).meetings


@pytest.mark.parametrize("today", [None, dt.date(2018, 1, 20)])
def test_every_meeting_is_known_again_and_the_second_time_nothing_changes(today):
    parts = {
        "factions": (FACTION,),
        "board": BoardRule(),
        "members": RegularRule(per_half_year=2),
        "gatherings": RegularRule(),
        "pre_minutes": 30,
    }
    municipal = plan("7.2F 15.2K 21.3K", 2018, dt.time(18))
    first = proposed(municipal, today=today, **parts).meetings
    assert all(is_derived(m) for m in first)
    assert len({m.id for m in first}) == len(first)
    approved = approved_meetings(replan([], first, today=today).changes)
    again = proposed(municipal, today=today, **parts).meetings
    assert not replan(approved, again, today=today).differs
