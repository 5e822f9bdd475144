"""What people decide about findings: to live with one, to confirm a task, where they began."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from service.domain.errors import InputError
from service.journeys.judging.checklist import checklist
from service.journeys.judging.choosing import ChosenRules, choose_rules
from service.journeys.judging.deciding import (
    clear_baseline,
    confirm,
    set_baseline,
    waive,
    waivers_of,
    withdraw_waiver,
)
from service.journeys.judging.digest import note_findings
from service.rules.results import Severity
from tests.journeys.judged import IN_GJERSTAD, found, indoors, report
from tests.journeys.town import Town

FACTION, ROUND = "SP22-4.3", "SP22-5.1"  # no faction meeting, no group meeting before a round
JANUARY, FEBRUARY = "meeting:formannskap-2023-01-17", "meeting:formannskap-2023-02-07"
OCTOBER = "meeting:formannskap-2023-10-10"
CANDOUR, COOPERATION = "SP22-7.1", "SP22-11.2"  # confirmed each half-year, and each year
GROUP = "group:gjerstad-2019"
REASON = "Fraksjonen er bare to."


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A group that has planned its spring."""
    return indoors(tmp_path, **IN_GJERSTAD)


def live_with(town: Town, target: str, reason: str = REASON, until: dt.date | None = None) -> None:
    waive(town.services, town.id, FACTION, target, reason, by="kari", until=until)


def on(town: Town, year: int, month: int, day: int) -> None:
    town.now = town.now.replace(year=year, month=month, day=day)


def test_a_waived_finding_stands_apart_up_to_its_last_day(town: Town) -> None:
    others = found(town, FACTION).keys() - {JANUARY}
    live_with(town, JANUARY, f" {REASON} ", until=dt.date(2023, 1, 9))
    for day in (dt.date(2022, 12, 12), dt.date(2023, 1, 9)):
        on(town, day.year, day.month, day.day)
        made = report(town)
        assert [(f.code, f.target) for f in made.waived] == [(FACTION, JANUARY)]
        assert found(town, FACTION).keys() == others
        assert made.expired_waivers == made.unused_waivers == made.unknown_waivers == ()
    on(town, 2023, 1, 10)
    made = report(town)
    assert made.waived == ()
    assert JANUARY in found(town, FACTION)
    (over,) = made.expired_waivers
    assert (over.code, over.target, over.reason) == (FACTION, JANUARY, REASON)
    assert waivers_of(town.services, town.id) == (over,)


def test_a_waiver_counts_for_its_own_finding_until_it_is_withdrawn(town: Town) -> None:
    live_with(town, JANUARY)
    assert FEBRUARY in found(town, FACTION)
    withdraw_waiver(town.services, town.id, FACTION, JANUARY)
    assert JANUARY in found(town, FACTION)


def test_a_new_waiver_of_a_finding_takes_the_old_ones_place(town: Town) -> None:
    live_with(town, JANUARY, "Først.", until=dt.date(2023, 1, 9))
    live_with(town, JANUARY, "Så.")
    (only,) = waivers_of(town.services, town.id)
    assert (only.reason, only.until) == ("Så.", None)


def test_a_waiver_that_nothing_needs_any_more_is_told_of(town: Town) -> None:
    waive(town.services, town.id, ROUND, OCTOBER, REASON, by="kari")
    assert report(town).unused_waivers == ()
    town.half = "2023-2"
    town.approve()
    (unused,) = report(town).unused_waivers
    assert (unused.code, unused.target) == (ROUND, OCTOBER)


def test_a_waiver_of_a_rule_the_group_no_longer_has_is_told_of(town: Town) -> None:
    live_with(town, JANUARY)
    choose_rules(town.services, town.id, ChosenRules(packs=("sp-arbeid-2023",)))
    made = report(town)
    assert [w.code for w in made.unknown_waivers] == [FACTION]
    assert made.unused_waivers == ()


