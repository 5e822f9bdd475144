"""When a meeting of the plan changes, its documents follow, and nobody's words are touched."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest

from service.db.documents import Documents, StoredDocument
from service.db.groups import Groups
from service.db.meetings import Meetings
from service.documents.reading.read import read
from service.domain.minutes import DocumentReading
from service.domain.model import OSLO, MeetingStatus, MeetingType
from tests.journeys.members import written
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
OLD_CALL, NEW_CALL = f"2018/{LAST_MOVED} Innkalling.docx", f"2018/{MOVED_TO} Innkalling.docx"
OLD_PROTOCOL, NEW_PROTOCOL = f"2018/{LAST_MOVED} Protokoll.docx", f"2018/{MOVED_TO} Protokoll.docx"
COPY = f"2018/{MOVED_TO} Protokoll (nytt tidspunkt).docx"
OLD_DATE, NEW_DATE = "mandag 19. mars 2018", "mandag 26. mars 2018"
IN_MARCH = dt.datetime(2018, 3, 12, 12, tzinfo=OSLO)
EARLIER = dt.time(17)


@pytest.fixture
def town(new_settled: NewTown) -> Town:
    """A week before the meeting that the council then moves: its call and protocol lie there."""
    settled = new_settled(now=IN_MARCH)
    assert {OLD_CALL, OLD_PROTOCOL} <= set(settled.folder().all())
    return settled


def reading(town: Town, href: str) -> DocumentReading:
    return read(town.folder().get(href))


def known(town: Town) -> dict[str, StoredDocument]:
    with town.services.database.reading() as session:
        return {d.href: d for d in Documents(session, town.id, town.services.box).all()}


def by_a_person(town: Town, href: str = OLD_PROTOCOL) -> bytes:
    """Somebody fills in the protocol; how it lies there then."""
    theirs = written(town.folder().get(href))
    town.folder().rewrite(href, theirs)
    return theirs


def with_own_time(town: Town, href: str = OLD_PROTOCOL) -> bytes:
    """Somebody fills in the protocol and says themselves when the meeting begins."""
    theirs = put_in(by_a_person(town, href), "kl. 18.00", "kl. 18.15")
    town.folder().rewrite(href, theirs)
    return theirs


def paragraphs(data: bytes) -> list[str]:
    """Everything people see in the text but the table of the meeting."""
    document = docx.Document(io.BytesIO(data))
    rows = [c.text for table in document.tables[1:] for row in table.rows for c in row.cells]
    return [*(p.text for p in document.paragraphs), *rows]


def idle(town: Town) -> bool:
    """A pass writes nothing, and the next says exactly the same."""
    before = town.folder().all()
    first, second = town.sync(), town.sync()
    return (
        first.written == second.written == 0
        and noticed(first) == noticed(second)
        and town.folder().all() == before
    )


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
