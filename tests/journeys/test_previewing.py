"""Other packs or values: what comes and goes is shown first, and nothing is stored by looking."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from service.domain.errors import InputError
from service.domain.model import Period
from service.journeys.judging.choosing import ChosenRules, choose_rules, preview_choice
from service.journeys.judging.deciding import set_baseline, waive
from service.journeys.judging.preview import preview
from service.rules.results import Severity
from tests.journeys.judged import IN_GJERSTAD, found, indoors, report
from tests.journeys.town import Town

AP, SP = "ap-lhm-2015", "sp-reglement-2022"
ROUND, FACTION, AROUND = "SP22-5.1", "SP22-4.3", "SP22-5.7"
BEFORE = Period(start=dt.date(2019, 10, 1), end=dt.date(2023, 6, 30))
AFTER = Period(start=dt.date(2023, 7, 1))


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A group that has planned its spring."""
    return indoors(tmp_path, **IN_GJERSTAD)


def test_another_value_shows_what_goes_and_leaves_the_rest(town: Town) -> None:
    before, settings = report(town), town.services.own_settings(town.id)
    off = (FACTION, "off", "Fraksjonene møtes når de trenger det.")
    seen = preview(town.services, town.id, parameters=[off])
    assert {f.code for f in seen.go} == {FACTION}
    assert {f.target for f in seen.go} == found(town, FACTION).keys()
    assert seen.come == seen.changed == seen.not_evaluated == ()
    assert seen.kept == len(before.findings) - len(seen.go)
    assert report(town) == before
    assert town.services.own_settings(town.id) == settings


def test_a_finding_that_weighs_less_is_changed(town: Town) -> None:
    seen = preview(town.services, town.id, parameters=[(AROUND, "modality", "bør")])
    assert {(old.severity, new.severity) for old, new in seen.changed} == {
        (Severity.ERROR, Severity.WARNING)
    }
    assert {old.target for old, _ in seen.changed} == found(town, AROUND).keys()
    assert seen.come == seen.go == ()


def test_another_pack_shows_what_comes_and_goes_and_what_could_not_be_judged(town: Town) -> None:
    before, settings = report(town), town.services.own_settings(town.id)
    seen = preview(town.services, town.id, packs=[AP])
    assert {f.code for f in seen.go} == {f.code for f in before.findings}
    assert seen.kept == 0
    assert {n.code.partition("-")[0] for n in seen.not_evaluated} <= {"AP"}
    assert report(town) == before
    assert town.services.own_settings(town.id) == settings


def test_what_is_shown_is_what_the_choice_then_gives(town: Town) -> None:
    chosen = ChosenRules(
        packs=("ks-folkevalgt-2011", SP), values={(FACTION, "off"): "Ikke hos oss."}
    )
    before = {f.id for f in report(town).findings}
    seen = preview_choice(town.services, town.id, chosen)
    assert {f.id for f in report(town).findings} == before
    choose_rules(town.services, town.id, chosen)
    after = {f.id: f for f in report(town).findings}
    assert seen.come
    assert {f.id for f in seen.come} == after.keys() - before
    assert {f.id for f in seen.go} == before - after.keys()
    assert all(after[f.id] == f for f in seen.come)


def test_waivers_and_the_baseline_hold_in_what_is_shown(town: Town) -> None:
    (one, *_) = found(town, FACTION)
    waive(town.services, town.id, FACTION, one, "Bare to.", by="kari")
    off = preview(town.services, town.id, parameters=[(FACTION, "off", "Ikke hos oss.")])
    assert one not in {f.target for f in off.go}
    set_baseline(town.services, town.id)
    off = preview(town.services, town.id, parameters=[(FACTION, "off", "Ikke hos oss.")])
    assert off.go == ()


@pytest.mark.parametrize(
    ("rule", "name", "value", "says"),
    [
        (FACTION, "window_days", "mange", "skriv et helt tall."),
        (FACTION, "window_days", -1, "tallet må være minst"),
        (FACTION, "severity", "katastrofe", "Velg blant: feil, advarsel"),
        (FACTION, "windows", 3, "Feltet er ukjent."),
        ("AP-LHM-4.1", "max_lead_days", 3, "Ingen av gruppas regelpakker har denne regelen."),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(
    town: Town, rule: str, name: str, value: object, says: str
) -> None:
    with pytest.raises(InputError) as refused:
        preview(town.services, town.id, parameters=[(rule, name, value)])
    assert refused.value.where == f"{rule}.{name}"
    assert says in refused.value.message


def test_packs_that_contradict_each_other_are_refused_with_the_reason(town: Town) -> None:
    settings = town.services.own_settings(town.id)
    both = ChosenRules(packs=(SP, AP))
    for refused in (
        lambda: preview(town.services, town.id, packs=[SP, AP]),
        lambda: preview_choice(town.services, town.id, both),
        lambda: choose_rules(town.services, town.id, both),
        lambda: preview(
            town.services, town.id, packs=[SP, AP],
            periods={AP: BEFORE, SP: Period(start=dt.date(2023, 6, 30))},
        ),
    ):  # fmt: skip
        with pytest.raises(InputError) as error:
            refused()
        assert f"{SP} og {AP} motsier hverandre" in error.value.message
        assert "medlemsmøtet binde gruppa; reglementet lar det gi råd." in error.value.message
        assert "gi dem hver sin tid" in error.value.message
    assert town.services.own_settings(town.id) == settings


def test_packs_that_contradict_each_other_hold_one_after_the_other(town: Town) -> None:
    periods = {AP: BEFORE, SP: AFTER}
    seen = preview(town.services, town.id, packs=[SP, AP], periods=periods)
    spring, autumn = "2023-03-14", "2023-10-10"
    assert f"meeting:formannskap-{spring}" in {f.target for f in seen.go if f.code == FACTION}
    choose_rules(town.services, town.id, ChosenRules(packs=(SP, AP), periods=periods))
    days = {target[-10:] for target in found(town, FACTION)}
    assert autumn in days
    assert min(days) >= "2023-07-01"
    assert town.services.own_settings(town.id).group.pack_periods == periods
    made = report(town)
    assert any(f.code.startswith("AP-LHM") for f in (*made.findings, *made.not_evaluated))
