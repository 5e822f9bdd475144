"""Every row of the decision table, and every guard, one by one."""

import datetime as dt
from dataclasses import replace

import pytest

from service.domain.decisions import DECISIONS, Plan, Seen
from service.domain.projection import (
    CANCELLED,
    ActionKind,
    Applied,
    Limits,
    Observation,
    Observed,
    Reason,
    StopReason,
    desired,
    href_of,
)
from service.domain.reconcile import reconcile, settled
from service.domain.settings import DriftPolicy

TODAY = dt.date(2018, 2, 1)
FIELDS = {"summary": "Gruppemøte", "dtstart": "2018-02-12T18:00:00+01:00", "status": "CONFIRMED"}
LATER = {**FIELDS, "dtstart": "2018-02-13T18:00:00+01:00"}
OFF = {**FIELDS, "status": CANCELLED}
MOVED_BY_PERSON = {**FIELDS, "dtstart": "2018-02-12T19:00:00+01:00"}
PLAN, ASK, CALENDAR = DriftPolicy.PLAN, DriftPolicy.ASK, DriftPolicy.CALENDAR
ALL = (PLAN, ASK, CALENDAR)


def want(fields=FIELDS, item="m"):
    return desired("g", item, fields)


def record(fields=FIELDS, item="m", generation=0, etag="1", sequence=3):
    name = want(item=item).name(generation)
    return Applied(
        uid=name.uid,
        href=name.href,
        etag=etag,
        fields=fields,
        generation=generation,
        sequence=sequence,
    )


def seen(fields=None, item="m", generation=0, etag="2", **more):
    name = want(item=item).name(generation)
    uid = None if fields is None else name.uid
    return replace(Observed(href=name.href, etag=etag, uid=uid, fields=fields), **more)


# Others stand beside the one under test, so that no guard takes it for the whole calendar.
OTHERS = ("a", "b")


def decided(wanted=None, recorded=None, found=None, policy=ASK, complete=True, **more):
    wants = [want(item=o) for o in OTHERS] + ([wanted] if wanted else [])
    records = [record(item=o) for o in OTHERS] + ([recorded] if recorded else [])
    objects = [seen(item=o, etag="1") for o in OTHERS] + ([found] if found else [])
    return reconcile(
        wants, records, Observation(tuple(objects), complete), policy=policy, today=TODAY, **more
    )


def only(result):
    """The one action, when there is nothing else."""
    assert result.stop is None
    assert not result.conflicts
    (action,) = result.actions
    return action


def asked(result):
    assert result.stop is None
    assert not result.actions
    (conflict,) = result.conflicts
    return conflict


def nothing(result):
    return not result.actions and not result.conflicts and result.stop is None


