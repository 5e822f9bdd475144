"""What holds of every proposal, whatever the municipality's plan and the group's rule."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.domain.approving import approved_meetings
from service.domain.model import (
    Audience,
    Body,
    BodyKind,
    Meeting,
    MeetingStatus,
    MeetingType,
    Membership,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.municipal import match_municipal, municipal_id
from service.domain.placing.surroundings import Surroundings
from service.domain.planning import GivesWay, PlanningRule, Trigger
from service.domain.planning_parts import BoardRule, FactionRule, NamedPeriod, RegularRule
from service.domain.proposing import propose
from service.domain.replanning import is_derived, replan
from service.domain.slots import overlap, precedes

FIRST = dt.date(2018, 1, 1)
DAYS = st.integers(0, 200).map(lambda n: FIRST + dt.timedelta(days=n))
TIMES = st.sampled_from([None, dt.time(9), dt.time(17), dt.time(18, 30)])
TYPES = st.sampled_from(
    [MeetingType.MUN_COUNCIL, MeetingType.MUN_EXEC, MeetingType.MUN_COMMITTEE, MeetingType.TEMA]
)


@st.composite
def plans(draw):
    slots = draw(st.lists(st.tuples(DAYS, TYPES), unique=True, max_size=15))
    return [
        Meeting(
            id=municipal_id(kind.value, day),
            body=kind.value,
            type=kind,
            date=day,
            start=draw(TIMES),
            status=draw(st.sampled_from(MeetingStatus)),
            confidence=draw(st.sampled_from([1.0, 1.0, 0.5])),
        )
        for day, kind in slots
    ]


rules = st.builds(
    PlanningRule,
    trigger=st.sampled_from(Trigger),
    kinds=st.sets(
        st.sampled_from([BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.COMMITTEE]), min_size=1
    ).map(tuple),
    weekday=st.none() | st.integers(0, 6),
    start=st.just(dt.time(17)),
    end=st.just(dt.time(19)),
    place=st.just("Rådhuset"),
    lead_min_days=st.integers(0, 4),
    lead_max_days=st.integers(4, 21),
    share_days=st.integers(0, 21),
    round_gap_days=st.integers(1, 20),
    pre_minutes=st.none() | st.just(30),
)
closed_days = st.sets(DAYS, max_size=60)
weekdays = st.none() | st.integers(0, 6)
sittings = {
    "weekday": weekdays,
    "start": st.sampled_from([dt.time(16), dt.time(18)]),
    "end": st.just(dt.time(19)),
}
factions = st.builds(
    FactionRule,
    body=st.sampled_from([MeetingType.MUN_EXEC.value, MeetingType.MUN_COMMITTEE.value]),
    lead_min_days=st.integers(0, 3),
    lead_max_days=st.integers(3, 9),
    **sittings,
)
everything = st.builds(
    replace,
    rules,
    factions=st.lists(factions, unique_by=lambda f: f.body).map(tuple),
    board=st.none() | st.builds(BoardRule, per_half_year=st.none() | st.integers(1, 4), **sittings),
    members=st.none() | st.builds(RegularRule, per_half_year=st.integers(1, 3), **sittings),
    gatherings=st.none() | st.builds(RegularRule, **sittings),
)


@st.composite
def listed_rounds(draw):
    """Rounds that don't overlap, with and without days between."""
    edges = sorted(draw(st.sets(DAYS, max_size=6)))
    return tuple(
        NamedPeriod(name=f"Runde {n}", start=start, end=end)
        for n, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=False))
    )


def people_in(*bodies: MeetingType) -> Roster:
    """Kari sits in these bodies, and nobody anywhere else."""
    kinds = {
        MeetingType.MUN_COUNCIL: BodyKind.COUNCIL,
        MeetingType.MUN_EXEC: BodyKind.EXECUTIVE,
        MeetingType.MUN_COMMITTEE: BodyKind.COMMITTEE,
        MeetingType.TEMA: BodyKind.OTHER,
    }
    period = Period(start=dt.date(2015, 10, 1))
    seats = (Membership(body=one.value, role=Role.MEMBER, period=period) for one in bodies)
    return Roster(
        bodies=tuple(Body(key=t.value, name=t.value, kind=kind) for t, kind in kinds.items()),
        people=(Person(id="kari", name="Kari Nordmann", memberships=tuple(seats)),),
    )


rosters = st.none() | st.sets(TYPES, max_size=4).map(sorted).map(lambda types: people_in(*types))
surroundings = st.builds(
    Surroundings,
    half=st.sampled_from(["", "2018-1"]),
    language=st.sampled_from(["nb", "nn"]),
    roster=rosters,
    avoided=st.dictionaries(DAYS, st.just("vinterferien"), max_size=40),
)


