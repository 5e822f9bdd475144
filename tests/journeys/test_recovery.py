"""Whatever is lost, the next pass finds its way: nothing twice, and nothing vanishes unasked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from service.db.meetings import Meetings
from service.domain.halves import period_of
from service.domain.settings import DriftPolicy
from service.journeys.results import SyncReport
from tests.journeys.town import CALENDAR, Town, told
from tests.servers.meddler import (
    Act,
    Forward,
    Meddler,
    Reply,
    after,
    answer,
    broken,
    meddler,
    pass_on,
)

NewTown = Callable[..., Town]
SEVEN = ["01-22", "02-05", "03-05", "03-19", "04-16", "05-14", "06-18"]
DAYS = [f"2018-{day}" for day in SEVEN]


def whole(town: Town) -> bool:
    """Everything is there, once."""
    return town.calendar().days() == DAYS and len(town.folder().all()) == 3


def kinds(report: SyncReport) -> set[str]:
    return {str(step.action) for step in report.steps}


@pytest.mark.parametrize("drift", list(DriftPolicy))
def test_a_lost_database_is_recovered_from_the_servers(
    new_settled: NewTown, drift: DriftPolicy
) -> None:
    town = new_settled(drift=drift)
    before = town.calendar().all(), town.folder().all()
    town.lose_database()
    report = town.sync()
    assert kinds(report) == {"adopt", "read"}
    assert (report.written, report.conflicts, report.errors) == (0, 0, ())
    assert (town.calendar().all(), town.folder().all()) == before
    assert town.sync().steps == ()


def test_after_a_loss_a_moved_meeting_still_moves_its_own_event(town: Town) -> None:
    hrefs = set(town.calendar().all())
    town.lose_database()
    town.council_moves()
    town.sync()
    assert set(town.calendar().all()) == hrefs
    assert town.calendar().days() == sorted({*DAYS, "2018-03-26"} - {"2018-03-19"})
    assert town.sync().written == 0


def test_events_of_a_plan_that_is_lost_too_are_asked_about_and_stay(town: Town) -> None:
    before = town.calendar().all()
    town.lose_database()
    with town.services.database.transaction() as session:
        meetings = Meetings(session, town.id)
        meetings.delete([m.id for m in meetings.all()])
    for _ in range(2):
        report = town.sync()
        assert (report.written, report.conflicts) == (0, len(DAYS))
        assert town.calendar().all() == before


CHILD = """
import datetime as dt, os, sys
from pathlib import Path
from connectors.caldav_store import CalDavStore
from service.bootstrap import build_services
from service.config import Config
from service.journeys.syncing import sync_group

directory, group, writes, now = sys.argv[1:]
left = int(writes)

def killed(write):
    def wrapper(*words):
        global left
        made = write(*words)
        left -= 1
        if left < 0:
            os._exit(9)  # as a power cut: nothing is tidied up
        return made
    return wrapper

for verb in ("create", "update"):
    setattr(CalDavStore, verb, killed(getattr(CalDavStore, verb)))
