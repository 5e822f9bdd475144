"""The pages of rules and registers in a real browser, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import DESK, PHONE, fits, log_in, picture, press, small, unfold, violations
from icalendar import Calendar
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from ruled import PACKS, rule
from web_support import application

from service.journeys.services import Services
from service.web.serve import serving

RULES = "/g/prove/regler"
LIST = "/g/prove/registre"
PAGES = {
    "uka": "/g/prove/",
    "regler": RULES,
    "regel": f"{RULES}/SP22-5.1",
    "valg": f"{RULES}/valg",
    "sjekkliste": "/g/prove/sjekkliste",
    "egenevaluering": "/g/prove/egenevaluering",
    "registre": LIST,
    "register": f"{LIST}/dissent",
    "register-merker": f"{LIST}/case",
    "lagres-aldri": f"{LIST}/notice",
    "alle-regler": "/regler",
    "sok": "/regler?tekst=karantene",
    "levert-regel": "/regler/SP22-5.2",
}
SCREENS = {"mobil": (PHONE, "dark"), "skjerm": (DESK, "light")}


@pytest.fixture
def site(with_group: Services) -> Iterator[str]:
    rule(with_group, *PACKS)
    with serving(application(with_group)) as url:
        yield url


@pytest.fixture(params=list(SCREENS))
def page(request: pytest.FixtureRequest, chromium: Chromium, site: str) -> Iterator[Page]:
    """Somebody logged in, on a phone or at a desk, without scripts but for axe."""
    viewport, scheme = SCREENS[request.param]
    context = chromium.new_context(
        base_url=site, viewport=viewport, locale="nb-NO", color_scheme=scheme
    )
    yield log_in(context)
    context.close()


@pytest.fixture
def phone(chromium: Chromium, site: str) -> Iterator[Page]:
    """A phone without scripts."""
    context = chromium.new_context(
        base_url=site, viewport=PHONE, locale="nb-NO", java_script_enabled=False
    )
    yield log_in(context)
    context.close()


def main(page: Page) -> str:
    return page.locator("main").inner_text()


def described(page: Page, label: str) -> str:
    """What is said of a field to those who can't see it."""
    field = page.get_by_label(label).first
    assert field.get_attribute("aria-invalid") == "true"
    return page.locator(f"[id='{field.get_attribute('aria-describedby')}']").inner_text()


def test_every_page_fits_and_axe_finds_nothing_folded_or_not(page: Page):
    for name, path in PAGES.items():
        page.goto(path)
        assert page.locator("h1").count() == 1, name
        assert fits(page), name
        picture(page, f"{name}-{page.viewport_size['width']}")
        if name != "alle-regler":  # some hundreds of links, all alike
            unfold(page)
        assert fits(page), name
        assert violations(page) == [], name
        assert small(page) == [], name


def test_a_finding_is_accepted_and_mistakes_are_told(page: Page):
    page.goto(RULES)
    finding = page.locator("li.finding").first
    finding.get_by_text("Godta dette funnet").click()
    finding.get_by_label("Siste dag det gjelder").fill("2026-06-30")
    press(page, "Godta funnet")
    assert "Skriv hvorfor gruppa godtar funnet." in described(page, "Hvorfor gruppa godtar det")
    assert page.get_by_label("Siste dag det gjelder").first.input_value() == "2026-06-30"
    picture(page, f"godta-feil-{page.viewport_size['width']}")
    assert violations(page) == []
    page.get_by_label("Hvorfor gruppa godtar det").first.fill("Planen vedtas i juni.")
    press(page, "Godta funnet")
    assert "Funnet er godtatt." in page.get_by_role("status").inner_text()
    page.get_by_text("1 funn er godtatt").click()
    assert "«Planen vedtas i juni.»" in main(page)
    picture(page, f"godtatt-{page.viewport_size['width']}")
    assert violations(page) == []
    press(page, "Trekk tilbake")
    assert "Unntaket er trukket tilbake." in page.get_by_role("status").inner_text()


def test_the_checklist_is_gone_through_by_keyboard(page: Page):
    page.goto(PAGES["sjekkliste"])
    before = page.locator("li.finding").count()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Gjennomgått i april.")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Det er bekreftet." in page.get_by_role("status").inner_text()
    assert page.locator("li.finding").count() == before - 1
    page.get_by_text("Bekreftet 1").click()
    assert "Gjennomgått i april." in main(page)
    assert violations(page) == []


