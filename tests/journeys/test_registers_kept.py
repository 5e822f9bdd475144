"""Registers from a file: rules that could not be judged are, and what goes out comes in again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from service.domain.errors import InputError
from service.domain.model import OSLO
from service.journeys.judging.choosing import ChosenRules, choose_rules
from service.journeys.judging.deciding import confirm
from service.journeys.judging.registers import (
    export_registers,
    import_registers,
    kept_registers,
    remove_entry,
    stop_register,
)
from service.journeys.judging.surveys import (
    answer_survey,
    close_survey,
    survey_questions,
    survey_results,
)
from service.journeys.services import Services
from tests.journeys.judged import IN_GJERSTAD, another_process, found, indoors, lacking, verdict
from tests.journeys.town import Town

FILE = """\
keep = ["notification"]

[[case]]
case = "3/18"
body = "kommunestyre"
meeting = "2018-02-15 kommunestyre"
flags = ["disagreement", "new", "principle"]
owner = "Ola Nordmann"

[[group_item]]
id = "min"
case = "3/18"
at = "2018-01-22 18.30"
by = "kari"
conclusion = "Gruppa er for."
"""
SETTLED, TOLD = "AP-LHM-1.7", "AP-LHM-2.3"  # disagreement is settled, the party leader is told
OWNED = "AP-LHM-2.2"
SAMSPILL = "sorum-kjoreregler-2008"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A group that keeps no register yet, on the day after the council met."""
    made = indoors(tmp_path)
    made.now = dt.datetime(2018, 2, 16, 12, tzinfo=OSLO)
    return made


def read_in(town: Town, text_: str = FILE) -> dict[str, int]:
    services, data = town.services, text_.encode()
    return dict(import_registers(services, town.id, data, "register.toml", by="kari"))


def ids(services: Services, town: Town) -> dict[str, list[str]]:
    kept = kept_registers(services, town.id)
    return {register: [entry.id for entry in entries] for register, entries in kept.items()}


def test_a_rule_that_waited_for_a_register_is_judged_by_it(town: Town) -> None:
    for rule in (SETTLED, TOLD, OWNED):
        assert lacking(town, rule) == [
            "Saker med ansvarlig, organ og vurdering er ikke registrert."
        ]
    assert read_in(town) == {"notification": 0, "case": 1, "group_item": 1}
    assert verdict(town, SETTLED) == "passed"
    (unreported,) = found(town, TOLD).values()
    assert "3/18" in unreported.message
    read_in(
        town,
        '[[notification]]\ncase = "3/18"\nby = "kari"\nto = ["Eva Nordmann"]\nat = "2018-01-23"',
    )
    assert verdict(town, TOLD) == "passed"


def test_a_register_that_is_kept_and_empty_is_known_to_be_empty(town: Town) -> None:
    read_in(town, 'keep = ["case"]')
    assert lacking(town, SETTLED) == []
    assert verdict(town, SETTLED) == "not applicable"
    stop_register(town.services, town.id, "case")
    assert verdict(town, SETTLED) == "not evaluated"


def test_the_same_file_twice_stores_the_same_once(town: Town) -> None:
    read_in(town)
    once = ids(town.services, town)
    read_in(town)
    assert ids(town.services, town) == once
    read_in(town, FILE.replace("Gruppa er for.", ""))
    assert ids(town.services, town) == once  # the entry with an id of its own took its own place
    assert [one.case for one in kept_registers(town.services, town.id)["group_item"]] == ["3/18"]
    assert verdict(town, SETTLED) == "found"


@pytest.mark.parametrize("wrong", ['person = "Odd"', 'case = ["1"]', 'at = "i går"', "why = 1"])
def test_nothing_is_stored_of_a_file_with_a_mistake(town: Town, wrong: str) -> None:
    read_in(town, '[[media]]\nid = "før"\nsource = "avisa"')
    before = export_registers(town.services, town.id)
    changed = '[[media]]\nid = "før"\nsource = "radio"\n'
    with pytest.raises(InputError) as refused:
        read_in(town, f"{FILE}\n{changed}[[dissent]]\n{wrong}\n")
    assert refused.value.where.startswith("register.toml, linje 21, dissent[0]")
    assert export_registers(town.services, town.id) == before


