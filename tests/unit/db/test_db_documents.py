"""What is stored of documents and of what was read in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event

from service.db.database import Database
from service.db.documents import Documents
from service.db.sealing import SecretBox
from service.db.tables_sync import DocumentRow
from service.domain.minutes import (
    AttendanceStatus,
    Attendee,
    CaseItem,
    DocumentReading,
    Problem,
    Section,
    Source,
    Value,
    Votes,
)
from service.domain.settings import GroupSettings
from tests.unit.db.plan_rows import DOCUMENT, NOW

READING = DocumentReading(
    type="protokoll",
    document_id="d-1",
    language="nn",
    fields={"meeting.date": Value(text="12.05.2026", source=Source.LABEL, confidence=0.9)},
    attendance=(Attendee(name="Kari Nordmann", status=AttendanceStatus.EXCUSED),),
    cases=(
        CaseItem(
            number="12/26",
            title="Budsjett",
            proposal="",
            dissent=("et avvikende syn",),
            votes=Votes(in_favour=4, against=1),
        ),
    ),
    sections=(Section(number="5.0", title="Formøte", paragraphs=("a", "b")),),
    problems=(Problem(code="doubled-tag", message="To felt har samme navn."),),
)


def test_what_was_read_of_a_document_comes_back_whole(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        documents = Documents(session, stored.group.id, box)
        documents.record(DOCUMENT)
        documents.record_reading("arkiv", DOCUMENT.href, "v2", READING, at=NOW)
    with database.reading() as session:
        documents = Documents(session, stored.group.id, box)
        assert documents.reading("arkiv", DOCUMENT.href) == READING
        expected = replace(DOCUMENT, etag="v2", read_at=NOW)
        assert documents.all() == documents.of_meeting("g-1") == (expected,)
        assert documents.get("arkiv", DOCUMENT.href) == expected
        assert documents.of_meeting("g-2") == ()


def test_dissent_and_attendance_do_not_lie_open_in_the_database(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        documents = Documents(session, stored.group.id, box)
        documents.record(DOCUMENT)
        documents.record_reading("arkiv", DOCUMENT.href, "v1", READING, at=NOW)
        row = session.get_one(DocumentRow, (stored.group.id, "arkiv", DOCUMENT.href))
        assert row.reading is not None
        assert "avvikende" not in row.reading
        assert "Nordmann" not in row.reading


def test_a_reading_does_not_outlive_the_version_it_was_read_from(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        documents = Documents(session, stored.group.id, box)
        documents.record(DOCUMENT)
        documents.record_reading("arkiv", DOCUMENT.href, "v1", READING, at=NOW)
        documents.record(DOCUMENT)
        assert documents.reading("arkiv", DOCUMENT.href) == READING
        documents.record(replace(DOCUMENT, etag="v2"))
        assert documents.reading("arkiv", DOCUMENT.href) is None
        documents.forget("arkiv", DOCUMENT.href)
        assert documents.all() == ()
        with pytest.raises(KeyError):
            documents.record_reading("arkiv", DOCUMENT.href, "v3", READING, at=NOW)


def test_what_was_written_stays_with_the_identity_and_goes_along_to_a_new_path(
    database: Database, stored: GroupSettings, box: SecretBox
):
    values = {"meeting.place": "Rådhuset", "meeting.time": ""}
    known = replace(
        DOCUMENT, content_hash="h", rendered_hash="h", named=DOCUMENT.href, offered="o", copy_of="c"
    )
    with database.transaction() as session:
        documents = Documents(session, stored.group.id, box)
        documents.record(known)
        assert documents.written("arkiv", DOCUMENT.href) is None
        documents.record_written("arkiv", DOCUMENT.href, values)
        documents.record(replace(known, etag="v2"))
        documents.record(replace(DOCUMENT, href="opptatt.docx", document_id="d-2"))
        documents.rename("arkiv", DOCUMENT.href, "opptatt.docx")
        assert documents.all() == (replace(known, etag="v2", href="opptatt.docx"),)
        assert documents.written("arkiv", "opptatt.docx") == values
        documents.record(replace(known, href="opptatt.docx", document_id="d-3"))
        assert documents.written("arkiv", "opptatt.docx") is None
        with pytest.raises(KeyError):
            documents.record_written("arkiv", DOCUMENT.href, values)


def test_a_reading_holds_under_another_etag_while_the_bytes_are_the_same(
    database: Database, stored: GroupSettings, box: SecretBox
):
    known = replace(DOCUMENT, content_hash="h")
    with database.transaction() as session:
        documents = Documents(session, stored.group.id, box)
        documents.record(known)
        documents.record_reading("arkiv", DOCUMENT.href, "v1", READING, at=NOW)
        documents.record(replace(known, etag="v2"))
        assert documents.reading("arkiv", DOCUMENT.href) == READING
        documents.record(replace(known, etag="v3", content_hash="i"))
        assert documents.reading("arkiv", DOCUMENT.href) is None
        documents.record_reading("arkiv", DOCUMENT.href, "v3", READING, at=NOW)
        documents.record(replace(known, etag="", content_hash="i"))
        assert documents.reading("arkiv", DOCUMENT.href) is None


def test_those_who_only_look_fetch_nothing_that_is_sealed(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        documents = Documents(session, stored.group.id, box)
        documents.record(DOCUMENT)
        documents.record_reading("arkiv", DOCUMENT.href, "v1", READING, at=NOW)
    fetched: list[str] = []
    with database.reading() as session:
        event.listen(session.get_bind(), "before_cursor_execute", lambda *a: fetched.append(a[2]))
        documents = Documents(session, stored.group.id, box)
        assert [one.href for one in documents.listed()] == [DOCUMENT.href]
        light = " ".join(fetched)
        assert documents.all() == documents.listed()
    assert "documents.etag" in light
    assert "documents.reading" not in light
    assert "documents.written" not in light


def test_the_values_written_do_not_lie_open_in_the_database(
    database: Database, stored: GroupSettings, box: SecretBox
):
    with database.transaction() as session:
        documents = Documents(session, stored.group.id, box)
        documents.record(DOCUMENT)
        documents.record_written("arkiv", DOCUMENT.href, {"followups": "Kari ringer"})
        row = session.get_one(DocumentRow, (stored.group.id, "arkiv", DOCUMENT.href))
        assert row.written
        assert "Kari" not in row.written


@pytest.mark.parametrize(
    ("content", "rendered", "untouched"),
    [("a", "a", True), ("b", "a", False), ("", "", False), ("a", "", False)],
)
def test_a_document_is_untouched_while_its_bytes_are_those_that_were_rendered(
    content: str, rendered: str, untouched: bool
):
    document = replace(DOCUMENT, content_hash=content, rendered_hash=rendered)
    assert document.is_untouched is untouched
