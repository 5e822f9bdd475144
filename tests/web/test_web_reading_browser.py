"""A published plan in a real browser: on a narrow phone, without scripts, and through axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import DESK, PHONE, fits, log_in, picture, press, small, unfold, violations
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from reading_desk import HOLED
from web_support import application

from service.db.meetings import Meetings
from service.journeys.services import Services
from service.web.serve import serving

PAGE = "/g/prove/moteplan/les"
PLAN = """Møteplan 1. halvår 2026

Dato\tUtvalg\tTid\tSted
tirsdag 12.05.2026\tFormannskapet\t09.00\tRådhuset
fredag 22.05.2026\tKommunestyret\t17.00\tKommunestyresalen
tirsdag 26.05.2026\tFormannskapet\t09.00\tRådhuset
onsdag 09.06.2026\tFMS\t09.00\tRådhuset, møterom Storstua
onsdag 16.06.2026\tKommunestyret\t17.00\tKommunestyresalen
torsdag 18.06.2026\tUtvalg for helse, omsorg og oppvekst\t14.00\t
"""


@pytest.fixture
def site(with_group: Services) -> Iterator[str]:
    with serving(application(with_group)) as url:
        yield url


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, chromium: Chromium, site: str) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=site, viewport=PHONE, locale="nb-NO", color_scheme=request.param
    )
    yield log_in(context)
    context.close()


def paste(page: Page, plan: str = PLAN) -> None:
    page.goto(f"{PAGE}?ny=1")
    page.get_by_label("Lim inn planen").fill(plan)
    press(page, "Les planen")


def looks_well(page: Page, name: str) -> None:
    picture(page, name)
    assert violations(page) == [], name
    assert fits(page), name
    assert page.locator("h1").count() == 1
    unfold(page)
    assert fits(page), name
    assert small(page) == [], name


def test_every_step_fits_a_narrow_phone_and_axe_finds_nothing(phone: Page):
    phone.goto(PAGE)
    looks_well(phone, "les-forste")
    paste(phone, "Velkommen")
    looks_well(phone, "les-feil")
    paste(phone)
    looks_well(phone, "les-se-over")
    press(phone, "Stemmer")
    press(phone, "Ta bort")
    phone.get_by_role("link", name="Endre").first.click()
    looks_well(phone, "les-rettet")
    phone.goto("/g/prove/")
    looks_well(phone, "les-uka")


def test_a_missing_meeting_is_added_where_a_place_could_not_be_read(phone: Page):
    paste(phone, HOLED)
    phone.get_by_role("link", name="Legg til et møte som mangler").click()
    assert phone.get_by_label("Organ", exact=True).is_visible(), "it is open without scripts"
    looks_well(phone, "les-mangler")
    phone.get_by_label("Fra kl.").last.fill("25.00")
    press(phone, "Legg til møtet")
    looks_well(phone, "les-mangler-feil")
    phone.get_by_label("Organ", exact=True).select_option("Formannskapet")
    phone.get_by_label("Dato").fill("2026-06-02")
    phone.get_by_label("Fra kl.").fill("09.00")
    press(phone, "Legg til møtet")
    looks_well(phone, "les-lagt-til")
    row = phone.locator("tr:target")
    assert "Lagt til for hånd." in row.inner_text()


def test_the_stated_weekday_is_one_press_away(phone: Page):
    paste(phone)
    button = phone.get_by_role("button", name="Rett til onsdag 10. juni")
    assert button.count() == 1
    with phone.expect_navigation():
        button.click()
    assert "i planen er datoen tirsdag 9. juni 2026" in phone.locator("main").inner_text()


def test_a_plan_is_pasted_checked_and_taken_in_without_scripts(
    chromium: Chromium, site: str, with_group: Services
):
    context = chromium.new_context(
        base_url=site, viewport=DESK, locale="nb-NO", java_script_enabled=False
    )
    page = log_in(context)
    page.goto("/g/prove/moteplan")
    page.get_by_role("link", name="Les inn en ny møteplan").click()
    page.get_by_label("Lim inn planen").fill(PLAN)
    press(page, "Les planen")
    picture(page, "les-bord")
    page.get_by_label("Les som FMS").select_option("Formannskapet")
    press(page, "Bruk FMS")
    press(page, "Stemmer")
    press(page, "Ta bort")
    assert page.locator(".unsure .actions").count() == 0
    press(page, "Ta inn planen")
    assert "Planen er tatt inn." in page.locator("main").inner_text()
    with with_group.database.reading() as session:
        days = {m.date.isoformat(): m for m in Meetings(session, "prove").municipal()}
    assert {m.confidence for m in days.values()} == {1.0}
    assert days["2026-06-09"].body == "fsk"
    assert "2026-06-16" not in days
    context.close()


def test_after_a_press_the_reader_stands_at_the_next_unsure_row(phone: Page):
    paste(phone)
    second = phone.locator("tr.unsure").nth(1)
    place = second.get_attribute("id")
    press(phone, "Stemmer")
    assert phone.url.endswith(f"#{place}")
    assert phone.locator(f"#{place}").evaluate("row => row.matches(':target')")
