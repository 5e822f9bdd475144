from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import abort
from web_support import Browser, add_group, application, settings, text_of

from service.db.groups import Groups
from service.demo.servers import EmbeddedServers
from service.domain.settings import GroupSettings
from service.journeys.services import Services

FIVE = ("", "moteplan", "dokumenter", "regler", "oppsett")


def test_without_groups_the_first_step_is_told(services: Services):
    page = Browser(application(services).test_client()).log_in().get("/")

    assert "Ingen gruppe er satt opp ennå." in page.text
    assert "kjoreplan group import" in page.text


def test_the_list_says_how_it_stands_with_each_group(troubled_browser: Browser):
    page = text_of(troubled_browser.get("/").text)

    assert "1 gruppe trenger tilsyn." in page
    assert "Neste møte er tirsdag 12. mai kl. 18.00–20.00." in page
    assert "sist synkronisert for 5 minutter siden" in page
    assert "Stanset Serveren svarer ikke." in page
    assert "1 møte er endret både her og i kalenderen." in page


def test_a_calm_day_is_said_to_be_calm(browser: Browser):
    page = text_of(browser.get("/").text)

    assert "Ingen grupper trenger tilsyn nå." in page
    assert "ikke synkronisert ennå" in page


@pytest.mark.parametrize("page", FIVE)
def test_the_five_places_come_in_the_same_order_on_every_page(browser: Browser, page: str):
    html = browser.get(f"/g/prove/{page}").text
    nav = html[html.index('<nav class="places"') : html.index("</nav>")]

    assert re.findall(r">([^<]+)</a>", nav) == [
        "Denne uka",
        "Møteplan",
        "Dokumenter",
        "Regler",
        "Oppsett",
    ]
    assert nav.count('aria-current="page"') == 1


@pytest.mark.parametrize("page", FIVE)
def test_a_pages_title_names_no_party(browser: Browser, page: str):
    html = browser.get(f"/g/prove/{page}").text
    title = re.search("<title>(.+)</title>", html)

    assert title is not None
    assert title[1].endswith("– Prøve – Kjøreplan")
    assert "gruppa" not in title[1]
    assert "Prøvepartiet" not in html


@pytest.mark.parametrize("page", FIVE)
def test_an_unknown_group_is_not_found(browser: Browser, page: str):
    answer = browser.get(f"/g/ukjent/{page}")

    assert answer.status_code == 404
    assert "Siden finnes ikke" in answer.text


def test_this_week_opens_with_the_next_meeting(browser: Browser):
    page = text_of(browser.get("/g/prove/").text)

    assert (
        "Neste møte er gruppemøte tirsdag 12. mai kl. 18.00–20.00; innkallingen ligger i mappa."
    ) in page
    assert "Formannskapet" in page
    assert "Gjelder Kommunestyret fredag 15. mai" in page


def test_this_week_tells_what_waits_and_what_the_last_sync_did(troubled_browser: Browser):
    page = text_of(troubled_browser.get("/g/prove/").text)

    assert "Noen har endret dette i kalenderen. Sett for 2 timer siden." in page
    assert "Start tirsdag 12. mai kl. 18.00 tirsdag 12. mai kl. 19.00" in page
    assert "Sted ikke satt Biblioteket" in page
    assert "Tittel" not in page, "only what differs is shown"
    assert "for 5 minutter siden: 3 oppføringer skrevet, 1 venter på et valg, 1 feil." in page
    assert "Neste gang er om 10 minutter." in page


def test_the_plan_is_a_list_by_week_with_words_for_every_state(browser: Browser):
    html = browser.get("/g/prove/moteplan").text
    page = text_of(html)

    assert "Gruppa har 2 møter dette halvåret; 1 er foreslått og må vedtas." in page
    assert "1 møte i kommunens plan er usikkert." in page
    assert [int(n) for n in re.findall(r"Uke (\d+)</h2>", html)] == [19, 20, 24, 25]
    assert "Gruppemøte foreslått" in page
    assert "Kommunestyret usikker" in page
    assert "tirsdag 16. juni tid ikke kunngjort" in page
    assert "Ekstra gruppemøte avlyst" in page
    assert html.count('class="meeting own') == 3
    assert html.count('class="meeting municipal') == 3


@pytest.mark.parametrize("half", ["2031-1", "tull", "2026-3"])
def test_a_half_year_without_meetings_is_not_found(browser: Browser, half: str):
    assert browser.get(f"/g/prove/moteplan?halvar={half}").status_code == 404


def test_without_a_plan_the_first_step_is_told(services: Services, servers: EmbeddedServers):
    with services.database.transaction() as session:
        Groups(session).save(settings(servers))
    browser = Browser(application(services).test_client()).log_in()

    for page in ("/g/prove/", "/g/prove/moteplan"):
        html = browser.get(page).text
        assert "Les inn kommunens møteplan" in html
        assert 'href="/g/prove/moteplan/les"' in html
    for page in FIVE:
        assert browser.get(f"/g/prove/{page}").status_code == 200


