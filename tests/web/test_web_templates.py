"""Oppsett, Maler: nothing is in force before somebody has seen what it makes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_support import NOW, Browser, application, settings, text_of
from werkzeug.test import TestResponse

from service.db.groups import Groups
from service.db.templates import StoredTemplate, Templates
from service.demo.servers import EmbeddedServers
from service.documents import read
from service.documents.gate.check import MAX_FILE_BYTES
from service.documents.manifest import TYPES
from service.documents.printing.bounded import OutOfTime, ProgramMissing
from service.journeys.services import Services
from service.journeys.templates.own_templates import Subject, take
from service.journeys.templates.template_states import template_states
from service.journeys.templates.uploading import version
from service.web.gateway import Gateway
from tests.documents.docx_notation import edited

ROOT = Path(__file__).resolve().parents[2]
OURS = (ROOT / "templates/innkalling/nb/template.docx").read_bytes()
OWN = edited(OURS, ("Saksliste", "Dette skal vi snakke om"))
BAD = edited(OWN, ('w:val="meeting.date"', 'w:val="meeting.datoen"'))
CALL = Subject(type="innkalling", language="nb")
LIST = "/g/prove/maler"
PAGE = f"{LIST}/innkalling/nb"
PNG = b"\x89PNG\r\n"


def upload(
    browser: Browser, data: bytes, name: str = "vår.docx", type_: str = "innkalling"
) -> TestResponse:
    return browser.post(LIST, file=(io.BytesIO(data), name), type=type_, language="nb")


def press(browser: Browser, what: str, **fields: str) -> str:
    """Press a button of the template's page, and read the page it leads to."""
    answer = browser.post(f"{PAGE}/{what}", form=PAGE, **fields)
    assert answer.status_code == 302
    return text_of(browser.get(answer.location).text)


def in_force(services: Services) -> bytes | None:
    state = template_states(services, "prove").of(CALL)
    assert state is not None
    return state.holds.data if state.holds else None


def seen(browser: Browser) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', browser.get(PAGE).text)
    assert found is not None
    return found[1]


def test_every_kind_of_document_is_there_with_whose_template_it_has(browser: Browser):
    html = browser.get(LIST).text
    page = text_of(html)

    assert "Alle dokumentene lages etter malene våre." in page
    for type_ in TYPES:
        assert f'href="{LIST}/{type_}/nb"' in html
        assert f'href="{LIST}/{type_}/nn"' in html
    assert page.count(" Vår ") == 2 * len(TYPES)
    assert "«Maler»" in page


def test_ours_can_be_downloaded_to_start_from(browser: Browser):
    answer = browser.get(f"{PAGE}/var.docx")

    assert answer.data == OURS
    assert answer.headers["Content-Disposition"] == "attachment; filename=Innkalling.docx"
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_is_uploaded_is_shown_and_not_in_force_until_somebody_says_so(
    browser: Browser, with_group: Services
):
    answer = upload(browser, OWN)
    assert answer.location == PAGE
    html = browser.get(PAGE).text
    page = text_of(html)

    assert "Fila kan brukes." in page
    assert "Alle feltene er der de skal være." in page
    assert in_force(with_group) is None
    assert text_of(browser.get(LIST).text).count("En mal for innkalling venter.") == 1
    picture = browser.get(f"{PAGE}/side/1.png")
    assert picture.data.startswith(PNG)
    assert picture.headers["Cache-Control"] == "no-store"
    assert browser.get(f"{PAGE}/prove.pdf").data.startswith(b"%PDF-")
    assert read(browser.get(f"{PAGE}/prove.docx").data).text("meeting.chair") == "Kari Nordmann"
    assert len(re.findall(r"<img ", html)) == 1
    assert browser.get(f"{PAGE}/side/2.png").status_code == 404

    page = press(browser, "ta-i-bruk", seen=seen(browser))
    assert "Malen er tatt i bruk." in page
    assert "Dokumentet lages etter malen dere lastet opp mandag 11. mai kl. 10.00." in page
    assert in_force(with_group) == OWN
    assert "1 mal er deres egen; resten er våre." in text_of(browser.get(LIST).text)

    page = press(browser, "bruk-var")
    assert "Dokumentet lages etter malen vår." in page
    assert in_force(with_group) is None


