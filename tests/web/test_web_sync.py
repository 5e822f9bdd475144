from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from web_support import Browser, application
from werkzeug.test import TestResponse

from service.bootstrap import HttpConnector
from service.db.groups import Groups
from service.db.tables_group import TargetRow
from service.demo.servers import EmbeddedServers
from service.journeys.services import Services


def sync(browser: Browser) -> str:
    answer = browser.post("/g/prove/synk", form="/g/prove/")
    assert answer.status_code == 302
    return unescape(browser.get(answer.location).text)


def test_syncing_writes_once_and_says_what_was_done(reachable: Services, servers: EmbeddedServers):
    browser = Browser(application(reachable).test_client()).log_in()

    first, second = sync(browser), sync(browser)

    assert "Vi har gått gjennom kalendere og mapper." in first
    assert "ble skrevet." in first
    assert "Alt stemte fra før; ingenting måtte skrives." in second
    calendar = reachable.settings("prove").targets[0]
    with HttpConnector().open(calendar, servers.password) as store:
        found = store.get_many([r.href for r in store.list().resources])
    assert any(b"SUMMARY:Gruppem" in item.data for item in found.values())


def test_a_sync_that_fails_says_what_to_do_and_leaves_the_rest_alone(with_group: Services):
    browser = Browser(application(with_group).test_client()).log_in()

    page = sync(browser)

    assert "Ikke alt gikk som det skulle." in page
    assert "Passordet mangler. Skriv det inn under Oppsett" in page
    assert "Stanset" in page
    assert "1 gruppe trenger tilsyn." in browser.get("/").text


def test_a_lost_key_is_explained_and_not_a_failure(reachable: Services):
    with reachable.database.transaction() as session:
        for row in session.query(TargetRow):
            row.secret = "gAAAAA-sealed-with-another-key"
    browser = Browser(application(reachable).test_client()).log_in()

    assert "en nøkkel tjenesten ikke lenger har" in sync(browser)
    answer = browser.post("/g/prove/oppsett/kalender/prov", form="/g/prove/oppsett")
    assert "en nøkkel tjenesten ikke lenger har" in browser.get(answer.location).text


@pytest.mark.parametrize("pack", ["ap-lhm-2015", "sp-reglement-2022"])
def test_the_rules_page_judges_the_group_by_a_real_pack(with_group: Services, pack: str):
    group = with_group.settings("prove")
    with with_group.database.transaction() as session:
        Groups(session).save(replace(group, group=replace(group.group, packs=(pack,))))
    browser = Browser(application(with_group).test_client()).log_in()

    for page in ("", "dokumenter", "regler"):
        assert browser.get(f"/g/prove/{page}").status_code == 200
    assert "regler er ikke vurdert" in browser.get("/g/prove/regler").text


def test_a_pack_that_does_not_exist_is_told_and_not_a_failure(with_group: Services):
    group = with_group.settings("prove")
    with with_group.database.transaction() as session:
        Groups(session).save(replace(group, group=replace(group.group, packs=("finnes-ikke",))))
    browser = Browser(application(with_group).test_client()).log_in()
    answer = browser.get("/g/prove/regler")

    assert answer.status_code == 422
    assert "Dette kan ikke vises ennå" in answer.text
    assert "finnes-ikke" in answer.text


def test_what_waits_can_be_chosen_with_one_button(reachable: Services, servers: EmbeddedServers):
    browser = Browser(application(reachable).test_client()).log_in()
    sync(browser)
    calendar = reachable.settings("prove").targets[0]
    with HttpConnector().open(calendar, servers.password) as store:
        href, item = next(iter(store.get_many([r.href for r in store.list().resources]).items()))
        changed = item.data.replace(b"SUMMARY:", b"SUMMARY:Min ")
        store.update(href, changed, item.resource.etag)
    page = sync(browser)
    assert "venter på at noen velger" in page
    assert ">Min</strong>" in page
    (question,) = set(re.findall(r'name="question" value="([^"]+)"', page))

    def choose(seen: str, choice: str) -> TestResponse:
        form = {"question": seen, "choice": choice}
        return browser.post("/g/prove/valg", form="/g/prove/", **form)

    old = unescape(browser.get(choose("0123abcd", "plan").location).text)
    refused = choose(question, "x")
    answer = choose(question, "plan")

    assert "besvart eller endret siden du så det" in old
    assert refused.status_code == 400
    done = unescape(browser.get(answer.location).text)
    assert "Valget er utført." in done
    assert "Venter på et valg" not in done
    with HttpConnector().open(calendar, servers.password) as store:
        assert b"SUMMARY:Min " not in store.get(href).data
