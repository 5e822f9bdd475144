"""Whoever syncs a group has it to itself: a page, a command and a worker never meet there."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from threading import Thread

import pytest

from service.db.leases import free, take_all, targets_of
from service.journeys import holding
from service.journeys.holding import AlreadySyncing
from service.journeys.keeping import Keeper, is_gone, this_process, wall_clock
from service.web.gateway import Gateway
from tests.journeys.terminal import Terminal
from tests.journeys.town import CALENDAR, Town
from tests.servers.meddler import Forward, Reply, meddler

OTHER = "en annen maskin 1"
SAID = "Gruppa synkroniseres allerede. Prøv igjen om litt."


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "PATIENCE", dt.timedelta(seconds=0.3))


def taken(town: Town, owner: str = OTHER) -> None:
    """Somebody is at work on the group."""
    with town.services.database.transaction() as session:
        assert take_all(session, town.id, owner, wall_clock())


def owners(town: Town) -> set[str | None]:
    with town.services.database.reading() as session:
        return {one.lease_owner for one in targets_of(session, town.id)}


def test_while_somebody_is_at_work_nobody_else_is(new_town: Callable[..., Town]) -> None:
    town = new_town()
    taken(town)
    with pytest.raises(AlreadySyncing, match="allerede"):
        town.sync()
    assert town.sync(dry_run=True).steps != ()
    with town.services.database.transaction() as session:
        free(session, town.id, OTHER)
    assert town.sync().written > 0
    assert owners(town) == {None}


def test_one_who_is_soon_done_is_waited_for(
    new_town: Callable[..., Town], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "PATIENCE", dt.timedelta(seconds=60))
    town = new_town()
    taken(town)

    def done() -> None:
        with town.services.database.transaction() as session:
            free(session, town.id, OTHER)

    other = Thread(target=done)
    other.start()
    assert town.sync().written > 0
    other.join()


def test_a_process_that_has_died_here_holds_nobody_up(new_town: Callable[..., Town]) -> None:
    town = new_town()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    machine = this_process().rpartition(" ")[0]
    taken(town, f"{machine} {ended.pid}")
    assert town.sync().written > 0


def test_only_who_is_surely_dead_is_taken_for_it() -> None:
    assert not is_gone(this_process())
    assert not is_gone("en annen maskin 999999999")
    assert not is_gone("noe helt annet")
    assert is_gone(f"{this_process().rpartition(' ')[0]} 999999999")


def test_a_pass_that_is_taken_over_gives_up_and_remembers_nothing(
    new_town: Callable[..., Town],
) -> None:
    town = new_town()
    with meddler(town.url(CALENDAR)) as proxy:

        def take_over(forward: Forward) -> Reply:
            with town.services.database.transaction() as session:
                free(session, town.id, this_process())
                take_all(session, town.id, OTHER, wall_clock())
            return forward()

        town.reach(CALENDAR, proxy.before(town.url(CALENDAR)))
        proxy.always = take_over
        with pytest.raises(AlreadySyncing, match="Noen andre synkroniserer gruppa nå"):
            town.sync()
    assert owners(town) == {OTHER}


def test_a_long_pass_keeps_its_lease(new_town: Callable[..., Town]) -> None:
    town = new_town()
    with town.services.database.transaction() as session:
        lease = take_all(session, town.id, OTHER, wall_clock())
    assert lease
    later = wall_clock() + dt.timedelta(seconds=50)
    with Keeper(town.services.database, lambda: later) as keeper:
        keeper.keep(lease)
        keeper.renew_all()
        with town.services.database.reading() as session:
            ends = {one.lease_until for one in targets_of(session, town.id)}
        assert ends == {later + dt.timedelta(seconds=60)}
        keeper.let_go(lease)


def test_the_command_says_so_and_that_a_later_try_may_do(
    new_town: Callable[..., Town], terminal: Terminal
) -> None:
    town = new_town()
    taken(town)
    terminal.patch.setenv("KJOREPLAN_DATABASE_URL", str(town.services.database.engine.url))
    terminal.patch.setenv("KJOREPLAN_DATA_DIR", str(town.directory))
    ran = terminal.run(f"sync {town.id}")
    assert (ran.status, ran.err) == (3, f"{SAID}\n")
    ran = terminal.run("sync --all")
    assert (ran.status, ran.err) == (3, f"{town.id}: {SAID}\n")


def test_the_page_says_so(new_town: Callable[..., Town]) -> None:
    town = new_town()
    taken(town)
    answer = Gateway(journeys=town.services).sync_now(town.id)
    assert (answer.ok, answer.text) == (False, SAID)
