"""Short histories that once broke a promise, as they were told by the machine and cut down."""

from __future__ import annotations

from service.domain.settings import DriftPolicy
from tests.properties.histories.faults import Fault, Weather


def test_an_event_laid_elsewhere_is_not_made_twice_after_a_loss_and_half_a_listing(begun):
    history = begun()
    for number in range(0, 8, 3):
        history.carry(number)
    history.sync()
    history.lose()
    history.sync(Weather(incomplete=True))
    history.settle()


def test_a_document_laid_elsewhere_is_not_made_twice_after_a_loss_and_half_a_listing(begun):
    history = begun()
    for number in range(4):
        history.rename(number, folder=True)
    history.sync()
    history.lose()
    history.sync(Weather(incomplete=True))
    history.settle()


def test_an_unreadable_event_that_somebody_has_answered_for_is_asked_about_again(begun):
    history = begun(drift=DriftPolicy.ASK)
    history.spoil(0, 3)
    history.sync()
    history.answer(0, DriftPolicy.CALENDAR)
    history.sync()
    history.settle()
    assert history.world.conflicts()


def test_what_was_undone_is_told_although_its_etag_was_never_heard(begun):
    history = begun()
    history.edit(0, "an hour later")
    report = history.sync(Weather(withheld=True, requests={5: Fault.LOST}))
    assert [s.reason for s in report.steps if s.writes] == ["changed_by_person"]
    history.settle()


def test_an_event_comes_back_although_others_lie_under_its_next_name(begun):
    history = begun(trash=True)
    history.throw_away(0)
    history.sync(Weather(writes={0: Fault.HASTY}))
    history.settle()