def proposal(municipal, rule, closed=(), around=None):
    return propose(rule, municipal, group_body="gruppe", closed_days=closed, surroundings=around)


def approved(plan, fresh, **given):
    """The plan after approval: what was there and nothing touched, and all that is approved."""
    stored = {m.id: m for m in plan}
    stored |= {m.id: m for m in approved_meetings(replan(plan, fresh, **given).changes)}
    return list(stored.values())


def on(plan):
    return [m for m in plan if m.status is not MeetingStatus.CANCELLED]


@given(plans(), rules, closed_days)
def test_no_meeting_lies_after_what_it_serves_nor_on_a_closed_day(municipal, rule, closed):
    by_id = {m.id: m for m in municipal}
    found = proposal(municipal, rule, closed)
    for group in found.meetings:
        for served in map(by_id.__getitem__, group.serves):
            if served.starts_at is None:
                assert group.date < served.date
            else:
                assert group.ends_at <= served.starts_at
        if group.type is MeetingType.GRP_ORD:
            assert group.date not in closed
    dates = [m.date for m in found.meetings if m.type is MeetingType.GRP_ORD]
    assert len(dates) == len(set(dates))


@given(plans(), rules, closed_days)
def test_every_trigger_is_served_once_or_reported_and_nothing_else_is(municipal, rule, closed):
    kinds = {
        MeetingType.MUN_COUNCIL: BodyKind.COUNCIL,
        MeetingType.MUN_EXEC: BodyKind.EXECUTIVE,
        MeetingType.MUN_COMMITTEE: BodyKind.COMMITTEE,
    }
    triggers = sorted(
        m.id
        for m in municipal
        if kinds.get(m.type) in rule.kinds
        and m.confidence >= 1
        and m.status is not MeetingStatus.CANCELLED
    )
    found = proposal(municipal, rule, closed)
    ordinary = [*found.meetings, *found.unplaced]
    served = [i for m in ordinary if m.type is MeetingType.GRP_ORD for i in m.serves]
    assert sorted(served) == triggers


@given(plans(), everything, closed_days, surroundings)
def test_whatever_must_be_prepared_is_or_somebody_is_told(municipal, rule, closed, around):
    found = proposal(municipal, rule, closed, around)
    by_id = {m.id: m for m in municipal}
    sure = [m for m in municipal if m.confidence >= 1 and m.status is not MeetingStatus.CANCELLED]
    answered = [*found.meetings, *found.unplaced]
    for faction in rule.factions:
        own = [m for m in sure if m.body == faction.body]
        served = [i for m in answered if m.type is MeetingType.FRAK for i in m.serves]
        assert {m.id for m in own} <= set(served)
    for meeting in found.meetings:
        if meeting.type is MeetingType.FRAK:
            (faction,) = (f for f in rule.factions if f.body == by_id[meeting.serves[0]].body)
            lead = (by_id[meeting.serves[0]].date - meeting.date).days
            assert faction.lead_min_days <= lead <= faction.lead_max_days
            assert precedes(meeting, by_id[meeting.serves[0]])
    if rule.board and rule.board.per_half_year is None:
        ordinary = [m.serves for m in found.meetings if m.type is MeetingType.GRP_ORD]
        assert sorted(ordinary) == sorted(
            m.serves for m in answered if m.type is MeetingType.GRP_BOARD
        )


@given(plans(), everything, closed_days, surroundings)
def test_nothing_collides_and_nothing_lies_on_a_closed_day(municipal, rule, closed, around):
    found = proposal(municipal, rule, closed, around)
    short = {MeetingType.GRP_PRE, MeetingType.GRP_POST}
    placed = [m for m in found.meetings if m.type not in short]
    assert not {m.date for m in placed} & set(closed)
    everybody = [m for m in placed if m.type not in {MeetingType.FRAK, MeetingType.GRP_BOARD}]
    assert len({m.date for m in everybody}) == len(everybody)
    seats = {s.body for p in around.roster.people for s in p.memberships} if around.roster else ()
    for meeting in everybody:
        for other in municipal:
            sure = other.confidence >= 1 and other.status is not MeetingStatus.CANCELLED
            if sure and (not seats or other.body in seats):
                assert not overlap(meeting, other)


@given(plans(), everything, closed_days, surroundings)
def test_board_meetings_are_closed_and_all_else_is_the_groups(municipal, rule, closed, around):
    for meeting in proposal(municipal, rule, closed, around).meetings:
        board = meeting.type is MeetingType.GRP_BOARD
        assert meeting.audience is (Audience.GROUP_BOARD if board else Audience.GROUP)


