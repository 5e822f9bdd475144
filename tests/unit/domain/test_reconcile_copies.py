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
    lost, found = want(item="b"), seen(FIELDS, item="a")

    def after_loss(*, complete):
        objects = Observation((found,), complete)
        wanted = [want(item="a"), lost]
        return reconcile(wanted, (), objects, policy=PLAN, today=TODAY).actions

    assert [a.kind for a in after_loss(complete=False)] == [ActionKind.ADOPT]
    assert [a.kind for a in after_loss(complete=True)] == [ActionKind.ADOPT, ActionKind.CREATE]