def test_documents_stand_by_meeting_with_what_was_found_in_them(troubled_browser: Browser):
    html = troubled_browser.get("/g/prove/dokumenter").text
    meeting, others = html.split("Gruppas egne regler")

    assert "3 dokumenter ligger i gruppas mapper." in html
    assert meeting.index("Sak 12/26 mangler") < meeting.index("Innkallingen gikk ut")
    assert "Reglementet har ingen dato" not in meeting
    assert "Reglementet har ingen dato" in others
    assert 'prove/2026/2026-05-12%20Protokoll.docx"' in meeting


def test_rules_are_sorted_by_gravity_with_section_and_the_rest_folded(troubled_browser: Browser):
    html = troubled_browser.get("/g/prove/regler").text
    page = text_of(html)

    assert "3 ting bør ordnes. 2 regler er oppfylt." in page
    order = [html.index(word) for word in ("Sak 12/26 mangler", "gikk ut", "ingen dato")]
    assert order == sorted(order)
    assert "Sak 12/26 · Kjørereglene punkt 4" in page
    assert re.search(r"<details>\s*<summary>1 regel er ikke vurdert", html)
    assert "<details open" not in html


def test_what_people_write_is_text_and_never_markup(with_group: Services, servers: EmbeddedServers):
    group = settings(servers)
    hostile = replace(group, group=replace(group.group, name="<script>alert(1)</script>"))
    with with_group.database.transaction() as session:
        Groups(session).save(hostile)
    browser = Browser(application(with_group).test_client()).log_in()
    for path in ("/", *(f"/g/prove/{page}" for page in FIVE)):
        html = browser.get(path).text
        assert "<script" not in html
        assert "&lt;script&gt;" in html


@pytest.mark.parametrize("page", ["/", "/logg-inn", *(f"/g/prove/{page}" for page in FIVE)])
def test_no_page_needs_a_script_or_carries_a_style(browser: Browser, page: str):
    html = browser.get(page).text

    assert "<script" not in html
    assert "style=" not in html
    assert "<style" not in html
    assert not re.search(r"\son\w+=", html)


def nynorsk(servers: EmbeddedServers) -> GroupSettings:
    return settings(servers, "nynorsk", "nn")


def test_a_nynorsk_group_is_spoken_to_in_nynorsk(with_group: Services, servers: EmbeddedServers):
    add_group(with_group, nynorsk(servers))
    browser = Browser(application(with_group).test_client()).log_in()
    html = browser.get("/g/nynorsk/").text

    assert '<html lang="nn">' in html
    assert "Denne veka" in html
    assert "tysdag 12. mai kl. 18.00–20.00" in text_of(html)
    assert '<html lang="nb">' in browser.get("/g/prove/").text


@pytest.mark.parametrize(
    ("asked", "language", "word"),
    [
        ("nn-NO,nn;q=0.9", "nn", "Passord"),
        ("en-GB,en;q=0.8", "en", "Password"),
        ("de", "nb", "Passord"),
        ("nb", "nb", "Passord"),
        ("no-NO,no;q=0.9,en;q=0.5", "nb", "Passord"),
    ],
)
def test_other_pages_follow_the_browsers_language(
    stranger: Browser, asked: str, language: str, word: str
):
    html = stranger.get("/logg-inn", headers={"Accept-Language": asked}).text

    assert f'<html lang="{language}">' in html
    assert word in html


@pytest.mark.parametrize(
    ("status", "words"),
    [(403, "Du har ikke tilgang"), (404, "Siden finnes ikke"), (500, "Dette fikk vi ikke gjort")],
)
def test_errors_are_told_in_plain_words(with_group: Services, status: int, words: str):
    app = application(with_group)
    app.add_url_rule("/prove-feil", "fail", lambda: abort(status))
    answer = Browser(app.test_client()).log_in().get("/prove-feil")

    assert answer.status_code == status
    assert words in answer.text


def test_a_failure_of_ours_shows_and_logs_nothing_of_the_request(
    with_group: Services, caplog: pytest.LogCaptureFixture
):
    app = application(with_group)

    def fail() -> str:
        raise RuntimeError("noe uventet")

    app.add_url_rule("/prove-feil", "fail", fail)
    answer = Browser(app.test_client()).log_in().get("/prove-feil?navn=hemmelig")

    assert answer.status_code == 500
    assert "Noe gikk galt hos oss" in answer.text
    assert "uventet" not in answer.text
    assert "RuntimeError" in caplog.text
    assert "hemmelig" not in caplog.text


def test_a_wrong_method_is_explained(browser: Browser):
    answer = browser.get("/g/prove/synk")

    assert answer.status_code == 405
    assert "bruk knappen" in answer.text
