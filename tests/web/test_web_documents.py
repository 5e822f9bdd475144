"""Dokumenter: what there is to do with them, how far each has come, and laying new ones."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import update
from web_support import NOW, Browser, WithFindings, application, tell_of, text_of

from connectors.store import FolderStore
from service.bootstrap import HttpConnector
from service.db.documents import Documents, StoredDocument
from service.db.groups import Groups
from service.db.meetings import Meetings
from service.db.printed import Printed, PrintedDocuments
from service.db.sealing import SecretBox
from service.db.tables_sync import DocumentRow
from service.demo.servers import EmbeddedServers
from service.documents import read
from service.documents.printing.bounded import ProgramMissing
from service.domain.minutes import DocumentReading
from service.domain.notices import Notice, NoticeCode
from service.domain.settings import TargetKind
from service.journeys.papers.wanted import document_id
from service.journeys.services import Services

PAGE = "/g/prove/dokumenter"
NEW = f"{PAGE}/nytt"
PROTOCOL = "2026/2026-05-12 Protokoll.docx"
COPY = Notice(
    code=NoticeCode.COPY_LAID,
    href="2026/2026-05-12 Innkalling.docx",
    other="2026/2026-05-12 Innkalling (nytt tidspunkt).docx",
    meeting_id="g-1",
    details=("meeting.time:own-value",),
)
RENAMED = Notice(code=NoticeCode.RENAMED, href="Vårt reglement.docx", other="Reglement.docx")
REFUSED = Notice(code=NoticeCode.TEMPLATE_REFUSED, href="Maler/Protokoll.docx")
DELETED = Notice(code=NoticeCode.DELETED, href="Overlevering.docx")


@pytest.fixture
def folder(reachable: Services, servers: EmbeddedServers) -> Iterator[FolderStore]:
    """The group's folder, as a member sees it."""
    target = next(iter(reachable.settings("prove").targets_of(TargetKind.FOLDER)))
    with HttpConnector().open_folder(target, servers.password) as opened:
        yield opened


@pytest.fixture
def secretary(reachable: Services) -> Browser:
    """The admin, logged in where the folder can be reached."""
    return Browser(application(reachable).test_client()).log_in()


def record(services: Services, **traits: object) -> None:
    """What is known of the protocol of 12 May."""
    protocol = StoredDocument(
        target_id="mappe", href=PROTOCOL, etag="1", type="protokoll", meeting_id="g-1"
    )
    with services.database.transaction() as session:
        documents = Documents(session, "prove", services.box)
        documents.record(replace(protocol, **traits))


def state_of_protocol(browser: Browser) -> str:
    html = browser.get(PAGE).text
    found = re.search(
        r"2026-05-12 Protokoll</a>\s*<span class=\"state\">(.*?)<details", html, re.DOTALL
    )
    assert found is not None
    return text_of(found[1])


def test_what_somebody_must_do_stands_first_and_the_rest_is_folded(
    browser: Browser, with_group: Services
):
    tell_of(with_group, REFUSED, COPY, RENAMED, DELETED)
    html = browser.get(PAGE).text
    page = text_of(html)

    assert "3 dokumenter ligger i gruppas mapper. Noen må se på 2 ting." in page
    assert "Det som gjelder nå, står i «2026/2026-05-12 Innkalling (nytt tidspunkt).docx»" in page
    assert page.index("(nytt tidspunkt)") < page.index("Malen «Maler/Protokoll.docx»")
    folded = html[html.index("<details>") : html.index("</details>")]
    assert "Til orientering: 2" in folded
    assert "heter nå «Vårt reglement.docx»" in text_of(folded)
    assert 'Overlevering.docx"' not in html, "what was deleted can't be opened"
    assert 'prove/2026/2026-05-12%20Innkalling.docx"' in html
    assert 'href="/g/prove/maler"' in html


