"""Reporting absence on a narrow phone: without scripts, by day and in the evening, through axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from absent_group import let_report, path_to
from browsing import PHONE, fits, log_in, picture, press, small, violations
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page
from web_support import application

from service.journeys.absence.overview import absences_of
from service.journeys.services import Services
from service.web.serve import serving


@pytest.fixture
def reporting(with_group: Services) -> Services:
    return let_report(with_group)


@pytest.fixture
def site(reporting: Services) -> Iterator[str]:
    with serving(application(reporting)) as url:
        yield url


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, chromium: Chromium, site: str) -> Iterator[Page]:
    """A phone that has followed the link; nobody is logged in."""
    context = chromium.new_context(
        base_url=site, viewport=PHONE, locale="nb-NO", color_scheme=request.param
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def without_scripts(chromium: Chromium, site: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=site, viewport=PHONE, locale="nb-NO", java_script_enabled=False
    )
    yield context
    context.close()


def looks_right(page: Page, name: str) -> None:
    picture(page, f"forfall-{name}")
    assert fits(page), name
    assert page.locator("h1").count() == 1, name
    assert violations(page) == [], name


def test_every_state_of_the_page_fits_a_narrow_phone_and_axe_finds_nothing(
    phone: Page, reporting: Services
):
    phone.goto(path_to(reporting))
    looks_right(phone, "tom")
    assert small(phone) == []
    phone.get_by_label("Navnet ditt").fill("Kari, syk")
    press(phone, "Meld forfall")
    field = phone.get_by_label("Navnet ditt")
    assert field.get_attribute("aria-invalid") == "true"
    assert field.input_value() == "Kari, syk"
    looks_right(phone, "feil")
    field.fill("Kari Nordmann")
    press(phone, "Meld forfall")
    assert "Forfallet er meldt." in phone.get_by_role("status").inner_text()
    looks_right(phone, "meldt")
    phone.get_by_label("Navnet ditt").fill("Kari Nordmann")
    press(phone, "Trekk forfallet")
    looks_right(phone, "trukket")
    phone.goto("/forfall/" + "A" * 90)
    looks_right(phone, "ikke-lenke")
    assert phone.context.cookies() == []


def test_it_all_works_without_scripts_and_the_return_key_reports(
    without_scripts: BrowserContext, reporting: Services
):
    page = without_scripts.new_page()
    page.goto(path_to(reporting))
    page.get_by_label("Navnet ditt").fill("Kari Nordmann")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Forfallet er meldt." in page.get_by_role("status").inner_text()
    (one,) = absences_of(reporting, "prove").meetings
    assert [away.name for away in one.away] == ["Kari Nordmann"]


def test_the_leaders_page_fits_and_axe_finds_nothing(
    phone: Page, chromium: Chromium, site: str, reporting: Services
):
    for name in ("Kari Nordmann", "Ola Nordmann", "Kåre Hansen"):
        phone.goto(f"{site}{path_to(reporting)}")
        phone.get_by_label("Navnet ditt").fill(name)
        press(phone, "Meld forfall")
    page = log_in(phone.context)
    for name, path in {"leder": "/g/prove/forfall", "uka": "/g/prove/"}.items():
        page.goto(path)
        looks_right(page, name)
        assert small(page) == [], name
