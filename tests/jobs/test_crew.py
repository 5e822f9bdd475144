"""Threads that sync what is due: each once, and no server asked more often than it bears."""

from __future__ import annotations

import logging
import math
import threading
from dataclasses import replace

import pytest
from sqlalchemy import update

from service.db.hosts import Hosts
from service.db.meetings import Meetings
from service.db.tables_group import TargetRow
from service.db.targets import Targets
from service.domain.schedule import AT_ONCE, INTERVAL
from service.domain.settings import Target
from service.journeys.calendar import executing
from tests.jobs.office import MEETINGS, MINUTE, Office
from tests.servers.meddler import Forward, Reply, answer, meddler, pass_on
from tests.servers.server import Server

GROUPS = tuple(f"gruppe-{n}" for n in range(5))
REFUSED = "godtar ikke brukernavnet eller passordet"


def test_each_group_is_synced_once_and_again_after_a_quarter(office: Office) -> None:
    office.add(*GROUPS, targets=2)
    assert office.work(threads=4) == len(GROUPS)
    assert {len(office.events(one)) for one in GROUPS} == {MEETINGS}
    assert office.lease_owners() == []

    office.proxy.methods()
    assert office.work(threads=4) == 0
    office.past = INTERVAL * 0.8
    assert office.work() == 0
    assert office.proxy.methods() == []
    office.past = INTERVAL * 1.2
    assert office.work(threads=4) == len(GROUPS)
    assert "PUT" not in office.proxy.methods()


def test_a_wrong_password_reaches_the_server_once_though_five_groups_share_it(
    office: Office,
) -> None:
    office.add(*GROUPS, password="feil passord", targets=2)
    office.work(threads=4, most_on_host=64)

    assert len(office.proxy.methods()) == 1
    for one in GROUPS:
        for target in (0, 1):
            state = office.state(one, target)
            assert REFUSED in state.last_error
            assert state.next_due is None

    office.past = 10 * INTERVAL
    with office.services.changing(GROUPS[0]):
        pass
    assert office.work(threads=4) == 0
    assert office.proxy.methods() == []


def test_a_new_password_is_tried_at_once_and_only_that(office: Office, radicale: Server) -> None:
    office.add(*GROUPS, password="feil passord")
    office.work()
    office.proxy.methods()
    with office.services.database.transaction() as session:
        targets = Targets(session, GROUPS[3])
        targets.set_password("kalender-0", radicale.password, office.services.box)

    assert office.work() == 1
    assert len(office.events(GROUPS[3])) == MEETINGS
    assert office.state(GROUPS[3]).last_error == ""
    assert REFUSED in office.state(GROUPS[0]).last_error


def test_an_account_of_another_password_goes_on(office: Office) -> None:
    office.add("feil", password="feil passord")
    office.add("riktig")
    office.work()

    assert REFUSED in office.state("feil").last_error
    assert len(office.events("riktig")) == MEETINGS


@pytest.mark.parametrize("threads", [1, 3])
def test_a_server_that_is_down_is_asked_by_a_handful_and_then_by_one_at_a_time(
    office: Office, threads: int
) -> None:
    many = [f"g{n}" for n in range(12)]
    office.add(*many, targets=3)
    office.work(threads=2)
    office.proxy.methods()
    office.past = 2 * INTERVAL
    with office.services.database.transaction() as session:  # all were let in just now
        session.execute(update(TargetRow).values(last_ok_at=office.now()))
    office.proxy.always = answer(503)
    office.work(threads)
    assert len(office.proxy.methods()) <= threads

    for pause in (1, 2, 4, 8):
        office.past += pause * MINUTE + MINUTE / 60
        office.work(threads)
        assert len(office.proxy.methods()) == 1
        office.work(threads)
        assert office.proxy.methods() == []

    office.proxy.always = pass_on
    office.past += 16 * MINUTE + MINUTE / 60
    office.work(threads)
    assert [one for one in many if office.state(one).last_error] == []
    with office.services.database.reading() as session:
        assert Hosts(session).left_alone_until(office.proxy.url.removeprefix("http://")) is None


def test_nobody_asks_before_the_time_that_a_server_has_asked_for(office: Office) -> None:
    office.add(*GROUPS)
    office.proxy.always = answer(503, ("Retry-After", "3600"))
    office.work(threads=2)
    office.proxy.methods()
    office.proxy.always = pass_on

    with office.services.changing(GROUPS[1]):
        pass
    office.past = 59 * MINUTE
    assert office.work() == 0
    assert office.proxy.methods() == []
    office.past = 61 * MINUTE
    assert office.work() == len(GROUPS)


def test_a_failure_is_tried_again_later_each_time_and_the_others_are_left_alone(
    office: Office,
) -> None:
    office.add("syk", "frisk")

    def odd(forward: Forward) -> Reply | None:
        return (answer(500) if "-syk-" in office.proxy.requests[-1][1] else pass_on)(forward)

    office.proxy.always = odd
    office.work()
    assert office.state("syk").failures == 1
    for failures, pause in enumerate((1, 2, 4), start=2):
        office.past += pause * MINUTE + MINUTE / 60
        office.work()
        assert office.state("syk").failures == failures
        assert office.work() == 0
    assert len(office.events("frisk")) == MEETINGS
    assert office.state("frisk").failures == 0


