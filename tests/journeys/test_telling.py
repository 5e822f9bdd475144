"""What whoever watches over the service is told: enough to act on, and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import quote, unquote, urlsplit

import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.exporter import exporting
from service.journeys.services import Services
from service.journeys.syncing import sync_group
from service.journeys.telling import log_name
from service.journeys.users import add_user
from service.logs import configure_logs
from service.web.app import create_app
from service.web.gateway import Gateway
from service.web.ports import WebSettings
from service.web.serve import serving
from tests.journeys.members import ics
from tests.journeys.town import CALENDAR, FIRST, PROTOCOL, Town
from tests.servers.meddler import answer, broken, meddler

NewTown = Callable[..., Town]
TOKEN = "et-langt-og-tilfeldig-ord"
ACCOUNT, PASSWORD = "liv.nordmann", "et hemmelig passord"
FIELDS = {
    *("time", "level", "event", "logger", "at", "error"),
    *("group", "target", "run", "outcome", "targets", "actions", "written", "conflicts", "ms"),
    *("kind", "host", "status", "errors", "temporary", "route"),
}


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that can be logged by anybody, as the service writes it away from a terminal."""
    stream = io.StringIO()
    hooks = sys.excepthook, threading.excepthook
    before = {n: logging.getLogger(n).level for n in logging.root.manager.loggerDict}
    root = logging.root.level
    configure_logs("debug", stream)
    logging.root.setLevel(logging.DEBUG)
    for name in before:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    configure_logs("")
    logging.captureWarnings(capture=False)
    sys.excepthook, threading.excepthook = hooks
    logging.root.setLevel(root)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def lines(stream: io.StringIO, event: str = "") -> list[dict[str, object]]:
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [line for line in found if event in {"", line["event"]}]


def test_a_pass_is_one_line_with_what_was_done(new_town: NewTown, logged: io.StringIO) -> None:
    town = new_town()
    town.sync(dry_run=True)
    town.sync()
    town.sync()
    first, second = lines(logged, "pass")
    assert len(lines(logged, "dry_run")) == 1
    assert first["group"] == second["group"] == log_name(town.services, town.id)
    assert (first["outcome"], first["targets"]) == ("ok", 2)
    assert first["actions"] == {"create": 10}
    assert (first["written"], first["conflicts"]) == (10, 0)
    assert (second["actions"], second["written"], second["run"]) == ({}, 0, first["run"] + 1)


@pytest.mark.parametrize(
    ("act", "outcome", "error", "status"),
    [
        (answer(401), "refused", "Unauthorized", 401),
        (answer(500), "unreachable", "TemporaryError", 500),
        (broken, "unreachable", "Dropped", None),
    ],
)
def test_a_target_that_fails_is_told_of_with_what_an_operator_needs(
    town: Town,
    logged: io.StringIO,
    act: Callable[..., object],
    outcome: str,
    error: str,
    status: int | None,
) -> None:
    with meddler(town.caldav.url) as proxy:
        town.reach(CALENDAR, proxy.before(town.url(CALENDAR)))
        proxy.always = act
        town.sync()
        (failed,) = lines(logged, "target_failed")
        assert (failed["error"], failed.get("status")) == (error, status)
        assert (failed["kind"], failed["host"]) == ("calendar", urlsplit(proxy.url).netloc)
        assert failed["target"] == log_name(town.services, town.id, "calendar-group")
    assert lines(logged, "pass")[-1]["outcome"] == outcome


def test_a_pass_that_breaks_off_is_told_of_too(town: Town, logged: io.StringIO) -> None:
    class Broken(Exception):
        pass

    def connector(*_: object) -> None:
        raise Broken("Kari Nordmann")

    services = replace(town.services, connector=type("C", (), {"open_folder": connector})())
    services.connector.open = connector
    services.connector.empty = connector
    with pytest.raises(Broken):
        sync_group(services, town.id)
    (line,) = lines(logged, "pass")
    assert (line["outcome"], line["error"], line["level"]) == ("failed", "Broken", "error")
    assert "test_telling.py" in str(line["at"])


def test_no_line_of_anybodys_tells_of_a_person_a_party_or_what_is_secret(
    new_town: NewTown, logged: io.StringIO
) -> None:
    """A pass, odd servers, people at the pages, faults of ours: with all loggers wide open."""
    town = new_town()
    add_user(town.services, ACCOUNT, PASSWORD)
    town.sync()
    town.folder().rewrite(PROTOCOL, town.folder().get(PROTOCOL))
    town.folder().put("Søknad fra Kari Nordmann.docx", b"ikke noe dokument")
    href, event = town.calendar().on(FIRST)
    town.calendar().rewrite(href, ics(event.replace("SUMMARY:", "SUMMARY:Hos Kari, ")))
    town.sync()
    with meddler(town.caldav.url) as proxy:
        town.reach(CALENDAR, proxy.before(town.url(CALENDAR)))
        for act in (answer(500), answer(503), answer(401), answer(404), broken):
            proxy.always = act
            assert town.sync().errors
    _visit(town)
    told = unquote(logged.getvalue())
    assert lines(logged, "library")
    assert len(lines(logged, "request")) > 8
    assert lines(logged, "request_failed")
    assert {field for line in lines(logged) for field in line} <= FIELDS
    for secret in _secrets(town):
        assert not re.search(secret, told, re.IGNORECASE), secret


