"""Verv in a real browser: on a narrow phone, without scripts, and through axe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from browsing import PHONE, log_in, picture, unfold, violations
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from roster_group import change, protocol_says, seat
from web_support import application

from service.domain.model import PartyStatus
from service.journeys.services import Services
from service.web.serve import serving

PAGE = "/g/prove/verv"
PAGES = {
    "verv": PAGE,
    "verv-dag": f"{PAGE}?dato=2026-05-12",
    "verv-alle": f"{PAGE}?organ=alle",
    "verv-feil": f"{PAGE}?dato=i+gaar&organ=nowhere",
}


@pytest.fixture
def site(with_group: Services) -> Iterator[str]:
    """A group where somebody leads and is mayor, and somebody has declared independence."""
    seat(with_group)
    roster = with_group.settings("prove").group.roster
    kari, ola, *others = roster.people
    mayor = next(p for p in others if p.id == "anne").memberships[0]
    kari = replace(kari, memberships=(*kari.memberships, mayor))
    ola = replace(ola, status=PartyStatus.INDEPENDENT)
    change(with_group, roster=replace(roster, people=(kari, ola, *others)))
    protocol_says(with_group, per="Meldt forfall", kari="Møtt")
    with serving(application(with_group)) as url:
        yield url


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, chromium: Chromium, site: str) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=site, viewport=PHONE, locale="nb-NO", color_scheme=request.param
    )
    yield log_in(context)
    context.close()


def test_it_fits_a_narrow_phone_folded_and_open_and_axe_finds_nothing(phone: Page):
    for name, path in PAGES.items():
        phone.goto(path)
        picture(phone, name)
        assert violations(phone) == [], name
        unfold(phone)
        widths = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1] == PHONE["width"], name
        assert phone.locator("h1").count() == 1, name


def test_a_day_and_a_body_are_chosen_without_scripts(chromium: Chromium, site: str):
    context = chromium.new_context(
        base_url=site, viewport=PHONE, locale="nb-NO", java_script_enabled=False
    )
    page = log_in(context)
    page.goto("/g/prove/oppsett")
    page.get_by_role("link", name="Verv og rettigheter").click()
    page.get_by_label("Dag").fill("2026-05-12")
    page.get_by_label("Organ").select_option("kommunestyre")
    with page.expect_navigation():
        page.get_by_role("button", name="Vis").click()

    main = page.locator("main").inner_text()
    assert "12. mai 2026" in main
    assert "som vara Marit Nordmann" in main
    assert page.get_by_label("Organ").input_value() == "kommunestyre"
    with page.expect_navigation():
        page.get_by_role("link", name="SP23-KON-5").first.click()
    assert "SP23-KON-5" in page.locator("h1").inner_text()
    context.close()
