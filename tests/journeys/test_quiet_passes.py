"""Where nothing has changed, a pass asks each server once; any change makes it decide anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from service.db.groups import Groups
from service.db.runs import Runs
from service.db.target_rows import TargetState
from service.db.targets import Targets
from service.domain.settings import DriftPolicy
from service.journeys import standing
from tests.journeys.town import CALENDAR, CALL, FIRST, Town, text
from tests.servers.meddler import Meddler, answer, meddler, pass_on

pytestmark = pytest.mark.parametrize("new_database", ["sqlite", "postgresql"], indirect=True)
EVERYWHERE = ["folder-group", "calendar-group"]


def quiet(town: Town) -> list[str]:
    """The targets of one more pass at which nothing was new."""
    return [result.target_id for result in town.sync().results if result.quiet]


@pytest.fixture
def meddler_at() -> Iterator[Callable[[Town], Meddler]]:
    """Puts a proxy before the town's calendar."""
    with ExitStack() as stack:

        def put(town: Town) -> Meddler:
            proxy = stack.enter_context(meddler(town.url(CALENDAR)))
            town.reach(CALENDAR, proxy.before(town.url(CALENDAR)))
            town.sync()
            return proxy

        yield put


@pytest.fixture
def resting(new_settled: Callable[..., Town]) -> Town:
    """A group whose last pass found nothing to do."""
    town = new_settled()
    assert quiet(town) == []  # it sees what the first one wrote
    assert quiet(town) == EVERYWHERE
    return town


def states(town: Town) -> tuple[TargetState, ...]:
    with town.services.database.reading() as session:
        return Targets(session, town.id).states()


def runs(town: Town) -> int:
    with town.services.database.reading() as session:
        return len(Runs(session, town.id).latest(100))


def test_a_quiet_pass_is_no_run_and_says_when_it_looked(resting: Town) -> None:
    before = runs(resting)
    resting.now += dt.timedelta(minutes=15)
    report = resting.sync()
    assert resting.sync(dry_run=True).steps == ()
    assert [r.quiet for r in report.results] == [True, True]
    assert (report.steps, report.errors, report.conflicts) == ((), (), 0)
    assert runs(resting) == before
    (state, *_) = states(resting)
    assert state.last_ok_at == resting.now
    assert state.next_due is not None
    assert state.next_due > resting.now


def test_a_changed_plan_ends_it_and_so_does_what_follows(resting: Town) -> None:
    resting.change(FIRST, place="Biblioteket")
    assert resting.sync().written > 0
    assert quiet(resting) == []
    assert quiet(resting) == EVERYWHERE


def test_what_a_person_changes_in_the_calendar_is_seen(resting: Town) -> None:
    calendar = resting.calendar()
    href, event = calendar.on(FIRST)
    calendar.rewrite(href, event.replace("SUMMARY:", "SUMMARY:Flyttet: ").encode())
    report = resting.sync()
    assert [r.target_id for r in report.results if r.quiet] == ["folder-group"]
    assert [step.action for step in report.steps] == ["restore"]
    assert "\nSUMMARY:Gruppemøte\n" in text(calendar.get(href))


def test_a_deleted_event_is_seen(resting: Town) -> None:
    calendar = resting.calendar()
    href, _ = calendar.on(FIRST)
    calendar.delete(href)
    assert [step.action for step in resting.sync().steps] == ["recreate"]


def test_what_a_person_writes_in_the_folder_is_seen(resting: Town) -> None:
    folder = resting.folder()
    folder.put("Notater.txt", b"Kari skriver")
    assert quiet(resting) == []  # the calendar links to what lies there
    folder.delete(CALL)
    report = resting.sync()
    assert "folder-group" not in [r.target_id for r in report.results if r.quiet]
    assert [n.code.value for _, n in report.notices] == ["deleted"]


def test_every_day_begins_with_a_whole_pass(resting: Town) -> None:
    resting.now += dt.timedelta(days=1)
    assert quiet(resting) == []
    assert quiet(resting) == EVERYWHERE


def test_another_version_of_the_program_decides_anew(
    resting: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "_program", lambda: "ny")
    assert quiet(resting) == []
    monkeypatch.setattr(standing.Standing, "__annotations__", {"day": str, "more": str})
    assert quiet(resting) == []


def test_a_rule_pack_laid_in_the_packs_folder_is_decided_by(resting: Town) -> None:
    packs = resting.services.packs_folder
    assert packs is not None
    packs.mkdir()
    (packs / "EGEN.toml").write_text("# tom\n", encoding="utf-8")
    assert quiet(resting) == []


def test_what_waits_for_a_choice_is_looked_at_every_time(new_settled) -> None:
    town: Town = new_settled(drift=DriftPolicy.ASK)
    calendar = town.calendar()
    href, event = calendar.on(FIRST)
    calendar.rewrite(href, event.replace("SUMMARY:", "SUMMARY:Flyttet: ").encode())
    for _ in range(3):
        report = town.sync()
        assert report.conflicts == 1
    assert [r.target_id for r in report.results if r.quiet] == ["folder-group"]


def test_a_new_policy_is_decided_by(resting: Town) -> None:
    with resting.services.database.transaction() as session:
        settings = Groups(session).get(resting.id)
        assert settings is not None
        Groups(session).save(replace(settings, drift=DriftPolicy.CALENDAR))
    assert quiet(resting) == []


def test_a_server_that_is_down_is_told_as_ever_and_nothing_rests_then(
    resting: Town, meddler_at: Callable[[Town], Meddler]
) -> None:
    proxy = meddler_at(resting)
    resting.sync()
    assert quiet(resting) == EVERYWHERE
    proxy.always = answer(503)
    report = resting.sync()
    assert report.unreachable
    assert [r.target_id for r in report.results if r.quiet] == ["folder-group"]
    proxy.always = pass_on
    assert quiet(resting) == ["folder-group"]
    assert quiet(resting) == EVERYWHERE


def test_a_refused_password_is_tried_once(
    resting: Town, meddler_at: Callable[[Town], Meddler]
) -> None:
    proxy = meddler_at(resting)
    resting.sync()
    assert quiet(resting) == EVERYWHERE
    proxy.methods()
    proxy.always = answer(401)
    assert resting.sync().refused
    assert proxy.methods() == ["REPORT"]


def test_an_event_follows_its_document_in_the_pass_that_renames_it(resting: Town) -> None:
    folder, calendar = resting.folder(), resting.calendar()
    folder.rename(CALL, "2018/Innkalling til januarmøtet.docx")
    resting.sync()
    _, event = calendar.on(FIRST)
    assert "januarm" in event
    assert resting.sync().written == 0
