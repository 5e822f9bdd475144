"""What is remembered between passes: state, runs, conflicts and people's judgements."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from service.db.applied import AppliedState
from service.db.database import Database
from service.db.judgements import Attestations, StoredAttestation, StoredWaiver, Waivers
from service.db.runs import Conflicts, Run, Runs, forget_runs
from service.domain.projection import Applied
from service.domain.settings import GroupSettings
from tests.unit.db.plan_rows import NOW, conflict


def test_applied_state_is_recorded_replaced_and_forgotten(
    database: Database, stored: GroupSettings
):
    first = Applied(
        uid="u", href="u.ics", etag="1", fields={"SUMMARY": "Møte"}, generation=1, sequence=0
    )
    second = replace(first, etag="2", sequence=1)
    with database.transaction() as session:
        state = AppliedState(session, stored.group.id)
        state.record("kalender", first)
        state.record("kalender", second, cancelled_since=NOW)
    with database.transaction() as session:
        state = AppliedState(session, stored.group.id)
        assert state.load("kalender") == {"u": second}
        assert state.cancelled_since("kalender") == {"u": NOW}
        state.forget("kalender", "u")
        assert state.load("kalender") == {}


def test_runs_are_counted_and_the_newest_comes_first(database: Database, stored: GroupSettings):
    later = NOW + dt.timedelta(minutes=1)
    with database.transaction() as session:
        runs = Runs(session, stored.group.id)
        first = runs.start(NOW)
        runs.finish(
            first,
            at=later,
            counts={"create": 2},
            written=2,
            conflicts=1,
            errors=["Mappa finnes ikke."],
        )
        runs.start(later)
        done = Run(
            started=NOW,
            finished=later,
            counts={"create": 2},
            written=2,
            conflicts=1,
            errors=("Mappa finnes ikke.",),
        )
        assert runs.latest() == (Run(started=later), done)
        assert runs.latest(1) == (Run(started=later),)
        runs.forget_before(later)
        assert runs.latest() == (Run(started=later),)


def test_old_runs_are_forgotten_and_quiet_ones_sooner(database: Database, stored: GroupSettings):
    day = dt.timedelta(days=1)
    with database.transaction() as session:
        runs = Runs(session, stored.group.id)
        for age, written, errors in (
            (40, 1, []),
            (9, 1, []),
            (8, 0, ["x"]),
            (7, 0, []),
            (6, 0, []),
        ):
            run = runs.start(NOW - age * day)
            at = NOW - age * day
            runs.finish(run, at=at, counts={}, written=written, conflicts=0, errors=errors)
        forget_runs(session, before=NOW - 30 * day, quiet_before=NOW - 2 * day)
        assert [(NOW - run.started).days for run in runs.latest()] == [6, 8, 9]


def test_a_conflict_keeps_the_day_it_was_first_seen(database: Database, stored: GroupSettings):
    later = NOW + dt.timedelta(days=1)
    with database.transaction() as session:
        conflicts = Conflicts(session, stored.group.id)
        conflicts.replace("kalender", [conflict("a"), conflict("b")])
        conflicts.replace("kalender", [conflict("a", later), conflict("c", later)])
        assert conflicts.all() == (conflict("a"), conflict("c", later))


def test_a_waiver_needs_a_reason_and_can_be_withdrawn(database: Database, stored: GroupSettings):
    waiver = StoredWaiver(rule="R", subject="s", reason="avtalt", waived_by="kari", waived_at=NOW)
    with database.transaction() as session:
        waivers = Waivers(session, stored.group.id)
        waivers.add(waiver)
        waivers.add(replace(waiver, reason="avtalt på nytt"))
        assert waivers.all() == (replace(waiver, reason="avtalt på nytt"),)
        with pytest.raises(ValueError, match="reason"):
            waivers.add(replace(waiver, reason=" "))
        waivers.withdraw("R", "s")
        assert waivers.all() == ()


def test_attestations_are_added_in_order(database: Database, stored: GroupSettings):
    first = StoredAttestation(rule="R", subject="2026-1", attested_by="kari", attested_at=NOW)
    second = replace(first, attested_at=NOW + dt.timedelta(days=1), note="igjen")
    with database.transaction() as session:
        attestations = Attestations(session, stored.group.id)
        attestations.add(second)
        attestations.add(first)
        assert attestations.all() == (first, second)
