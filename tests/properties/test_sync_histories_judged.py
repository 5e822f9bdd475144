"""The judges of histories are judged: a service that breaks a promise is found out by each."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from service.calendar import writing
from service.domain.reconcile import reconcile
from service.domain.settings import DriftPolicy
from service.journeys.calendar import calendars, sending
from service.journeys.folder import rewriting
from tests.properties.histories.faults import Weather
from tests.properties.histories.history import Broken

PLAN, ASK = DriftPolicy.PLAN, DriftPolicy.ASK


def test_a_quiet_history_is_in_order(begun):
    begun().settle()


def test_a_persons_words_that_an_update_drops(begun, monkeypatch):
    merge = writing.merge

    def forgetful(data, *words, **more):
        return merge(re.sub(rb"CATEGORIES:[^\r]*\r\n", b"", data), *words, **more)

    monkeypatch.setattr(sending, "merge", forgetful)
    history = begun()
    history.edit(0, "category")
    history.edit(0, "an hour later")
    with pytest.raises(Broken, match="the update lost"):
        history.sync()


def test_a_persons_time_that_is_overwritten_unasked(begun, monkeypatch):
    monkeypatch.setattr(calendars, "policy_for", lambda *_: PLAN)
    history = begun(drift=ASK)
    history.edit(0, "an hour later")
    with pytest.raises(Broken, match="overwritten"):
        history.sync()


def test_an_event_that_comes_back_unasked(begun, monkeypatch):
    monkeypatch.setattr(calendars, "policy_for", lambda *_: PLAN)
    history = begun(drift=ASK)
    history.throw_away(0)
    with pytest.raises(Broken, match="has come back unasked"):
        history.sync()


def test_a_deletion_that_is_concluded_from_half_a_listing(begun, monkeypatch):
    look_at = calendars.look_at

    def hasty(*words, **more):
        look = look_at(*words, **more)
        return replace(look, observation=replace(look.observation, complete=True))

    monkeypatch.setattr(calendars, "look_at", hasty)
    with pytest.raises(Broken, match="after an incomplete listing"):
        begun().sync(Weather(incomplete=True))


def test_an_event_that_is_removed_too_early(begun, monkeypatch):
    monkeypatch.setattr(calendars, "GRACE_DAYS", 0)
    history = begun()
    history.call_off(0)
    history.sync()
    with pytest.raises(Broken, match="removed after 0 days"):
        history.sync()


def test_a_guard_that_is_asleep(begun, monkeypatch):
    def unguarded(*words, **more):
        return reconcile(*words, **{**more, "limits": None})

    history = begun()
    for number in range(3):
        history.add(number)
    history.sync()
    for number in range(6):
        history.call_off(number)
    history.sync()
    history.wait(32)
    monkeypatch.setattr(calendars, "reconcile", unguarded)
    with pytest.raises(Broken, match="removed unasked"):
        history.sync()


def test_a_document_that_is_written_over(begun, monkeypatch):
    overwrite = rewriting.overwrite

    def careless(desk, document, data, *words):
        return overwrite(desk, document, desk.store.get("Kjøreregler.docx").data, *words)

    history = begun()
    history.write(1, "paragraph")
    history.sync()
    monkeypatch.setattr(rewriting, "overwrite", careless)
    history.council(0, 7)
    history.publish(approve=True)
    with pytest.raises(Broken, match="written over"):
        history.sync(dry_first=False)


def test_a_dry_run_that_does_not_tell_all(begun, monkeypatch):
    assume = calendars.CalendarLedger.assume
    monkeypatch.setattr(calendars.CalendarLedger, "assume", lambda self, _: assume(self, ()))
    history = begun(drift=DriftPolicy.CALENDAR)
    history.edit(0, "a day later")
    with pytest.raises(Broken, match="foretold"):
        history.sync()
