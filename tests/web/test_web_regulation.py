"""Reglement: what it decides, and entering that it was adopted."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from web_support import NOW, Browser, application, regulation_says, text_of
from werkzeug.test import TestResponse

from service.db.documents import Documents
from service.db.groups import Groups
from service.db.regulations import RegulationVersions
from service.domain.regulation_versions import AdoptedVersion
from service.journeys.services import Services

PAGE = "/g/prove/reglement"
GOOD = {"by": "gruppemøtet", "on": "2026-05-04", "protocol_ref": "sak 4/26", "votes_for": "5"}


@pytest.fixture
def regulated(with_group: Services) -> Services:
    """A group with the party's rules, whose regulation says Wednesday where it plans by Monday."""
    group = with_group.settings("prove")
    ruled = replace(group.group, packs=("sp-reglement-2022",))
    with with_group.database.transaction() as session:
        Groups(session).save(replace(group, group=ruled))
    regulation_says(with_group, weekday="onsdag", quarantine="vi ser det an")
    return with_group


@pytest.fixture
def admin(regulated: Services) -> Browser:
    return Browser(application(regulated).test_client()).log_in()


def versions(services: Services) -> tuple[AdoptedVersion, ...]:
    with services.database.reading() as session:
        return RegulationVersions(session, "prove", services.box).all("reglement")


def enter(browser: Browser, **fields: str) -> TestResponse:
    found = re.search(r'name="seen" value="([^"]+)"', browser.get(PAGE).text)
    seen = {"seen": found[1] if found else ""}
    return browser.post(PAGE, **(seen | GOOD | fields))


def test_without_a_regulation_the_first_step_is_told(browser: Browser):
    page = text_of(browser.get(PAGE).text)

    assert "Gruppa har ikke noe reglement å lese ennå." in page
    assert "Nytt dokument" in page
    assert "Før inn vedtaket" not in page


def test_what_waits_is_shown_as_before_and_after(admin: Browser):
    html = admin.get(PAGE).text
    page = text_of(html)

    assert "Ingen har ført inn at teksten er vedtatt" in page
    assert "Ukedag Nå: mandag Etter vedtaket: onsdag" in page
    assert "Gjelder nye forslag til møteplan, regel SP22-5.12" in page
    assert "Karantenetid: «vi ser det an» er ikke til å forstå som én verdi." in page
    assert "felt er ikke fylt ut" in page
    for place in ("regler", "oppsett"):
        assert f'href="{PAGE}"' in admin.get(f"/g/prove/{place}").text


