"""What holds over a whole history: the council publishes anew and people set meetings by hand."""

import datetime as dt
from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from service.domain.approving import approved_meetings
from service.domain.model import Meeting, MeetingStatus, MeetingType
from service.domain.municipal import MOVE_DAYS, match_municipal, municipal_id
from service.domain.proposing import propose
from service.domain.replanning import PlanChangeKind, replan
from tests.properties.test_planning_properties import FIRST, rules

DAYS = st.integers(0, 60).map(lambda n: FIRST + dt.timedelta(days=n))
TYPES = st.sampled_from([MeetingType.MUN_COUNCIL, MeetingType.MUN_EXEC])
OFF = MeetingStatus.CANCELLED


@st.composite
def published(draw):
    """A plan as read: ids say the day, as they do before it is known what has moved."""
    slots = draw(st.lists(st.tuples(DAYS, TYPES), unique=True, max_size=6))
    return [
        Meeting(
            id=municipal_id(kind.value, day),
            body=kind.value,
            type=kind,
            date=day,
            start=dt.time(18),
            status=MeetingStatus.CONFIRMED,
        )
        for day, kind in slots
    ]


@dataclass
class Office:
    """What is known of one group's plan, as the service keeps it."""

    municipal: tuple[Meeting, ...] = ()
    retired: dict[str, Meeting] = field(default_factory=dict)
    own: dict[str, Meeting] = field(default_factory=dict)
    manual: set[str] = field(default_factory=set)

    def take_in(self, plan):
        """Read a newer plan; the meetings as they were, by id, whenever that was."""
        before = {m.id: m for m in self.municipal}
        match = match_municipal(
            self.municipal, plan, retired=self.retired.values(), used={*before, *self.retired}
        )
        self.municipal = match.meetings
        now = {m.id for m in match.meetings}
        known = self.retired | before
        self.retired = {i: m for i, m in known.items() if i not in now}
        return known

    def replan(self, rule):
        fresh = propose(rule, self.municipal, group_body="g", closed_days=()).meetings
        return replan(
            sorted(self.own.values(), key=lambda m: (m.date, m.id)), fresh, manual=self.manual
        )

    def approve(self, found, only=None):
        self.own |= {m.id: m for m in approved_meetings(found.changes, only)}

    def set_by_hand(self, pick, day, cancel):
        if self.own:
            chosen = sorted(self.own)[pick % len(self.own)]
            status = OFF if cancel else MeetingStatus.CONFIRMED
            self.own[chosen] = replace(self.own[chosen], date=day, status=status)
            self.manual.add(chosen)


HANDS = st.lists(st.tuples(st.integers(0, 9), DAYS, st.booleans()), max_size=2)
HISTORIES = st.lists(st.tuples(published(), HANDS), min_size=1, max_size=5)


@given(HISTORIES, rules)
def test_what_people_have_set_stays_and_one_approval_settles_everything(history, rule):
    office = Office()
    for plan, hands in history:
        office.take_in(plan)
        by_hand = {i: office.own[i] for i in office.manual}
        found = office.replan(rule)
        office.approve(found)
        assert {i: office.own[i] for i in office.manual} == by_hand
        assert not office.replan(rule).differs
        for hand in hands:
            office.set_by_hand(*hand)


@given(HISTORIES, rules)
def test_an_id_is_never_another_meetings_however_long_ago_it_was_in_use(history, rule):
    office = Office()
    for plan, hands in history:
        known = office.take_in(plan)
        for meeting in office.municipal:
            old = known.get(meeting.id)
            gap = abs((meeting.date - old.date).days) if old else 0
            assert gap <= MOVE_DAYS
            assert not old or old.body == meeting.body
        before = dict(office.own)
        office.approve(office.replan(rule))
        for i, meeting in office.own.items():
            if i in before:
                assert meeting.type is before[i].type
                assert set(meeting.serves) & set(before[i].serves)
        for hand in hands:
            office.set_by_hand(*hand)


@given(HISTORIES, rules)
def test_a_municipal_meeting_that_was_dropped_comes_back_only_on_its_own_day(history, rule):
    office = Office()
    for plan, _ in history:
        dropped = dict(office.retired)
        office.take_in(plan)
        for meeting in office.municipal:
            if meeting.id in dropped:
                assert meeting.date == dropped[meeting.id].date
        assert len({m.id for m in office.municipal}) == len(plan)


@given(HISTORIES, rules)
def test_what_moves_with_the_council_is_never_deleted_and_made_anew(history, rule):
    office = Office()
    for plan, hands in history:
        office.take_in(plan)
        changes = office.replan(rule).changes
        dropped = [c.before for c in changes if c.kind is PlanChangeKind.WITHDRAWN]
        new = [c.after for c in changes if c.kind is PlanChangeKind.ADDED and c.before is None]
        for old in dropped:
            for fresh in new:
                assert old.type is not fresh.type or not set(old.serves) & set(fresh.serves)
        assert all(c.before.id == c.after.id for c in changes if c.before and c.after)
        office.approve(office.replan(rule))
        for hand in hands:
            office.set_by_hand(*hand)


@given(HISTORIES, rules, st.data())
def test_what_is_not_ticked_is_proposed_again_as_it_was(history, rule, data):
    office = Office()
    for plan, _ in history:
        office.take_in(plan)
        found = office.replan(rule)
        loud = [c for c in found.changes if not c.quiet]
        only = {c.id for c in loud if data.draw(st.booleans())}
        office.approve(found, only)
        again = {c.id: c for c in office.replan(rule).changes if not c.quiet}
        assert only.isdisjoint(again)
