"""What a leader should know this week: what is due, what got worse, and what was mended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from service.domain.model import OSLO
from service.journeys.judging.choosing import ChosenRules, choose_rules
from service.journeys.judging.deciding import confirm, set_baseline, waive
from service.journeys.judging.digest import Digest, weekly_digest
from tests.journeys.judged import IN_GJERSTAD, another_process, found, indoors
from tests.journeys.town import Town

FACTION, ROUND, AROUND = "SP22-4.3", "SP22-5.1", "SP22-5.7"
JANUARY, MARCH = "meeting:formannskap-2023-01-17", "meeting:formannskap-2023-03-14"
FIRST_RUN = dt.datetime(2023, 1, 3, 7, tzinfo=OSLO)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A group that has planned its spring, and looks at it on Tuesday mornings."""
    town = indoors(tmp_path, **IN_GJERSTAD)
    town.now = FIRST_RUN
    return town


def week(town: Town) -> Digest:
    return weekly_digest(town.services, town.id)


def later(town: Town, **time: int) -> None:
    town.now = (town.now + dt.timedelta(**time)).replace(tzinfo=OSLO)


def about(digest: Digest, code: str) -> list[str]:
    return [f.target for f in digest.worse if f.code == code]


def test_after_the_first_run_nothing_is_worse_and_nothing_mended(town: Town) -> None:
    digest = week(town)
    assert digest.worse == ()
    assert digest.mended == ()
    assert digest.waiting
    assert week(town) == digest


def test_what_is_due_within_the_week_or_past_it_comes_and_the_rest_waits(town: Town) -> None:
    town.now = dt.datetime(2023, 1, 9, 7, tzinfo=OSLO)
    assert JANUARY not in {f.target for f in week(town).due}
    town.now = dt.datetime(2023, 1, 10, 7, tzinfo=OSLO)
    digest = week(town)
    assert (digest.today, digest.until) == (dt.date(2023, 1, 10), dt.date(2023, 1, 17))
    assert JANUARY in {f.target for f in digest.due}
    assert all(f.due and f.due <= digest.until for f in digest.due)
    errors = {f.target for code in (FACTION, ROUND, AROUND) for f in found(town, code).values()}
    assert digest.waiting >= len(errors) - len(digest.due)
    later(town, days=8)
    assert JANUARY in {f.target for f in week(town).due}


def test_the_deadlines_of_the_week_are_told_and_no_others(town: Town) -> None:
    town.now = dt.datetime(2023, 2, 8, 7, tzinfo=OSLO)
    digest = week(town)
    days = {task.date for task in digest.deadlines}
    assert dt.date(2023, 2, 16) not in days  # the council is in eight days
    later(town, days=1)
    told = {task.title: task.date for task in week(town).deadlines}
    assert told["Fordel sakene til kommunestyret 16. februar"] == dt.date(2023, 2, 16)
    assert all(dt.date(2023, 2, 9) <= day <= dt.date(2023, 2, 16) for day in told.values())


def test_a_new_finding_is_worse_for_a_week(town: Town) -> None:
    week(town)
    later(town, days=2)
    town.change("2023-03-09", date=dt.date(2023, 3, 15))
    assert about(week(town), ROUND) == [MARCH]
    later(town, days=6)
    assert about(week(town), ROUND) == [MARCH]
    later(town, days=1)
    assert about(week(town), ROUND) == []


def test_each_week_tells_a_thing_once_to_a_clock_that_keeps_its_time(town: Town) -> None:
    week(town)
    later(town, days=7)
    town.change("2023-03-09", date=dt.date(2023, 3, 15))
    assert about(week(town), ROUND) == [MARCH]
    later(town, days=7)
    town.change("2023-03-15", date=dt.date(2023, 3, 9))
    digest = week(town)
    assert (about(digest, ROUND), digest.mended) == ([], (ROUND,))
    later(town, days=7)
    assert week(town).mended == ()


def test_what_was_mended_and_breaks_again_is_worse_again(town: Town) -> None:
    town.change("2023-03-09", date=dt.date(2023, 3, 15))
    week(town)
    later(town, days=7)
    town.change("2023-03-15", date=dt.date(2023, 3, 9))
    week(town)
    later(town, days=7)
    town.change("2023-03-09", date=dt.date(2023, 3, 15))
    assert about(week(town), ROUND) == [MARCH]


def test_a_confirmed_task_is_mended(town: Town) -> None:
    week(town)
    confirm(town.services, town.id, "SP22-7.1", f"group:{town.id}", by="kari")
    later(town, hours=1)
    assert week(town).mended == ("SP22-7.1",)


def test_a_waived_finding_is_neither_mended_nor_waits(town: Town) -> None:
    before = week(town)
    waive(town.services, town.id, FACTION, MARCH, "Bare to.", by="kari")
    later(town, hours=1)
    digest = week(town)
    assert digest.mended == ()
    assert digest.waiting == before.waiting - 1


def test_what_is_switched_off_is_not_called_mended(town: Town) -> None:
    week(town)
    off = ChosenRules(packs=("sp-reglement-2022",), values={(FACTION, "off"): "Ikke hos oss."})
    choose_rules(town.services, town.id, off)
    later(town, hours=1)
    assert week(town).mended == ()
    choose_rules(town.services, town.id, ChosenRules(packs=("ks-folkevalgt-2011",)))
    later(town, hours=1)
    assert week(town).mended == ()


def test_a_group_that_began_with_nothing_wrong_is_told_of_what_comes(town: Town) -> None:
    off = {(code, "off"): "Senere." for code in codes(town) - {ROUND}}
    town.half = "2023-2"
    town.approve()
    choose_rules(town.services, town.id, ChosenRules(packs=("sp-reglement-2022",), values=off))
    assert week(town).waiting == 0
    later(town, days=2)
    town.change("2023-03-09", date=dt.date(2023, 3, 15))
    assert about(week(town), ROUND) == [MARCH]
    assert [f.target for f in weekly_digest(another_process(town), town.id).worse] == [MARCH]


def codes(town: Town) -> set[str]:
    packs = town.services.packs(town.services.own_settings(town.id).group)
    return {rule.code for pack in packs for rule in pack.rules}


def test_the_baseline_is_not_told_of_and_a_new_finding_is(town: Town) -> None:
    week(town)
    set_baseline(town.services, town.id)
    later(town, days=1)
    digest = week(town)
    assert (digest.due, digest.worse, digest.waiting, digest.mended) == ((), (), 0, ())
    town.change("2023-03-09", date=dt.date(2023, 3, 15))
    later(town, days=1)
    assert [f.target for f in week(town).worse] == [MARCH]