def test_what_goes_out_comes_in_again_in_another_place(town: Town, tmp_path: Path) -> None:
    read_in(town)
    file = export_registers(town.services, town.id)
    elsewhere = indoors(tmp_path / "elsewhere")
    read_in(elsewhere, file)
    assert kept_registers(elsewhere.services, town.id) == kept_registers(town.services, town.id)
    assert export_registers(elsewhere.services, town.id) == file
    assert verdict(elsewhere, SETTLED) == "passed"


def test_an_entry_is_removed_and_one_that_is_not_there_is_refused(town: Town) -> None:
    read_in(town)
    remove_entry(town.services, town.id, "min")
    assert ids(town.services, town)["group_item"] == []
    assert verdict(town, SETTLED) == "found"
    with pytest.raises(InputError, match="ingen slik oppføring"):
        remove_entry(town.services, town.id, "min")
    with pytest.raises(InputError, match="fører ikke dette registeret"):
        stop_register(town.services, town.id, "media")


def test_what_entries_say_is_stored_sealed(town: Town) -> None:
    read_in(town)
    stored = everything(town)
    assert "min" in stored
    for word in ("3/18", "Gruppa er for", "disagreement", '"ola"'):
        assert word not in stored


def test_answers_are_counted_and_nobody_is_named(tmp_path: Path) -> None:
    town = indoors(tmp_path, **IN_GJERSTAD)
    choose_rules(town.services, town.id, ChosenRules(packs=(SAMSPILL,)))
    questions = survey_questions(town.services, town.id)
    assert {"E1", "E3"} <= questions.keys()
    assert verdict(town, "SORUM-E1") == "not evaluated"
    before = rows(town)
    for scores in ({"E1": 5, "E3": 1}, {"E1": 4}):
        answer_survey(town.services, town.id, scores)
    (few,) = found(town, "SORUM-E1").values()
    assert survey_results(town.services, town.id).rounds == ()
    with pytest.raises(InputError, match="Færre enn tre har svart"):
        close_survey(town.services, town.id)
    answer_survey(town.services, town.id, {"E1": 3, "E3": 1})
    assert verdict(town, "SORUM-E1") == "passed"
    assert few.id not in {f.id for f in found(town, "SORUM-E1").values()}
    assert "SORUM-E3" in {f.code for f in found(town, "SORUM-E3").values()}
    assert survey_results(town.services, town.id).rounds == ()
    new = {table: found_ - before[table] for table, found_ in rows(town).items()}
    assert {table for table, found_ in new.items() if found_} == {"survey_counts"}
    assert {len(row) for row in new["survey_counts"]} == {5}  # group, round, question, score, count
    close_survey(town.services, town.id)
    results = survey_results(another_process(town), town.id)
    assert (results.of("2022", "E1").count, results.of("2022", "E1").mean) == (3, 4.0)
    assert results.of("2022", "E3").mean is None, "two answers"
    assert "SORUM-E3" not in {f.code for f in found(town, "SORUM-E3").values()}, (
        "nobody can mend it"
    )
    with pytest.raises(InputError, match="Årets runde er avsluttet"):
        answer_survey(town.services, town.id, {"E1": 1})
    close_survey(town.services, town.id)
    assert survey_results(town.services, town.id) == results


@pytest.mark.parametrize(
    ("scores", "says"),
    [
        ({"E99": 3}, "ikke dette spørsmålet"),
        ({"E1": 0}, "1 til 5"),
        ({"E3": 2, "E1": 6}, "1 til 5"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_whole(
    tmp_path: Path, scores: dict[str, int], says: str
) -> None:
    town = indoors(tmp_path, **IN_GJERSTAD)
    choose_rules(town.services, town.id, ChosenRules(packs=(SAMSPILL,)))
    with pytest.raises(InputError, match=says):
        answer_survey(town.services, town.id, scores)
    assert survey_results(town.services, town.id).rounds == ()
    with pytest.raises(InputError, match="bekreftes ikke"):
        confirm(town.services, town.id, "SORUM-E1", "survey:E1@2022", by="kari")


def database(town: Town) -> Engine:
    return create_engine(f"sqlite:///{town.directory / 'k.db'}")


def rows(town: Town) -> dict[str, set[tuple[object, ...]]]:
    """Everything that is stored, by table."""
    engine = database(town)
    with engine.connect() as connection:
        return {
            table: set(map(tuple, connection.execute(text(f'SELECT * FROM "{table}"'))))
            for table in inspect(engine).get_table_names()
        }


def everything(town: Town) -> str:
    """All that is stored of registers, as text."""
    return str(rows(town)["register_entries"])
