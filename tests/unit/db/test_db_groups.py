from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet

from service.db.applied import AppliedState
from service.db.database import Database
from service.db.groups import Groups
from service.db.sealing import SecretBox, SecretUnreadable
from service.db.tables_group import TargetRow
from service.db.targets import Targets
from service.domain.model import Audience, Roster
from service.domain.projection import Applied
from service.domain.settings import DriftPolicy, GroupSettings, Target, TargetKind

NOW = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
APPLIED = Applied(
    uid="u1", href="u1.ics", etag="1", fields={"SUMMARY": "Gruppemøte"}, generation=0, sequence=2
)


def test_a_group_comes_back_as_it_was_saved(database: Database, stored: GroupSettings):
    with database.reading() as session:
        assert Groups(session).get(stored.group.id) == stored
        assert Groups(session).all() == (stored,)


def test_an_unknown_group_is_none(database: Database, stored: GroupSettings):
    with database.reading() as session:
        assert Groups(session).get("ukjent") is None


def test_saving_again_replaces_everything(database: Database, stored: GroupSettings):
    roster = stored.group.roster
    changed = replace(
        stored,
        group=replace(
            stored.group,
            name="Nytt navn",
            roster=Roster(bodies=roster.bodies[1:], people=roster.people[:1]),
            packs=("alfa", "beta"),
            parameters=(("R-2", "limit", 8),),
        ),
        targets=stored.targets[::-1],
        drift=DriftPolicy.ASK,
    )
    with database.transaction() as session:
        Groups(session).save(changed)
        assert Groups(session).get(stored.group.id) == changed
    with database.reading() as session:
        assert Groups(session).get(stored.group.id) == changed


def test_deleting_a_group_leaves_nothing_of_it(database: Database, stored: GroupSettings):
    other = replace(stored, group=replace(stored.group, id="annen"))
    with database.transaction() as session:
        Groups(session).save(other)
        assert Groups(session).delete(stored.group.id)
        assert not Groups(session).delete(stored.group.id)
    with database.reading() as session:
        assert Groups(session).all() == (other,)
        assert {row.group_id for row in session.query(TargetRow)} == {"annen"}


def test_a_password_is_sealed_in_the_database(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        Targets(session, stored.group.id).set_password("kalender", "hemmelig-ord", box)
    with database.reading() as session:
        row = session.get_one(TargetRow, (stored.group.id, "kalender"))
        assert row.secret is not None
        assert "hemmelig" not in row.secret
        targets = Targets(session, stored.group.id)
        assert targets.password("kalender", box, {}) == "hemmelig-ord"
        assert targets.state("kalender").has_password


def test_a_password_can_come_from_the_environment(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.reading() as session:
        targets = Targets(session, stored.group.id)
        environ = {"KJOREPLAN_TEST_PASSWORD": "fra miljøet"}
        assert targets.password("arkiv", box, environ) == "fra miljøet"
        assert targets.password("arkiv", box, {}) is None
        assert targets.password("kalender", box, environ) is None


def test_after_a_rotation_old_passwords_open_and_a_lost_key_is_said(
    database: Database, stored: GroupSettings
):
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    with database.transaction() as session:
        Targets(session, stored.group.id).set_password("kalender", "ord", SecretBox([old]))
    with database.reading() as session:
        targets = Targets(session, stored.group.id)
        assert targets.password("kalender", SecretBox([new, old]), {}) == "ord"
        with pytest.raises(SecretUnreadable):
            targets.password("kalender", SecretBox([new]), {})


def test_an_empty_password_removes_the_stored_one(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        targets = Targets(session, stored.group.id)
        targets.set_password("kalender", "ord", box)
        targets.set_password("kalender", "", box)
        assert targets.password("kalender", box, {}) is None
        assert not targets.state("kalender").has_password


def test_saving_the_group_keeps_password_and_state_of_targets_that_stay(
    database: Database, stored: GroupSettings, box: SecretBox
):
    group_id = stored.group.id
    with database.transaction() as session:
        targets = Targets(session, group_id)
        targets.set_password("kalender", "ord", box)
        targets.record_ok("kalender", at=NOW, sync_token="t1")
        AppliedState(session, group_id).record("kalender", APPLIED)
    with database.transaction() as session:
        Groups(session).save(stored)
    with database.reading() as session:
        targets = Targets(session, group_id)
        assert targets.password("kalender", box, {}) == "ord"
        assert targets.state("kalender").sync_token == "t1"
        assert AppliedState(session, group_id).load("kalender") == {"u1": APPLIED}


def test_a_target_with_a_new_address_starts_afresh(
    database: Database, stored: GroupSettings, box: SecretBox
):
    group_id = stored.group.id
    moved = replace(stored.targets[0], url="https://ny.example.org/dav/")
    with database.transaction() as session:
        targets = Targets(session, group_id)
        targets.set_password("kalender", "ord", box)
        targets.record_ok("kalender", at=NOW, sync_token="t1")
        AppliedState(session, group_id).record("kalender", APPLIED)
    with database.transaction() as session:
        Targets(session, group_id).save(moved)
    with database.reading() as session:
        targets = Targets(session, group_id)
        assert targets.password("kalender", box, {}) is None, "never sent to another server"
        assert targets.state("kalender").sync_token is None
        assert AppliedState(session, group_id).load("kalender") == {}
        assert Groups(session).get(group_id) == replace(stored, targets=(moved, stored.targets[1]))


def test_saving_one_target_leaves_the_others_and_adds_last(
    database: Database, stored: GroupSettings
):
    new = Target(
        id="frister",
        kind=TargetKind.CALENDAR,
        audience=Audience.DEADLINES,
        url="https://sky.example.org/dav/frister/",
    )
    with database.transaction() as session:
        Targets(session, stored.group.id).save(new)
    with database.reading() as session:
        found = Groups(session).get(stored.group.id)
        assert found is not None
        assert found.targets == (*stored.targets, new)


def test_the_state_of_a_target_follows_its_runs(database: Database, stored: GroupSettings):
    later = NOW + dt.timedelta(hours=1)
    with database.transaction() as session:
        targets = Targets(session, stored.group.id)
        targets.record_ok("kalender", at=NOW, next_due=later, sync_token="t1")
        targets.record_error("kalender", "Serveren svarer ikke.", at=later)
        state = targets.state("kalender")
        assert (state.last_ok_at, state.last_error) == (NOW, "Serveren svarer ikke.")
        assert (state.next_due, state.sync_token) == (None, None)
        targets.record_ok("kalender", at=later)
        state = targets.state("kalender")
        assert (state.last_ok_at, state.last_error, state.last_error_at) == (later, "", None)


def test_another_groups_target_is_out_of_reach(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        targets = Targets(session, "annen")
        with pytest.raises(KeyError):
            targets.set_password("kalender", "ord", box)
        with pytest.raises(KeyError):
            targets.password("kalender", box, {})
        assert targets.states() == ()


def test_a_parameter_of_an_unknown_type_is_refused(database: Database, stored: GroupSettings):
    odd = replace(stored, group=replace(stored.group, parameters=(("R", "p", object()),)))
    with pytest.raises(TypeError, match="object"), database.transaction() as session:
        Groups(session).save(odd)
    with database.reading() as session:
        assert Groups(session).get(stored.group.id) == stored