@pytest.mark.parametrize("policy", ALL)
class TestWhateverThePolicy:
    def test_a_new_meeting_is_created_where_nothing_may_lie(self, policy):
        action = only(decided(want(), policy=policy))
        assert (action.kind, action.reason, action.etag) == (
            ActionKind.CREATE,
            Reason.NEW,
            None,
        )
        assert (action.uid, action.href) == (want().uid, want().href)
        assert (action.fields, action.sequence) == (FIELDS, 0)

    def test_an_untouched_meeting_is_left_alone(self, policy):
        assert nothing(decided(want(), record(), seen(etag="1"), policy))
        assert nothing(decided(want(), record(), seen(FIELDS, etag="1"), policy))

    def test_a_changed_plan_updates_the_version_we_know(self, policy):
        action = only(decided(want(LATER), record(), seen(etag="1"), policy))
        assert (action.kind, action.etag, action.sequence) == (ActionKind.UPDATE, "1", 4)
        assert (action.fields, action.before) == (LATER, FIELDS)

    def test_a_change_of_title_alone_does_not_raise_the_sequence(self, policy):
        renamed = {**FIELDS, "summary": "Møte"}
        action = only(decided(want(renamed), record(), seen(etag="1"), policy))
        assert (action.kind, action.sequence) == (ActionKind.UPDATE, 3)

    def test_a_persons_additions_are_adopted(self, policy):
        action = only(decided(want(), record(), seen(FIELDS), policy))
        assert (action.kind, action.reason) == (ActionKind.ADOPT, Reason.ANNOTATED)
        assert settled(action).etag == "2"
        assert settled(action).annotated

    def test_a_changed_alarm_is_no_drift(self, policy):
        ours = {**FIELDS, "alarm": "60"}
        action = only(decided(want(ours), record(ours), seen({**FIELDS, "alarm": "5"}), policy))
        assert action.kind is ActionKind.ADOPT
        assert settled(action).owned == ours

    def test_a_changed_plan_is_written_over_a_persons_additions_version(self, policy):
        action = only(decided(want(LATER), record(), seen(FIELDS), policy))
        assert (action.kind, action.etag, action.annotated) == (ActionKind.UPDATE, "2", True)

    def test_a_write_whose_answer_was_lost_is_recognised(self, policy):
        action = only(decided(want(LATER), record(), seen(LATER), policy))
        assert (action.kind, action.reason) == (ActionKind.ADOPT, Reason.ALREADY_SO)
        assert settled(action).owned == LATER

    def test_a_dropped_meeting_is_cancelled_first(self, policy):
        action = only(decided(None, record(), seen(etag="1"), policy))
        assert (action.kind, action.reason, action.etag) == (
            ActionKind.CANCEL,
            Reason.WITHDRAWN,
            "1",
        )
        assert (action.fields, action.sequence) == (OFF, 4)

    def test_a_dropped_meeting_with_a_persons_additions_is_cancelled_with_them(self, policy):
        action = only(decided(None, record(), seen(FIELDS), policy))
        assert (action.kind, action.etag, action.annotated) == (ActionKind.CANCEL, "2", True)

    def test_a_dropped_meeting_that_a_person_changed_is_asked_about(self, policy):
        conflict = asked(decided(None, record(), seen(MOVED_BY_PERSON), policy))
        assert (conflict.reason, conflict.ours) == (Reason.BOTH_CHANGED, {})
        assert conflict.theirs == MOVED_BY_PERSON

    def test_a_dropped_meeting_that_a_person_cancelled_is_so_already(self, policy):
        action = only(decided(None, record(), seen(OFF), policy))
        assert (action.kind, settled(action).owned) == (ActionKind.ADOPT, OFF)

    def test_a_dropped_meeting_that_is_gone_leaves_a_tombstone(self, policy):
        action = only(decided(None, record(), None, policy))
        assert action.kind is ActionKind.FORGET
        assert settled(action).buried

    def test_a_meeting_called_off_in_the_plan_is_cancelled(self, policy):
        action = only(decided(want(OFF), record(), seen(etag="1"), policy))
        assert (action.kind, action.fields) == (ActionKind.CANCEL, OFF)

    def test_a_meeting_called_off_before_it_was_written_is_not_written(self, policy):
        assert nothing(decided(want(OFF), policy=policy))

    def test_a_cancelled_meeting_stays_through_the_grace_period(self, policy):
        since = {record().uid: TODAY - dt.timedelta(days=29)}
        assert nothing(decided(None, record(OFF), seen(etag="1"), policy, cancelled_since=since))
        assert nothing(decided(None, record(OFF), seen(etag="1"), policy))

    def test_a_cancelled_meeting_is_removed_after_it(self, policy):
        since = {record().uid: TODAY - dt.timedelta(days=30)}
        action = only(decided(None, record(OFF), seen(etag="1"), policy, cancelled_since=since))
        assert (action.kind, action.etag) == (ActionKind.REMOVE, "1")
        assert settled(action).buried

    def test_a_cancelled_meeting_with_a_persons_words_is_never_removed(self, policy):
        since = {record().uid: TODAY - dt.timedelta(days=300)}
        annotated = record({**OFF, "~annotated": "1"})
        assert nothing(decided(None, annotated, seen(etag="1"), policy, cancelled_since=since))

    def test_a_meeting_planned_again_in_the_grace_period_is_confirmed_again(self, policy):
        action = only(decided(want(), record(OFF), seen(etag="1"), policy))
        assert (action.kind, action.fields, action.sequence) == (ActionKind.UPDATE, FIELDS, 4)

    def test_an_unreadable_object_is_asked_about(self, policy):
        conflict = asked(decided(want(), record(), seen(None), policy))
        assert conflict.reason is Reason.UNREADABLE
        assert asked(decided(None, record(), seen(None), policy)).reason is Reason.UNREADABLE

    def test_a_lost_record_is_found_by_its_uid(self, policy):
        action = only(decided(want(), None, seen(FIELDS), policy))
        assert (action.kind, action.reason) == (ActionKind.ADOPT, Reason.FOUND_AGAIN)
        assert settled(action).etag == "2"

    def test_a_lost_record_is_found_in_a_later_generation(self, policy):
        action = only(decided(want(), None, seen(FIELDS, generation=2), policy))
        assert (action.kind, action.generation) == (ActionKind.ADOPT, 2)

    def test_an_object_of_ours_that_nobody_knows_is_asked_about(self, policy):
        stray = seen(FIELDS, item="stray")
        conflict = asked(decided(None, None, stray, policy))
        assert (conflict.reason, conflict.uid) == (Reason.ORPHAN, stray.uid)

    def test_an_unknown_object_of_ours_that_is_cancelled_is_left(self, policy):
        assert nothing(decided(None, None, seen(OFF, item="stray"), policy))

    def test_foreign_objects_are_left_alone(self, policy):
        foreign = Observed(href="tannlege.ics", etag="9", uid="x@example.org", fields=FIELDS)
        assert nothing(decided(None, None, foreign, policy))
        assert nothing(decided(None, None, Observed(href="rar.ics", etag="9"), policy))

    def test_a_foreign_object_where_ours_belongs_is_asked_about(self, policy):
        foreign = Observed(href=want().href, etag="9", uid="x@example.org", fields=FIELDS)
        assert asked(decided(want(), None, foreign, policy)).reason is Reason.NAME_TAKEN

    def test_an_object_that_was_moved_to_another_href_is_followed(self, policy):
        action = only(decided(want(), record(), seen(FIELDS, href="annen.ics"), policy))
        assert (action.kind, settled(action).href) == (ActionKind.ADOPT, "annen.ics")

    def test_a_tombstones_uid_is_not_used_again(self, policy):
        grave = record({}, etag="")
        action = only(decided(want(), grave, None, policy))
        assert (action.kind, action.generation) == (ActionKind.CREATE, 1)
        assert (action.uid, action.replaces) == (want().name(1).uid, grave.uid)

    def test_nothing_is_taken_for_deleted_after_an_incomplete_listing(self, policy):
        assert nothing(decided(want(), record(), None, policy, complete=False))
        assert nothing(decided(None, record(), None, policy, complete=False))
        since = {record().uid: TODAY - dt.timedelta(days=300)}
        expired = (None, record(OFF), seen(etag="1"), policy)
        assert nothing(decided(*expired, complete=False, cancelled_since=since))

    def test_a_write_that_outran_its_record_is_found_under_the_next_name(self, policy):
        action = only(decided(want(), record(), seen(FIELDS, generation=1), policy))
        assert (action.kind, action.generation) == (ActionKind.ADOPT, 1)
        assert action.replaces == record().uid


