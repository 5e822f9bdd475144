"""People begin a document from a copy of the last one, and folders hold copies nobody meant."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.document import Document

from service.db.documents import Documents, StoredDocument
from service.documents.data import DocumentData
from service.documents.rendering.render import render
from service.documents.rendering.template import load_template
from service.domain.model import OSLO, Audience, MeetingStatus
from service.journeys.folder.belonging import Belonging
from service.journeys.judging.validating import validate_group
from service.journeys.papers.wanted import identities
from tests.journeys.members import write_protocol
from tests.journeys.town import CALL, FIRST, MOVED_TO, PROTOCOL, Town, actions

NewTown = Callable[..., Town]
FEBRUARY = "2018/2018-02-05 Protokoll.docx"
MARCH_CALL = "2018/2018-03-19 Innkalling.docx"
STALE = "2018/2018-01-22 Protokoll (conflicted copy).docx"


def put_in(data: bytes, old: str, new: str) -> bytes:
    """The document with ``old`` written over with ``new``, wherever a piece of text has it."""
    document = docx.Document(io.BytesIO(data))
    for piece in document.element.body.iter("{*}t"):
        if old in (piece.text or ""):
            piece.text = piece.text.replace(old, new)
    return saved(document)


def attended(data: bytes, name: str, word: str) -> bytes:
    document = docx.Document(io.BytesIO(data))
    for row in (row for table in document.tables for row in table.rows):
        if row.cells[0].text == name:
            row.cells[2].text = word
    return saved(document)


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def februarys(january: bytes) -> bytes:
    copy = put_in(january, "mandag 22. januar 2018", "mandag 5. februar 2018")
    return put_in(copy, "3/18", "9/18")


def known(town: Town) -> dict[str, StoredDocument]:
    with town.services.database.reading() as session:
        return {d.href: d for d in Documents(session, town.id, town.services.box).all()}


def held(town: Town, href: str) -> str | None:
    """The day of the meeting that a document is kept under."""
    days = {m.id: m.date.isoformat() for m in town.meetings()}
    return days.get(known(town)[href].meeting_id or "")


def found(town: Town, words: str) -> list[str]:
    findings = validate_group(town.services, town.id).findings
    return [f.message for f in findings if words in f.message]


def on(day: int, month: int) -> dt.datetime:
    return dt.datetime(2018, month, day, 12, tzinfo=OSLO)


def test_a_protocol_begun_from_januarys_copy_is_februarys(town: Town) -> None:
    january = write_protocol(town)
    town.now = on(1, 2)
    town.sync()
    town.folder().rewrite(FEBRUARY, februarys(january))
    town.now = on(25, 2)
    town.sync()
    assert held(town, FEBRUARY) == "2018-02-05"
    assert held(town, PROTOCOL) == FIRST
    assert not [m for m in found(town, "5. februar") if "mangler" in m]
    findings = validate_group(town.services, town.id).findings
    judged = {f.target.rpartition("@")[0] for f in findings if f.target.endswith("2018-01-23")}
    assert "case:9/18" not in judged
    assert town.sync().steps == ()


def test_a_copy_laid_there_early_is_the_meetings_protocol_and_no_other_is_written(
    town: Town,
) -> None:
    january = write_protocol(town)
    town.folder().put("Februar.docx", februarys(january))
    town.now = on(1, 2)
    town.sync()
    assert held(town, "Februar.docx") == "2018-02-05"
    assert FEBRUARY not in town.folder().all()


def test_a_copy_for_a_day_without_a_meeting_belongs_to_no_meeting(town: Town) -> None:
    january = write_protocol(town)
    other = put_in(january, "mandag 22. januar 2018", "tirsdag 30. januar 2018")
    town.folder().put("2018/Ekstra.docx", other)
    town.sync()
    assert held(town, "2018/Ekstra.docx") is None
    assert held(town, PROTOCOL) == FIRST


def test_a_stale_copy_speaks_against_nobody(town: Town) -> None:
    theirs = write_protocol(town)
    town.now = on(24, 1)
    town.sync()
    assert found(town, "Per Nordmann møtte ikke")
    town.folder().put(STALE, theirs)
    town.folder().rewrite(PROTOCOL, attended(theirs, "Per Nordmann", "Ja"))
    town.sync()
    assert held(town, STALE) == FIRST
    assert not found(town, "Per Nordmann møtte ikke")


def test_of_copies_that_were_moved_the_one_with_the_shortest_path_is_judged(town: Town) -> None:
    theirs = write_protocol(town)
    town.folder().delete(PROTOCOL)
    town.folder().put("Møter/Januar.docx", attended(theirs, "Per Nordmann", "Ja"))
    town.folder().put("Møter/Januar - kopi.docx", theirs)
    town.now = on(24, 1)
    town.sync()
    assert not found(town, "Per Nordmann møtte ikke")


def test_the_event_of_a_moved_meeting_links_to_a_call_only_once_it_calls_to_the_new_day(
    new_town: NewTown,
) -> None:
    town = new_town()
    town.now = on(12, 3)
    town.sync()
    call = put_in(town.folder().get(MARCH_CALL), "mandag 19. mars", "tirsdag 20. mars")
    town.folder().rewrite(MARCH_CALL, call)
    town.council_moves()
    town.sync()
    assert "\nURL:" not in town.calendar().on(MOVED_TO)[1]
    town.folder().rewrite(MARCH_CALL, put_in(call, "tirsdag 20. mars", "mandag 26. mars"))
    town.sync()
    assert "\nURL:" in town.calendar().on(MOVED_TO)[1]


def test_a_moved_meetings_protocol_stays_its_own(new_town: NewTown) -> None:
    town = new_town()
    town.now = on(12, 3)
    town.sync()
    protocol = "2018/2018-03-19 Protokoll.docx"
    theirs = put_in(town.folder().get(protocol), "mandag 19. mars", "tirsdag 20. mars")
    town.folder().rewrite(protocol, theirs)
    town.council_moves()
    town.sync()
    assert held(town, protocol) == MOVED_TO
    assert town.folder().get(protocol) == theirs


def test_a_copy_for_another_meeting_does_not_follow_the_first_ones_plan(town: Town) -> None:
    january = write_protocol(town)
    theirs = februarys(january)
    town.folder().put("Februar.docx", theirs)
    town.folder().delete(PROTOCOL)
    town.sync()
    town.change(FIRST, place="Skolen")
    town.sync()
    assert town.folder().get("Februar.docx") == theirs
    assert set(town.folder().all()) == {CALL, "Februar.docx", "Kjøreregler.docx"}


def test_a_call_to_a_meeting_that_is_off_calls_to_none(town: Town) -> None:
    meetings = town.meetings()
    off = {m.id: replace(m, status=MeetingStatus.CANCELLED) for m in meetings}
    belonging = Belonging(
        audience=Audience.GROUP,
        meetings=off,
        identities=identities(town.id, meetings),
        dates={CALL: dt.date.fromisoformat(FIRST), PROTOCOL: dt.date.fromisoformat(FIRST)},
    )
    documents = known(town)
    assert documents[CALL].meeting_id
    assert list(belonging.misplaced(documents.values())) == [(documents[CALL], None)]


@pytest.mark.parametrize("identity", ["another-groups-document", ""])
def test_another_groups_protocol_is_not_listed_and_one_made_by_people_is(
    town: Town, identity: str
) -> None:
    template = load_template("protokoll", "nb")
    fields = {"meeting.date": "mandag 22. januar 2018"}
    theirs = render(template, DocumentData(fields=fields), document_id=identity)
    town.folder().put("Notat.docx", theirs)
    report = town.sync()
    assert bool(actions(report)) is not bool(identity)
    assert bool(known(town)["Notat.docx"].type) is not bool(identity)
    assert town.sync().steps == ()
    assert town.folder().get("Notat.docx") == theirs
    assert CALL in town.folder().all()
