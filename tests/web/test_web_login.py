from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import url_for
from web_support import PASSWORD, USERNAME, Browser, application

from service.config import Config
from service.db.users import Users
from service.journeys.services import Services
from service.web import account
from service.web.app import create_app
from service.web.build import build_app
from service.web.gateway import Gateway
from service.web.ports import WebSettings
from service.web.throttle import WINDOW_SECONDS, Throttle

PAGES = ("/", "/g/prove/", "/g/prove/moteplan", "/g/prove/dokumenter", "/g/prove/regler")
SETUP = ("/g/prove/oppsett", "/g/prove/oppsett/kalender")


@pytest.mark.parametrize("path", [*PAGES, *SETUP, "/finnes-ikke"])
def test_a_stranger_is_sent_to_the_login_from_every_page(stranger: Browser, path: str):
    answer = stranger.get(path)

    assert answer.status_code == 302
    assert answer.location.startswith("/logg-inn")
    assert "Prøve" not in answer.text


def test_every_address_but_the_open_ones_asks_for_a_login(stranger: Browser):
    open_endpoints = {
        "absence_link.say",  # the link itself is the key
        "absence_link.show",
        "account.login",
        "account.log_in",
        "feeds.calendar",  # and so is the address
        "health.healthz",
        "static",
        "telling.metrics",
    }
    for rule in stranger.client.application.url_map.iter_rules():
        if rule.endpoint in open_endpoints:
            continue
        path = re.sub(r"<[^>]+>", "x", rule.rule)
        method = "POST" if "POST" in (rule.methods or set()) else "GET"
        stranger.get("/logg-inn")
        answer = stranger.client.open(
            path, method=method, data={"csrf_token": stranger.token("/logg-inn")}
        )
        assert answer.location.startswith("/logg-inn"), rule


def test_the_right_password_opens_the_page_that_was_asked_for(stranger: Browser):
    asked = stranger.get("/g/prove/moteplan?halvar=2026-1").location

    answer = stranger.post(asked, username=USERNAME, password=PASSWORD)

    assert answer.status_code == 302
    assert answer.location == "/g/prove/moteplan?halvar=2026-1"
    assert stranger.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    ("username", "password"), [(USERNAME, "feil"), ("ola", PASSWORD), ("", ""), (USERNAME, "")]
)
def test_a_wrong_password_says_so_and_shows_no_password(
    stranger: Browser, username: str, password: str
):
    answer = stranger.post("/logg-inn", username=username, password=password)

    assert answer.status_code == 401
    assert "Brukernavnet eller passordet er feil." in answer.text
    assert PASSWORD not in answer.text
    assert stranger.get("/").status_code == 302


def test_after_five_wrong_passwords_even_the_right_one_must_wait(stranger: Browser):
    for _ in range(account.TRIES_PER_USER):
        assert stranger.post("/logg-inn", username=USERNAME, password="feil").status_code == 401

    answer = stranger.post("/logg-inn", username=USERNAME, password=PASSWORD)

    assert answer.status_code == 429
    assert "for mange forsøk" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= WINDOW_SECONDS


def test_one_users_wrong_passwords_lock_nobody_else_out(stranger: Browser):
    for _ in range(account.TRIES_PER_USER):
        stranger.post("/logg-inn", username="ola", password="feil")

    assert stranger.log_in().get("/").status_code == 200


def test_failures_are_forgotten_after_the_window_and_after_a_success():
    clock = [0.0]
    throttle = Throttle(clock=lambda: clock[0])
    for _ in range(3):
        throttle.failed("a")
        clock[0] += 10

    assert throttle.wait_seconds("a", 3) == WINDOW_SECONDS - 30
    assert throttle.wait_seconds("a", 4) == 0
    assert throttle.wait_seconds("b", 3) == 0
    clock[0] = WINDOW_SECONDS
    assert throttle.wait_seconds("a", 3) == 0
    throttle.failed("a")
    throttle.succeeded("a")
    assert throttle.wait_seconds("a", 1) == 0


def test_many_different_names_do_not_fill_the_memory():
    throttle = Throttle(clock=lambda: 0.0)
    for number in range(10_100):
        throttle.failed(number)

    assert len(throttle._failures) == 10_000


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:x", ""]
)
def test_the_login_never_sends_anyone_to_another_site(stranger: Browser, elsewhere: str):
    answer = stranger.client.post(
        "/logg-inn",
        query_string={"videre": elsewhere},
        data={
            "csrf_token": stranger.token("/logg-inn"),
            "username": USERNAME,
            "password": PASSWORD,
        },
    )

    assert answer.location == "/"


def test_logging_out_closes_the_pages(browser: Browser):
    assert browser.post("/logg-ut", form="/").status_code == 302

    assert browser.get("/").status_code == 302
    assert "Du er logget ut." in browser.get("/logg-inn").text


def test_a_deleted_account_is_logged_out_at_once(browser: Browser, with_group: Services):
    with with_group.database.transaction() as session:
        Users(session).delete(USERNAME)

    assert browser.get("/").status_code == 302


