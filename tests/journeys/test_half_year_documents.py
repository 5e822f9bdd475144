"""The meeting plan and the attendance list of a half-year say what the plan says now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import update

from service.db.meetings import Meetings
from service.db.tables_sync import DocumentRow
from service.documents.reading.read import read
from service.domain.model import OSLO, MeetingStatus, MeetingType
from service.journeys.folder.notice_wording import notice_text
from service.journeys.municipal import import_plan
from service.journeys.papers.new_document import add_document
from service.journeys.planning import approve_plan, undo_plan
from tests.documents.docx_notation import unpacked
from tests.journeys.council_moves import idle
from tests.journeys.test_copied_documents import put_in
from tests.journeys.town import (
    FOLDER,
    GROUP,
    LAST_MOVED,
    Town,
    actions,
    noticed,
    plan,
)

NewTown = Callable[..., Town]
PLAN = "2018/Møteplan 1. halvår 2018.docx"
COPY = "2018/Møteplan 1. halvår 2018 (endret plan).docx"
LIST = "2018/Frammøteliste 1. halvår 2018.docx"
THEIRS = "Sommerfest 16. juni hos Kari"
BEFORE, AFTER = "mandag 19. mars", "mandag 26. mars"
PLACES = ((FOLDER, GROUP),)


@pytest.fixture
def town(new_settled: NewTown) -> Town:
    """A group that has adopted its plan, and has asked for the list."""
    made = new_settled(places=PLACES, plan_document=True)
    add_document(made.services, made.id, "frammote", half="2018-1")
    assert made.sync().steps == ()
    return made


def days(town: Town, href: str = PLAN) -> list[str]:
    return [row["date"] for row in read(town.folder().get(href)).tables["meetings"]]


def sessions(town: Town) -> list[str]:
    return [row["date"] for row in read(town.folder().get(LIST)).tables["sessions"]]


def test_what_nobody_has_written_in_follows_the_plan(town: Town) -> None:
    assert BEFORE in days(town)
    town.now += dt.timedelta(days=3)
    town.council_moves()
    foretold = town.sync(dry_run=True)
    report = town.sync()
    assert actions(report) == [
        ("update", "document", LIST, "plan_changed"),
        ("update", "document", PLAN, "plan_changed"),
    ]
    assert actions(foretold) == actions(report)
    assert AFTER in days(town)
    assert BEFORE not in days(town)
    assert "26. mars 2018" in sessions(town)
    assert read(town.folder().get(PLAN)).text("plan.as_of") == "torsdag 18. januar 2018"
    assert noticed(report) == []
    assert town.sync().steps == ()


def test_another_day_alone_changes_nothing(town: Town) -> None:
    before = town.folder().all()
    town.now += dt.timedelta(days=2)
    town.sync()
    assert town.folder().get(PLAN) == before[PLAN]
    assert town.folder().get(LIST) == before[LIST]


def test_in_a_plan_that_somebody_has_written_in_only_our_rows_are_changed(town: Town) -> None:
    theirs = with_their_words(town)
    town.now += dt.timedelta(days=3)
    town.council_moves()
    report = town.sync()
    assert ("merge", "document", PLAN, "plan_changed") in actions(report)
    assert noticed(report) == []
    ours = town.folder().get(PLAN)
    assert AFTER in days(town)
    assert BEFORE not in days(town)
    assert "onsdag 28. mars" in [r["date"] for r in read(ours).tables["municipal"]]
    assert read(ours).text("plan.as_of") == "torsdag 18. januar 2018"
    assert THEIRS.encode() in unpacked(ours)["word/document.xml"]
    assert read(ours).document_id == read(theirs).document_id
    assert idle(town)


def with_their_words(town: Town) -> bytes:
    """Somebody fills in what only people know."""
    made = put_in(town.folder().get(PLAN), "Skriv når gruppa samles sosialt", THEIRS)
    town.folder().rewrite(PLAN, made)
    return made


def with_own_date(town: Town) -> bytes:
    """Somebody says in the plan that the group meets another day."""
    theirs = put_in(town.folder().get(PLAN), BEFORE, "søndag 18. mars")
    town.folder().rewrite(PLAN, theirs)
    town.sync()
    return theirs


def test_a_new_place_is_brought_into_a_plan_with_peoples_words(town: Town) -> None:
    with_their_words(town)
    town.change(LAST_MOVED, place="Skolen")
    town.sync()
    places = {r["date"]: r["place"] for r in read(town.folder().get(PLAN)).tables["meetings"]}
    assert places[BEFORE] == "Skolen"
    assert idle(town)


def test_where_somebody_has_changed_the_row_the_new_plan_is_laid_beside(town: Town) -> None:
    theirs = with_own_date(town)
    town.council_moves()
    report = town.sync()
    assert town.folder().get(PLAN) == theirs
    assert AFTER in days(town, COPY)
    assert BEFORE not in days(town, COPY)
    assert noticed(report) == [("copy_laid", PLAN, COPY)]
    (notice,) = (n for _, n in report.notices)
    assert notice_text(notice) == (
        f"Møteplanen er endret, men «{PLAN}» er ikke rettet fordi møtene det gjelder er endret av "
        f"noen i gruppa. Det som gjelder nå, står i «{COPY}»: Rett originalen etter den, og slett "
        "kopien."
    )
    assert "møta det gjeld er endra av nokon i gruppa" in notice_text(notice, "nn")
    assert idle(town)


def test_meetings_that_come_and_fall_away_do_so_in_a_plan_with_peoples_words(town: Town) -> None:
    with_their_words(town)
    (gone, *_, last) = town.meetings()
    extra = replace(
        last, id="ekstra-1", type=MeetingType.GRP_EXTRA, serves=(), date=dt.date(2018, 4, 3)
    )
    with town.services.database.transaction() as session:
        plan = Meetings(session, town.id)
        plan.delete([gone.id])
        plan.save([extra], manual=True)
    report = town.sync()
    assert ("merge", "document", PLAN, "plan_changed") in actions(report)
    shown = [row["meeting"] for row in read(town.folder().get(PLAN)).tables["meetings"]]
    assert shown.count("Ekstra gruppemøte") == 1
    assert len(days(town)) == len(town.meetings())
    assert "tirsdag 3. april" in days(town)
    assert THEIRS.encode() in unpacked(town.folder().get(PLAN))["word/document.xml"]
    assert idle(town)


def test_a_plan_that_people_have_put_right_themselves_is_known_as_right(town: Town) -> None:
    town.council_moves()
    theirs = put_in(town.folder().get(PLAN), BEFORE, AFTER)
    theirs = put_in(theirs, "onsdag 21. mars", "onsdag 28. mars")
    town.folder().rewrite(PLAN, theirs)
    report = town.sync()
    assert town.folder().get(PLAN) == theirs
    assert COPY not in town.folder().all()
    assert noticed(report) == []
    assert idle(town)


def test_a_copy_that_is_no_longer_needed_is_told_and_left(town: Town) -> None:
    with_own_date(town)
    town.council_moves()
    town.sync()
    town.approve()
    report = town.sync()
    assert noticed(report) == [("copy_outdated", COPY, "")]
    assert COPY in town.folder().all()


def test_an_attendance_list_in_use_keeps_what_has_been_and_follows_what_comes(town: Town) -> None:
    theirs = put_in(town.folder().get(LIST), "22. januar 2018", "23. januar 2018")
    town.folder().rewrite(LIST, theirs)
    town.council_moves()
    report = town.sync()
    assert ("merge", "document", LIST, "plan_changed") in actions(report)
    assert "23. januar 2018" in sessions(town)
    assert "26. mars 2018" in sessions(town)
    assert "19. mars 2018" not in sessions(town)
    assert noticed(report) == []
    assert idle(town)


def test_a_half_year_that_is_over_is_left_as_it_was(town: Town) -> None:
    before = town.folder().get(PLAN)
    town.now = dt.datetime(2018, 7, 1, 12, tzinfo=OSLO)
    town.change(LAST_MOVED, status=MeetingStatus.CANCELLED)
    town.sync()
    assert town.folder().get(PLAN) == before


@pytest.mark.parametrize("lost", ["database", "memory"])
def test_what_nothing_is_remembered_of_is_known_by_what_it_says(town: Town, lost: str) -> None:
    town.now += dt.timedelta(days=3)
    if lost == "database":
        town.lose_database()
    else:
        with town.services.database.transaction() as session:
            forgotten = {"written": None, "rendered_hash": "", "named": ""}
            session.execute(update(DocumentRow).values(**forgotten))
    town.council_moves()
    report = town.sync()
    assert AFTER in days(town)
    assert "26. mars 2018" in sessions(town)
    assert noticed(report) == []
    assert town.sync().steps == ()


def test_an_edited_plan_that_nothing_is_remembered_of_is_compared_with_the_plan(town: Town) -> None:
    theirs = with_their_words(town)
    town.lose_database()
    assert noticed(town.sync()) == []
    town.lose_database()
    town.council_moves()
    report = town.sync()
    assert noticed(report) == [("copy_laid", PLAN, COPY)]
    assert "noen i gruppa har skrevet i det" in notice_text(report.notices[0][1])
    assert town.folder().get(PLAN) == theirs


def test_a_plan_that_is_adopted_anew_says_so_where_nobody_has_written_in_it(town: Town) -> None:
    town.now += dt.timedelta(days=3)
    town.approve()
    town.sync()
    assert read(town.folder().get(PLAN)).text("plan.adopted") == "torsdag 18. januar 2018"
    assert town.sync().steps == ()


@pytest.fixture
def alone(new_settled: NewTown) -> Town:
    """A group that has adopted its plan, and has asked for nothing."""
    return new_settled(places=PLACES, plan_document=True)


def approve_again(town: Town, **options: str) -> None:
    approve_plan(town.services, town.id, town.half, approved_by="gruppemøtet", **options)


def test_an_approved_plan_is_laid_into_the_folder_without_anybody_asking(alone: Town) -> None:
    made = read(alone.folder().get(PLAN))
    assert made.text("plan.adopted") == "mandag 15. januar 2018"
    assert days(alone)[0] == "mandag 22. januar"
    assert alone.sync().steps == ()


def test_the_protocol_of_the_approval_is_named_in_the_plan(alone: Town) -> None:
    approve_again(alone, protocol_ref="sak 2/18")
    assert ("update", "document", PLAN, "plan_changed") in actions(alone.sync())
    assert read(alone.folder().get(PLAN)).text("plan.adopted_ref") == "sak 2/18"


def test_a_plan_that_somebody_deleted_comes_back_only_with_another_approval(alone: Town) -> None:
    approve_again(alone)  # says the same, by others
    alone.sync()
    alone.folder().delete(PLAN)
    assert [s for s in alone.sync().steps if s.writes] == []
    assert [s for s in alone.sync().steps if s.writes] == []
    alone.council_moves()
    assert ("create", "document", PLAN, "new") in actions(alone.sync())
    assert AFTER in days(alone)
    assert alone.sync().steps == ()


def test_a_plan_that_somebody_has_moved_is_not_made_again(alone: Town) -> None:
    alone.folder().rename(PLAN, "Vedtatt plan.docx")
    assert [s for s in alone.sync().steps if s.writes] == []
    assert PLAN not in alone.folder().all()
    assert AFTER not in days(alone, "Vedtatt plan.docx")


def test_something_else_that_lies_in_the_plans_place_is_left_alone(new_town: NewTown) -> None:
    made = new_town(places=PLACES, plan_document=True)
    made.sync()
    made.folder().delete(PLAN)
    made.sync()
    made.folder().put(PLAN, b"mitt eget")
    made.council_moves()
    assert ("copy", "document", COPY, "cant_merge") in actions(made.sync())
    assert made.folder().get(PLAN) == b"mitt eget"
    assert AFTER in days(made, COPY)


def test_an_undone_approval_says_so_in_the_plan(alone: Town) -> None:
    undo_plan(alone.services, alone.id, by="kari")
    alone.sync()
    said = read(alone.folder().get(PLAN))
    assert {row["note"] for row in said.tables["meetings"]} == {"Avlyst"}
    assert not said.text("plan.adopted")
    assert alone.sync().steps == ()


def test_a_meeting_that_has_become_unsure_says_so_in_the_plan(alone: Town) -> None:
    alone.council_moves()
    import_plan(alone.services, alone.id, plan(), "plan.txt")
    alone.sync()
    rows = read(alone.folder().get(PLAN)).tables["meetings"]
    assert {r["date"]: r["note"] for r in rows if r["note"]} == {AFTER: "Kan bli endret"}


def test_a_lost_database_knows_the_plan_again_and_writes_nothing(alone: Town) -> None:
    before = alone.folder().all()
    alone.lose_database()
    report = alone.sync()
    assert [s for s in report.steps if s.writes] == []
    assert alone.folder().all() == before
    assert alone.sync().steps == ()


def test_the_plan_of_a_half_year_that_is_over_is_not_made(new_town: NewTown) -> None:
    made = new_town(places=PLACES, plan_document=True)
    made.now = dt.datetime(2018, 7, 1, 12, tzinfo=OSLO)
    made.sync()
    assert PLAN not in made.folder().all()
