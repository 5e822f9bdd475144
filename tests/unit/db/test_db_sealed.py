from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Table, select

from service.db import sealed
from service.db.base import Base
from service.db.database import Database
from service.db.documents import Documents, StoredDocument
from service.db.sealed import SEALED, reseal, unopened
from service.db.sealing import SecretBox, SecretUnreadable
from service.db.targets import Targets
from service.domain.minutes import DocumentReading
from service.domain.settings import GroupSettings

ROOM = Path(sealed.__file__).parent
NOW = dt.datetime(2026, 5, 12, tzinfo=dt.UTC)


def new_box(*older: str) -> tuple[SecretBox, str]:
    key = Fernet.generate_key().decode()
    return SecretBox([key, *older]), key


@pytest.fixture
def holding(database: Database, stored: GroupSettings) -> tuple[Database, str]:
    """A database with a password and a document's reading, and the key they are sealed with."""
    box, key = new_box()
    with database.transaction() as session:
        Targets(session, "prøve").set_password("kalender", "et ord", box)
        documents = Documents(session, "prøve", box)
        documents.record(
            StoredDocument(target_id="arkiv", href="a.docx", etag="1", type="protokoll")
        )
        documents.record_reading(
            "arkiv", "a.docx", "1", DocumentReading(type="protokoll", document_id=""), at=NOW
        )
        documents.record_written("arkiv", "a.docx", {"meeting.place": "Rådhuset"})
    return database, key


def test_what_a_new_key_seals_the_old_one_opens_no_longer(holding: tuple[Database, str]):
    database, old = holding
    both, new = new_box(old)
    with database.transaction() as session:
        assert unopened(session, both) == (0, 3)
        assert unopened(session, SecretBox([new])) == (3, 3)
        assert reseal(session, both) == 3
    with database.transaction() as session:
        assert unopened(session, SecretBox([old])) == (3, 3)
        assert unopened(session, SecretBox([new])) == (0, 3)
        assert Targets(session, "prøve").password("kalender", SecretBox([new]), {}) == "et ord"


def test_where_one_value_does_not_open_none_is_sealed_anew(holding: tuple[Database, str]):
    database, old = holding
    stranger, _ = new_box()
    with database.transaction() as session:
        Targets(session, "prøve").set_password("arkiv", "et annet ord", stranger)
    both, new = new_box(old)
    with pytest.raises(SecretUnreadable), database.transaction() as session:
        reseal(session, both)
    with database.reading() as session:
        assert unopened(session, SecretBox([old])) == (1, 4)
        assert unopened(session, SecretBox([new])) == (4, 4)


def test_no_sealed_value_lies_in_another_column(holding: tuple[Database, str]):
    database, _ = holding
    known = {(one.class_.__tablename__, one.key) for one in SEALED}
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                tokens = {name for name, value in row.items() if str(value).startswith("gAAAA")}
                assert {(table.name, name) for name in tokens} <= known


def test_whoever_seals_more_says_so_in_the_list():
    """Each module that seals is known, and so is each column it seals in."""
    seals = {
        path.name: len(re.findall(r"box\.seal\(", path.read_text("utf-8")))
        for path in ROOM.glob("*.py")
    }
    where = {name: count for name, count in seals.items() if count}
    one = {"absences.py": 1, "registers.py": 1, "regulations.py": 1, "targets.py": 1}
    assert where == {"documents.py": 2} | one
    assert len(SEALED) == sum(where.values())
    assert all(isinstance(one.class_.__table__, Table) for one in SEALED)