def test_what_must_be_mended_is_said_in_context_errors_first(
    browser: Browser, with_group: Services
):
    upload(browser, edited(BAD, ('w:val="meeting.place"', 'w:val="our.reference"')))
    html = browser.get(PAGE).text
    page = text_of(html)

    assert "Fila kan ikke brukes slik den er." in page
    assert "Merket «meeting.datoen» finnes ikke. Mente du «meeting.date»?" in page
    assert "Ved: «Møtedato Skriv ukedag og dato»" in page
    assert page.rindex("Må rettes") < page.index("Verdt å vite")
    assert "ta-i-bruk" not in html
    assert "Slik blir det" not in page
    assert browser.get(f"{PAGE}/side/1.png").status_code == 404
    assert "Malen er ikke tatt i bruk." in press(browser, "ta-i-bruk", seen=version(BAD))
    assert in_force(with_group) is None
    assert "Fila er forkastet." in press(browser, "forkast")
    assert "venter" not in text_of(browser.get(LIST).text)


def test_another_one_that_came_since_is_not_taken_unseen(browser: Browser, with_group: Services):
    upload(browser, OWN)
    first = seen(browser)
    upload(browser, edited(OWN, ("Dette skal", "Noe annet skal")))

    assert "Noen har lastet opp en annen mal" in press(browser, "ta-i-bruk", seen=first)
    assert in_force(with_group) is None


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "Velg en fil først"), (b"ikke noe dokument", "DOCX"), (OWN[:-99], "mangler slutten")],
)
def test_a_file_that_is_no_document_is_told_beside_the_field(
    browser: Browser, with_group: Services, data: bytes, says: str
):
    answer = browser.post(
        LIST, file=(io.BytesIO(data), "brev.docx"), type="testamente", language="nn"
    )
    html = answer.text
    problem = re.search(r'id="file-problem">(.+?)</p>', html)

    assert answer.status_code == 422
    assert problem is not None and says in problem[1]
    assert 'aria-invalid="true" aria-describedby="file-problem"' in html
    assert '<option value="testamente" selected>' in html
    assert '<option value="nn" selected>' in html
    assert all(one.waiting is None for one in template_states(with_group, "prove").states)


def test_without_any_file_it_says_so(browser: Browser):
    answer = browser.post(LIST, type="innkalling", language="nb")

    assert answer.status_code == 422
    assert "Velg en fil først" in answer.text


def send(client: FlaskClient, data: bytes, token: str = "") -> TestResponse:
    """A form with a large file, as its bytes: the client would leave a file of its own open."""
    parts = {"csrf_token": token, "type": "innkalling", "language": "nb"}
    head = "".join(
        f'--grense\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    )
    file = 'Content-Disposition: form-data; name="file"; filename="mal.docx"'
    body = f"{head}--grense\r\n{file}\r\n\r\n".encode() + data + b"\r\n--grense--\r\n"
    return client.post(LIST, data=body, content_type="multipart/form-data; boundary=grense")


def test_a_file_within_the_limit_is_read_and_one_over_it_is_told_of(browser: Browser):
    token = browser.token(LIST)
    within = send(browser.client, bytes(MAX_FILE_BYTES), token)
    over = send(browser.client, bytes(MAX_FILE_BYTES + 2**17), token)

    assert within.status_code == 422
    assert "større enn 25 MB" not in within.text
    assert over.status_code == 413
    assert "Fila er større enn 25 MB." in over.text
    assert 'id="file-problem"' in over.text


def test_other_forms_stay_small(browser: Browser):
    answer = browser.post("/g/prove/dokumenter/nytt", form=LIST, type="x" * 2**17)

    assert answer.status_code == 413
    assert "Skjemaet er for stort" in answer.text


def test_nothing_of_what_a_stranger_sends_is_read(stranger: Browser):
    for data in (OWN, bytes(MAX_FILE_BYTES + 2**17)):
        answer = send(stranger.client, data)
        assert answer.status_code == 302
        assert answer.location.startswith("/logg-inn")


def test_an_upload_without_its_token_is_refused(browser: Browser, with_group: Services):
    answer = browser.client.post(
        LIST, data={"file": (io.BytesIO(OWN), "m.docx"), "type": "innkalling", "language": "nb"}
    )

    assert answer.status_code == 400
    assert all(one.waiting is None for one in template_states(with_group, "prove").states)


@pytest.mark.parametrize(
    "path",
    [
        f"{LIST}/julebord/nb",
        f"{LIST}/innkalling/en",
        f"{LIST}/julebord/nb/var.docx",
        "/g/ukjent/maler",
        "/g/ukjent/maler/innkalling/nb",
        f"{PAGE}/prove.pdf",
        f"{PAGE}/prove.exe",
        f"{PAGE}/side/1.png",
        f"{PAGE}/side/-1.png",
    ],
)
def test_what_does_not_exist_is_not_found(browser: Browser, path: str):
    assert browser.get(path).status_code == 404


def test_an_unknown_kind_can_not_be_uploaded(browser: Browser):
    assert upload(browser, OWN, type_="julebord").status_code == 404


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ProgramMissing("LibreOffice finnes ikke. Installer det."), "Installer det."),
        (OutOfTime("Det tok for lang tid."), "Det tok for lang tid."),
    ],
)
def test_without_pictures_one_sentence_says_so_and_the_document_can_be_downloaded(
    with_group: Services, error: Exception, says: str
):
    def no_pdf(data: bytes, *, language: str, title: str) -> bytes:
        raise error

    services = replace(with_group, print_pdf=no_pdf)
    browser = Browser(application(services).test_client()).log_in()
    upload(browser, OWN)
    html = browser.get(PAGE).text

    assert says in text_of(html)
    assert "<img" not in html
    assert "Ta malen i bruk" in html
    assert browser.get(f"{PAGE}/prove.docx").status_code == 200
    assert browser.get(f"{PAGE}/prove.pdf").status_code == 404