def test_a_locked_object_says_nothing_of_the_server(office: Office) -> None:
    office.add("a")
    office.proxy.always = answer(423)
    office.work()

    host = office.proxy.url.removeprefix("http://")
    with office.services.database.reading() as session:
        assert Hosts(session).left_alone_until(host) is None
    assert office.state("a").failures == 1


def test_a_pass_that_has_lost_its_lease_remembers_nothing_and_nothing_is_doubled(
    office: Office,
) -> None:
    office.add("a")

    def steal(forward: Forward) -> Reply:
        reply = forward()
        if office.proxy.requests[-1][0] == "PUT":
            with office.services.database.transaction() as session:
                fence = TargetRow.fence + 1
                session.execute(update(TargetRow).values(lease_owner="en annen", fence=fence))
        return reply

    office.proxy.always = steal
    office.work()
    assert office.state("a").last_ok_at is None
    assert office.state("a").last_error == ""
    assert office.lease_owners() == ["en annen"]
    laid = office.events("a")

    office.proxy.always = pass_on
    office.let_leases_run_out()
    assert office.work() == 1
    assert len(office.events("a")) == MEETINGS
    assert set(laid) <= set(office.events("a"))


def test_what_is_changed_while_a_pass_goes_on_is_synced_right_after(office: Office) -> None:
    office.add("a")
    office.work()
    changed: list[bool] = []

    def change(forward: Forward) -> Reply:
        if not changed:
            changed.append(True)
            with office.services.changing("a") as session:
                meetings = Meetings(session, "a")
                first = min(meetings.own(), key=lambda one: one.date)
                meetings.save([replace(first, place="Biblioteket")], manual=True)
        return forward()

    office.proxy.always = change
    office.past = INTERVAL * 1.2
    assert office.work() == 2
    assert office.state("a").next_due != AT_ONCE
    store = office.server.open(f"{office.server.url}{office.slug}-a-0/")
    held = store.get_many(office.events("a")).values()
    assert sum(b"Biblioteket" in item.data for item in held) == 1


def test_a_slow_server_does_not_keep_the_threads_from_the_others(
    office: Office, radicale: Server
) -> None:
    with meddler(radicale.url) as slow:
        office.add(*(f"treg-{n}" for n in range(6)), proxy=slow)
        office.add(*GROUPS)
        office.work(threads=2)
        office.past = 2 * INTERVAL
        with office.services.database.transaction() as session:  # all were let in just now
            session.execute(update(TargetRow).values(last_ok_at=office.now()))
            of_slow = TargetRow.host == slow.url.removeprefix("http://")
            session.execute(update(TargetRow).where(of_slow).values(next_due=AT_ONCE))
        at_once: list[int] = []
        turn, others_done = threading.Lock(), threading.Event()

        def wait(forward: Forward) -> Reply:
            with turn:
                at_once.append(at_once[-1] + 1 if at_once else 1)
            assert others_done.wait(120)
            with turn:
                at_once.append(at_once[-1] - 1)
            return forward()

        slow.always = wait
        worker = threading.Thread(target=office.work, args=(4,), kwargs={"most_on_host": 2})
        worker.start()
        while not all(office.state(one).next_due > office.now() for one in GROUPS):
            worker.join(0.1)
            assert worker.is_alive()
        others_done.set()
        worker.join()

    assert max(at_once) == 2
    assert [n for n in range(6) if office.state(f"treg-{n}").next_due < office.now()] == []


def test_one_groups_trouble_of_our_own_making_leaves_the_others_alone(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.add("a", "b", "c")
    connector = office.services.connector

    class Faulty:
        def open(self, target: Target, password: str) -> object:
            if "-b-" in target.url:
                raise RuntimeError("Kari Nordmann")
            return connector.open(target, password)

        def __getattr__(self, name: str) -> object:
            return getattr(connector, name)

    office.services = replace(office.services, connector=Faulty())  # type: ignore[arg-type]  # but for one group
    with caplog.at_level(logging.DEBUG):
        assert office.work() == 3
        assert office.work() == 0
    assert {len(office.events(one)) for one in "ac"} == {MEETINGS}
    state = office.state("b")
    assert state.failures == 1
    assert "meld fra" in state.last_error
    assert "pass_put_off" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "Nordmann" not in " ".join(record.getMessage() for record in caplog.records)


def test_no_transaction_is_open_while_a_server_is_asked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executing, "_LONG_S", math.inf)  # another writer may just be noting a write
    office.add("a", "b")
    open_ones: list[int] = []

    def count(forward: Forward) -> Reply:
        open_ones.append(office.services.database.engine.pool.checkedout())  # type: ignore[attr-defined]  # both pools have it
        return forward()

    office.proxy.always = count
    office.work()
    assert open_ones
    assert set(open_ones) == {0}


def test_the_groups_at_hand_are_the_last_when_asked_to_stop(office: Office) -> None:
    office.add(*GROUPS)
    asked: list[bool] = []

    def ask(forward: Forward) -> Reply:
        asked.append(True)
        return forward()

    office.proxy.always = ask
    assert office.work(stopping=lambda: bool(asked)) == 1
    assert office.lease_owners() == []