config = Config(data_dir=Path(directory), database_url=f"sqlite:///{directory}/k.db")
services = build_services(config, now=lambda _: dt.datetime.fromisoformat(now), environ={})
sync_group(services, group)
"""


def killed_after(town: Town, writes: int) -> None:
    """A pass that is cut off right after a write to the calendar, and before it is noted."""
    town.services.database.close()
    words = [str(town.directory), town.id, str(writes), town.now.isoformat()]
    child = subprocess.run(
        [sys.executable, "-c", CHILD, *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=120,
        check=False,
    )
    assert child.returncode == 9


def test_a_pass_that_is_killed_is_finished_by_the_next(new_town: NewTown) -> None:
    town = new_town()
    killed_after(town, 3)
    landed = len(town.calendar().days())
    assert landed >= 4  # and what other writers had sent at that moment
    report = town.sync()
    assert not report.errors
    assert sum(s.action == "create" for s in report.steps) == len(DAYS) - landed
    assert whole(town)
    assert town.sync().steps == ()


def test_an_update_that_was_cut_off_is_not_taken_for_a_persons(new_settled: NewTown) -> None:
    town = new_settled(drift=DriftPolicy.ASK)
    town.council_moves()
    killed_after(town, 0)
    report = town.sync()
    assert (told(report), report.conflicts) == ([("adopt", "already_so")], 0)
    assert town.sync().steps == ()


def at_writes(proxy: Meddler, *acts: Act, then: Act = pass_on) -> None:
    """Let the proxy do these at the writes that come, one each, and ``then`` at the rest."""
    waiting = iter(acts)

    def act(forward: Forward) -> Reply | None:
        method, _ = proxy.requests[-1]
        return (next(waiting, then) if method == "PUT" else pass_on)(forward)

    proxy.always = act


def test_an_answer_that_was_lost_is_looked_up_and_nothing_is_written_twice(
    new_settled: NewTown,
) -> None:
    town = new_settled()
    with meddler(town.caldav.url) as proxy:
        town.reach(CALENDAR, proxy.before(town.url(CALENDAR)))
        town.sync()
        town.council_moves()
        proxy.methods()
        at_writes(proxy, after(broken))
        report = town.sync()
        assert told(report) == [("update", "plan_changed")]
        assert not report.errors
        assert proxy.methods().count("PUT") == 1
        assert len(town.calendar().days()) == len(DAYS)


def test_a_server_that_runs_full_keeps_what_it_took_and_the_rest_comes_later(
    new_town: NewTown,
) -> None:
    town = new_town()
    with meddler(town.caldav.url) as proxy:
        town.reach(CALENDAR, proxy.before(town.url(CALENDAR)))
        at_writes(proxy, pass_on, pass_on, pass_on, then=answer(507))
        report = town.sync()
        assert sum(s.action == "create" and s.kind == "event" for s in report.steps) == 3
        (error,) = report.errors
        assert "ikke mer plass" in error
        assert len(town.calendar().days()) == 3
        proxy.always = pass_on
        town.sync()
        assert whole(town)


def test_an_emptied_calendar_is_not_filled_before_somebody_has_said_so(town: Town) -> None:
    town.calendar().delete(*town.calendar().all())
    for _ in range(2):
        report = town.sync()
        assert report.written == 0
        (error,) = report.errors
        assert "--go-on" in error
        assert town.calendar().all() == {}
    town.sync(go_on=True)
    assert town.calendar().days() == DAYS
    assert town.sync().steps == ()


@pytest.mark.parametrize("drift", [DriftPolicy.ASK, DriftPolicy.CALENDAR])
def test_going_on_fills_an_emptied_calendar_whoever_else_is_right(
    new_settled: NewTown, drift: DriftPolicy
) -> None:
    town = new_settled(drift=drift)
    town.calendar().delete(*town.calendar().all())
    assert town.sync().errors
    town.sync(go_on=True)
    assert town.calendar().days() == DAYS
    assert {m.status for m in town.meetings()} == {"CONFIRMED"}


def test_half_a_calendar_deleted_stops_and_asks(town: Town) -> None:
    town.calendar().delete(*sorted(town.calendar().all())[:4])
    report = town.sync()
    (error,) = report.errors
    assert "4 av 7" in error
    assert len(town.calendar().all()) == 3


def test_an_empty_plan_takes_nothing_out_of_the_calendar(town: Town) -> None:
    before = town.calendar().all()
    with town.services.database.transaction() as session:
        meetings = Meetings(session, town.id)
        meetings.replace_municipal((), period_of("2018-1"))
        meetings.delete([m.id for m in meetings.own()])
    for _ in range(2):
        report = town.sync()
        assert report.written == 0
        (error,) = report.errors
        assert "Møteplanen er tom" in error
        assert town.calendar().all() == before
