"""A document in the shared folder is its writers': read, and never written over."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from service.db.documents import Documents
from service.domain.minutes import AttendanceStatus, DocumentReading
from service.domain.model import Audience
from service.journeys.judging.validating import validate_group
from service.journeys.results import SyncReport
from tests.journeys.members import write_protocol
from tests.journeys.town import (
    CALENDAR,
    CALL,
    FIRST,
    FOLDER,
    PROTOCOL,
    RULES,
    Town,
    actions,
    told,
)

NewTown = Callable[..., Town]


def reading(town: Town, href: str) -> DocumentReading | None:
    target = town.settings.targets_of(FOLDER)[0].id
    with town.services.database.reading() as session:
        return Documents(session, town.id, town.services.box).reading(target, href)


def left_alone(report: SyncReport) -> list[tuple[str, str]]:
    return [(s.href, s.reason) for s in report.steps if s.action == "left_alone"]


def test_a_members_protocol_stays_theirs_to_the_byte_and_its_values_are_read(town: Town) -> None:
    theirs = write_protocol(town)
    report = town.sync()
    assert actions(report) == [("read", "document", PROTOCOL, "changed_by_person")]
    assert town.folder().get(PROTOCOL) == theirs
    found = reading(town, PROTOCOL)
    assert found
    assert found.text("meeting.secretary") == "Ola Nordmann"
    status = {a.name: a.status for a in found.attendance or ()}
    assert status["Kari Nordmann"] is AttendanceStatus.PRESENT
    assert status["Per Nordmann"] is AttendanceStatus.ABSENT
    assert status["Gro Nordmann"] is AttendanceStatus.PRESENT
    assert [(c.number, c.proposal) for c in found.cases or ()] == [("3/18", "Følger innstillingen")]
    assert town.sync().steps == ()
    assert town.folder().get(PROTOCOL) == theirs


def test_a_document_that_was_moved_is_known_again_and_not_written_anew(town: Town) -> None:
    theirs = write_protocol(town)
    town.folder().rename(PROTOCOL, "Møter/Januar/Møtet vårt.docx")
    report = town.sync()
    assert actions(report) == [("read", "document", "Møter/Januar/Møtet vårt.docx", "found_again")]
    assert set(town.folder().all()) == {CALL, "Møter/Januar/Møtet vårt.docx", RULES}
    assert town.folder().get("Møter/Januar/Møtet vårt.docx") == theirs
    moved = reading(town, "Møter/Januar/Møtet vårt.docx")
    assert moved
    assert moved.text("meeting.secretary") == "Ola Nordmann"
    assert town.sync().steps == ()


def test_the_event_links_to_the_call_where_it_lies_now(town: Town) -> None:
    town.folder().rename(CALL, "Innkalling til januarmøtet.docx")
    assert ("update", "plan_changed") in told(town.sync())
    _, event = town.calendar().on(FIRST)
    assert f"\nURL:{town.url(FOLDER)}Innkalling%20til%20januarm%C3%B8tet.docx\n" in event


def test_the_event_keeps_its_link_when_somebody_copies_the_call(town: Town) -> None:
    town.folder().put("2018/2018-01-22 Innkalling - kopi.docx", town.folder().get(CALL))
    assert town.sync().written == 0
    assert "Innkalling.docx" in town.calendar().on(FIRST)[1]


def test_a_document_somebody_deleted_stays_away_and_is_spoken_of(town: Town) -> None:
    write_protocol(town)
    town.sync()
    town.folder().delete(PROTOCOL)
    for _ in range(2):
        report = town.sync()
        assert left_alone(report) == [(PROTOCOL, "deleted_by_person")]
        assert report.written == 0
        assert PROTOCOL not in town.folder().all()


def test_a_document_that_is_gone_is_neither_judged_nor_linked_to(town: Town) -> None:
    town.now = town.now.replace(day=24)
    write_protocol(town)
    town.sync()
    assert judged(town, "sak 3/18")
    town.folder().delete(PROTOCOL, CALL)
    town.sync()
    assert not judged(town, "sak 3/18")
    assert "\nURL:" not in town.calendar().on(FIRST)[1]


def judged(town: Town, words: str) -> bool:
    findings = validate_group(town.services, town.id).findings
    return any(words in finding.message for finding in findings)


def test_a_deleted_document_that_is_put_back_is_known_again(town: Town) -> None:
    theirs = write_protocol(town)
    town.sync()
    town.folder().delete(PROTOCOL)
    town.sync()
    town.folder().put(PROTOCOL, theirs)
    assert [s.action for s in town.sync().steps] == ["read"]
    assert reading(town, PROTOCOL)
    assert town.sync().steps == ()


def test_a_members_own_file_where_ours_would_lie_is_left_alone(new_town: NewTown) -> None:
    town = new_town()
    town.sync(dry_run=True)
    server = town.folder().server
    with server.open(town.url(FOLDER)) as folder:
        folder.ensure_folder()  # type: ignore[union-attr]  # a WebDAV server's store
    blank = io.BytesIO()
    docx.Document().save(blank)
    town.folder().put(PROTOCOL, blank.getvalue())
    for number in range(2):
        report = town.sync()
        assert left_alone(report) == [(PROTOCOL, "name_taken")]
        assert not report.errors
        assert bool(report.written) == (number == 0)
        assert town.folder().get(PROTOCOL) == blank.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Søknad om permisjon for Ola Nordmann.docx", b"ikke noe dokument"),
        ("2018/~$18-01-22 Protokoll.docx", b"\x05Kari Nordmann"),
        ("Budsjett.xlsx", b"tall"),
    ],
)
def test_other_peoples_files_are_never_touched_nor_spoken_of(
    town: Town, name: str, data: bytes
) -> None:
    town.folder().put(name, data)
    assert town.sync().results[0].errors == ()
    town.folder().rewrite(name, data + b"!")
    assert actions(town.sync()) == []
    assert town.folder().get(name) == data + b"!"
    town.folder().delete(name)
    assert actions(town.sync()) == []


def test_a_protocol_that_cannot_be_read_is_spoken_of_until_it_can(town: Town) -> None:
    theirs = town.folder().get(PROTOCOL)
    town.folder().rewrite(PROTOCOL, theirs[: len(theirs) // 2])
    for _ in range(2):
        report = town.sync()
        (error,) = report.errors
        assert PROTOCOL in error
        assert town.folder().get(PROTOCOL) == theirs[: len(theirs) // 2]
    town.folder().rewrite(PROTOCOL, theirs)
    report = town.sync()
    assert not report.errors
    assert told(report) == [("read", "changed_by_person")]


def test_a_second_pass_over_everything_writes_nothing(new_settled: NewTown) -> None:
    town = new_settled(places=[*((CALENDAR, who) for who in Audience), (FOLDER, Audience.GROUP)])
    shelves = [*map(town.calendar, Audience), town.folder()]
    before = [shelf.all() for shelf in shelves]
    assert sum(map(len, before)) > 40
    assert town.sync().steps == ()
    assert [shelf.all() for shelf in shelves] == before
