"""A rule's parameter is the pack's default, unless the group chose, unless its regulation says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from service.documents.manifest import shipped_manifests
from service.domain.regulation_fields import FIELDS, Plain
from service.rules.definitions import RuleDefinition
from service.rules.engine import evaluate
from service.rules.facts import Facts
from service.rules.loading import load_pack
from service.rules.parameters import Choices, from_regulation
from tests.unit.rules.worlds import world

PACKS = {"sp": load_pack("sp-reglement-2022"), "ap": load_pack("ap-lhm-2015")}


def rule(code: str) -> RuleDefinition:
    found = PACKS["ap" if code.startswith("AP") else "sp"].rule(code)
    assert found
    return found


def adopted(values: dict[str, Plain], **case: Any) -> Facts:
    return replace(world("sp", **case), adopted=values)


def document(kind: str = "reglement", **fields: str) -> dict[str, object]:
    area = "regulation" if kind == "reglement" else "rules"
    return {"type": kind, "fields": {f"{area}.{name}": text for name, text in fields.items()}}


@pytest.mark.parametrize(
    ("code", "values", "parameters"),
    [
        ("SP22-5.2", {"regulation.extra_requesters": 4}, {"min_requesters": 4}),
        (
            "SP22-5.12",
            {"regulation.weekday": 2, "regulation.from": dt.time(18), "regulation.place": "Huset"},
            {"weekday": "onsdag", "start": "18.00", "place": "Huset"},
        ),
        (
            "SP22-5.7",
            {"regulation.pre_post": "bør", "regulation.pre_post.longest": 60},
            {"modality": "bør", "max_minutes": 60},
        ),
        (
            "SP22-12.1",
            {"regulation.social_min": 3, "regulation.social_year": "term"},
            {"minimum": 3, "year": "term"},
        ),
        ("SP22-8.4", {"regulation.dissent_before": "group_meeting"}, {"before": "group_meeting"}),
        ("SP22-5.1", {"regulation.extra_requesters": 4}, {}),
    ],
)
def test_each_parameter_takes_the_value_the_pack_says(
    code: str, values: dict[str, Plain], parameters: dict[str, object]
) -> None:
    assert from_regulation(rule(code), adopted(values)) == parameters


def test_every_value_a_pack_asks_for_is_a_field_of_the_groups_document() -> None:
    tags = {spec.tag for manifest in shipped_manifests() for spec in manifest.fields}
    assert {field.tag for field in FIELDS} <= tags
    asked = {p.field for pack in PACKS.values() for r in pack.rules for p in r.admin_params}
    assert len(asked - {""}) > 15


def test_the_adopted_value_goes_before_the_groups_choice() -> None:
    choice = ("SP22-5.2", "min_requesters", 5)
    said = from_regulation(rule("SP22-5.2"), adopted({"regulation.extra_requesters": 4}))
    setting = Choices([rule("SP22-5.2")], [choice]).setting(rule("SP22-5.2"), said)
    assert setting.params.min_requesters == 4  # type: ignore[attr-defined]  # of its check
    assert setting.sources == {"min_requesters": "regulation"}


def test_what_the_document_says_decides_nothing_until_it_is_adopted() -> None:
    now = document(adopted="14.11.2019", extra_requesters="4")
    assert from_regulation(rule("SP22-5.2"), adopted({}, documents=[now])) == {}
    alone = world("sp", documents=[now])
    assert from_regulation(rule("SP22-5.2"), alone) == {"min_requesters": 4}


@pytest.mark.parametrize("said", ["annenhver mandag", "mandag eller tirsdag", "etter avtale", "…"])
def test_a_value_that_is_not_understood_decides_nothing_and_stops_nothing(said: str) -> None:
    facts = world("sp", documents=[document(adopted="14.11.2019", weekday=said)])
    assert from_regulation(rule("SP22-5.12"), facts) == {}
    assert evaluate([PACKS["sp"]], facts).findings


def test_a_value_that_does_not_fit_the_rule_stops_nothing() -> None:
    facts = adopted({"regulation.extra_requesters": 0})
    assert from_regulation(rule("SP22-5.2"), facts) == {}
    assert evaluate([PACKS["sp"]], facts)


def test_ground_rules_decide_too() -> None:
    said = document("kjoreregler", adopted="medlemsmøtet 1. mars 2016", principle_limit="10 mill.")
    facts = world("ap", documents=[said])
    assert from_regulation(rule("AP-LHM-1.5"), facts) == {"threshold": 10_000_000}
