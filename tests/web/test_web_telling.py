from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from web_support import PASSWORD, USERNAME, Browser

from service.journeys.services import Services
from service.metrics import REGISTRY
from service.web.app import create_app
from service.web.gateway import Gateway
from service.web.ports import WebSettings

TOKEN = "et-langt-og-tilfeldig-ord"


def client(services: Services, **traits: Any) -> Browser:  # the words are the settings'
    settings = WebSettings(session_keys=(b"k" * 32,), cookie_secure=False, **traits)
    return Browser(create_app(Gateway(journeys=services), settings).test_client())


def ask(services: Services, *, headers: Mapping[str, str] | None = None, **traits: Any) -> int:
    peer = traits.pop("peer", "127.0.0.1")
    asking = client(services, **({"metrics": True} | traits)).client
    answer = asking.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": peer})
    return answer.status_code


def test_the_numbers_are_off_until_somebody_turns_them_on(services: Services):
    assert ask(services, metrics=False) == 404
    assert ask(services, metrics=False, metrics_token=TOKEN) == 404
    assert ask(services) == 200
    assert ask(services, peer="::1") == 200


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"], ids=str.lower
)
def test_behind_a_proxy_nobody_is_taken_for_this_machine(services: Services, header: str):
    said = {header: "127.0.0.1"}
    assert ask(services, headers=said) == 403
    assert ask(services, headers=said, trusted_proxies=1) == 403
    allowed = said | {"Authorization": f"Bearer {TOKEN}"}
    assert ask(services, headers=allowed, metrics_token=TOKEN) == 200


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (None, 403),
        (f"Bearer {TOKEN}", 200),
        (f"Bearer {TOKEN} ", 403),
        (f"Bearer {TOKEN[:-1]}", 403),
        ("Bearer ", 403),
        ("Bearer blåbær", 403),
        (TOKEN, 403),
    ],
)
def test_from_elsewhere_the_token_is_needed(services: Services, said: str | None, status: int):
    headers = {"Authorization": said} if said else {}
    assert ask(services, headers=headers, metrics_token=TOKEN, peer="192.0.2.7") == status


def test_without_a_token_nobody_elsewhere_gets_in_with_an_empty_one(services: Services):
    assert ask(services, headers={"Authorization": "Bearer "}, peer="192.0.2.7") == 403


def test_the_numbers_tell_of_no_group_and_no_person(troubled: Services):
    told = client(troubled, metrics=True).client.get("/metrics").text
    found = {
        sample.name: sample for f in text_string_to_metric_families(told) for sample in f.samples
    }
    assert found["kjoreplan_database_up"].value == 1
    assert found["kjoreplan_groups"].value == 1
    assert found["kjoreplan_targets_waiting"].value == 1
    assert found["kjoreplan_conflicts_waiting"].value == 1
    labels = {name for sample in found.values() for name in sample.labels}
    assert labels <= {"outcome", "kind", "action", "method", "status", "le"}
    assert not re.search(r"prove|Prøve|kalender|mappe|127\.0\.0\.1|ola|kari", told)


def test_without_a_database_the_numbers_say_so(services: Services, monkeypatch: pytest.MonkeyPatch):
    asking = client(services, metrics=True).client
    with services.database.transaction() as session:
        session.connection().exec_driver_sql("ALTER TABLE targets RENAME TO borte")
    told = asking.get("/metrics")
    assert told.status_code == 200
    assert "kjoreplan_database_up 0.0" in told.text
    assert "kjoreplan_targets" not in told.text


def test_requests_are_counted_by_method_and_class_and_nothing_a_client_makes_up(
    stranger: Browser,
):
    def value(method: str, status: str) -> float:
        labels = {"method": method, "status": status}
        return REGISTRY.get_sample_value("kjoreplan_web_requests_total", labels) or 0.0

    before = value("GET", "3xx"), value("other", "3xx")
    stranger.get("/finnes-ikke")
    stranger.client.open("/", method="KARI")
    assert (value("GET", "3xx"), value("other", "3xx")) == (before[0] + 1, before[1] + 1)
    assert value("KARI", "3xx") == 0


def test_each_request_is_one_line_with_the_routes_name_and_no_path(
    stranger: Browser, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    stranger.get("/g/prove/moteplan?halvar=2026-1")
    stranger.post("/logg-inn", username="Ukjent Nordmann", password="et hemmelig ord")
    stranger.post("/logg-inn", username=USERNAME, password=PASSWORD)
    stranger.get("/g/prove/moteplan")
    stranger.get("/g/prove/finnes-ikke/Kari-Nordmann")
    said = [dict(r.msg) for r in caplog.records if isinstance(r.msg, dict)]
    lines = [(one["route"], one["status"]) for one in said if one["event"] == "request"]
    assert lines == [
        ("groups.plan", 302),
        ("account.login", 200),
        ("account.log_in", 401),
        ("account.login", 200),
        ("account.log_in", 302),
        ("groups.plan", 200),
        ("none", 404),
    ]
    assert not re.search(r"prove|Nordmann|hemmelig|kari|127\.0", str(said))
