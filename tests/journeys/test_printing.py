"""An approved protocol gets a PDF beside it, which follows it and is nobody's to lose."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest

from connectors.webdav_store import WebDavStore
from service.db.notices import Notices
from service.demo.person import Handwriting, write_in
from service.documents.printing.bounded import OutOfTime, ProgramMissing
from service.domain.notices import NoticeCode
from tests.journeys.test_copied_documents import februarys, put_in
from tests.journeys.town import FOLDER, PROTOCOL, Town, actions
from tests.servers.locks import locked

NewTown = Callable[..., Town]
PDF = PROTOCOL.replace(".docx", ".pdf")
APPROVED = "Godkjent av gruppeleder 23. januar 2018"
THEIRS = "Godkjent av nestleder 24. januar 2018"


@pytest.fixture
def town(new_town: NewTown) -> Town:
    made = new_town()
    made.sync()
    return made


def write(town: Town, **fields: str) -> None:
    tags = {name.replace("_", "."): text for name, text in fields.items()}
    town.folder().rewrite(PROTOCOL, write_in(town.folder().get(PROTOCOL), Handwriting(fields=tags)))


def codes(town: Town) -> set[NoticeCode]:
    with town.services.database.reading() as session:
        return {one.notice.code for one in Notices(session, town.id).all()}


def printed(town: Town) -> str:
    pages = pypdf.PdfReader(io.BytesIO(town.folder().get(PDF))).pages
    return " ".join("".join(page.extract_text() for page in pages).split())


def test_only_an_approved_protocol_is_printed(town):
    write(town, meeting_secretary="Ola Nordmann")
    town.sync()
    assert PDF not in town.folder().all()
    write(town, minutes_approved=APPROVED)
    (step,) = [s for s in town.sync().steps if s.writes]
    assert (step.action, step.href, step.reason) == ("create", PDF, "approved")
    assert APPROVED in printed(town)
    assert not [s for s in town.sync().steps if s.writes]


def test_what_nobody_has_filled_in_is_not_printed_as_if_somebody_had(town):
    write(town, minutes_approved=APPROVED)
    town.sync()
    text = printed(town)
    assert "Referent" in text
    assert "Skriv" not in text


def test_it_follows_its_document(town):
    write(town, minutes_approved=APPROVED)
    town.sync()
    write(town, minutes_other="Kaffe neste gang.")
    (step,) = [s for s in town.sync().steps if s.writes]
    assert (step.action, step.href) == ("update", PDF)
    assert "Kaffe neste gang." in printed(town)


def test_one_that_somebody_has_replaced_or_thrown_away_is_theirs(town):
    write(town, minutes_approved=APPROVED)
    town.sync()
    town.folder().rewrite(PDF, b"%PDF-1.7 signert")
    write(town, minutes_other="Kaffe neste gang.")
    assert not [s for s in town.sync().steps if s.writes]
    assert town.folder().get(PDF) == b"%PDF-1.7 signert"
    town.folder().delete(PDF)
    assert not [s for s in town.sync().steps if s.writes]
    assert PDF not in town.folder().all()


def test_one_that_the_server_gave_another_etag_still_follows_its_document(town):
    """As Nextcloud does when somebody locks a file and lets it go again."""
    write(town, minutes_approved=APPROVED)
    town.sync()
    town.folder().rewrite(PDF, town.folder().get(PDF))
    write(town, minutes_other="Kaffe neste gang.")
    foretold = [(s.action, s.href) for s in town.sync(dry_run=True).steps if s.writes]
    (step,) = [s for s in town.sync().steps if s.writes]
    assert (step.action, step.href) == foretold[0] == ("update", PDF)
    assert "Kaffe neste gang." in printed(town)
    assert not [s for s in town.sync().steps if s.writes]


def test_one_that_somebody_has_replaced_is_looked_at_once(town, monkeypatch):
    write(town, minutes_approved=APPROVED)
    town.sync()
    town.folder().rewrite(PDF, b"%PDF-1.7 signert")
    fetched = []
    get = WebDavStore.get
    monkeypatch.setattr(
        WebDavStore, "get", lambda store, href: (fetched.append(href), get(store, href))[1]
    )
    for words in ("Kaffe neste gang.", "Kake også."):
        write(town, minutes_other=words)
        assert not [s for s in town.sync(dry_run=True).steps if s.writes]
        assert not [s for s in town.sync().steps if s.writes]
    assert fetched.count(PDF) == 2  # in the first dry run and the pass after it
    assert town.folder().get(PDF) == b"%PDF-1.7 signert"


def test_it_follows_also_after_a_version_that_could_not_be_printed(town):
    write(town, minutes_approved=APPROVED)
    town.sync()
    working = town.services.print_pdf
    town.services = replace(town.services, print_pdf=out_of_time)
    write(town, minutes_other="Kaffe neste gang.")
    town.sync()
    town.services = replace(town.services, print_pdf=working)
    write(town, minutes_other="Kake også.")
    town.sync()
    assert "Kake også." in printed(town)


def out_of_time(data: bytes, *, language: str, title: str) -> bytes:
    raise OutOfTime("x")


def test_one_that_is_locked_is_left_and_nothing_else_fails(town):
    write(town, minutes_approved=APPROVED)
    town.sync()
    write(town, minutes_other="Kaffe neste gang.")
    with locked(town.webdav, town.url(FOLDER) + PDF.replace(" ", "%20")):
        report = town.sync()
    assert not report.errors
    assert ("left_alone", "document", PDF, "locked") in actions(report)
    town.sync()
    assert "Kaffe neste gang." in printed(town)


def test_a_file_that_lies_there_already_is_left_alone(town):
    town.folder().put(PDF, b"%PDF-1.7 mitt eget")
    write(town, minutes_approved=APPROVED)
    assert not [s for s in town.sync().steps if s.writes]
    assert town.folder().get(PDF) == b"%PDF-1.7 mitt eget"


def test_a_dry_run_foretells_it(town):
    write(town, minutes_approved=APPROVED)
    foretold = [(s.action, s.href) for s in town.sync(dry_run=True).steps if s.writes]
    assert foretold == [("create", PDF)]
    assert PDF not in town.folder().all()


def test_without_an_office_it_is_said_once_and_nothing_else_fails(town):
    def missing(data, *, language, title):
        raise ProgramMissing("x")

    town.services = replace(town.services, print_pdf=missing)
    write(town, minutes_approved=APPROVED)
    report = town.sync()
    assert not report.errors
    assert codes(town) == {NoticeCode.NO_PDF}


def test_what_cannot_be_printed_is_tried_once_for_each_version_and_stays_told(town):
    asked = []

    def failing(data, *, language, title):
        asked.append(title)
        raise OutOfTime("x")

    working = town.services.print_pdf
    town.services = replace(town.services, print_pdf=failing)
    write(town, minutes_approved=APPROVED)
    for _ in range(2):
        assert not town.sync().errors
        assert NoticeCode.PDF_FAILED in codes(town)
    assert asked == ["2018-01-22 Protokoll"]
    town.services = replace(town.services, print_pdf=working)
    write(town, minutes_other="Kaffe neste gang.")
    town.sync()
    assert "Kaffe neste gang." in printed(town)
    assert codes(town) == set()


def test_a_copy_of_an_approved_protocol_takes_no_turns_with_it(town):
    write(town, minutes_approved=APPROVED)
    town.sync()
    town.folder().put("2018/Kopi.docx", put_in(town.folder().get(PROTOCOL), APPROVED, THEIRS))
    for _ in range(2):
        assert not [s for s in town.sync(dry_run=True).steps if s.writes]
        assert not [s for s in town.sync().steps if s.writes]
    assert "nestleder" not in printed(town)


def test_one_begun_from_a_copy_of_the_last_has_a_pdf_of_its_own(town):
    write(town, minutes_approved=APPROVED)
    town.sync()
    town.folder().put("2018/Februar.docx", februarys(town.folder().get(PROTOCOL)))
    (step,) = [s for s in town.sync().steps if s.writes]
    assert (step.action, step.href) == ("create", "2018/Februar.pdf")
    assert not [s for s in town.sync().steps if s.writes]