@pytest.mark.parametrize(
    ("code", "reason", "until", "says"),
    [
        ("SP22-99.9", REASON, None, "Ingen av gruppas regelpakker har denne regelen"),
        ("AP-LHM-4.1", REASON, None, "Ingen av gruppas regelpakker har denne regelen"),
        (FACTION, "  ", None, "må ha en begrunnelse"),
        (FACTION, REASON, dt.date(2022, 12, 11), "er passert"),
    ],
)
def test_a_waiver_that_cannot_be_is_refused(
    town: Town, code: str, reason: str, until: dt.date | None, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        waive(town.services, town.id, code, JANUARY, reason, by="kari", until=until)
    with pytest.raises(InputError, match="ikke noe slikt unntak"):
        withdraw_waiver(town.services, town.id, FACTION, JANUARY)
    assert waivers_of(town.services, town.id) == ()


def test_the_last_day_is_one_in_oslo(town: Town) -> None:
    town.now = dt.datetime(2023, 1, 9, 23, 30, tzinfo=dt.UTC)  # half past midnight of the tenth
    with pytest.raises(InputError, match="er passert"):
        live_with(town, JANUARY, until=dt.date(2023, 1, 9))


def test_a_confirmed_task_is_gone_and_comes_back_in_the_next_period(town: Town) -> None:
    on(town, 2023, 1, 10)
    (task,) = found(town, COOPERATION).values()
    assert (task.severity, task.due) == (Severity.TASK, dt.date(2023, 12, 31))
    confirm(town.services, town.id, COOPERATION, task.target, by="kari", note="Gruppemøte i januar")
    assert not found(town, COOPERATION)
    assert COOPERATION in report(town).passed
    assert found(town, CANDOUR)
    on(town, 2023, 12, 31)
    assert not found(town, COOPERATION)
    confirm(town.services, town.id, CANDOUR, GROUP, by="kari")
    assert not found(town, CANDOUR)


def test_a_task_of_the_half_year_comes_back_in_the_next_and_one_of_the_year_does_not(
    town: Town,
) -> None:
    on(town, 2023, 3, 1)
    for code in (CANDOUR, COOPERATION):
        confirm(town.services, town.id, code, GROUP, by="kari")
    on(town, 2023, 7, 1)
    assert found(town, CANDOUR)
    assert not found(town, COOPERATION)


def test_a_task_of_the_year_comes_back_in_the_next(tmp_path: Path) -> None:
    town = indoors(tmp_path)  # the regulation's group has its last year
    on(town, 2018, 2, 1)
    (task,) = found(town, "AP-LHM-0.4").values()
    confirm(town.services, town.id, "AP-LHM-0.4", task.target, by="kari")
    on(town, 2018, 12, 31)
    assert not found(town, "AP-LHM-0.4")
    on(town, 2019, 1, 1)
    (again,) = found(town, "AP-LHM-0.4").values()
    assert again.id == task.id
    (item,) = (one for one in checklist(town.services, town.id) if one.rule.code == "AP-LHM-0.4")
    assert [one.attested_by for one in item.confirmed] == ["kari"]


@pytest.mark.parametrize("code", [FACTION, "SP22-9.3", "AP-LHM-0.4"])
def test_what_nobody_confirms_is_refused(town: Town, code: str) -> None:
    with pytest.raises(InputError) as refused:
        confirm(town.services, town.id, code, GROUP, by="kari")
    assert refused.value.where == code
    assert not any(one.confirmed for one in checklist(town.services, town.id))


def test_what_a_group_began_with_stands_apart_and_a_new_finding_stands_out(town: Town) -> None:
    before = report(town).findings
    assert set_baseline(town.services, town.id) == len(before)
    made = report(town)
    assert (made.findings, made.baseline) == ((), before)
    town.change("2023-03-09", date=dt.date(2023, 3, 15))
    made = report(town)
    (new,) = made.findings
    assert (new.code, new.target) == (ROUND, "meeting:formannskap-2023-03-14")
    assert made.baseline == before


def test_what_is_mended_leaves_the_baseline_and_is_new_if_it_comes_back(town: Town) -> None:
    set_baseline(town.services, town.id)
    assert OCTOBER in {f.target for f in report(town).baseline if f.code == ROUND}
    town.half = "2023-2"
    town.approve()
    assert OCTOBER not in {f.target for f in report(town).baseline if f.code == ROUND}
    note_findings(town.services, town.id)
    town.change("2023-10-05", date=dt.date(2023, 10, 11))
    assert OCTOBER in found(town, ROUND)


def test_a_baseline_that_is_cleared_hides_nothing(town: Town) -> None:
    before = report(town)
    set_baseline(town.services, town.id)
    clear_baseline(town.services, town.id)
    assert report(town) == before