class TestDrift:
    drifted = (want(), record(), seen(MOVED_BY_PERSON, sequence=7))

    def test_the_plan_restores_and_says_what_stood_there(self):
        action = only(decided(*self.drifted, PLAN))
        assert (action.kind, action.etag, action.fields) == (ActionKind.RESTORE, "2", FIELDS)
        assert action.theirs == {"dtstart": MOVED_BY_PERSON["dtstart"]}
        assert action.sequence == 8  # above the person's program's

    def test_a_person_is_asked(self):
        conflict = asked(decided(*self.drifted, ASK))
        assert conflict.reason is Reason.CHANGED_BY_PERSON
        assert (conflict.ours, conflict.theirs) == (FIELDS, MOVED_BY_PERSON)

    def test_the_calendar_is_taken_over_and_nothing_written(self):
        action = only(decided(*self.drifted, CALENDAR))
        assert action.kind is ActionKind.TAKE_OVER
        assert not action.kind.writes
        assert settled(action).owned == MOVED_BY_PERSON

    def test_the_answer_to_a_question_is_carried_out(self):
        uid = record().uid
        restored = decided(*self.drifted, ASK, answers={uid: PLAN})
        assert only(restored).kind is ActionKind.RESTORE
        taken = decided(*self.drifted, ASK, answers={uid: CALENDAR})
        assert only(taken).kind is ActionKind.TAKE_OVER

    def test_what_the_plan_has_no_place_for_is_the_persons_from_then_on(self):
        retitled = {**FIELDS, "summary": "Gruppemøte med kake"}
        taken = settled(only(decided(want(), record(), seen(retitled), CALENDAR)))
        assert taken.released == {"summary"}
        assert nothing(decided(want(), taken, seen(etag="2"), CALENDAR))
        action = only(decided(want(LATER), taken, seen(etag="2"), CALENDAR))
        assert action.fields == {**LATER, "summary": "Gruppemøte med kake"}
        assert settled(action, "3").released == {"summary"}

    def test_both_changed_is_said_as_such(self):
        both = (want(LATER), record(), seen(MOVED_BY_PERSON))
        assert asked(decided(*both, ASK)).reason is Reason.BOTH_CHANGED
        assert only(decided(*both, PLAN)).fields == LATER

    def test_a_recovered_object_that_differs_follows_the_policy(self):
        lost = (want(LATER), None, seen(FIELDS))
        assert only(decided(*lost, PLAN)).kind is ActionKind.RESTORE
        assert asked(decided(*lost, ASK)).reason is Reason.FOUND_AGAIN
        assert only(decided(*lost, CALENDAR)).kind is ActionKind.TAKE_OVER

    def test_the_answer_about_a_dropped_meeting_is_carried_out(self):
        dropped, uid = (None, record(), seen(MOVED_BY_PERSON)), record().uid
        assert only(decided(*dropped, answers={uid: PLAN})).kind is ActionKind.CANCEL
        assert only(decided(*dropped, answers={uid: CALENDAR})).kind is ActionKind.TAKE_OVER

    def test_a_meeting_called_off_that_a_person_changed_follows_the_policy(self):
        called_off = (want(OFF), record(), seen(MOVED_BY_PERSON))
        assert only(decided(*called_off, PLAN)).kind is ActionKind.CANCEL
        assert asked(decided(*called_off, ASK)).reason is Reason.BOTH_CHANGED

    def test_a_cancelled_meeting_that_a_person_revives_follows_the_policy(self):
        revived = (None, record(OFF), seen(FIELDS))
        assert only(decided(*revived, PLAN)).kind is ActionKind.CANCEL
        assert asked(decided(*revived, ASK)).reason is Reason.CHANGED_BY_PERSON


