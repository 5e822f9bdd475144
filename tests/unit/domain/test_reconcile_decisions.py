"""Every row of the decision table that no policy changes, and the table itself."""

import datetime as dt

import pytest

from service.domain.decisions import DECISIONS, Plan, Seen
from service.domain.matching import Item
from service.domain.projection import ActionKind, Name, Observed, Reason, href_of
from service.domain.reconcile import settled
from service.domain.settings import DriftPolicy
from service.domain.steps import conflict
from tests.unit.domain.reconciling import (
    ALL,
    FIELDS,
    LATER,
    MOVED_BY_PERSON,
    OFF,
    TODAY,
    asked,
    decided,
    nothing,
    only,
    record,
    seen,
    want,
)


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


@pytest.mark.parametrize(("plan", "seen"), DECISIONS, ids=lambda one: one.name.lower())
def test_a_question_says_what_each_answer_does(plan, seen):
    row = DECISIONS[plan, seen]
    question = conflict(Item(name=Name("u", "u.ics")), {}, row)
    assert question.by_plan == row.decide(DriftPolicy.PLAN, answered=True)
    assert question.by_calendar == row.decide(DriftPolicy.CALENDAR, answered=True)
    assert question.always == isinstance(row.decide(DriftPolicy.PLAN, answered=False), Reason)
