import datetime as dt
from dataclasses import replace

from service.domain.approving import approved_meetings, fingerprint
from service.domain.deadlines import DeadlineKind, deadlines
from service.domain.model import Meeting, MeetingStatus, MeetingType, Role
from service.domain.proposing import propose
from service.domain.replanning import PlanChangeKind, replan
from tests.unit.domain.plans import AURE_2018, meeting, plan, rule

PARTY = Meeting(id="fest", body="g", type=MeetingType.SOSIAL, date=dt.date(2018, 6, 1))


def proposed(municipal):
    return propose(rule(), municipal, group_body="gruppe", closed_days=()).meetings


def approved(municipal):
    return [replace(m, status=MeetingStatus.CONFIRMED) for m in proposed(municipal)]


def kinds(found):
    return [c.kind.value for c in found.changes]


def test_the_first_proposal_is_all_new():
    found = replan([], proposed(plan(AURE_2018, 2018)))
    assert kinds(found) == ["added"] * 7
    assert found.differs


def test_an_approved_plan_proposed_again_is_unchanged_and_stays_confirmed():
    municipal = plan(AURE_2018, 2018)
    found = replan(approved(municipal), proposed(municipal))
    assert not found.differs
    assert list(found.meetings) == approved(municipal)


def test_a_moved_council_meeting_moves_the_group_meeting_under_its_id():
    before, after = meeting("15.2K", 2018), meeting("22.2K", 2018, id="kommunestyre-2018-02-15")
    (change,) = replan(approved([before]), proposed([after])).changes
    assert change.kind is PlanChangeKind.MOVED
    assert change.before.id == change.after.id
    assert change.after.status is MeetingStatus.TENTATIVE


def test_a_group_meeting_keeps_its_id_when_the_first_it_served_falls_away():
    both = plan("7.2F 15.2K", 2018)
    (change,) = replan(approved(both), proposed(both[1:])).changes
    assert change.kind is PlanChangeKind.MOVED
    assert change.after.id == "gruppemote-formannskap-2018-02-07"
    again = replan(approved_meetings([change]), proposed(both[1:]))
    assert not again.differs


def test_a_meeting_nothing_asks_for_is_withdrawn():
    found = replan(approved([meeting("15.2K", 2018)]), [])
    assert kinds(found) == ["withdrawn"]
    assert found.meetings == ()


def test_a_meeting_that_serves_an_uncertain_one_is_kept_until_a_person_has_answered():
    council = meeting("15.2K", 2018)
    (old,) = approved([council])
    found = replan([old], [], uncertain=[council.id])
    assert kinds(found) == ["kept"]
    assert found.meetings == (old,)


def test_a_meeting_that_a_person_set_is_kept_with_the_rules_suggestion_beside_it():
    (old,) = approved([meeting("15.2K", 2018)])
    by_hand = replace(old, date=dt.date(2018, 2, 13))
    (change,) = replan([by_hand], proposed([meeting("15.2K", 2018)]), manual={old.id}).changes
    assert (change.kind, change.after) == (PlanChangeKind.KEPT, by_hand)
    assert change.suggestion.date == old.date


def test_a_meeting_that_a_person_set_is_kept_when_nothing_asks_for_it():
    (old,) = approved([meeting("15.2K", 2018)])
    assert kinds(replan([old], [], manual={old.id})) == ["kept"]


def test_meetings_no_rule_made_are_left_alone():
    assert kinds(replan([replace(PARTY, status=MeetingStatus.CONFIRMED)], [])) == ["kept"]


def test_what_somebody_has_proposed_is_shown_for_approval_and_settled_by_it():
    found = replan([PARTY], [])
    assert kinds(found) == ["added"]
    (settled,) = approved_meetings(found.changes)
    assert settled == replace(PARTY, status=MeetingStatus.CONFIRMED)
    assert not replan([settled], []).differs


def test_a_meeting_named_after_one_it_no_longer_serves_is_not_taken_for_another():
    both = plan("7.2F 15.2K", 2018)
    (shared,) = approved(both)
    (alone,) = approved_meetings(replan([shared], proposed(both[1:])).changes)
    assert (alone.id, alone.serves) == (shared.id, ("kommunestyre-2018-02-15",))
    apart = proposed([replace(both[0], date=dt.date(2018, 4, 11)), both[1]])
    found = replan([alone], apart)
    assert [(c.kind.value, c.id) for c in found.changes] == [
        ("unchanged", alone.id),
        ("added", f"{alone.id}-2"),
    ]