class TestDeletion:
    deleted = (want(), record(), None)

    def test_the_plan_brings_it_back_under_a_new_uid(self):
        action = only(decided(*self.deleted, PLAN))
        assert (action.kind, action.etag, action.generation) == (ActionKind.RECREATE, None, 1)
        assert (action.uid, action.replaces) == (want().name(1).uid, record().uid)
        after = settled(action, "5")
        found = seen(generation=1, etag="5")
        assert nothing(decided(want(), after, found, PLAN))

    def test_a_person_is_asked(self):
        conflict = asked(decided(*self.deleted, ASK))
        assert (conflict.reason, conflict.theirs) == (Reason.DELETED_BY_PERSON, {})

    def test_the_calendar_calls_the_meeting_off(self):
        action = only(decided(*self.deleted, CALENDAR))
        assert (action.kind, action.fields) == (ActionKind.TAKE_OVER, {})
        assert action.cancels
        assert nothing(decided(want(OFF), settled(action), None, CALENDAR))

    def test_when_the_names_are_used_up_a_person_is_asked(self):
        last = record(generation=15)
        assert asked(decided(want(), last, None, PLAN)).reason is Reason.NAMES_USED_UP


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

    def test_a_fifth_of_many_may_go(self):
        assert Limits().allows(20, 100)
        assert not Limits().allows(21, 100)

    def test_an_empty_plan_stops(self):
        assert self.run((), self.names).stop.reason is StopReason.PLAN_EMPTY

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


def test_every_situation_that_can_arise_has_a_row():
    recorded = {Plan.KEEP, Plan.CHANGE, Plan.CALL_OFF, Plan.DROP, Plan.ENDED, Plan.EXPIRED}
    unrecorded = {Plan.NEW, Plan.MOOT, Plan.UNKNOWN}
    impossible = {
        *((p, Seen.BLOCKED) for p in recorded),
        *((p, s) for p in unrecorded for s in (Seen.UNTOUCHED, Seen.ANNOTATED)),
        (Plan.UNKNOWN, Seen.GONE),
        (Plan.UNKNOWN, Seen.BLOCKED),
        (Plan.KEEP, Seen.AS_WANTED),  # that is ANNOTATED
    }
    assert {(p, s) for p in Plan for s in Seen} - impossible == set(DECISIONS)


def test_a_write_without_its_etag_is_not_remembered():
    with pytest.raises(ValueError, match="etag"):
        settled(only(decided(want())))


def test_an_href_is_safe_in_every_servers_escaping():
    assert href_of("6f1c@kjoreplan") == "6f1c.ics"
    assert {href_of(want().name(n).uid) for n in range(16)} == {
        want().name(n).href for n in range(16)
    }