@given(plans(), everything, closed_days, surroundings, st.randoms(use_true_random=False))
def test_the_same_is_proposed_whatever_the_order_and_the_second_time_nothing_changes(
    municipal, rule, closed, around, shuffler
):
    first = proposal(municipal, rule, closed, around)
    mixed = list(municipal)
    shuffler.shuffle(mixed)
    assert proposal(mixed, rule, closed, around) == first
    assert all(is_derived(m) for m in first.meetings)
    assert len({m.id for m in first.meetings}) == len(first.meetings)
    assert not replan(approved([], first.meetings), first.meetings).differs


@given(plans(), everything, closed_days, surroundings)
def test_an_avoided_day_is_used_only_where_no_other_is_free(municipal, rule, closed, around):
    found = proposal(municipal, rule, closed, around)
    for meeting in found.meetings:
        if meeting.type is MeetingType.GRP_ORD and meeting.date in around.avoided:
            assert "vinterferien, fordi ingen ann" in meeting.reason
            others = [m for m in found.meetings if m.type is MeetingType.GRP_ORD]
            first = next(m for m in municipal if m.id == meeting.serves[0])
            for lead in range(rule.lead_min_days, rule.lead_max_days + 1):
                day = first.date - dt.timedelta(days=lead)
                working = day.weekday() < 5 and day not in around.avoided and day not in closed
                free = working and not any(m.date == day for m in (*municipal, *others))
                late = rule.trigger is Trigger.ROUND or lead == 0
                assert not free or late


@given(plans(), everything, closed_days)
def test_what_is_offered_instead_lies_outside_the_rule_and_is_free(municipal, rule, closed):
    by_id = {m.id: m for m in municipal}
    for unplaced in proposal(municipal, rule, closed).unplaced:
        for offer in unplaced.alternatives:
            assert offer.date not in closed
            if unplaced.type is MeetingType.GRP_ORD:
                lead = (by_id[unplaced.serves[0]].date - offer.date).days
                outside = {
                    GivesWay.LEAD_MIN: 0 <= lead < rule.lead_min_days,
                    GivesWay.LEAD_MAX: lead > rule.lead_max_days,
                    GivesWay.WORKING_DAY: offer.date.weekday() > 4,
                }
                assert outside[offer.gives_way]


@given(plans(), rules, listed_rounds())
def test_a_listed_round_has_one_meeting_ahead_of_it_and_no_round_is_mixed(municipal, rule, listed):
    by_id = {m.id: m for m in municipal}
    by = replace(rule, trigger=Trigger.ROUND, rounds=listed)
    found = proposal(municipal, by)
    served = [m.serves for m in (*found.meetings, *found.unplaced) if m.type is MeetingType.GRP_ORD]
    for ids in served:
        assert len({_round_of(by_id[i].date, listed) for i in ids}) == 1
    for number in range(len(listed)):
        rounds = [ids for ids in served if _round_of(by_id[ids[0]].date, listed) == number]
        assert len(rounds) <= 1


def _round_of(day, listed):
    return next((n for n, one in enumerate(listed) if one.covers(day)), None)


@given(plans(), rules, st.integers(-10, 10))
def test_ids_stay_when_the_whole_plan_shifts_by_weeks(municipal, rule, weeks):
    shifted = [replace(m, date=m.date + dt.timedelta(weeks=weeks)) for m in municipal]
    before, after = proposal(municipal, rule), proposal(shifted, rule)
    assert [m.id for m in before.meetings] == [m.id for m in after.meetings]
    assert [m.date + dt.timedelta(weeks=weeks) for m in before.meetings] == [
        m.date for m in after.meetings
    ]


@given(plans(), plans(), rules)
def test_approving_a_replan_settles_it_and_ids_stay_unique(before, after, rule):
    first = approved([], proposal(before, rule).meetings)
    matched = match_municipal(before, after).meetings
    fresh = proposal(matched, rule).meetings
    plan = approved(first, fresh)
    assert len({m.id for m in plan}) == len(plan)
    assert {(m.date, m.type) for m in on(plan)} == {(m.date, m.type) for m in fresh}
    assert not replan(plan, fresh).differs


@given(plans(), plans())
def test_matching_keeps_every_meeting_and_gives_each_an_id_of_its_own(before, after):
    match = match_municipal(before, after)
    assert sorted((m.body, m.date) for m in match.meetings) == sorted(
        (m.body, m.date) for m in after
    )
    assert len({m.id for m in match.meetings}) == len(after)
    assert not match_municipal(match.meetings, after).changes
