"""Two copies of one event: people's programs make them, and only one is ours."""

from dataclasses import replace

from service.domain.projection import ActionKind, Observation, href_of
from service.domain.reconcile import reconcile
from tests.unit.domain.reconciling import (
    ALL,
    FIELDS,
    PLAN,
    TODAY,
    decided,
    only,
    record,
    seen,
    want,
)


def test_the_one_under_our_name_is_taken_where_nothing_is_remembered():
    ours = seen(FIELDS)
    theirs = replace(ours, href="kopi.ics", etag="9")
    for found, besides in ((ours, theirs), (theirs, ours)):
        result = decided(want(), None, found, besides=[besides])
        (action,) = (a for a in result.actions if a.uid == ours.uid)
        assert action.href == href_of(ours.uid)


def test_a_copy_is_not_taken_for_the_event_itself_after_an_incomplete_listing():
    copy = replace(seen(FIELDS), href="kopi.ics")
    for recorded in (record(), None):
        for policy in ALL:
            result = decided(want(), recorded, copy, policy, complete=False)
            assert (result.actions, result.conflicts) == ((), ())
            assert result.unsettled
    assert only(decided(want(), record(), copy)).kind is ActionKind.ADOPT


def test_an_event_comes_back_under_a_name_that_nothing_of_others_lies_under():
    taken = replace(seen(FIELDS, generation=1), uid="tannlege@example.org")
    action = only(decided(want(), record(), None, PLAN, besides=[taken]))
    assert action.kind is ActionKind.RECREATE
    assert (action.generation, action.href) == (2, want().name(2).href)


def test_nothing_is_made_anew_while_half_of_a_calendar_is_found_again():
    """What we know nothing of may lie where the listing was cut off, under any name."""

    def after_loss(found, *, complete):
        wanted = [want(item="a"), want(item="b")]
        objects = Observation((found,), complete)
        return [a.kind for a in reconcile(wanted, (), objects, policy=PLAN, today=TODAY).actions]

    readable, damaged = seen(FIELDS, item="a"), seen(item="a")
    assert after_loss(readable, complete=False) == [ActionKind.ADOPT]
    assert after_loss(damaged, complete=False) == []
    assert after_loss(readable, complete=True) == [ActionKind.ADOPT, ActionKind.CREATE]
    assert after_loss(damaged, complete=True) == [ActionKind.CREATE]
    of_no_plan = seen(FIELDS, item="c")
    assert after_loss(of_no_plan, complete=False) == []
    assert after_loss(of_no_plan, complete=True) == [ActionKind.CREATE, ActionKind.CREATE]
