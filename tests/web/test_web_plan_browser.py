"""Møteplan in a real browser: what is proposed, on a narrow phone, without scripts, through axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import DESK, PHONE, fits, log_in, picture, press, small, unfold, violations
from planned import MOVED, own, plan
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from web_support import application

from service.journeys.services import Services
from service.web.serve import serving

PAGE = "/g/prove/moteplan"


@pytest.fixture
def site(with_group: Services) -> Iterator[str]:
    plan(with_group)
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
    phone.goto(PAGE)
    picture(phone, "moteplan-forslag")
    assert violations(phone) == []
    assert fits(phone)
    unfold(phone)
    picture(phone, "moteplan-forslag-apen")
    assert violations(phone) == []
    assert fits(phone)
    assert small(phone) == []


def test_a_proposal_is_approved_and_undone_without_scripts(
    chromium: Chromium, site: str, with_group: Services
):
    context = chromium.new_context(
        base_url=site, viewport=DESK, locale="nb-NO", java_script_enabled=False
    )
    page = log_in(context)
    page.goto(PAGE)
    picture(page, "moteplan-forslag-bred")
    before = own(with_group)[MOVED].date
    page.get_by_role("checkbox").first.uncheck()
    press(page, "Godkjenn forslaget")
    assert "Planen er godkjent." in page.locator("main").inner_text()
    picture(page, "moteplan-godkjent")
    assert own(with_group)[MOVED].date > before
    assert "Forslaget endrer 1 møte." in page.locator("main").inner_text()
    page.get_by_text("Angre godkjenningen").click()
    press(page, "Angre")
    assert "Godkjenningen er angret." in page.locator("main").inner_text()
    assert own(with_group)[MOVED].date == before
    context.close()


def test_a_meeting_is_moved_by_hand_without_scripts(
    chromium: Chromium, site: str, with_group: Services
):
    context = chromium.new_context(
        base_url=site, viewport=DESK, locale="nb-NO", java_script_enabled=False
    )
    page = log_in(context)
    page.goto(PAGE)
    line = page.locator("li.meeting.own").filter(has_text="18. mai")
    line.get_by_text("Flytt eller avlys").click()
    line.get_by_label("Dag").fill("2026-05-26")
    with page.expect_navigation():
        line.get_by_role("button", name="Flytt møtet").click()
    assert "Møtet er satt til tirsdag 26. mai." in page.locator("main").inner_text()
    assert own(with_group)[MOVED].date.isoformat() == "2026-05-26"
    picture(page, "moteplan-flyttet")
    context.close()
