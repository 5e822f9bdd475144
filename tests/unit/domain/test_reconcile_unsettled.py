"""What is left as it is, and must be looked at again: a change since now doesn't tell of it."""

from tests.unit.domain.reconciling import CALENDAR, PLAN, decided, record, seen, want


def test_where_all_is_known_nothing_must_be_looked_at_again():
    assert not decided(want(), record(), seen(etag="1")).unsettled


def test_an_event_that_can_not_be_read_is_looked_at_again_whatever_a_person_answers():
    for answer in (PLAN, CALENDAR):
        uid = want().uid
        result = decided(want(), record(), seen(), answers={uid: answer})
        assert (result.actions, result.conflicts, result.unsettled) == ((), (), True)


def test_after_an_incomplete_listing_everything_is_looked_at_again():
    assert decided(want(), record(), seen(etag="1"), complete=False).unsettled
    assert decided(want(), record(), complete=False).unsettled
