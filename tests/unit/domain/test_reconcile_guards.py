"""Every guard that stops a pass, one by one."""

import datetime as dt

from service.domain.projection import (
    DERIVED_LIMITS,
    ActionKind,
    Limits,
    Observation,
    Observed,
    StopReason,
)
from service.domain.reconcile import reconcile
from tests.unit.domain.reconciling import (
    ASK,
    CALENDAR,
    FIELDS,
    OFF,
    PLAN,
    TODAY,
    nothing,
    record,
    seen,
    want,
)


class TestGuards:
    names = tuple("abcdefghij")

    def run(self, wanted, found, policy=PLAN, complete=True, **more):
        return reconcile(
            [want(item=n) for n in wanted],
            [record(item=n) for n in self.names],
            Observation(tuple(seen(item=n, etag="1") for n in found), complete),
            policy=policy,
            today=TODAY,
            **more,
        )

    def test_three_may_be_dropped_and_four_of_ten_may_not(self):
        assert len(self.run(self.names[3:], self.names).actions) == 3
        stopped = self.run(self.names[4:], self.names)
        assert stopped.actions == ()
        assert stopped.stop.reason is StopReason.TOO_MANY_REMOVALS
        assert (stopped.stop.count, stopped.stop.total) == (4, 10)
        assert {a.kind for a in stopped.stop.withheld} == {ActionKind.CANCEL}

    def test_three_may_have_been_deleted_and_four_of_ten_may_not(self):
        assert len(self.run(self.names, self.names[3:]).actions) == 3
        stopped = self.run(self.names, self.names[4:])
        assert stopped.stop.reason is StopReason.TOO_MANY_DELETED

    def test_what_a_person_has_answered_is_done_though_the_rest_is_stopped(self):
        gone = {want(item=n).uid: PLAN for n in "ab"}
        stopped = self.run(self.names, self.names[6:], policy=ASK, answers=gone)
        assert [a.kind for a in stopped.actions] == [ActionKind.RECREATE] * 2
        assert {a.replaces for a in stopped.actions} == set(gone)
        assert (stopped.stop.reason, stopped.stop.count) == (StopReason.TOO_MANY_DELETED, 4)
        assert len(stopped.conflicts) == 4

    def test_what_a_person_has_answered_is_not_counted_as_vanished(self):
        gone = {want(item="a").uid: CALENDAR}
        assert self.run(self.names, self.names[4:], policy=ASK).stop
        result = self.run(self.names, self.names[4:], policy=ASK, answers=gone)
        assert result.stop is None
        assert [a.kind for a in result.actions] == [ActionKind.TAKE_OVER]

    def test_a_fifth_of_many_may_go(self):
        assert Limits().allows(20, 100)
        assert not Limits().allows(21, 100)

    def test_an_empty_plan_stops(self):
        assert self.run((), self.names).stop.reason is StopReason.PLAN_EMPTY

    def test_what_is_derived_may_all_be_settled_but_not_all_be_deleted(self):
        assert len(self.run((), self.names, limits=DERIVED_LIMITS).actions) == 10
        stopped = self.run(self.names, self.names[4:], limits=DERIVED_LIMITS)
        assert stopped.stop.reason is StopReason.TOO_MANY_DELETED
        stopped = self.run(self.names, (), limits=DERIVED_LIMITS)
        assert stopped.stop.reason is StopReason.CALENDAR_EMPTY

    def test_an_empty_calendar_stops_even_when_it_holds_other_peoples_events(self):
        foreign = Observed(href="x.ics", etag="1", uid="x@example.org", fields=FIELDS)
        result = reconcile(
            [want()], [record()], Observation((foreign,), complete=True), policy=PLAN, today=TODAY
        )
        assert result.stop.reason is StopReason.CALENDAR_EMPTY

    def test_an_unlisted_calendar_does_not_count_as_empty(self):
        assert nothing(self.run(self.names, (), complete=False))

    def test_a_person_who_says_go_on_is_obeyed(self):
        assert len(self.run((), self.names, limits=None).actions) == 10

    def test_removals_after_the_grace_period_count(self):
        since = {record(item=n).uid: TODAY - dt.timedelta(days=90) for n in self.names}
        result = reconcile(
            [want(item=n) for n in self.names[4:]],
            [record(OFF if n in self.names[:4] else FIELDS, item=n) for n in self.names],
            Observation(tuple(seen(item=n, etag="1") for n in self.names), complete=True),
            policy=PLAN,
            today=TODAY,
            cancelled_since=since,
        )
        assert result.stop.reason is StopReason.TOO_MANY_REMOVALS

    def test_meetings_called_off_by_name_need_no_second_question(self):
        result = reconcile(
            [want(OFF, item=n) for n in self.names],
            [record(item=n) for n in self.names],
            Observation(tuple(seen(item=n, etag="1") for n in self.names), complete=True),
            policy=PLAN,
            today=TODAY,
        )
        assert len(result.actions) == 10