def test_earlier_half_years_are_folded_the_latest_first(browser: Browser, with_group: Services):
    days = {"h25": dt.date(2025, 9, 1), "v25": dt.date(2025, 3, 3), "v26": dt.date(2026, 1, 12)}
    with with_group.database.transaction() as session:
        meetings = Meetings(session, "prove")
        first = meetings.own()[0]
        meetings.save([replace(first, id=name, date=date) for name, date in days.items()])
    for name in days:
        record(with_group, href=f"{name}.docx", meeting_id=name)
    html = browser.get(PAGE).text
    folded = html[html.index("<summary>Høsten 2025") :]

    assert '">v26</a>' in html.replace(folded, "")
    assert folded.index('">h25</a>') < folded.index("Våren 2025") < folded.index('">v25</a>')


def test_this_week_and_the_overview_tell_what_needs_a_person(
    browser: Browser, with_group: Services
):
    assert "Dokumenter noen må se på" not in browser.get("/g/prove/").text
    tell_of(with_group, COPY, DELETED)
    week, overview = text_of(browser.get("/g/prove/").text), text_of(browser.get("/").text)

    assert "Dokumenter noen må se på Møteplanen er endret" in week
    assert "Overlevering" not in week
    assert "1 gruppe trenger tilsyn." in overview
    assert "Noen må se på 1 ting." in overview


def test_many_things_to_do_are_not_a_wall_on_the_first_page(browser: Browser, with_group: Services):
    tell_of(with_group, *(replace(COPY, href=f"{n}.docx") for n in range(7)))
    html = browser.get("/g/prove/").text

    assert html.count("Møteplanen er endret") == 5
    assert "Se alle 7" in html


def test_notices_are_said_in_the_groups_language(with_group: Services):
    group = with_group.settings("prove")
    with with_group.database.transaction() as session:
        Groups(session).save(replace(group, group=replace(group.group, language="nn")))
    tell_of(with_group, COPY)
    browser = Browser(application(with_group).test_client()).log_in()

    assert "Møteplanen er endra" in browser.get(PAGE).text
    assert "Nokon må sjå på 1 ting." in browser.get(PAGE).text


@pytest.mark.parametrize(
    ("traits", "state"),
    [
        ({"content_hash": "a", "rendered_hash": "a"}, "Protokoll til utfylling"),
        ({"content_hash": "b", "rendered_hash": "a"}, "Protokoll kladd"),
        ({"content_hash": "b"}, "Protokoll ikke lest ennå"),
    ],
)
def test_each_document_says_how_far_it_has_come(
    browser: Browser, with_group: Services, traits: dict[str, str], state: str
):
    record(with_group, **traits)

    assert state_of_protocol(browser).startswith(state)


def test_an_approved_protocol_is_told_from_its_pdf_or_the_lack_of_one(
    browser: Browser, with_group: Services
):
    record(with_group, content_hash="b", rendered_hash="a", document_id="d")
    tell_of(with_group, Notice(code=NoticeCode.NO_PDF, href=PROTOCOL))
    assert state_of_protocol(browser).startswith("Protokoll godkjent")
    tell_of(with_group)
    printed = Printed(document_id="d", href="2026/2026-05-12 Protokoll.pdf", etag="1", shows="b")
    with with_group.database.transaction() as session:
        PrintedDocuments(session, "prove", "mappe").put(printed)
    state = state_of_protocol(browser)

    assert state.startswith("Protokoll godkjent")
    assert "PDF" in state
    assert 'prove/2026/2026-05-12%20Protokoll.pdf"' in browser.get(PAGE).text
    record(with_group, content_hash="c", rendered_hash="a", document_id="d")
    assert state_of_protocol(browser).startswith("Protokoll kladd")


def test_the_page_opens_no_sealed_reading_of_its_own(
    with_group: Services, monkeypatch: pytest.MonkeyPatch
):
    record(with_group, content_hash="b", rendered_hash="a", document_id="d")
    with with_group.database.transaction() as session:
        documents = Documents(session, "prove", with_group.box)
        documents.record_reading("mappe", PROTOCOL, "1", DocumentReading(type="protokoll"), at=NOW)
    browser = Browser(application(with_group, WithFindings).test_client()).log_in()

    def opened(_self: SecretBox, _sealed: str) -> str:
        raise AssertionError("a sealed reading was opened")

    monkeypatch.setattr(SecretBox, "open", opened)
    for path in (PAGE, NEW, "/g/prove/", "/"):
        assert browser.get(path).status_code == 200


