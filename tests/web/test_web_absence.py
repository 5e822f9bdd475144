"""The page that a meeting's event links to, and what whoever leads the group sees of it."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import pytest
from absent_group import let_report, path_to
from flask.testing import FlaskClient
from web_support import NOW, Browser, application, followed, text_of
from werkzeug.test import TestResponse

from service.domain.model import OSLO
from service.domain.settings import AbsenceSettings
from service.journeys.absence.choosing import choose_absence
from service.journeys.absence.links import renew_link
from service.journeys.absence.overview import absences_of
from service.journeys.services import Services
from service.web import absence_link

PAGE = "/g/prove/forfall"
WRONG = "/forfall/" + "A" * 90


@pytest.fixture
def reporting(with_group: Services) -> Services:
    return let_report(with_group)


@pytest.fixture
def client(reporting: Services) -> FlaskClient:
    """Somebody who has the link and nothing else."""
    return application(reporting).test_client()


@pytest.fixture
def leader(reporting: Services) -> Browser:
    return Browser(application(reporting).test_client()).log_in()


def away(services: Services) -> list[str]:
    return [one.name for one in absences_of(services, "prove").meetings[0].away]


def say(client: FlaskClient, path: str, name: str, do: str = "meld") -> TestResponse:
    return client.post(path, data={"name": name, "do": do})


def test_a_member_reports_and_withdraws_without_a_login_or_a_cookie(
    client: FlaskClient, reporting: Services
):
    path = path_to(reporting)
    page = client.get(path)
    assert page.status_code == 200
    assert "Gruppemøte tirsdag 12. mai kl. 18.00." in text_of(page.text)
    assert "Vi spør ikke om noen grunn" in text_of(page.text)
    told = say(client, path, "Kari Nordmann")
    assert "Forfallet er meldt." in text_of(told.text)
    assert away(reporting) == ["Kari Nordmann"]
    told = say(client, path, "kari nordmann", "trekk")
    assert "Forfall i dette navnet er trukket." in text_of(told.text)
    assert away(reporting) == []
    for answer in (page, told):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_page_says_neither_who_is_a_member_nor_who_has_reported(
    client: FlaskClient, reporting: Services
):
    path = path_to(reporting)
    before = client.get(path).text
    answers = {say(client, path, name).text for name in ("Kari Nordmann", "Ola Nordmann", "X Y")}
    answers |= {say(client, path, name).text for name in ("Kari Nordmann", "X Y")}
    assert len(answers) == 1
    withdrawn = {say(client, path, n, "trekk").text for n in ("Kari Nordmann", "Per Nordmann", "Z")}
    assert len(withdrawn) == 1
    assert client.get(path).text == before
    for page in (before, *answers, *withdrawn):
        for secret in ("Nordmann", "Prøvegruppa", "Prøvepartiet", "prove"):
            assert secret not in page


@pytest.mark.parametrize("name", ["", "Kari, syk", "Kari 2"])
def test_a_reason_has_no_place_and_what_is_wrong_is_told_beside_the_field(
    client: FlaskClient, reporting: Services, name: str
):
    answer = say(client, path_to(reporting), name)
    assert answer.status_code == 422
    assert "Skriv navnet ditt, uten andre ord." in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert away(reporting) == []


class TestNoLongerGood:
    """Every link that isn't good gets one and the same answer."""

    @pytest.fixture
    def answers(self, client: FlaskClient) -> list[TestResponse]:
        return [client.get(WRONG), say(client, WRONG, "Kari Nordmann")]

    def refused(self, client: FlaskClient, path: str, like: list[TestResponse]) -> bool:
        found = (client.get(path), say(client, path, "Kari Nordmann"), say(client, path, ""))
        return all(one.status_code == 404 and one.text == like[0].text for one in found)

    def test_a_wrong_one_is_told_in_words(self, answers: list[TestResponse]):
        assert [one.status_code for one in answers] == [404, 404]
        assert answers[0].text == answers[1].text
        assert "Lenka virker ikke" in answers[0].text

    def test_a_changed_one(
        self, client: FlaskClient, reporting: Services, answers: list[TestResponse]
    ):
        path = path_to(reporting)
        assert self.refused(client, path[:-1], answers)
        assert self.refused(client, path.swapcase().replace("/FORFALL/", "/forfall/"), answers)

    def test_a_revoked_one(
        self, client: FlaskClient, reporting: Services, answers: list[TestResponse]
    ):
        old = path_to(reporting)
        renew_link(reporting, "prove", "g-1")
        assert self.refused(client, old, answers)
        assert client.get(path_to(reporting)).status_code == 200

    def test_one_of_a_meeting_that_has_begun(
        self, reporting: Services, answers: list[TestResponse]
    ):
        path = path_to(reporting)
        begun = NOW.astimezone(OSLO).replace(day=12, hour=18)
        later = application(replace(reporting, now=lambda _group: begun)).test_client()
        assert self.refused(later, path, answers)

    def test_one_of_a_group_that_has_chosen_otherwise_since(
        self, client: FlaskClient, reporting: Services, answers: list[TestResponse]
    ):
        path = path_to(reporting)
        choose_absence(reporting, "prove", AbsenceSettings(replies=True))
        assert self.refused(client, path, answers)


