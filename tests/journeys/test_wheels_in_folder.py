"""A wheel lies in the folder when somebody asks, follows the plan, and is nobody's to lose."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest

from service.db.notices import Notices
from service.documents.printing.bounded import ProgramMissing
from service.domain.errors import InputError
from service.domain.notices import NoticeCode
from service.journeys.folder.wheels import ask_for_wheel
from tests.journeys.town import FIRST, Town

PDF, PNG = "Årshjul 2018.pdf", "Årshjul 2018.png"
TERM = ("Fireårshjul 2015–2019.pdf", "Fireårshjul 2015–2019.png")


def text(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join("".join(page.extract_text() for page in pages).split())


def writes(town: Town, **options: bool) -> list[tuple[str, str]]:
    return [(s.action, s.href) for s in town.sync(**options).steps if s.writes]


def test_no_wheel_is_laid_before_somebody_asks(town: Town):
    assert not [href for href in town.folder().all() if "hjul" in href]
    laid = ask_for_wheel(town.services, town.id, 2018)

    assert laid.created == (PDF, PNG)
    assert (laid.updated, laid.kept, laid.theirs) == ((), (), ())
    assert "22. januar" in text(town.folder().get(PDF))
    assert town.folder().get(PNG).startswith(b"\x89PNG")
    assert writes(town) == [], "the next pass has nothing to do"


def test_asking_again_writes_nothing_that_is_right_already(town: Town):
    ask_for_wheel(town.services, town.id, 2018)
    again = ask_for_wheel(town.services, town.id, 2018)

    assert again.kept == (PDF, PNG)
    assert again.created == again.updated == again.theirs == ()


def test_the_term_has_files_of_its_own(town: Town):
    assert ask_for_wheel(town.services, town.id, None).created == TERM
    assert "Planstrategi" in text(town.folder().get(TERM[0]))


def test_it_follows_the_plan(town: Town):
    ask_for_wheel(town.services, town.id, 2018)
    before = town.folder().get(PDF)
    town.council_moves()
    foretold = [one for one in writes(town, dry_run=True) if "hjul" in one[1]]
    assert town.folder().get(PDF) == before
    done = [one for one in writes(town) if "hjul" in one[1]]

    assert done == foretold == [("update", PDF), ("update", PNG)]
    assert "Mandag 26. mars" in text(town.folder().get(PDF))
    assert not [one for one in writes(town) if "hjul" in one[1]]


def test_one_that_somebody_has_replaced_or_thrown_away_is_theirs(town: Town):
    ask_for_wheel(town.services, town.id, 2018)
    town.folder().rewrite(PDF, b"%PDF-1.7 med notater")
    town.folder().delete(PNG)
    town.council_moves()

    for _ in range(2):
        assert not [one for one in writes(town) if "hjul" in one[1]]
    assert town.folder().get(PDF) == b"%PDF-1.7 med notater"
    assert PNG not in town.folder().all()
    again = ask_for_wheel(town.services, town.id, 2018)
    assert (again.created, again.theirs) == ((PNG,), (PDF,))
    assert town.folder().get(PDF) == b"%PDF-1.7 med notater"
    assert not [href for href in town.folder().all() if "hjul" in href and href not in {PDF, PNG}]


def test_what_lay_there_before_is_not_written_over(town: Town):
    town.folder().put(PDF, b"%PDF-1.4 gruppas eget")
    laid = ask_for_wheel(town.services, town.id, 2018)

    assert (laid.created, laid.theirs) == ((PNG,), (PDF,))
    assert town.folder().get(PDF) == b"%PDF-1.4 gruppas eget"


def test_one_that_cannot_be_made_anew_is_told_of(town: Town):
    ask_for_wheel(town.services, town.id, 2018)
    town.council_moves()

    def missing(data: bytes, *, language: str, title: str) -> bytes:
        raise ProgramMissing("LibreOffice finnes ikke.")

    working, town.services = town.services, replace(town.services, print_pdf=missing)
    town.sync()
    with town.services.database.reading() as session:
        told = {
            n.notice.href
            for n in Notices(session, town.id).all()
            if n.notice.code is NoticeCode.WHEEL_OLD
        }
    assert told == {PDF, PNG}
    town.services = working
    assert [one for one in writes(town) if "hjul" in one[1]] == [("update", PDF), ("update", PNG)]


def test_neither_party_nor_people_are_in_the_files(town: Town):
    ask_for_wheel(town.services, town.id, 2018)
    ask_for_wheel(town.services, town.id, None)
    for href in (PDF, TERM[0]):
        said = text(town.folder().get(href))
        assert "Nordmann" not in said
        assert "parti" not in said.casefold()
        assert " Ap" not in said


def test_a_group_without_a_folder_is_told_so(new_town: Callable[..., Town]):
    town = new_town(places=())
    with pytest.raises(InputError, match="ingen mappe"):
        ask_for_wheel(town.services, town.id, 2018)


def test_a_year_that_is_over_stays_as_it_was(town: Town):
    ask_for_wheel(town.services, town.id, 2018)
    town.now = town.now.replace(year=2019)
    town.change(FIRST, place="Et annet sted")
    (meeting,) = [m for m in town.meetings() if m.date.isoformat() == FIRST]
    assert meeting.place == "Et annet sted"
    town.change(FIRST, date=meeting.date.replace(day=23))

    assert not [one for one in writes(town) if "hjul" in one[1]]
