"""A server that can't be used gets one sentence too, the exit status says whether to try again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from service.domain.model import Audience
from service.domain.settings import Target, TargetKind
from service.imports import read_group_file, write_group_file
from tests.journeys.terminal import Ran, Terminal
from tests.journeys.town import CALENDAR, FOLDER, Town, plan
from tests.servers.meddler import Act, Forward, Meddler, Reply, answer, meddler, pass_on
from tests.servers.process import free_port
from tests.servers.server import Server

LOGIN = b"<!doctype html><html><body><form>Logg inn</form></body></html>"
HTML = ("Content-Type", "text/html; charset=utf-8")
EVERYWHERE = (*((CALENDAR, who) for who in Audience), (FOLDER, Audience.GROUP))
Prompt = Callable[..., Terminal]


@pytest.fixture
def proxies(radicale: Server, wsgidav: Server) -> Iterator[dict[TargetKind, Meddler]]:
    with meddler(radicale.url) as calendars, meddler(wsgidav.url) as folders:
        yield {CALENDAR: calendars, FOLDER: folders}


@pytest.fixture
def prompt(
    terminal: Terminal, proxies: dict[TargetKind, Meddler], radicale: Server, wsgidav: Server
) -> Prompt:
    """A terminal with an approved group whose targets lie behind the proxies."""

    def make(*places: tuple[TargetKind, Audience]) -> Terminal:
        town = Town(terminal.folder / "town", radicale, wsgidav, places=places)
        town.services.database.close()
        targets = tuple(_behind(t, proxies[t.kind]) for t in town.settings.targets)
        text = write_group_file(replace(town.settings, targets=targets))
        (terminal.folder / "gruppe.toml").write_text(text, encoding="utf-8")
        (terminal.folder / "plan.txt").write_bytes(plan())
        terminal.patch.setenv("PASSORDET", radicale.password)
        for command in (
            "group add gruppe.toml",
            "plan import aure-2015 plan.txt",
            "plan approve aure-2015 --half 2018-1 --by gruppa",
        ):
            assert terminal.run(command).status == 0
        return terminal

    return make


def _behind(target: Target, proxy: Meddler) -> Target:
    return replace(target, url=proxy.before(target.url), password_env="PASSORDET")


def one_sentence(ran: Ran, status: int, *words: str) -> None:
    """One line on standard error; on standard output no more than that nothing was written."""
    assert ran.status == status
    assert ran.err.count("\n") == 1
    for word in words:
        assert word in ran.err
    assert ran.out == "aure-2015: 0 skrevet, 0 venter på svar, 1 feil.\n"


@pytest.mark.parametrize("place", [(CALENDAR, Audience.GROUP), (FOLDER, Audience.GROUP)])
@pytest.mark.parametrize(
    "page",
    [answer(200, HTML, body=LOGIN), answer(302, ("Location", "/login"))],
    ids=["a page", "a redirect"],
)
def test_a_login_page_is_not_taken_for_a_calendar_or_a_folder(
    prompt: Prompt,
    proxies: dict[TargetKind, Meddler],
    place: tuple[TargetKind, Audience],
    page: Act,
) -> None:
    terminal = prompt(place)
    proxies[place[0]].always = page
    one_sentence(terminal.run("sync aure-2015"), 2, "nettside", "Sjekk adressen")
    assert not {"PUT", "MKCALENDAR", "MKCOL"} & set(proxies[place[0]].methods())


def test_a_wrong_password_is_tried_once_on_each_server_and_said_once(
    prompt: Prompt, proxies: dict[TargetKind, Meddler]
) -> None:
    terminal = prompt(*EVERYWHERE)
    terminal.patch.setenv("PASSORDET", "feil passord")
    ran = terminal.run("sync aure-2015")
    one_sentence(ran, 2, "godtar ikke brukernavnet eller passordet")
    for target in read_group_file((terminal.folder / "gruppe.toml").read_bytes(), "").targets:
        assert target.id in ran.err
    assert len(proxies[CALENDAR].methods()) == 1
    assert len(proxies[FOLDER].methods()) == 1


def test_a_wrong_password_of_two_groups_is_tried_once(
    prompt: Prompt, proxies: dict[TargetKind, Meddler]
) -> None:
    terminal = prompt((CALENDAR, Audience.GROUP))
    other = (terminal.folder / "gruppe.toml").read_text(encoding="utf-8")
    elsewhere = re.sub(r'(url = "[^"]+?)/?"', r'\1-annen/"', other)
    (terminal.folder / "annen.toml").write_text(
        elsewhere.replace('id = "aure-2015"', 'id = "annen-2015"'), encoding="utf-8"
    )
    assert terminal.run("group add annen.toml").status == 0
    terminal.patch.setenv("PASSORDET", "feil passord")
    assert terminal.run("sync --all").status == 2
    assert len(proxies[CALENDAR].methods()) == 1


def _once_one_is_stored(proxy: Meddler, act: Act) -> Act:
    """Behave until an object has been stored, and then only as ``act`` says."""
    stored: list[Reply] = []

    def meddle(forward: Forward) -> Reply | None:
        if stored:
            return act(forward)
        reply = forward()
        if proxy.requests[-1][0] == "PUT" and reply.status == 201:
            stored.append(reply)
        return reply

    return meddle


@pytest.mark.parametrize("kind", [CALENDAR, FOLDER])
def test_a_password_taken_back_in_the_middle_is_not_tried_on_what_is_left(
    prompt: Prompt, proxies: dict[TargetKind, Meddler], kind: TargetKind
) -> None:
    terminal = prompt((kind, Audience.GROUP), (kind, Audience.GROUP_BOARD))
    proxies[kind].always = _once_one_is_stored(proxies[kind], answer(401))
    ran = terminal.run("sync aure-2015")
    assert ran.status == 2
    assert "godtar ikke brukernavnet eller passordet" in ran.err
    assert not [path for _, path in proxies[kind].requests if "-group-board" in path]


@pytest.mark.parametrize("act", [answer(401), answer(302, ("Location", "/login"))])
def test_what_was_written_before_the_server_failed_is_not_denied(
    prompt: Prompt, proxies: dict[TargetKind, Meddler], act: Act
) -> None:
    terminal = prompt((FOLDER, Audience.GROUP))
    proxies[FOLDER].always = _once_one_is_stored(proxies[FOLDER], act)
    ran = terminal.run("sync aure-2015")
    assert "aure-2015: 1 skrevet" in ran.out
    assert "ingenting er endret" not in ran.err


def test_a_lock_out_after_wrong_passwords_is_told_as_one(
    prompt: Prompt, proxies: dict[TargetKind, Meddler]
) -> None:
    terminal = prompt((FOLDER, Audience.GROUP))
    proxies[FOLDER].always = answer(429)
    one_sentence(terminal.run("sync aure-2015"), 3, "feil passord", "prøver igjen")
    assert len(proxies[FOLDER].methods()) == 1


def test_a_password_that_nobody_has_set_is_not_tried_at_all(
    prompt: Prompt, proxies: dict[TargetKind, Meddler]
) -> None:
    terminal = prompt(*EVERYWHERE)
    terminal.patch.delenv("PASSORDET")
    one_sentence(terminal.run("sync aure-2015"), 2, "PASSORDET")
    assert proxies[CALENDAR].methods() == proxies[FOLDER].methods() == []


@pytest.mark.parametrize("place", [(CALENDAR, Audience.GROUP), (FOLDER, Audience.GROUP)])
def test_a_server_that_is_down_is_told_with_the_status_for_trying_again(
    terminal: Terminal, prompt: Prompt, place: tuple[TargetKind, Audience]
) -> None:
    prompt(place)
    file = terminal.folder / "gruppe.toml"
    (target,) = read_group_file(file.read_bytes(), file.name).targets
    nowhere = f"http://127.0.0.1:{free_port()}/kari/"
    file.write_text(file.read_text(encoding="utf-8").replace(target.url, nowhere), encoding="utf-8")
    assert terminal.run("group add gruppe.toml").status == 0
    one_sentence(terminal.run("sync aure-2015"), 3, "svarer ikke", "prøver igjen")


def test_a_server_that_is_down_leaves_the_others_alone(
    prompt: Prompt, proxies: dict[TargetKind, Meddler]
) -> None:
    terminal = prompt((CALENDAR, Audience.GROUP), (FOLDER, Audience.GROUP))
    proxies[FOLDER].always = answer(503)
    ran = terminal.run("sync aure-2015 --json")
    shown = json.loads(ran.out)
    assert ran.status == 3
    assert ran.err == ""
    assert shown["written"] == 7
    assert len(shown["errors"]) == 1
    proxies[FOLDER].always = pass_on
    ran = terminal.run("sync aure-2015 --json")
    assert ran.status == 0
    assert {a["kind"] for a in json.loads(ran.out)["actions"] if a["action"] == "create"} == {
        "document"
    }


@pytest.mark.parametrize("place", [(CALENDAR, Audience.GROUP), (FOLDER, Audience.GROUP)])
@pytest.mark.parametrize(
    ("status", "words"), [(507, ["ikke mer plass"]), (403, ["nekter", "skrivetilgang", "slette"])]
)
def test_a_server_that_takes_nothing_is_told_and_filled_later(
    prompt: Prompt,
    proxies: dict[TargetKind, Meddler],
    place: tuple[TargetKind, Audience],
    status: int,
    words: list[str],
) -> None:
    terminal = prompt(place)
    proxy = proxies[place[0]]

    def at_puts(forward: Forward) -> Reply | None:
        return (answer(status) if proxy.requests[-1][0] == "PUT" else pass_on)(forward)

    proxy.always = at_puts
    ran = terminal.run("sync aure-2015")
    one_sentence(ran, 2, *words)
    assert ran.err.count(f"{place[0].value}-group") == 1
    proxy.always = pass_on
    assert terminal.run("sync aure-2015").status == 0
    assert "aure-2015: 0 skrevet" in terminal.run("sync aure-2015").out
