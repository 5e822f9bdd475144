"""kjoreplan doctor as somebody at a terminal meets it, and against real servers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from connectors.server_clock import server_time
from service.bootstrap import health_services
from service.db.targets import Targets
from service.demo.script import data
from service.domain.model import Audience
from service.journeys.doctor import servers as asking
from service.journeys.doctor.signs import Sign
from service.journeys.groups import save_target
from tests.journeys.terminal import Terminal
from tests.journeys.town import CALENDAR, FOLDER, Town
from tests.servers.meddler import answer, broken, meddler

NewTown = Callable[..., Town]
THREE = [(CALENDAR, who) for who in (Audience.GROUP, Audience.COUNCIL, Audience.DEADLINES)]


def test_on_a_fresh_machine_the_first_line_tells_how_to_begin(terminal: Terminal) -> None:
    ran = terminal.run("doctor")
    first, second = ran.out.splitlines()
    assert ran.status == 1
    assert first.startswith("Ingenting er satt opp ennå")
    assert "kjoreplan group add" in second
    assert not terminal.home.exists()
    assert terminal.run("doctor --json --servers").status == 1
    assert not terminal.home.exists()


def test_what_is_wrong_comes_before_what_is_worth_knowing(terminal: Terminal) -> None:
    (terminal.folder / "aure.toml").write_bytes(data("aure.toml"))
    terminal.run("group add aure.toml")
    ran = terminal.run("doctor")
    assert ran.status == 1
    assert ran.out.splitlines()[0] == "Én ting må ordnes."
    assert ran.out.index("Må ordnes") < ran.out.index("Greit å vite")
    assert "kjoreplan user add" in ran.out
    assert "Nordmann" not in ran.out
    told = json.loads(terminal.run("doctor --json").out)
    assert told["status"] == "findings"
    assert told["signs"][0]["code"] == "nobody_works"
    weights = [one["weight"] for one in told["signs"]]
    assert weights == ["hurts", *["worth_knowing"] * (len(weights) - 1)]
    assert set(told["signs"][0]) == {"code", "weight", "text", "remedy", "count", "details"}


def test_what_can_not_be_read_is_status_two(terminal: Terminal) -> None:
    terminal.home.mkdir(mode=0o700)
    terminal.database.write_bytes(b"ikke en database" * 100)
    ran = terminal.run("doctor")
    assert ran.status == 2
    assert "kjoreplan restore" in ran.out
    assert json.loads(terminal.run("doctor --json").out)["status"] == "unreadable"


def ask(town: Town, time: asking.ServerTime = server_time) -> list[Sign]:
    services = health_services(town.services.database, town.services.box, {})
    return list(asking.server_signs(services, time, lambda _text: None))


def test_servers_that_let_us_in_are_not_spoken_of(town: Town) -> None:
    before = town.calendar().all(), town.folder().all()
    assert ask(town) == []
    assert (town.calendar().all(), town.folder().all()) == before


def test_what_is_not_made_yet_is_no_trouble(new_town: NewTown) -> None:
    assert ask(new_town()) == []


@pytest.mark.parametrize(
    ("act", "said"), [(answer(401), "passordet"), (broken, "svarer ikke"), (answer(503), "opptatt")]
)
def test_a_server_that_does_not_is_told_of_with_the_remedy(
    town: Town, act: Callable[..., object], said: str
) -> None:
    with meddler(town.caldav.url) as proxy:
        town.reach(CALENDAR, proxy.before(town.url(CALENDAR)))
        proxy.always = act
        (sign,) = ask(town, time=lambda _url: None)
    assert (sign.code, sign.count) == ("servers_refuse", 1)
    (line,) = sign.details
    assert line.startswith(f"{town.id}, calendar-group: ")
    assert said in line


def test_an_account_that_is_refused_is_tried_once(new_settled: NewTown) -> None:
    town = new_settled(places=THREE)
    with meddler(town.caldav.url) as proxy:
        proxy.always = answer(401)
        for target in town.settings.targets:
            moved = replace(target, url=proxy.before(target.url))
            save_target(town.services, town.id, moved, password=town.caldav.password)
        (sign,) = ask(town, time=lambda _url: None)
        assert len(proxy.requests) == 1
    assert sign.count == 3
    (line,) = sign.details  # the same thing is said once
    assert line.count("calendar-") == 3


def test_a_clock_that_is_off_is_seen_by_the_servers(town: Town) -> None:
    now = dt.datetime.now(dt.UTC)
    found = server_time(town.caldav.url)
    assert found
    assert abs(found - now) < dt.timedelta(minutes=2)
    (sign,) = ask(town, time=lambda _url: now - dt.timedelta(minutes=10))
    assert sign.code == "clock_off"
    assert "10 minutter" in sign.text


def test_a_password_that_nobody_gave_is_not_sent_empty(town: Town) -> None:
    (target,) = town.settings.targets_of(FOLDER)
    moved = replace(target, password_env="FINNES_IKKE")
    with town.services.database.transaction() as session:
        Targets(session, town.id).save(moved)
    (sign,) = ask(town)
    assert "FINNES_IKKE" in sign.details[0]
