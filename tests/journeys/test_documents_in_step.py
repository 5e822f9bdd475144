"""When a meeting of the plan changes, its documents follow, and nobody's words are touched."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest

from service.db.groups import Groups
from service.documents.reading.read import read
from service.domain.model import OSLO, MeetingStatus
from tests.journeys.council_moves import (
    COPY,
    EARLIER,
    IN_MARCH,
    NEW_CALL,
    NEW_DATE,
    NEW_PROTOCOL,
    OLD_CALL,
    OLD_DATE,
    OLD_PROTOCOL,
    by_a_person,
    idle,
    paragraphs,
    reading,
    with_own_time,
)
from tests.journeys.test_copied_documents import put_in
from tests.journeys.town import (
    FOLDER,
    LAST_MOVED,
    MOVED_TO,
    RULES,
    Town,
    actions,
    noticed,
    told,
)

NewTown = Callable[..., Town]


@pytest.fixture
def town(new_settled: NewTown) -> Town:
    """A week before the meeting that the council then moves: its call and protocol lie there."""
    settled = new_settled(now=IN_MARCH)
    assert {OLD_CALL, OLD_PROTOCOL} <= set(settled.folder().all())
    return settled


def test_documents_that_nobody_has_edited_are_written_anew_under_the_new_date(town: Town) -> None:
    town.council_moves()
    report = town.sync()
    documents = [a for a in actions(report) if a[1] == "document"]
    assert documents == [
        ("rename", "document", NEW_CALL, "plan_changed"),
        ("rename", "document", NEW_PROTOCOL, "plan_changed"),
        ("update", "document", NEW_CALL, "plan_changed"),
        ("update", "document", NEW_PROTOCOL, "plan_changed"),
    ]
    files = town.folder().all()
    assert not {OLD_CALL, OLD_PROTOCOL} & set(files)
    for href in (NEW_CALL, NEW_PROTOCOL):
        assert reading(town, href).text("meeting.date") == NEW_DATE
        assert OLD_DATE.encode() not in b"".join(_parts(files[href]))
    assert noticed(report) == []
    assert town.sync().steps == ()


def _parts(data: bytes) -> list[bytes]:
    package = docx.Document(io.BytesIO(data)).part.package
    return [part.blob for part in package.iter_parts()]


def test_the_event_of_a_moved_meeting_links_to_its_call_under_the_new_name(town: Town) -> None:
    town.council_moves()
    town.sync()
    link = f"\nURL:{town.url(FOLDER)}2018/{MOVED_TO}%20Innkalling.docx\n"
    assert link in town.calendar().on(MOVED_TO)[1]
    assert town.sync().written == 0


def test_in_an_edited_protocol_only_what_we_wrote_of_the_meeting_is_replaced(town: Town) -> None:
    theirs = by_a_person(town)
    town.council_moves()
    report = town.sync()
    assert ("merge", "document", NEW_PROTOCOL, "plan_changed") in actions(report)
    ours = town.folder().get(NEW_PROTOCOL)
    before, after = read(theirs), read(ours)
    assert after.text("meeting.date") == NEW_DATE
    assert after.text("meeting.secretary") == "Ola Nordmann"
    assert paragraphs(ours) == paragraphs(theirs)
    assert "Kaffen var god." in paragraphs(ours)
    assert (after.cases, after.attendance) == (before.cases, before.attendance)
    assert after.document_id == before.document_id
    assert noticed(report) == []
    assert town.sync().steps == ()


def test_a_second_change_finds_its_way_into_what_was_merged_and_edited_again(town: Town) -> None:
    by_a_person(town)
    town.council_moves()
    town.sync()
    theirs = put_in(town.folder().get(NEW_PROTOCOL), "Kaffen var god.", "Kaffen var svart.")
    town.folder().rewrite(NEW_PROTOCOL, theirs)
    town.change(MOVED_TO, start=EARLIER, place="Skolen, rom 4")
    report = town.sync()
    assert ("merge", "document", NEW_PROTOCOL, "plan_changed") in actions(report)
    after = reading(town, NEW_PROTOCOL)
    assert after.text("meeting.time") == "kl. 17.00–20.30"
    assert after.text("meeting.place") == "Skolen, rom 4"
    assert "Kaffen var svart." in paragraphs(town.folder().get(NEW_PROTOCOL))
    assert town.sync().steps == ()


@pytest.mark.parametrize("edited", [True, False])
def test_the_protocol_of_a_meeting_that_has_begun_stays_as_it_is(town: Town, edited: bool) -> None:
    if edited:
        by_a_person(town)
    town.sync()
    before = town.folder().all()
    town.now = dt.datetime(2018, 3, 19, 18, 30, tzinfo=OSLO)
    town.change(LAST_MOVED, start=EARLIER, place="Skolen")
    report = town.sync()
    assert {h: d for h, d in town.folder().all().items() if h in before} == before
    assert not [s for s in report.steps if s.kind == "document" and s.action != "create"]


def test_minutes_of_a_day_that_is_over_are_not_given_another_date(town: Town) -> None:
    theirs = by_a_person(town)
    town.sync()
    town.now = dt.datetime(2018, 3, 20, 12, tzinfo=OSLO)
    town.change(LAST_MOVED, date=dt.date.fromisoformat(MOVED_TO))
    report = town.sync()
    assert town.folder().get(OLD_PROTOCOL) == theirs
    assert ("copy_laid", OLD_PROTOCOL, COPY) in noticed(report)
    assert reading(town, NEW_CALL).text("meeting.date") == NEW_DATE  # which nobody has written in
    assert idle(town)


def test_a_meeting_that_is_called_off_changes_no_document_and_is_told(town: Town) -> None:
    by_a_person(town)
    town.sync()
    before = town.folder().all()
    town.change(LAST_MOVED, status=MeetingStatus.CANCELLED, start=EARLIER)
    report = town.sync()
    assert town.folder().all() == before
    assert noticed(report) == [("called_off", OLD_CALL, "")]
    assert idle(town)


def test_a_meeting_in_doubt_changes_no_document(town: Town) -> None:
    before = town.folder().all()
    town.change(LAST_MOVED, status=MeetingStatus.TENTATIVE, start=EARLIER)
    town.sync()
    assert town.folder().all() == before


def test_what_does_not_stand_in_the_plan_rewrites_nothing(town: Town) -> None:
    by_a_person(town)
    town.sync()
    before = town.folder().all()
    people = town.settings.group.roster.people[1:]
    _without_first_person(town)
    assert people
    assert town.sync().written == 0
    assert town.folder().all() == before


def _without_first_person(town: Town) -> None:
    group = town.settings.group
    roster = replace(group.roster, people=group.roster.people[1:])
    with town.services.database.transaction() as session:
        Groups(session).save(replace(town.settings, group=replace(group, roster=roster)))


def test_a_dry_run_tells_what_becomes_of_documents_when_a_meeting_moves(town: Town) -> None:
    with_own_time(town)
    town.council_moves()
    town.change(MOVED_TO, start=EARLIER)
    foretold = [town.sync(dry_run=True), town.sync(dry_run=True)]
    done = town.sync()
    assert {"rename", "update", "copy"} <= {action for action, _ in told(done)}
    for report in foretold:
        assert actions(report) == actions(done)
        assert noticed(report) == noticed(done)
        assert report.written == done.written
    assert town.sync().written == 0


def test_a_time_that_somebody_has_written_is_told_where_the_plan_has_another(town: Town) -> None:
    with_own_time(town)
    report = town.sync()
    assert report.written == 0
    assert noticed(report) == [("differs", OLD_PROTOCOL, "")]
    ((_, notice),) = report.notices
    assert notice.details == ("meeting.time",)
    assert RULES in town.folder().all()
