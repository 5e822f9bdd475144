"""The pages in a real browser: narrow, dark, by keyboard, and through axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from browsing import PHONE, log_in, picture, press, small, unfold, violations
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from web_support import (
    WithFindings,
    add_group,
    application,
    regulation_says,
    settings,
    tell_of,
)

from service.demo.servers import EmbeddedServers
from service.domain.notices import Notice, NoticeCode
from service.journeys.services import Services
from service.journeys.templates.own_templates import Subject
from service.journeys.templates.uploading import lay_aside
from service.web.serve import serving
from tests.documents.docx_notation import edited

OURS = (Path(__file__).parents[2] / "templates/innkalling/nb/template.docx").read_bytes()
OWN = edited(OURS, ("Saksliste", "Dette skal vi snakke om"))
BAD = edited(OWN, ('w:val="meeting.date"', 'w:val="meeting.datoen"'))
NOTICES = (
    Notice(
        code=NoticeCode.COPY_LAID,
        href="2026/2026-05-12 Innkalling.docx",
        other="2026/2026-05-12 Innkalling (nytt tidspunkt).docx",
        meeting_id="g-1",
        details=("meeting.time:own-value",),
    ),
    Notice(code=NoticeCode.TEMPLATE_REFUSED, href="Maler/Protokoll.docx"),
    Notice(code=NoticeCode.DELETED, href="Overlevering.docx"),
)
PAGES = {
    "oversikt": "/",
    "uka": "/g/prove/",
    "moteplan": "/g/prove/moteplan",
    "dokumenter": "/g/prove/dokumenter",
    "regler": "/g/prove/regler",
    "oppsett": "/g/prove/oppsett",
    "maal": "/g/prove/oppsett/kalender",
    "kalenderadresser": "/g/prove/kalenderadresser",
    "nytt": "/g/prove/dokumenter/nytt",
    "nytt-mote": "/g/prove/dokumenter/nytt?type=innkalling",
    "nytt-periode": "/g/prove/dokumenter/nytt?type=overlevering",
    "maler": "/g/prove/maler",
    "mal": "/g/prove/maler/innkalling/nb",
    "mal-feil": "/g/prove/maler/testamente/nb",
    "mal-vaar": "/g/prove/maler/overlevering/nn",
    "reglement": "/g/prove/reglement",
}


@pytest.fixture
def site(troubled: Services, servers: EmbeddedServers) -> Iterator[str]:
    """The pages of a group where much waits for somebody."""
    add_group(troubled, settings(servers, "nynorsk", "nn"))
    tell_of(troubled, *NOTICES)
    regulation_says(troubled, weekday="onsdag", quarantine="vi ser det an")
    lay_aside(troubled, "prove", OWN, Subject(type="innkalling", language="nb"))
    lay_aside(troubled, "prove", BAD, Subject(type="testamente", language="nb"))
    with serving(application(troubled, WithFindings)) as url:
        yield url


@pytest.fixture
def scheme() -> Literal["light", "dark"]:
    """By day. Tests of what colours do are run in the evening too."""
    return "light"


@pytest.fixture
def phone(scheme: Literal["light", "dark"], chromium: Chromium, site: str) -> Iterator[Page]:
    """A phone, logged in."""
    context = chromium.new_context(
        base_url=site, viewport=PHONE, locale="nb-NO", color_scheme=scheme
    )
    yield log_in(context)
    context.close()


by_day_and_in_the_evening = pytest.mark.parametrize("scheme", ["light", "dark"])


@by_day_and_in_the_evening
def test_every_page_fits_a_narrow_phone_in_light_and_dark(phone: Page):
    for name, path in PAGES.items():
        phone.goto(path)
        widths = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1] == PHONE["width"], name
        assert phone.locator("h1").count() == 1, name
        picture(phone, name)


@by_day_and_in_the_evening
def test_axe_finds_nothing_on_any_page(phone: Page):
    for path in (*PAGES.values(), "/finnes-ikke", "/g/nynorsk/"):
        phone.goto(path)
        assert violations(phone) == [], path


def test_axe_finds_nothing_where_nobody_is_logged_in(chromium: Chromium, site: str):
    page = chromium.new_page(base_url=site, viewport=PHONE, locale="nb-NO")
    page.goto("/logg-inn")
    picture(page, "logg-inn")
    assert violations(page) == []
    page.get_by_label("Brukernavn").fill("ola")
    page.get_by_label("Passord").fill("feil")
    page.get_by_role("button", name="Logg inn").click()
    assert "feil" in page.get_by_role("alert").inner_text()
    picture(page, "logg-inn-feil")
    assert violations(page) == []
    page.close()


@by_day_and_in_the_evening
def test_a_form_with_errors_is_told_to_those_who_can_not_see_it(phone: Page):
    phone.goto(PAGES["maal"])
    phone.get_by_label("Adresse").fill("http://sky.example.org/")
    phone.get_by_role("button", name="Bare lagre").click()
    field = phone.get_by_label("Adresse")

    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby")
    assert "https://" in phone.locator(f"#{described}").inner_text()
    assert field.input_value() == "http://sky.example.org/"
    picture(phone, "maal-feil")
    assert violations(phone) == []


def test_the_keyboard_reaches_the_content_first(phone: Page):
    phone.goto(PAGES["uka"])
    phone.keyboard.press("Tab")
    skip = phone.locator(":focus")

    assert skip.inner_text() == "Til innholdet"
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    phone.keyboard.press("Enter")
    assert phone.evaluate("document.activeElement.id") == "innhold"


def test_what_can_be_pressed_is_large_enough_for_a_thumb(phone: Page):
    for path in PAGES.values():
        phone.goto(path)
        unfold(phone)
        assert small(phone) == [], path


def test_a_template_is_uploaded_looked_at_and_taken_into_use(
    chromium: Chromium, site: str, tmp_path: Path
):
    for name, data in {"vår mal.docx": OWN, "feil.docx": BAD, "brev.docx": b"Hei"}.items():
        (tmp_path / name).write_bytes(data)
    context = chromium.new_context(
        base_url=site, viewport=PHONE, locale="nb-NO", java_script_enabled=False
    )
    page = log_in(context)
    page.goto(PAGES["maler"])

    def upload(name: str, kind: str) -> None:
        page.get_by_label("Dokument", exact=True).select_option(kind)
        page.get_by_label("Fil", exact=True).set_input_files(tmp_path / name)
        press(page, "Last opp og se over")

    upload("brev.docx", "Saksoversikt")
    described = page.get_by_label("Fil", exact=True).get_attribute("aria-describedby")
    assert "DOCX" in page.locator(f"#{described}").inner_text()
    assert page.get_by_label("Dokument", exact=True).input_value() == "saksoversikt"
    upload("feil.docx", "Innkalling")
    assert "Mente du «meeting.date»?" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="Ta malen i bruk").count() == 0
    with page.expect_navigation():
        page.get_by_role("link", name="Last opp en egen mal").click()
    assert page.get_by_label("Dokument", exact=True).input_value() == "innkalling"
    upload("vår mal.docx", "Innkalling")
    picture_of_page = page.get_by_alt_text("Side 1 av 1")
    assert picture_of_page.count() == 1
    shown = page.request.get(str(picture_of_page.get_attribute("src")))
    assert shown.headers["content-type"] == "image/png"
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned prøven som PDF").click()
    assert download.value.suggested_filename == "Innkalling.pdf"
    press(page, "Ta malen i bruk")
    assert "Malen er tatt i bruk." in page.get_by_role("status").inner_text()
    press(page, "Bruk malen vår igjen")
    assert "Dokumentet lages etter malen vår." in page.locator("main").inner_text()
    context.close()


def test_the_pages_own_policy_lets_the_pictures_of_a_trial_in(phone: Page):
    phone.goto(PAGES["mal"])
    widths = phone.evaluate("[...document.images].map(one => one.naturalWidth)")

    assert widths == [827], "an A4 page at 100 dots an inch"


def test_a_regulation_is_adopted_by_keyboard_and_mistakes_are_told_beside_their_fields(
    phone: Page,
):
    phone.goto(PAGES["reglement"])
    change = phone.locator(".change").first.inner_text()
    assert change.split() == ["Nå:", "mandag", "Etter", "vedtaket:", "onsdag"]
    phone.get_by_label("Hvem vedtok").fill("gruppemøtet")
    phone.get_by_label("Dato").fill("2026-05-04")
    phone.get_by_label("For", exact=True).fill("2")
    phone.get_by_label("Mot", exact=True).fill("2")
    with phone.expect_navigation():
        phone.keyboard.press("Enter")
    field = phone.get_by_label("For", exact=True)
    described = field.get_attribute("aria-describedby")
    assert field.get_attribute("aria-invalid") == "true"
    assert "ikke vedtatt" in phone.locator(f"#{described}").inner_text()
    assert phone.get_by_label("Hvem vedtok").input_value() == "gruppemøtet"
    picture(phone, "reglement-feil")
    assert violations(phone) == []

    phone.get_by_label("For", exact=True).fill("5")
    press(phone, "Før inn vedtaket")
    assert "Vedtaket er ført inn." in phone.get_by_role("status").inner_text()
    assert "Versjon 1, vedtatt 4. mai 2026" in phone.locator("main").inner_text()
    picture(phone, "reglement-vedtatt")
    assert violations(phone) == []


@by_day_and_in_the_evening
def test_what_is_folded_can_be_opened_and_fits(phone: Page):
    for name in ("dokumenter", "maler", "reglement"):
        phone.goto(PAGES[name])
        unfold(phone)
        widths = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], name
        picture(phone, f"{name}-apen")
        assert violations(phone) == [], name


def test_the_whole_job_works_without_scripts(chromium: Chromium, site: str):
    context = chromium.new_context(
        base_url=site, viewport=PHONE, locale="nb-NO", java_script_enabled=False
    )
    page = log_in(context)
    page.get_by_role("link", name="Prøvegruppa").last.click()
    page.get_by_role("link", name="Oppsett").click()
    page.get_by_role("link", name="Endre kalender for gruppa").click()
    page.get_by_label("Passord").fill("feil passord")
    page.get_by_role("button", name="Lagre og prøv forbindelsen").click()

    told = page.get_by_role("alert").inner_text()
    assert "Forbindelsen virker ikke ennå." in told
    assert "feil passord" not in page.content()
    page.get_by_role("button", name="Logg ut").click()
    assert "Du er logget ut." in page.get_by_role("status").inner_text()
    context.close()
