"""A document's name says its meeting's date where the name is ours, and people's stay theirs."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest

from service.db.meetings import Meetings
from service.documents.reading.read import read
from service.domain.model import MeetingType
from tests.journeys.council_moves import (
    EARLIER,
    IN_MARCH,
    NEW_DATE,
    NEW_PROTOCOL,
    OLD_CALL,
    OLD_PROTOCOL,
    by_a_person,
    idle,
    paragraphs,
    reading,
)
from tests.journeys.town import (
    LAST_MOVED,
    MOVED_TO,
    Town,
    actions,
    noticed,
)

NewTown = Callable[..., Town]


@pytest.fixture
def town(new_settled: NewTown) -> Town:
    """A week before the meeting that the council then moves: its call and protocol lie there."""
    settled = new_settled(now=IN_MARCH)
    assert {OLD_CALL, OLD_PROTOCOL} <= set(settled.folder().all())
    return settled


def test_a_name_that_a_person_has_given_is_left(town: Town) -> None:
    theirs = by_a_person(town)
    town.folder().rename(OLD_PROTOCOL, "Møter/Marsmøtet.docx")
    town.council_moves()
    report = town.sync()
    assert reading(town, "Møter/Marsmøtet.docx").text("meeting.date") == NEW_DATE
    assert paragraphs(town.folder().get("Møter/Marsmøtet.docx")) == paragraphs(theirs)
    assert noticed(report) == [("renamed", "Møter/Marsmøtet.docx", OLD_PROTOCOL)]
    assert NEW_PROTOCOL not in town.folder().all()
    assert idle(town)


def test_in_a_folder_of_their_own_the_document_gets_the_new_date_in_its_name(town: Town) -> None:
    theirs = by_a_person(town)
    town.folder().rename(OLD_PROTOCOL, f"Møter/{LAST_MOVED} Protokoll.docx")
    town.sync()
    town.council_moves()
    report = town.sync()
    href = f"Møter/{MOVED_TO} Protokoll.docx"
    assert ("rename", "document", href, "plan_changed") in actions(report)
    assert reading(town, href).text("meeting.date") == NEW_DATE
    assert paragraphs(town.folder().get(href)) == paragraphs(theirs)
    assert noticed(report) == [("renamed", href, NEW_PROTOCOL)]
    assert NEW_PROTOCOL not in town.folder().all()
    assert idle(town)
    town.approve()
    town.sync()
    assert f"Møter/{LAST_MOVED} Protokoll.docx" in town.folder().all()


def test_a_name_of_theirs_that_says_the_old_date_is_left_and_told(town: Town) -> None:
    by_a_person(town)
    theirs = "2018/Referat 19. mars 2018.docx"
    town.folder().rename(OLD_PROTOCOL, theirs)
    town.sync()
    assert "name_differs" not in [n[0] for n in noticed(town.sync())]
    town.council_moves()
    report = town.sync()
    assert reading(town, theirs).text("meeting.date") == NEW_DATE
    assert noticed(report) == [("name_differs", theirs, "")]
    assert idle(town)


def test_a_name_that_somebody_else_has_taken_is_left_to_them_and_told(town: Town) -> None:
    by_a_person(town)
    blank = io.BytesIO()
    docx.Document().save(blank)
    town.folder().put(NEW_PROTOCOL, blank.getvalue())
    town.council_moves()
    report = town.sync()
    assert reading(town, OLD_PROTOCOL).text("meeting.date") == NEW_DATE
    assert town.folder().get(NEW_PROTOCOL) == blank.getvalue()
    assert noticed(report) == [("name_taken", OLD_PROTOCOL, NEW_PROTOCOL)]
    assert idle(town)
    town.folder().delete(NEW_PROTOCOL)
    town.sync()
    assert OLD_PROTOCOL not in town.folder().all()
    assert idle(town)


def test_a_meeting_in_the_old_place_of_one_that_moved_gets_documents_of_its_own(
    town: Town,
) -> None:
    (first,) = (m for m in town.meetings() if m.date.isoformat() == LAST_MOVED)
    theirs = by_a_person(town)
    town.council_moves()
    extra = replace(first, id="ekstra-1", type=MeetingType.GRP_EXTRA, serves=(), start=EARLIER)
    with town.services.database.transaction() as session:
        Meetings(session, town.id).save([extra], manual=True)
    report = town.sync()
    assert noticed(report) == []
    assert reading(town, NEW_PROTOCOL).document_id == read(theirs).document_id
    assert paragraphs(town.folder().get(NEW_PROTOCOL)) == paragraphs(theirs)
    own = reading(town, OLD_PROTOCOL)
    assert own.text("meeting.title") == "Ekstra gruppemøte"
    assert own.text("meeting.time") == "kl. 17.00–20.30"
    assert town.sync().steps == ()


def test_meetings_that_move_into_each_others_places_pass_their_names_on(town: Town) -> None:
    for day, new in (("2018-03-05", "2018-03-14"), (LAST_MOVED, "2018-03-22")):
        town.change(day, date=dt.date.fromisoformat(new))
    town.sync()
    for day, new in (("2018-03-22", "2018-03-26"), ("2018-03-14", "2018-03-22")):
        town.change(day, date=dt.date.fromisoformat(new))
    report = town.sync()
    assert noticed(report) == []
    for day in ("2018-03-22", "2018-03-26"):
        said = reading(town, f"2018/{day} Protokoll.docx").text("meeting.date") or ""
        assert said.endswith(f"{int(day[-2:])}. mars 2018")
    assert town.sync().steps == ()