def test_a_lost_key_is_explained_on_every_page_that_needs_it(with_group: Services):
    record(with_group)
    with with_group.database.transaction() as session:
        documents = Documents(session, "prove", with_group.box)
        documents.record_reading("mappe", PROTOCOL, "1", DocumentReading(type="protokoll"), at=NOW)
        session.execute(update(DocumentRow).values(reading="forseglet med en annen nøkkel"))
    browser = Browser(application(with_group).test_client()).log_in()

    for path in (PAGE, "/g/prove/reglement"):
        answer = browser.get(path)
        assert answer.status_code == 422
        assert "en nøkkel tjenesten ikke lenger har" in answer.text


def test_first_the_kind_is_chosen_then_what_it_is_about(browser: Browser):
    first, second = browser.get(NEW).text, browser.get(f"{NEW}?type=innkalling").text

    assert '<option value="overlevering">Overlevering</option>' in first
    assert "Nytt dokument: innkalling" in second
    assert re.findall(r'<option value="([^"]+)"', second) == ["g-2"], "g-1 has it, g-0 is off"
    assert "Gruppemøte mandag 8. juni" in second
    halves = re.findall(r'<option value="([^"]+)"', browser.get(f"{NEW}?type=moteplan").text)
    assert halves == ["2026-1"]
    assert "hele perioden" in browser.get(f"{NEW}?type=oppfolging").text
    assert "har dette dokumentet alt" in browser.get(f"{NEW}?type=fraksjonsnotat").text


def test_what_there_is_already_is_not_offered(browser: Browser, with_group: Services):
    for type_, subject in (("overlevering", ""), ("moteplan", "2026-1")):
        known = document_id("prove", type_, subject)
        record(with_group, href=f"{type_}.docx", type=type_, document_id=known, meeting_id=None)

    assert 'value="overlevering"' not in browser.get(NEW).text
    assert "Alle halvårene i planen har dette dokumentet alt." in text_of(
        browser.get(f"{NEW}?type=moteplan").text
    )


def test_a_new_document_is_laid_into_the_folder(secretary: Browser, folder: FolderStore):
    answer = secretary.post(NEW, type="moteplan", subject="2026-1")
    assert answer.status_code == 302
    page = text_of(secretary.get(answer.location).text)

    assert "Dokumentet ligger i mappa. «2026/Møteplan 1. halvår 2026.docx»" in page
    made = read(folder.get("2026/Møteplan 1. halvår 2026.docx").data)
    assert made.type == "moteplan"
    assert "Møteplan 1. halvår 2026" in page


def test_what_lies_in_its_place_is_told_beside_the_field_and_left_alone(
    secretary: Browser, folder: FolderStore
):
    there = "2026/2026-06-08 Innkalling.docx"
    folder.create(there, b"mitt eget")
    answer = secretary.post(NEW, type="innkalling", subject="g-2")
    problem = re.search(r'id="subject-problem">(.+?)</p>', answer.text)

    assert answer.status_code == 422
    assert problem is not None and there in problem[1]
    assert '<option value="g-2" selected>' in answer.text
    assert folder.get(there).data == b"mitt eget"


@pytest.mark.parametrize(
    ("type_", "subject", "says"),
    [
        ("innkalling", "", "Velg hvilket møte"),
        ("innkalling", "g-1", "Velg hvilket møte"),
        ("innkalling", "ukjent", "Velg hvilket møte"),
        ("moteplan", "2031-1", "Velg hvilket halvår"),
        ("overlevering", "", "Passordet mangler."),
    ],
)
def test_a_form_that_lacks_something_says_what(
    browser: Browser, type_: str, subject: str, says: str
):
    answer = browser.post(NEW, form=PAGE, type=type_, subject=subject)

    assert answer.status_code == 422
    assert says in answer.text
    assert "Ingenting er laget ennå." in answer.text