def test_a_form_without_its_token_is_refused_and_does_nothing(
    browser: Browser, with_group: Services
):
    answer = browser.client.post(
        "/g/prove/oppsett/kalender", data={"url": "https://example.org/", "do": "save"}
    )

    assert answer.status_code == 400
    assert "Skjemaet er for gammelt" in answer.text
    assert "example.org" not in with_group.settings("prove").targets[0].url


def addresses(browser: Browser, group_id: str, method: str) -> list[str]:
    """Every address below a group that answers to a method."""
    values = {
        "group_id": group_id,
        "target_id": "kalender",
        "type_": "innkalling",
        "language": "nb",
        "ending": "docx",
        "number": 1,
        "register": "case",
        "code": "SP22-5.1",
        "feed_id": "1a2b3c4d",
    }
    rules = [
        rule
        for rule in browser.client.application.url_map.iter_rules()
        if "group_id" in rule.arguments and method in (rule.methods or ())
    ]
    assert len(rules) > 8
    with browser.client.application.test_request_context():
        return [
            url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
            for rule in rules
        ]


def test_every_form_below_a_group_asks_for_its_token(browser: Browser):
    for address in addresses(browser, "prove", "POST"):
        answer = browser.client.post(address)
        assert answer.status_code == 400, address
        assert "Skjemaet er for gammelt" in answer.text


def test_no_address_below_an_unknown_group_is_found(browser: Browser):
    fields = {"csrf_token": browser.token("/"), "type": "innkalling", "language": "nb"}
    for address in addresses(browser, "ukjent", "POST"):
        assert browser.client.post(address, data=fields).status_code == 404, address
    for address in addresses(browser, "ukjent", "GET"):
        assert browser.get(address).status_code == 404, address


def test_a_login_without_its_token_is_refused(stranger: Browser):
    answer = stranger.client.post("/logg-inn", data={"username": USERNAME, "password": PASSWORD})

    assert answer.status_code == 400
    assert stranger.get("/").status_code == 302


@pytest.mark.parametrize("path", ["/", "/logg-inn", "/healthz", "/finnes-ikke", "/g/prove/"])
def test_every_answer_carries_the_protecting_headers(browser: Browser, path: str):
    headers = browser.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_the_login_cookie_is_out_of_reach_for_scripts_and_other_sites(with_group: Services):
    settings = WebSettings(session_keys=with_group.box.derived("web session"))
    client = create_app(Gateway(journeys=with_group), settings).test_client()
    stranger = Browser(client)
    page = client.get("/logg-inn", base_url="https://localhost")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    answer = stranger.client.post(
        "/logg-inn",
        base_url="https://localhost",
        headers={"Referer": "https://localhost/logg-inn"},
        data={"csrf_token": token[1], "username": USERNAME, "password": PASSWORD},
    )

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-kjoreplan=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_a_session_signed_with_the_older_key_still_counts_after_a_rotation(with_group: Services):
    old, new = b"o" * 32, b"n" * 32
    gateway = Gateway(journeys=with_group)
    before = create_app(gateway, WebSettings(session_keys=(old,), cookie_secure=False))
    browser = Browser(before.test_client()).log_in()
    cookie = browser.client.get_cookie("kjoreplan")
    assert cookie is not None
    for keys, expected in (((new, old), 200), ((new,), 302)):
        after = create_app(gateway, WebSettings(session_keys=keys, cookie_secure=False))
        client = after.test_client()
        client.set_cookie("kjoreplan", cookie.value)
        assert client.get("/").status_code == expected


def test_the_health_check_needs_no_login_and_says_nothing_else(stranger: Browser):
    answer = stranger.get("/healthz")

    assert answer.status_code == 200
    assert answer.json == {"status": "ok"}


def test_the_health_check_fails_with_the_database(with_group: Services, tmp_path: Path):
    client = application(with_group).test_client()
    with_group.database.close()
    for file in tmp_path.glob("k.db*"):
        file.unlink()

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json == {"status": "unavailable"}


def test_only_trusted_proxies_say_who_is_asking(with_group: Services):
    gateway, keys = Gateway(journeys=with_group), (b"k" * 32,)
    for proxies, expected in ((0, 429), (1, 401)):
        app = create_app(
            gateway,
            WebSettings(session_keys=keys, cookie_secure=False, trusted_proxies=proxies),
        )
        stranger = Browser(app.test_client())
        codes = []
        for number in range(account.TRIES_PER_USER + 1):
            answer = stranger.client.post(
                "/logg-inn",
                headers={"X-Forwarded-For": f"192.0.2.{number}"},
                data={
                    "csrf_token": stranger.token("/logg-inn"),
                    "username": USERNAME,
                    "password": "feil",
                },
            )
            codes.append(answer.status_code)
        assert codes[-1] == expected


def test_the_configuration_decides_keys_cookies_and_proxies(with_group: Services, tmp_path: Path):
    config = Config(data_dir=tmp_path, database_url="", cookie_secure=False, trusted_proxies=1)
    app = build_app(with_group, config)

    assert app.config["SECRET_KEY"] == with_group.box.derived("web session")[0]
    assert app.config["SESSION_COOKIE_SECURE"] is False
    assert Browser(app.test_client()).log_in().get("/").status_code == 200
