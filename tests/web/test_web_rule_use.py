"""One rule of a group's: another gravity, or switched off with a reason; looked at, then saved."""

from __future__ import annotations

import re

import pytest
from forms import Fields, form_with
from web_support import Browser, text_of
from werkzeug.test import TestResponse

from service.journeys.judging.validating import validate_group
from service.journeys.services import Services
from service.rules.results import Finding

PLAN = "SP22-5.3"  # the plan of the half-year is not adopted: a finding
ADVICE = "KS-ROLE-2"  # from a course, which can never give errors
TASK = "SP22-ET-1"  # each member confirms it
LOOK, SAVE = "Vis hva som endrer seg", "Lagre"


def page_of(code: str) -> str:
    return f"/g/prove/regler/{code}"


def found(services: Services, code: str) -> list[Finding]:
    return [f for f in validate_group(services, "prove").findings if f.code == code]


def own_values(services: Services) -> tuple[tuple[str, str, object], ...]:
    return services.own_settings("prove").group.parameters


def as_it_stands(browser: Browser, code: str) -> Fields:
    return form_with(browser.get(page_of(code)).text, LOOK).fields


def look(browser: Browser, code: str, **changed: str) -> TestResponse:
    """Press the form's button, with some of its fields changed."""
    fields = {name: [value] for name, value in changed.items()}
    sent = as_it_stands(browser, code) | fields | {"do": ["look"]}
    return browser.client.post(page_of(code), data=sent)


def save(browser: Browser, code: str, looked: TestResponse) -> str:
    """Press the button that came with what would change."""
    sent = form_with(looked.text, SAVE).fields | {"do": ["save"]}
    answer = browser.client.post(page_of(code), data=sent)
    assert answer.status_code == 302
    return text_of(browser.get(answer.location).text)


def test_another_gravity_is_looked_at_and_then_saved(admin: Browser, ruled: Services):
    assert [f.severity for f in found(ruled, PLAN)] == ["error"]
    looked = look(admin, PLAN, severity="info")

    assert "Funn som blir annerledes 1" in text_of(looked.text)
    assert "Ingenting er lagret ennå." in looked.text
    assert own_values(ruled) == ()
    page = save(admin, PLAN, looked)
    assert "Valget er lagret. Regelen er vurdert på nytt." in page
    assert "Hvor alvorlig det er Til orientering gruppas eget valg" in page
    assert [f.severity for f in found(ruled, PLAN)] == ["info"]
    assert own_values(ruled) == ((PLAN, "severity", "info"),)


def test_a_rule_is_switched_off_for_a_reason_and_on_again(admin: Browser, ruled: Services):
    looked = look(admin, PLAN, off="Vi vedtar planen\nfor hele året.")
    assert "Funn som blir borte 1" in text_of(looked.text)
    page = save(admin, PLAN, looked)

    assert "Slått av «Vi vedtar planen for hele året.»" in page
    assert "Slått av, fordi Vi vedtar planen for hele året. gruppas eget valg" in page
    assert found(ruled, PLAN) == []
    assert f"Slått av: {PLAN}" in text_of(admin.get("/g/prove/regler").text)
    assert as_it_stands(admin, PLAN)["off"] == ["Vi vedtar planen\nfor hele året."]
    again = look(admin, PLAN, off="  ")
    assert "Nye funn 1" in text_of(again.text)
    save(admin, PLAN, again)
    assert len(found(ruled, PLAN)) == 1
    assert own_values(ruled) == ()


def test_what_the_pack_says_is_no_choice_of_the_groups_own(admin: Browser, ruled: Services):
    looked = look(admin, PLAN, severity="feil")
    assert "Ingen funn endrer seg." in looked.text
    save(admin, PLAN, looked)
    assert own_values(ruled) == ()


def test_the_groups_other_values_and_packs_stay(admin: Browser, ruled: Services):
    save(admin, ADVICE, look(admin, ADVICE, severity="info"))
    before = ruled.own_settings("prove").group
    save(admin, PLAN, look(admin, PLAN, severity="advarsel"))
    after = ruled.own_settings("prove").group

    assert after.packs == before.packs
    assert set(after.parameters) == {*before.parameters, (PLAN, "severity", "advarsel")}


def test_advice_can_never_become_an_error_and_a_task_has_no_gravity(admin: Browser):
    def offered(code: str) -> list[str]:
        select = re.search(
            r'<select id="severity".*?</select>', admin.get(page_of(code)).text, re.DOTALL
        )
        return re.findall(r'value="(\w+)"', select[0]) if select else []

    assert offered(PLAN) == ["feil", "advarsel", "info"]
    assert offered(ADVICE) == ["advarsel", "info"]
    assert offered(TASK) == []


@pytest.mark.parametrize(
    ("code", "fields", "says"),
    [
        (PLAN, {"severity": "oppgave"}, "Velg ett av svarene."),
        (ADVICE, {"severity": "feil"}, "Velg ett av svarene."),
        (PLAN, {"off": "x" * 1001}, "Teksten er for lang. Skriv høyst 1000 tegn."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_stored(
    admin: Browser, ruled: Services, code: str, fields: dict[str, str], says: str
):
    (name,) = fields
    for button in ("look", "save"):
        answer = admin.post(page_of(code), **fields, do=button)
        assert answer.status_code == 422
        told = re.search(rf'id="{name}-problem">(.+?)</p>', answer.text)
        assert told and says in text_of(told[1])
        assert f'aria-describedby="{name}-problem"' in answer.text
        assert "<details open>" in answer.text
    assert own_values(ruled) == ()


def test_a_rule_that_the_group_does_not_have_is_not_found(admin: Browser, ruled: Services):
    answer = admin.post(page_of("AP-LHM-4.1"), form=page_of(PLAN), off="Nei", do="save")
    assert answer.status_code == 404
    assert own_values(ruled) == ()