def test_meetings_that_serve_nothing_are_the_same_by_their_id():
    (old,) = approved([meeting("15.2K", 2018)])
    numbered = replace(old, id="gruppemote-2018-1-1", serves=())
    moved = replace(numbered, date=dt.date(2018, 2, 13), status=MeetingStatus.TENTATIVE)
    other = replace(moved, id="gruppemote-2018-1-2", date=dt.date(2018, 3, 13))
    found = replan([numbered], [moved, other])
    assert [(c.kind.value, c.id) for c in found.changes] == [
        ("moved", numbered.id),
        ("added", other.id),
    ]


def test_an_id_that_any_meeting_has_or_has_had_is_given_to_no_other():
    council = meeting("15.2K", 2018)
    (old,) = approved([council])
    (change,) = replan([], proposed([council]), used={old.id, f"{old.id}-2"}).changes
    assert change.id == f"{old.id}-3"


def test_nothing_is_put_on_a_day_that_has_passed():
    later, sooner = meeting("22.2K", 2018), meeting("15.2K", 2018, id="kommunestyre-2018-02-22")
    found = replan(approved([later]), proposed([sooner]), today=dt.date(2018, 2, 13))
    assert kinds(found) == ["withdrawn"]
    assert [m.date for m in found.past] == [dt.date(2018, 2, 12)]
    new = proposed([later, meeting("12.3F", 2018)])
    found = replan(approved([later]), new, today=dt.date(2018, 3, 10))
    assert kinds(found) == ["kept"]
    assert found.changes[0].held


def test_a_plans_first_proposal_holds_what_has_been_too():
    found = replan([], proposed([meeting("15.2K", 2018)]), today=dt.date(2019, 1, 1))
    assert kinds(found) == ["added"]


def test_a_meeting_called_off_by_hand_stays_so_with_the_rules_suggestion_beside_it():
    council = meeting("15.2K", 2018)
    (old,) = approved([council])
    off = replace(old, status=MeetingStatus.CANCELLED)
    (change,) = replan([off], proposed([council]), manual={old.id}).changes
    assert (change.kind, change.after) == (PlanChangeKind.KEPT, off)
    assert change.suggestion.date == old.date


def test_of_a_proposal_only_what_is_ticked_is_approved():
    both = plan("15.2K 21.3K", 2018)
    found = replan([], proposed(both))
    first, second = found.changes
    (taken,) = approved_meetings(found.changes, [first.id])
    assert (taken.id, taken.status) == (first.id, MeetingStatus.CONFIRMED)
    (left,) = [c for c in replan([taken], proposed(both)).changes if not c.quiet]
    assert left == second


def test_a_proposal_is_known_again_and_another_is_not():
    one, two = plan("15.2K", 2018), plan("22.2K", 2018)
    assert fingerprint(replan([], proposed(one)).changes) == fingerprint(
        replan([], proposed(one)).changes
    )
    assert fingerprint(replan([], proposed(one)).changes) != fingerprint(
        replan([], proposed(two)).changes
    )


def test_what_has_been_held_is_history():
    (old,) = approved([meeting("15.2K", 2018)])
    assert kinds(replan([old], [], today=dt.date(2018, 2, 13))) == ["kept"]
    assert kinds(replan([old], [], today=dt.date(2018, 2, 12))) == ["withdrawn"]


def test_another_place_is_a_change_and_another_reason_is_none():
    (old,) = approved([meeting("15.2K", 2018)])
    (fresh,) = proposed([meeting("15.2K", 2018)])
    assert kinds(replan([old], [replace(fresh, place="Kafeen")])) == ["changed"]
    found = replan([old], [replace(fresh, reason="Ny grunn")])
    assert not found.differs
    assert found.meetings[0].reason == "Ny grunn"


def test_a_cancelled_meeting_that_is_asked_for_again_comes_back():
    (old,) = approved([meeting("15.2K", 2018)])
    off = replace(old, status=MeetingStatus.CANCELLED)
    assert kinds(replan([off], [])) == ["unchanged"]
    assert kinds(replan([off], proposed([meeting("15.2K", 2018)]))) == ["added"]


def test_a_group_meeting_has_three_deadlines_around_it():
    (group,) = proposed([meeting("15.2K", 2018)])
    found = deadlines(rule(), [group])
    assert [(d.kind, d.date) for d in found] == [
        (DeadlineKind.INTAKE, dt.date(2018, 2, 6)),
        (DeadlineKind.SUMMONS, dt.date(2018, 2, 8)),
        (DeadlineKind.MINUTES, dt.date(2018, 2, 19)),
    ]
    assert {d.owner for d in found} == {Role.LEADER}
    assert found[0].id == "intake-gruppemote-kommunestyre-2018-02-15"


def test_cancelled_and_short_meetings_have_no_deadlines():
    (group,) = proposed([meeting("15.2K", 2018)])
    off = replace(group, status=MeetingStatus.CANCELLED)
    short = replace(group, type=MeetingType.GRP_PRE)
    assert deadlines(rule(), [off, short]) == ()