def _visit(town: Town) -> None:
    """What people do at the pages, from outside, and what goes wrong there."""
    settings = WebSettings(session_keys=(b"k" * 32,), cookie_secure=False)
    gateway = _Failing(journeys=town.services)
    with serving(create_app(gateway, settings)) as url:
        where = urlsplit(url).netloc
        for path in (
            "/",
            f"/g/{town.id}/",
            f"/g/{quote('Kari Nordmann')}/",
            "/logg-inn",
            "/m?x=Kari",
        ):
            _ask(where, "GET", path)
        _ask(where, "POST", "/logg-inn", f"username={ACCOUNT}&password={quote(PASSWORD)}")
        _ask(where, "GET", "/healthz")
        _ask(where, "KARI", "/Nordmann")
        with socket.create_connection(tuple(where.split(":"))) as odd:
            odd.sendall(b"GET /Nordmann HTTP/9.9\r\nKari: \0\r\n\r\n")
            odd.recv(1000)
        client = create_app(gateway, settings).test_client()
        with client.session_transaction() as session:
            session["user"] = ACCOUNT
        assert client.get(f"/g/{town.id}/").status_code == 500
        assert client.get("/").status_code == 500


class _Failing(Gateway):
    """A fault of ours, with a name in its text."""

    def overview(self) -> tuple[()]:
        raise LookupError("Kari Nordmann")

    def group_page(self, group_id: str) -> None:
        raise RuntimeError(f"{group_id}: Kari Nordmann")


def _ask(where: str, method: str, path: str, body: str = "") -> None:
    connection = HTTPConnection(where, timeout=10)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, body=body or None, headers=kind if body else {})
    connection.getresponse().read()
    connection.close()


def _secrets(town: Town) -> list[str]:
    group = town.settings.group
    people = {word for p in group.roster.people for word in p.name.split() if len(word) > 2}
    words = {group.party, group.name, group.municipality, town.slug, ACCOUNT, PASSWORD}
    words |= {town.caldav.password, town.id, ".docx", ".ics", "Protokoll", "Gruppemøte", "/g/"}
    words |= {target.id for target in town.settings.targets}
    return [*map(re.escape, words), *(rf"\b{name}\b" for name in ("Ap", "Sp", *people))]


def test_a_worker_gives_the_numbers_to_this_machine(town: Town) -> None:
    with exporting(town.services, 0) as url:
        where = urlsplit(url)
        status, told = _numbers(where.netloc)
        assert status == 200
        names = {family.name for family in text_string_to_metric_families(told)}
        assert {"kjoreplan_passes", "kjoreplan_targets_due", "kjoreplan_database_up"} <= names
        assert _numbers(where.netloc, path="/")[0] == 404
        assert _numbers(where.netloc, headers={"X-Forwarded-For": "192.0.2.7"})[0] == 403


def test_with_a_token_a_worker_is_asked_from_everywhere(town: Town) -> None:
    with exporting(town.services, 0, TOKEN) as url:
        where = urlsplit(url).netloc
        asked_from_elsewhere = {"X-Forwarded-For": "192.0.2.7"}
        assert _numbers(where, headers=asked_from_elsewhere)[0] == 403
        with_token = asked_from_elsewhere | {"Authorization": f"Bearer {TOKEN}"}
        assert _numbers(where, headers=with_token)[0] == 200


def _numbers(
    where: str, *, path: str = "/metrics", headers: dict[str, str] | None = None
) -> tuple[int, str]:
    connection = HTTPConnection(where, timeout=10)
    connection.request("GET", path, headers=headers or {})
    told = connection.getresponse()
    answered = told.status, told.read().decode()
    connection.close()
    return answered


def test_passes_and_what_they_did_are_counted(new_town: NewTown) -> None:
    town = new_town()
    before = _counted(town.services)
    town.sync()
    town.sync()
    after = _counted(town.services)
    gained = {key: after[key] - before.get(key, 0.0) for key in after}
    assert gained["kjoreplan_passes_total", "ok"] == 2
    assert gained["kjoreplan_actions_total", "create", "event"] == 7


def _counted(services: Services) -> dict[tuple[str, ...], float]:
    with exporting(services, 0) as url:
        _, told = _numbers(urlsplit(url).netloc)
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
    }
