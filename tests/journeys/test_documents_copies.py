"""Where a document can't be brought in step, a copy with the new values is laid beside it, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from service.documents.reading.read import read
from tests.journeys.council_moves import (
    COPY,
    EARLIER,
    IN_MARCH,
    NEW_DATE,
    OLD_CALL,
    OLD_PROTOCOL,
    by_a_person,
    idle,
    known,
    reading,
    with_own_time,
)
from tests.journeys.test_copied_documents import put_in
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


def test_where_somebody_has_written_another_time_a_copy_is_laid_beside_once(town: Town) -> None:
    theirs = with_own_time(town)
    town.change(LAST_MOVED, date=dt.date.fromisoformat(MOVED_TO), start=EARLIER)
    report = town.sync()
    assert ("copy", "document", COPY, "cant_merge") in actions(report)
    assert town.folder().get(OLD_PROTOCOL) == theirs
    copy = reading(town, COPY)
    assert copy.text("meeting.date") == NEW_DATE
    assert copy.text("meeting.time") == "kl. 17.00–20.30"
    assert copy.document_id not in {"", read(theirs).document_id}
    assert noticed(report) == [("copy_laid", OLD_PROTOCOL, COPY)]
    ((_, notice),) = report.notices
    assert notice.details == ("meeting.time:own-value",)
    assert not known(town)[COPY].type  # it is never taken for the protocol
    assert idle(town)


def test_a_copy_that_is_deleted_is_not_laid_again_and_the_difference_is_still_told(
    town: Town,
) -> None:
    with_own_time(town)
    town.change(LAST_MOVED, start=EARLIER)
    report = town.sync()
    ((_, _, copy),) = noticed(report)
    town.folder().delete(copy)
    assert noticed(town.sync()) == [("not_updated", OLD_PROTOCOL, "")]
    assert copy not in town.folder().all()
    assert idle(town)


def test_new_values_again_get_a_copy_of_their_own_and_the_first_is_told_to_be_outdated(
    town: Town,
) -> None:
    theirs = with_own_time(town)
    town.change(LAST_MOVED, start=EARLIER)
    town.sync()
    town.change(LAST_MOVED, start=dt.time(16), place="Skolen")
    report = town.sync()
    first = f"2018/{LAST_MOVED} Protokoll (nytt tidspunkt).docx"
    second = f"2018/{LAST_MOVED} Protokoll (nytt tidspunkt 2).docx"
    assert noticed(report) == [("copy_laid", OLD_PROTOCOL, second), ("copy_outdated", first, "")]
    assert town.folder().get(OLD_PROTOCOL) == theirs
    assert reading(town, second).text("meeting.place") == "Skolen"
    assert idle(town)


def test_when_somebody_clears_the_way_the_document_is_merged_after_all(town: Town) -> None:
    theirs = with_own_time(town)
    town.change(LAST_MOVED, start=EARLIER)
    town.sync()
    town.folder().rewrite(OLD_PROTOCOL, put_in(theirs, "kl. 18.15", "kl. 18.00"))
    report = town.sync()
    assert ("merge", "document", OLD_PROTOCOL, "plan_changed") in actions(report)
    assert reading(town, OLD_PROTOCOL).text("meeting.time") == "kl. 17.00–20.30"
    assert [n[0] for n in noticed(report)] == ["copy_outdated"]
    assert idle(town)


def test_when_somebody_writes_the_new_values_themselves_nothing_more_is_done(town: Town) -> None:
    theirs = with_own_time(town)
    town.change(LAST_MOVED, start=EARLIER)
    town.sync()
    theirs = put_in(theirs, "kl. 18.15–20.30", "kl. 17.00–20.30")
    town.folder().rewrite(OLD_PROTOCOL, theirs)
    assert town.sync().written == 0
    assert town.folder().get(OLD_PROTOCOL) == theirs
    assert [n[0] for n in noticed(town.sync())] == ["copy_outdated"]


def test_a_copy_takes_over_where_the_document_is_deleted(town: Town) -> None:
    with_own_time(town)
    town.change(LAST_MOVED, start=EARLIER)
    ((_, _, copy),) = noticed(town.sync())
    town.folder().delete(OLD_PROTOCOL)
    town.sync()
    report = town.sync()
    assert known(town)[copy].type == "protokoll"
    assert known(town)[copy].meeting_id
    assert noticed(report) == []
    town.change(LAST_MOVED, place="Skolen")
    town.sync()
    assert reading(town, copy).text("meeting.place") == "Skolen"
    assert OLD_PROTOCOL not in town.folder().all()
    assert idle(town)


def test_another_place_gets_a_copy_that_says_so(town: Town) -> None:
    theirs = put_in(by_a_person(town), "Rådhuset", "Hos Kari")
    place = reading(town, OLD_PROTOCOL).text("meeting.place") or ""
    theirs = put_in(theirs, place, "Hos Kari")
    town.folder().rewrite(OLD_PROTOCOL, theirs)
    town.change(LAST_MOVED, place="Skolen")
    copy = f"2018/{LAST_MOVED} Protokoll (nytt sted).docx"
    assert noticed(town.sync()) == [("copy_laid", OLD_PROTOCOL, copy)]
    assert town.folder().get(OLD_PROTOCOL) == theirs
