"""What holds of every proposal, whatever the municipality's plan and the group's rule."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.domain.approving import approved_meetings
from service.domain.model import BodyKind, Meeting, MeetingStatus, MeetingType
from service.domain.municipal import match_municipal, municipal_id
from service.domain.planning import PlanningRule, Trigger
from service.domain.proposing import propose
from service.domain.replanning import replan

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


def proposal(municipal, rule, closed=()):
    return propose(rule, municipal, group_body="gruppe", closed_days=closed)


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
