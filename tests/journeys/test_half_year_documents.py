"""The meeting plan and the attendance list of a half-year say what the plan says now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import update

from service.db.tables_sync import DocumentRow
from service.documents.reading.read import read
from service.domain.model import OSLO, MeetingStatus
from service.journeys.folder.notice_wording import notice_text
from service.journeys.papers.new_document import add_document
from tests.journeys.test_copied_documents import put_in
from tests.journeys.town import (
    FOLDER,
    GROUP,
    LAST_MOVED,
    Town,
    actions,
    noticed,
)

NewTown = Callable[..., Town]
PLAN = "2018/Møteplan 1. halvår 2018.docx"
COPY = "2018/Møteplan 1. halvår 2018 (endret plan).docx"
LIST = "2018/Frammøteliste 1. halvår 2018.docx"
BEFORE, AFTER = "mandag 19. mars", "mandag 26. mars"
PLACES = ((FOLDER, GROUP),)


@pytest.fixture
def town(new_settled: NewTown) -> Town:
    """A group that has asked for both."""
    made = new_settled(places=PLACES)
    for type_ in ("moteplan", "frammote"):
        add_document(made.services, made.id, type_, half="2018-1")
    assert made.sync().steps == ()
    return made


def days(town: Town, href: str = PLAN) -> list[str]:
    return [row["date"] for row in read(town.folder().get(href)).tables["meetings"]]


def sessions(town: Town) -> list[str]:
    return [row["date"] for row in read(town.folder().get(LIST)).tables["sessions"]]


def idle(town: Town) -> bool:
    """Two passes write nothing, and say the same."""
    before = town.folder().all()
    first, second = town.sync(), town.sync()
    return (
        first.written == second.written == 0
        and noticed(first) == noticed(second)
        and town.folder().all() == before
    )


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


def test_beside_a_plan_that_somebody_has_written_in_the_new_one_is_laid(town: Town) -> None:
    town.folder().rewrite(PLAN, put_in(town.folder().get(PLAN), "Kommunens møter", "Politikk"))
    town.sync()
    theirs = town.folder().get(PLAN)
    town.council_moves()
    report = town.sync()
    assert town.folder().get(PLAN) == theirs
    assert AFTER in days(town, COPY)
    assert BEFORE not in days(town, COPY)
    assert noticed(report) == [("copy_laid", PLAN, COPY)]
    (notice,) = (n for _, n in report.notices)
    assert notice_text(notice) == (
        f"Møteplanen er endret, men «{PLAN}» er ikke rettet fordi noen i gruppa har skrevet i det. "
        f"Det som gjelder nå, står i «{COPY}»: Rett originalen etter den, og slett kopien."
    )
    assert "nokon i gruppa har skrive i det" in notice_text(notice, "nn")
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
    town.folder().rewrite(PLAN, put_in(town.folder().get(PLAN), "Kommunens møter", "Politikk"))
    town.council_moves()
    town.sync()
    town.approve()
    report = town.sync()
    assert noticed(report) == [("copy_outdated", COPY, "")]
    assert COPY in town.folder().all()


def test_an_attendance_list_in_use_is_its_keepers_own(town: Town) -> None:
    town.folder().rewrite(LIST, put_in(town.folder().get(LIST), "22. januar 2018", "23. januar"))
    town.sync()
    theirs = town.folder().get(LIST)
    town.council_moves()
    report = town.sync()
    assert town.folder().get(LIST) == theirs
    assert not [n for n in noticed(report) if n[1] == LIST]
    assert [h for h in town.folder().all() if h.startswith("2018/Frammøte")] == [LIST]


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
    town.folder().rewrite(PLAN, put_in(town.folder().get(PLAN), "Kommunens møter", "Politikk"))
    theirs = town.folder().get(PLAN)
    town.lose_database()
    assert noticed(town.sync()) == []
    town.lose_database()
    town.council_moves()
    report = town.sync()
    assert ("copy_laid", PLAN, COPY) in noticed(report)
    assert town.folder().get(PLAN) == theirs


def test_a_plan_that_is_adopted_anew_says_so_where_nobody_has_written_in_it(town: Town) -> None:
    town.now += dt.timedelta(days=3)
    town.approve()
    town.sync()
    assert read(town.folder().get(PLAN)).text("plan.adopted") == "torsdag 18. januar 2018"
    assert town.sync().steps == ()