def test_a_trial_is_printed_once_for_all_its_pictures(with_group: Services):
    times = []

    def counted(data: bytes, *, language: str, title: str) -> bytes:
        times.append(title)
        return with_group.print_pdf(data, language=language, title=title)

    services = replace(with_group, print_pdf=counted)
    browser = Browser(application(services).test_client()).log_in()
    upload(browser, OWN)
    for path in (PAGE, f"{PAGE}/side/1.png", f"{PAGE}/prove.pdf", PAGE):
        assert browser.get(path).status_code == 200

    assert times == ["Innkalling"]


def test_files_in_the_folder_are_shown_with_what_there_is_to_say_of_them(
    browser: Browser, with_group: Services
):
    refused = StoredTemplate(
        href="Maler/Innkalling.docx",
        type="innkalling",
        language="nb",
        etag="1",
        data=OWN,
        taken_at=NOW,
        refused=True,
        remarks=({"code": "doubled", "place": "Saker", "tag": "meeting.date", "count": "2"},),
    )
    nameless = StoredTemplate(
        href="Maler/Julebord.docx",
        type="",
        language="",
        refused=True,
        remarks=({"code": "unnamed", "place": ""},),
    )
    with with_group.database.transaction() as session:
        for one in (refused, nameless):
            Templates(session, "prove").put(one)
    listed, page = text_of(browser.get(LIST).text), text_of(browser.get(PAGE).text)

    assert "Deres egen, fra mappa, mandag 11. mai kl. 10.00 Må rettes" in listed
    assert "Maler/Julebord.docx Må rettes Vi vet ikke hvilket dokument malen er for." in listed
    assert "Fila i mappa kan ikke brukes slik den er." in page
    assert "Malen som var i bruk, er det fortsatt." in page
    assert "Feltet meeting.date står 2 steder." in page
    assert "Slik blir det" not in page, "the version that must be mended makes nothing"
    assert "tar dere «Maler/Innkalling.docx» ut av mappa" in page


def test_the_group_is_spoken_to_in_its_own_language(with_group: Services, servers: EmbeddedServers):
    with with_group.database.transaction() as session:
        Groups(session).save(settings(servers, "nynorsk", "nn"))
    take(with_group, "nynorsk", OWN, CALL)
    browser = Browser(application(with_group, Gateway).test_client()).log_in()
    browser.post(
        "/g/nynorsk/maler", file=(io.BytesIO(BAD), "m.docx"), type="innkalling", language="nn"
    )
    page = text_of(browser.get("/g/nynorsk/maler/innkalling/nn").text)

    assert "Merket «meeting.datoen» finst ikkje." in page
    assert text_of(browser.get("/g/nynorsk/maler").text).index("nynorsk") < text_of(
        browser.get("/g/nynorsk/maler").text
    ).index("bokmål")
