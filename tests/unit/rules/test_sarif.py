"""The report as SARIF 2.1.0, read back with the models of another hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from pydantic import BaseModel
from sarif_pydantic import Level, Result, Sarif
from sarif_pydantic.sarif import Suppression

from service.rules.engine import evaluate
from service.rules.loading import load_packs
from service.rules.results import Finding, Report, Severity, Waiver
from service.rules.sarif import sarif
from tests.unit.rules.worlds import protocol, world

PACKS = load_packs(["ap-lhm-2015"])
PATH = "2018/2018-04-16 Protokoll (kopi) ÆØÅ #1 50%.docx"
CASE = {"number": "12/18", "title": "Skolebruksplan", "proposal": "", "conclusion": ""}
# In the standard (§3.27.23, §3.27.24), but not in the models.
ALSO_STANDARD = {(Result, "suppressions"), (Result, "baselineState")}


def report(language: str = "nb", **decided: Any) -> Report:
    written = protocol(CASE) | {"path": PATH}
    return evaluate(PACKS, world("ap", documents=[written], language=language), **decided)


def log_of(made: Report, language: str = "nb", waivers: tuple[Waiver, ...] = ()) -> dict[str, Any]:
    return sarif(made, PACKS, language=language, version="0.1.0", waivers=waivers)


def results(log: dict[str, Any]) -> list[dict[str, Any]]:
    return log["runs"][0]["results"]


def of(log: dict[str, Any], finding: Finding) -> dict[str, Any]:
    (found,) = (
        r for r in results(log) if r.get("partialFingerprints") == {"finding/v1": finding.id}
    )
    return found


def unknown(model: object) -> Iterator[tuple[type[BaseModel], str]]:
    """Every key that no model knows, with the model it stood in."""
    if isinstance(model, BaseModel):
        yield from ((type(model), key) for key in model.model_extra or {})
        for name in type(model).model_fields:
            yield from unknown(getattr(model, name))
    elif isinstance(model, list):
        for one in model:
            yield from unknown(one)


@pytest.fixture
def decided() -> tuple[Report, tuple[Waiver, ...]]:
    """A report with something of every kind."""
    missed, began, *_ = report().findings
    waivers = (Waiver(code=missed.code, target=missed.target, reason="Vi lever med det."),)
    return report(waivers=waivers, baseline=[began.id]), waivers


def test_every_key_is_one_that_the_standard_has(
    decided: tuple[Report, tuple[Waiver, ...]],
) -> None:
    made, waivers = decided
    assert all((made.findings, made.waived, made.baseline, made.not_evaluated))
    parsed = Sarif.model_validate(log_of(made, waivers=waivers))
    assert set(unknown(parsed)) == ALSO_STANDARD
    (run,) = parsed.runs
    assert len(run.results or ()) == sum(
        map(len, (made.findings, made.waived, made.baseline, made.not_evaluated))
    )


def test_a_key_that_nobody_knows_is_noticed() -> None:
    log = log_of(report())
    results(log)[0]["locations"][0]["physicalLocations"] = []
    assert [key for _, key in unknown(Sarif.model_validate(log))] == ["physicalLocations"]


def test_a_finding_says_its_rule_its_level_and_its_section() -> None:
    made = report()
    log = log_of(made)
    for finding in made.findings:
        result = of(log, finding)
        rule = log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] == finding.code
        assert result["message"] == {"text": finding.message}
        assert result["properties"]["reference"] == finding.reference
    levels = {f.severity: of(log, f)["level"] for f in made.findings}
    assert levels == {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.TASK: "none"}


def test_a_task_is_a_persons_to_review_and_what_is_not_judged_is_open() -> None:
    made = report()
    log = log_of(made)
    kinds = {f.severity: (of(log, f)["kind"], of(log, f)["level"]) for f in made.findings}
    assert kinds[Severity.TASK] == ("review", "none")
    assert kinds[Severity.ERROR] == ("fail", "error")
    still_open = [r for r in results(log) if r["kind"] == "open"]
    assert [(r["ruleId"], r["message"]["text"]) for r in still_open] == [
        (one.code, one.missing) for one in made.not_evaluated
    ]
    assert {r["level"] for r in still_open} == {"none"}
    # §3.27.10: what is no failure has no level
    parsed = Sarif.model_validate(log).runs[0].results or []
    assert all(r.kind == "fail" or r.level is Level.NONE for r in parsed)


def test_a_waiver_is_a_suppression_with_its_reason(
    decided: tuple[Report, tuple[Waiver, ...]],
) -> None:
    made, waivers = decided
    log = log_of(made, waivers=waivers)
    (suppressed,) = (r for r in results(log) if r["suppressions"])
    assert suppressed["partialFingerprints"] == {"finding/v1": made.waived[0].id}
    suppression = Suppression.model_validate(suppressed["suppressions"][0])
    assert (suppression.kind, suppression.status) == ("external", "accepted")
    assert suppression.justification == "Vi lever med det."
    assert not list(unknown(suppression))


def test_what_the_group_began_with_is_unchanged_and_the_rest_is_new(
    decided: tuple[Report, tuple[Waiver, ...]],
) -> None:
    made, waivers = decided
    log = log_of(made, waivers=waivers)
    unchanged = [r for r in results(log) if r["baselineState"] == "unchanged"]
    assert unchanged == [of(log, made.baseline[0])]
    assert {r["baselineState"] for r in results(log)} == {"unchanged", "new"}


def test_a_run_that_knows_of_no_waiver_and_no_baseline_has_neither() -> None:
    for result in results(log_of(report())):
        assert not {"suppressions", "baselineState"} & result.keys()


def test_the_place_is_the_documents_address_percent_encoded() -> None:
    made = report()
    (case,) = (f for f in made.findings if f.code == "AP-LHM-4.6")
    (location,) = of(log_of(made), case)["locations"]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == PATH
    assert uri.isascii()
    assert not set(uri) & set(" #()")
    assert uri.endswith("50%25.docx")
    assert location["logicalLocations"] == [{"fullyQualifiedName": case.target}]


def test_what_is_in_no_document_has_no_address() -> None:
    made = report()
    task = next(f for f in made.findings if f.severity is Severity.TASK)
    (location,) = of(log_of(made), task)["locations"]
    assert "physicalLocation" not in location
    assert location["logicalLocations"] == [{"fullyQualifiedName": task.target}]


def test_a_finding_is_known_again_in_another_run_and_another_language() -> None:
    first, again, nynorsk = (
        [
            r["partialFingerprints"]
            for r in results(log_of(report(tongue), tongue))
            if "locations" in r
        ]
        for tongue in ("nb", "nb", "nn")
    )
    assert first == again == nynorsk
    assert len({mark["finding/v1"] for mark in first}) == len(first)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_rules_describe_themselves_in_the_groups_language(language: str) -> None:
    log = log_of(report(language), language)
    driver = log["runs"][0]["tool"]["driver"]
    assert driver["language"] == log["runs"][0]["language"] == language
    rules = {rule.code: rule for pack in PACKS for rule in pack.rules}
    assert [one["id"] for one in driver["rules"]] == list(rules)
    for one in driver["rules"]:
        rule = rules[one["id"]]
        assert one["shortDescription"]["text"] == rule.condition[language]
        assert one["help"]["text"] == rule.why[language]
        assert one["properties"]["reference"] == rule.reference(language)


def test_it_survives_json(decided: tuple[Report, tuple[Waiver, ...]]) -> None:
    made, waivers = decided
    log = log_of(made, waivers=waivers)
    assert json.loads(json.dumps(log)) == log
    parsed = Sarif.model_validate_json(json.dumps(log))
    assert json.loads(parsed.model_dump_json(by_alias=True, exclude_unset=True)) == log