def test_a_folder_that_does_not_answer_is_told_of_and_nothing_is_stored(reachable: Services):
    group = reachable.settings("prove")
    away = replace(group.targets[1], url="http://127.0.0.1:9/x/", username="")
    with reachable.database.transaction() as session:
        Groups(session).save(replace(group, targets=(group.targets[0], away)))
    browser = Browser(application(reachable).test_client()).log_in()
    answer = browser.post(NEW, form=PAGE, type="overlevering", subject="")

    assert answer.status_code == 422
    assert "Serveren svarer ikke." in answer.text
    assert browser.get(PAGE).status_code == 200
    assert "Overlevering</a>" not in browser.get(PAGE).text


@pytest.mark.parametrize("type_", ["julebord", "", "funnrapport"])
def test_an_unknown_kind_is_not_found(browser: Browser, type_: str):
    assert browser.post(NEW, form=PAGE, type=type_, subject="").status_code == 404
    assert browser.get(f"{NEW}?type={type_ or 'x'}").status_code == 404


@pytest.mark.parametrize("path", ["nytt", "merknader"])
def test_forms_of_unknown_groups_are_not_found(browser: Browser, path: str):
    fields = {"csrf_token": browser.token("/"), "type": "overlevering", "href": PROTOCOL}

    assert browser.client.post(f"/g/ukjent/dokumenter/{path}", data=fields).status_code == 404


def held(services: Services) -> None:
    """The meeting of 12 May was held by the party's rules, and nobody has written the protocol."""
    group = services.settings("prove")
    ruled = replace(group.group, packs=("ap-lhm-2015",))
    with services.database.transaction() as session:
        Groups(session).save(replace(group, group=ruled))
        meetings = Meetings(session, "prove")
        meeting = next(m for m in meetings.own() if m.id == "g-1")
        meetings.save([replace(meeting, date=dt.date(2026, 5, 11))])


def test_findings_are_written_as_comments_and_taken_out_again(
    reachable: Services, folder: FolderStore
):
    held(reachable)
    browser = Browser(application(reachable).test_client()).log_in()
    browser.post("/g/prove/synk", form="/g/prove/")
    href = next(r.href for r in folder.list().resources if "regler" in r.href)

    def press(do: str) -> str:
        answer = browser.post(f"{PAGE}/merknader", form=PAGE, href=href, do=do)
        assert answer.status_code == 302
        return text_of(browser.get(answer.location).text)

    assert re.search(rf"«{href}» \d+ merknad(er)? er skrevet\.", press("write"))
    commented = folder.get(href).data
    assert b"word/comments.xml" in commented
    assert re.search(r"\d+ merknad(er)? sto der fra før\.", press("write"))
    assert folder.get(href).data == commented
    assert re.search(r"\d+ merknad(er)? er tatt bort\.", press("remove"))
    assert "Dokumentet har ingen merknader fra oss." in press("remove")


def test_comments_that_could_not_be_written_say_why(browser: Browser):
    answer = browser.post(f"{PAGE}/merknader", form=PAGE, href=PROTOCOL, do="write")

    assert "Passordet mangler." in text_of(browser.get(answer.location).text)
    unknown = browser.post(f"{PAGE}/merknader", form=PAGE, href="Annet.docx", do="write")
    assert unknown.status_code == 404


def test_the_report_can_be_downloaded(browser: Browser):
    answer = browser.get(f"{PAGE}/funn.docx")

    assert read(answer.data).type == "funnrapport"
    assert 'filename="Funnrapport 2026-05-11.docx"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert browser.get(f"{PAGE}/funn.pdf").data.startswith(b"%PDF-")
    assert browser.get(f"{PAGE}/funn.exe").status_code == 404


def test_a_report_that_can_not_be_printed_says_why(with_group: Services):
    def no_pdf(data: bytes, *, language: str, title: str) -> bytes:
        raise ProgramMissing("LibreOffice finnes ikke på denne maskinen.")

    browser = Browser(application(replace(with_group, print_pdf=no_pdf)).test_client()).log_in()
    answer = browser.get(f"{PAGE}/funn.pdf")

    assert answer.location == PAGE
    assert "LibreOffice finnes ikke på denne maskinen." in browser.get(PAGE).text
