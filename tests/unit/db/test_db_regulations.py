"""The change log of a regulation: adopted versions, kept as they were entered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from service.db.database import Database
from service.db.groups import Groups
from service.db.regulations import RegulationVersions
from service.db.sealing import SecretBox, SecretUnreadable
from service.domain.regulation_text import Fingerprint
from service.domain.regulation_versions import AdoptedValue, AdoptedVersion, Ballot, latest
from service.domain.settings import GroupSettings
from tests.unit.db.plan_rows import NOW

FIRST = AdoptedVersion(
    number=1,
    document="reglement",
    text=Fingerprint(sha256="a" * 64, parts={"5.0 Møter": "b"}, fields={"Ukedag": "c"}),
    adopted_on=dt.date(2026, 5, 4),
    adopted_by="gruppa",
    recorded_at=NOW,
    protocol_ref="sak 12/26",
    votes=Ballot(in_favour=5, against=2),
    values={
        "regulation.weekday": AdoptedValue(value=2, section="5.0 Møter"),
        "regulation.from": AdoptedValue(value=dt.time(18, 30), section="5.0 Møter"),
        "regulation.adopted": AdoptedValue(value=dt.date(2026, 5, 4)),
        "regulation.board.leader": AdoptedValue(value="Kari Nordmann", section="3.0 Gruppestyret"),
    },
)
SECOND = replace(
    FIRST,
    number=2,
    text=Fingerprint(sha256="d" * 64),
    votes=None,
    values={"regulation.weekday": AdoptedValue(value=3)},
    changes=("5.0 Møter (Ukedag)",),
)


def test_versions_come_back_as_they_were_entered_the_oldest_first(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        versions = RegulationVersions(session, stored.group.id, box)
        versions.add(FIRST)
        versions.add(SECOND)

    with database.reading() as session:
        found = RegulationVersions(session, stored.group.id, box).all("reglement")
        assert found == (FIRST, SECOND)
        assert latest(found) == SECOND
        assert RegulationVersions(session, stored.group.id, box).all("kjoreregler") == ()


def test_only_the_version_that_holds_decides_and_says_where_it_comes_from(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        versions = RegulationVersions(session, stored.group.id, box)
        versions.add(FIRST)
        assert versions.decisions()["regulation.from"].value == dt.time(18, 30)
        versions.add(SECOND)
        decided = versions.decisions()

    assert {key: one.value for key, one in decided.items()} == {"regulation.weekday": 3}
    assert decided["regulation.weekday"].source == "reglementet, vedtatt 4. mai 2026"


def test_who_decided_who_is_named_and_what_was_changed_do_not_lie_open(
    database: Database, stored: GroupSettings, box: SecretBox
):
    entered = replace(FIRST, adopted_by="Ola Nordmann", changes=("8.0 Avstemninger",))
    with database.transaction() as session:
        RegulationVersions(session, stored.group.id, box).add(entered)
        row = str(session.execute(text("SELECT * FROM regulation_versions")).one())

    assert "Nordmann" not in row
    assert "Avstemninger" not in row
    with database.reading() as session:
        others = SecretBox([Fernet.generate_key().decode()])
        versions = RegulationVersions(session, stored.group.id, others)
        assert versions.decisions()["regulation.weekday"].value == 2
        with pytest.raises(SecretUnreadable):
            versions.all("reglement")


def test_a_number_is_given_once_and_another_groups_versions_are_its_own(
    database: Database, stored: GroupSettings, box: SecretBox
):
    other = replace(stored, group=replace(stored.group, id="annen"))
    with database.transaction() as session:
        Groups(session).save(other)
        RegulationVersions(session, stored.group.id, box).add(FIRST)
        assert RegulationVersions(session, "annen", box).all("reglement") == ()
        RegulationVersions(session, "annen", box).add(FIRST)
    with pytest.raises(IntegrityError), database.transaction() as session:
        RegulationVersions(session, stored.group.id, box).add(replace(FIRST, adopted_by="styret"))


def test_an_imported_group_keeps_its_versions_and_a_deleted_one_does_not(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        RegulationVersions(session, stored.group.id, box).add(FIRST)
        Groups(session).save(stored)
        assert RegulationVersions(session, stored.group.id, box).all("reglement") == (FIRST,)
        Groups(session).delete(stored.group.id)
    with database.reading() as session:
        assert not session.execute(text("SELECT * FROM regulation_versions")).all()
