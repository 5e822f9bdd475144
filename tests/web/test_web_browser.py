"""The pages in a real browser: narrow, dark, by keyboard, and through axe."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright
from web_support import PASSWORD, USERNAME, WithFindings, add_group, application, settings

from service.demo.servers import EmbeddedServers
from service.journeys.services import Services
from service.web.serve import serving

AXE = Path(__file__).parents[2] / ".cache/npm/node_modules/axe-core/axe.min.js"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 320, "height": 640}
PAGES = {
    "oversikt": "/",
    "uka": "/g/prove/",
    "moteplan": "/g/prove/moteplan",
    "dokumenter": "/g/prove/dokumenter",
    "regler": "/g/prove/regler",
    "oppsett": "/g/prove/oppsett",
    "maal": "/g/prove/oppsett/kalender",
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(troubled: Services, servers: EmbeddedServers) -> Iterator[str]:
    add_group(troubled, settings(servers, "nynorsk", "nn"))
    with serving(application(troubled, WithFindings)) as url:
        yield url


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, chromium: Chromium, site: str) -> Iterator[Page]:
    """A phone, logged in, in light and in dark."""
    context = chromium.new_context(
        base_url=site,
        viewport=PHONE,
        locale="nb-NO",
        color_scheme=request.param,
        java_script_enabled=True,
    )
    yield log_in(context)
    context.close()


def log_in(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Brukernavn").fill(USERNAME)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    page.wait_for_url("**/")
    return page


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, where the environment says so."""
    folder = os.environ.get("KJOREPLAN_TEST_PICTURES")
    if folder:
        scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        file = f"{name}-{'dark' if scheme else 'light'}.png"
        page.screenshot(path=Path(folder) / file, full_page=True)


def serious(page: Page) -> list[str]:
    """What axe finds serious or worse. Its script goes in past the page's own policy."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    found = page.evaluate(f"axe.run({json.dumps({'runOnly': tags})})")
    assert found["passes"], "axe has looked"
    return [
        f"{v['id']}: {v['nodes'][0]['html']} {v['nodes'][0]['failureSummary']}"
        for v in found["violations"]
        if v["impact"] in {"serious", "critical"}
    ]


def test_every_page_fits_a_narrow_phone_in_light_and_dark(phone: Page):
    for name, path in PAGES.items():
        phone.goto(path)
        widths = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1] == PHONE["width"], name
        assert phone.locator("h1").count() == 1, name
        picture(phone, name)


def test_axe_finds_nothing_serious_on_any_page(phone: Page):
    for path in (*PAGES.values(), "/finnes-ikke", "/g/nynorsk/"):
        phone.goto(path)
        assert serious(phone) == [], path


def test_axe_finds_nothing_serious_where_nobody_is_logged_in(chromium: Chromium, site: str):
    page = chromium.new_page(base_url=site, viewport=PHONE, locale="nb-NO")
    page.goto("/logg-inn")
    picture(page, "logg-inn")
    assert serious(page) == []
    page.get_by_label("Brukernavn").fill("ola")
    page.get_by_label("Passord").fill("feil")
    page.get_by_role("button", name="Logg inn").click()
    assert "feil" in page.get_by_role("alert").inner_text()
    picture(page, "logg-inn-feil")
    assert serious(page) == []
    page.close()


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
    assert serious(phone) == []


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
        for target in phone.locator("button, .button, nav a, input:not([type=hidden])").all():
            box = target.bounding_box()
            assert box is not None
            assert box["height"] >= 44, target.inner_text()


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