def test_rules_are_chosen_after_a_look_at_what_changes(page: Page):
    page.goto(PAGES["valg"])
    page.get_by_label("Arbeidet i kommunestyregruppa (studiehefte 2023)").check()
    page.get_by_label("Etiske retningslinjer (Senterpartiet 2022)").uncheck()
    page.get_by_text("verdier gruppa kan bestemme").last.click()
    days = "Hvor mange dager før møterunden kan gruppemøtet ligge?"
    page.get_by_label(days).fill("ti")
    with page.expect_navigation():
        page.get_by_label(days).press("Enter")
    assert "Skriv et helt tall." in described(page, days)
    picture(page, f"valg-feil-{page.viewport_size['width']}")
    assert violations(page) == []
    page.get_by_label(days).fill("10")
    press(page, "Vis hva som endrer seg")
    assert "Nye funn" in main(page) and "Ingenting er lagret ennå." in main(page)
    picture(page, f"valg-vis-{page.viewport_size['width']}")
    assert fits(page)
    assert violations(page) == []
    press(page, "Lagre")
    assert "Valget er lagret." in page.get_by_role("status").inner_text()
    page.goto(PAGES["valg"])
    assert page.get_by_label("Arbeidet i kommunestyregruppa (studiehefte 2023)").is_checked()
    assert page.get_by_label(days).input_value() == "10"


def test_a_rule_is_switched_off_after_a_look_at_what_changes(page: Page):
    page.goto(PAGES["regel"].replace("5.1", "5.3"))
    page.get_by_text("Gjør regelen mildere").click()
    page.get_by_label("Hvor alvorlig det er").select_option(label="Til orientering")
    page.get_by_label("Hvorfor gruppa slår av regelen").fill("Vi vedtar planen for hele året.")
    picture(page, f"bruk-{page.viewport_size['width']}")
    assert fits(page)
    press(page, "Vis hva som endrer seg")
    assert "Ingenting er lagret ennå." in main(page) and "Funn som blir borte 1" in main(page)
    picture(page, f"bruk-vis-{page.viewport_size['width']}")
    assert fits(page) and violations(page) == []
    press(page, "Lagre")
    assert "Valget er lagret." in page.get_by_role("status").inner_text()
    assert "«Vi vedtar planen for hele året.»" in main(page)
    picture(page, f"bruk-lagret-{page.viewport_size['width']}")
    assert fits(page) and violations(page) == []


def test_a_register_is_begun_filled_in_and_stopped_without_scripts(phone: Page):
    phone.goto(LIST)
    with phone.expect_navigation():
        phone.get_by_role("link", name="Varsler om å stemme annerledes").click()
    press(phone, "Begynn å føre registeret")
    phone.get_by_label("Sak").fill("12/26")
    phone.get_by_label("Person").select_option(label="Per Nordmann")
    phone.get_by_label("Klokkeslett").fill("seint")
    press(phone, "Lagre oppføringen")
    assert "Skriv klokkeslettet som 18.00." in described(phone, "Klokkeslett")
    assert phone.get_by_label("Sak").input_value() == "12/26"
    phone.get_by_label("Klokkeslett").fill("")
    phone.get_by_label("Dato").fill("2026-05-11")
    phone.get_by_label("Kari Nordmann").check()
    press(phone, "Lagre oppføringen")
    assert "1 oppføring." in main(phone)
    assert "Per Nordmann" in phone.locator("table").inner_text()
    with phone.expect_download() as download:
        phone.goto(LIST)
        phone.get_by_role("link", name="Last ned registrene").click()
    phone.get_by_label("Les inn en fil").set_input_files(download.value.path())
    with phone.expect_navigation():
        phone.get_by_role("button", name="Les inn", exact=True).click()
    assert "Fila er lest inn." in phone.get_by_role("status").inner_text()
    phone.goto(PAGES["register"])
    phone.get_by_role("link", name="Slutt å føre registeret").click()
    assert "blir slettet og kan ikke hentes tilbake" in main(phone)
    press(phone, "Slutt og slett")
    assert "Registeret blir ikke ført lenger." in phone.get_by_role("status").inner_text()


def test_answers_and_entries_look_well_where_there_are_some(page: Page):
    for score in ("2", "4", "5"):
        page.goto(PAGES["egenevaluering"])
        page.get_by_label(score, exact=True).first.check()
        press(page, "Send svaret")
    picture(page, f"egenevaluering-runde-{page.viewport_size['width']}")
    assert fits(page) and violations(page) == []
    press(page, "Avslutt runden")
    assert "3,7 (3)" in main(page)
    picture(page, f"egenevaluering-svar-{page.viewport_size['width']}")
    assert fits(page) and violations(page) == []
    for case in ("12/26", "14/26"):
        page.goto(PAGES["register-merker"])
        page.get_by_label("Sak", exact=True).fill(case)
        page.get_by_label("Dato").fill("2026-05-11")
        page.get_by_label("Organ", exact=True).select_option(label="Kommunestyret")
        page.get_by_label("Saken er stor").check()
        press(page, "Lagre oppføringen")
    picture(page, f"register-rader-{page.viewport_size['width']}")
    assert fits(page) and violations(page) == []


def test_a_neutral_reminder_is_downloaded_without_scripts(phone: Page):
    phone.goto(PAGES["lagres-aldri"])
    phone.get_by_label("Fristen regnes fra").fill("2026-05-04")
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Last ned påminnelsen").click()
    assert download.value.suggested_filename == "frist.ics"
    (task,) = Calendar.from_ical(download.value.path().read_bytes()).walk("VTODO")
    assert str(task["SUMMARY"]) == "Frist"