@pytest.mark.parametrize("method", ["get", "post"])
def test_neither_page_is_kept_sent_on_or_found(
    client: FlaskClient, reporting: Services, method: str
):
    for path in (path_to(reporting), WRONG):
        headers = getattr(client, method)(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "script-src" not in headers["Content-Security-Policy"]


def test_somebody_logged_in_gets_no_cookie_there_either(leader: Browser, reporting: Services):
    assert "Set-Cookie" in leader.get("/").headers
    page = leader.get(path_to(reporting))
    assert "Set-Cookie" not in page.headers
    assert "kari" not in page.text


def test_whoever_tries_links_must_wait(client: FlaskClient, reporting: Services):
    good = path_to(reporting)
    for _ in range(absence_link.WRONG_LINKS):
        assert client.get(WRONG).status_code == 404
    answer = client.get(WRONG)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Vent" in answer.text
    assert client.get(good).status_code == 429
    elsewhere = client.get(good, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200


def test_whoever_sends_many_names_must_wait(client: FlaskClient, reporting: Services):
    path = path_to(reporting)
    for _ in range(absence_link.WORDS):
        assert say(client, path, "Kari Nordmann").status_code == 200
    assert say(client, path, "Kari Nordmann").status_code == 429
    assert client.get(path).status_code == 200


def test_the_page_speaks_the_groups_language(client: FlaskClient, reporting: Services):
    path = path_to(reporting)
    page = client.get(path, headers={"Accept-Language": "en"})
    assert '<html lang="nb">' in page.text
    assert '<html lang="en">' in client.get(WRONG, headers={"Accept-Language": "en"}).text


def test_no_log_has_the_link_or_the_name(
    client: FlaskClient, reporting: Services, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    path = path_to(reporting)
    client.get(path)
    say(client, path, "Kari Nordmann")
    client.put(path)
    say(client, path + "x", "Kari Nordmann")
    reporting.database.close()
    assert path.removeprefix("/forfall/") not in caplog.text
    assert "Kari" not in caplog.text


class TestLeader:
    """What whoever is logged in sees and chooses."""

    def test_who_is_away_and_who_is_called_in_turn(
        self, leader: Browser, client: FlaskClient, reporting: Services
    ):
        assert "Ingen har meldt forfall til neste møte." in text_of(leader.get(PAGE).text)
        say(client, path_to(reporting), "Kari Nordmann")
        say(client, path_to(reporting), "Kåre Hansen")
        shown = text_of(leader.get(PAGE).text)
        assert "1 har meldt forfall til neste møte." in shown
        assert "Kari Nordmann meldt på siden mandag 11. mai kl. 10.00" in shown
        assert "Kåre Hansen" in shown
        assert re.search(r"Kalles inn i tur og orden: \w+ Nordmann 1\. vara", shown)
        week = text_of(leader.get("/g/prove/").text)
        assert "Kari Nordmann" in week
        assert "1 har meldt forfall med et navn vi ikke kjenner igjen." in week

    def test_how_it_is_reported_is_chosen_there(self, leader: Browser, reporting: Services):
        told = followed(leader, leader.post(f"{PAGE}/valg", PAGE, replies="on"))
        assert "Valget er lagret." in told
        assert reporting.settings("prove").absence == AbsenceSettings(replies=True)
        leader.post(f"{PAGE}/valg", PAGE)
        assert reporting.settings("prove").absence == AbsenceSettings()
        assert 'id="forfall"' not in leader.get("/g/prove/").text
        assert "Forfall kan meldes ikke her" in text_of(leader.get("/g/prove/oppsett").text)

    def test_a_link_is_replaced_by_a_button(
        self, leader: Browser, client: FlaskClient, reporting: Services
    ):
        old = path_to(reporting)
        told = followed(leader, leader.post(f"{PAGE}/lenke", PAGE, meeting="g-1"))
        assert "Den gamle lenka virker ikke lenger." in told
        assert client.get(old).status_code == 404
        told = followed(leader, leader.post(f"{PAGE}/lenke", PAGE, meeting="g-0"))
        assert "Det kan ikke meldes forfall til dette møtet." in told

    def test_without_an_address_of_its_own_that_is_told(self, with_group: Services):
        let_report(with_group)
        page = Browser(application(with_group).test_client()).log_in().get(PAGE).text
        assert "KJOREPLAN_PUBLIC_URL" in page
        assert "Bytt ut lenka" not in page
