"""What people changed and deleted, under each policy."""

from service.domain.projection import ActionKind, Reason
from service.domain.reconcile import settled
from tests.unit.domain.reconciling import (
    ASK,
    CALENDAR,
    FIELDS,
    LATER,
    MOVED_BY_PERSON,
    OFF,
    PLAN,
    asked,
    decided,
    nothing,
    only,
    record,
    seen,
    want,
)


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

    def test_a_persons_tentative_mark_stands_until_the_meeting_is_called_off(self):
        marked = {**FIELDS, "status": "TENTATIVE"}
        taken = settled(only(decided(want(), record(), seen(marked), CALENDAR)))
        assert taken.released == {"status"}
        assert nothing(decided(want(), taken, seen(etag="2"), CALENDAR))
        assert only(decided(want(LATER), taken, seen(etag="2"), CALENDAR)).fields == {
            **LATER,
            "status": "TENTATIVE",
        }
        off = only(decided(want({**FIELDS, "status": "CANCELLED"}), taken, seen(etag="2")))
        assert off.kind is ActionKind.CANCEL
        on = only(decided(want(), settled(off, "3"), seen(etag="3")))
        assert on.fields == FIELDS

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