def test_what_was_adopted_decides_from_then_on_and_stands_in_the_register(
    admin: Browser, regulated: Services
):
    assert regulated.settings("prove").planning.weekday == 0
    answer = enter(admin, votes_against="2")
    assert answer.status_code == 302
    page = text_of(admin.get(answer.location).text)

    assert "Vedtaket er ført inn." in page
    assert "Teksten er den som ble vedtatt 4. mai 2026." in page
    assert "Versjon 1, vedtatt 4. mai 2026" in page
    assert "Hvor vedtaket står sak 4/26 Stemmer 5 for, 2 mot" in page
    assert "Dette vil endres" not in page
    assert regulated.settings("prove").planning.weekday == 2
    assert "men det vedtatte gjelder: Ukedag: onsdag gjelder, oppsettet sier mandag" in page
    (version,) = versions(regulated)
    assert version.adopted_by == "gruppemøtet"
    assert version.text.sha256[:12] in page

    regulation_says(regulated, weekday="tirsdag")
    page = text_of(admin.get(PAGE).text)
    assert "Teksten er endret siden den ble vedtatt 4. mai 2026." in page
    assert "Ukedag Nå: onsdag Etter vedtaket: tirsdag" in page
    assert "Endret siden forrige vedtak: 5.0 Møter i gruppa" in page
    assert regulated.settings("prove").planning.weekday == 2


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"by": " "}, "by", "Skriv hvem som vedtok"),
        ({"on": ""}, "on", "Skriv datoen"),
        ({"on": "i fjor"}, "on", "Skriv datoen"),
        ({"on": "2026-05-12"}, "on", "er ikke kommet ennå"),
        ({"votes_for": "fem"}, "votes", "som hele tall"),
        ({"votes_for": "²"}, "votes", "som hele tall"),
        ({"votes_for": "", "votes_against": "2"}, "votes", "stemte for"),
        ({"votes_for": "2", "votes_against": "2"}, "votes", "ikke vedtatt"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_entered(
    admin: Browser, regulated: Services, fields: dict[str, str], field: str, says: str
):
    answer = enter(admin, **fields)
    problem = re.search(rf'id="{field}-problem">(.+?)</p>', answer.text)

    assert answer.status_code == 422
    assert problem is not None and says in problem[1]
    assert f'aria-describedby="{field}-problem"' in answer.text
    assert 'value="sak 4/26"' in answer.text, "what was typed is kept"
    assert "Ingenting er ført inn ennå." in answer.text
    assert versions(regulated) == ()
    assert regulated.settings("prove").planning.weekday == 0


def test_a_date_before_the_last_adoption_is_refused_beside_its_field(
    admin: Browser, regulated: Services
):
    enter(admin)
    regulation_says(regulated, weekday="tirsdag")
    answer = enter(admin, on="2026-05-01")

    assert answer.status_code == 422
    assert "Forrige versjon ble vedtatt 4. mai 2026" in answer.text
    assert len(versions(regulated)) == 1


def test_a_text_that_was_changed_since_it_was_shown_is_not_adopted_unseen(
    admin: Browser, regulated: Services
):
    regulation_says(regulated, weekday="tirsdag")
    answer = enter(admin, seen="0" * 64)

    assert answer.status_code == 422
    assert "endret etter at forskjellen ble vist" in answer.text
    assert versions(regulated) == ()
    shown = re.search(r'name="seen" value="([^"]+)"', answer.text)
    assert shown is not None
    assert enter(admin, seen=shown[1]).status_code == 302


def test_a_decision_sent_twice_is_entered_once_and_told_of(admin: Browser, regulated: Services):
    assert enter(admin).status_code == 302
    answer = admin.post(PAGE, form="/", **GOOD, seen=versions(regulated)[0].text.sha256)

    assert answer.status_code == 422
    assert text_of(answer.text).count("Teksten er alt ført som vedtatt.") == 1
    assert len(versions(regulated)) == 1


def test_a_text_in_doubt_can_not_be_adopted_and_says_why(browser: Browser, with_group: Services):
    regulation_says(with_group, weekday="onsdag")
    with with_group.database.transaction() as session:
        documents = Documents(session, "prove", with_group.box)
        reading = documents.reading("mappe", "Reglement.docx")
        assert reading is not None
        weekday = replace(reading.fields["regulation.weekday"], confidence=0.6)
        doubtful = replace(reading, fields={**reading.fields, "regulation.weekday": weekday})
        documents.record_reading("mappe", "Reglement.docx", "x", doubtful, at=NOW)
    page = text_of(browser.get(PAGE).text)

    assert "Teksten kan ikke føres inn som vedtatt slik den er nå." in page
    assert "Det er uklart hva dokumentet sier i «Ukedag»" in page
    assert "Hvem vedtok" not in page
    refused = enter(browser)
    assert refused.status_code == 422
    assert text_of(refused.text).count("Det er uklart hva dokumentet sier") == 1
    assert versions(with_group) == ()


def test_a_nynorsk_group_reads_its_regulation_in_nynorsk(regulated: Services):
    group = regulated.settings("prove")
    with regulated.database.transaction() as session:
        Groups(session).save(replace(group, group=replace(group.group, language="nn")))
    regulation_says(regulated, weekday="onsdag", quarantine="vi ser det an")
    browser = Browser(application(regulated).test_client()).log_in()
    page = text_of(browser.get(PAGE).text)

    assert "Vekedag No: måndag Etter vedtaket: onsdag" in page
    assert "Gjeld nye framlegg til møteplan" in page
    assert "Skriv berre verdien i feltet." in page
    assert "Skriv kven som vedtok" in enter(browser, by="").text
    assert "Skriv røystetala som heile tal." in enter(browser, votes_for="x").text
